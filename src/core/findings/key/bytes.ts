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
    if (conflictMark.test(file.body)) findings.push(finding('key-conflict-marks', ['a line begins with "<<<<<<<"']));
    const unmarked = file.body.replace(mark, '');
    const { blocks, outside } = parsePem(unmarked);
    if (blocks.length === 0) return findings;
    const isLineShared = sharedLine.test(unmarked);
    if (outside !== '' || isLineShared)
      findings.push(finding('key-text-around', [describeAround(outside)], isLineShared ? onBoundaryLine : {}));
    const ends = lineEndProblem(file.body);
    if (ends !== undefined) findings.push(finding('key-line-ends', [ends]));
    return findings;
  },
};

/** Git writes it before the first of two versions. */
const conflictMark = /^<{7}(?: |\r?$)/m;

/** A BEGIN or END line that does not begin with its dashes. */
const sharedLine = /[^\r\n]-----(?:BEGIN|END) /;

const onBoundaryLine = {
  title:
    "There is something before BEGIN or END on its line: Go's encoding/pem, the language of Tesla's own tools, finds no block then (what Tesla's fetch does is unconfirmed).",
  fix: 'Begin both lines with their dashes, without a quote, a space or a tab before them.',
} as const;

function describeAround(outside: string): string {
  return outside === '' ? 'blanks before the dashes' : `${outside.length} characters outside the block`;
}

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
