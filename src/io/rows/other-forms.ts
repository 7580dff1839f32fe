import { CliError } from '../../core/errors/cli-error.ts';
import type { RowSource } from '../rows.ts';

/** What people pass in place of rows, by how it begins: a character for each byte. */
const otherForms: readonly { readonly begins: RegExp; readonly message: string; readonly hint: string }[] = [
  {
    begins: /^\x1f\x8b/,
    message: 'The input is compressed.',
    hint: 'Unpack it on its way: `gzip -dc FILE | connect-cli …`, with - in place of the file.',
  },
  {
    begins: /^(?:\xff\xfe|\xfe\xff)/,
    message: 'The input is UTF-16.',
    hint: 'Convert it on its way: `iconv -f UTF-16 -t UTF-8 FILE | connect-cli …`, with - in place of the file.',
  },
];

const laidOut = {
  begins: /^(?:\xef\xbb\xbf)?\s*[[{]\s*\r?\n/,
  message: 'The input is JSON over several lines, and a row of JSON Lines stands on one.',
  hint: "Put each row on a line of its own: `jq -c '.[]' FILE` for a list, `jq -c '.data[]' FILE` for an answer of API v3.",
} as const;

/** @throws CliError for an input that as a whole is no rows, told by its first bytes */
export function refuseOtherForms(first: Buffer, form: RowSource['form']): void {
  const beginning = first.toString('latin1', 0, 64);
  const other = [...otherForms, ...(form === 'jsonl' ? [laidOut] : [])].find(({ begins }) => begins.test(beginning));
  if (other !== undefined) throw new CliError('INVALID_VALUE', other.message, { hint: other.hint });
}
