import { finding, type Finding } from '../finding.ts';
import { parsePem } from '../../tesla/pem.ts';
import { servedFile, type KeyCheck } from './check.ts';

/** Byte order marks of UTF-8 and of UTF-16 in both orders, one character for each byte. */
const mark = /^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/;

/** Bytes that editors and shells leave around the block. */
export const keyBytesCheck: KeyCheck = {
  id: 'K9',
  title: 'no byte order mark, nothing around the block, ordinary line ends',
  check: (facts) => {
    const file = servedFile(facts);
    if (file === undefined || file.ended !== 'complete') return undefined;
    const findings: Finding[] = [];
    if (mark.test(file.body)) findings.push(finding('key-byte-order-mark', [firstBytes(file.body)]));
    const { blocks, outside } = parsePem(file.body.replace(mark, ''));
    if (blocks.length === 0) return findings;
    if (outside !== '') {
      const before = /[^\r\n]-----BEGIN /.test(file.body.replace(mark, '')) ? onBeginLine : {};
      findings.push(finding('key-text-around', [`${outside.length} characters outside the block`], before));
    }
    const ends = lineEndProblem(file.body);
    if (ends !== undefined) findings.push(finding('key-line-ends', [ends]));
    return findings;
  },
};

const onBeginLine = {
  title:
    "There is something before BEGIN on its line: Go's encoding/pem, the language of Tesla's own tools, finds no block then (what Tesla's fetch does is unconfirmed).",
  fix: 'Begin the file with -----BEGIN PUBLIC KEY-----, without a quote or a blank before it.',
} as const;

function lineEndProblem(body: string): string | undefined {
  if (!/[\r\n]$/.test(body)) return 'no line end after the last line';
  if (/\r(?!\n)/.test(body)) return 'carriage returns without a line feed';
  return /\r\n/.test(body) && /(?<!\r)\n/.test(body) ? 'LF and CRLF mixed' : undefined;
}

function firstBytes(body: string): string {
  const bytes = Array.from(body.slice(0, 3), (character) =>
    character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0'),
  );
  return `begins with ${bytes.join(' ')}`;
}
