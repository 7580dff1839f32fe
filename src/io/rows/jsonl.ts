import type { JsonObject } from '../../core/text/json.ts';
import type { RowVisitor } from '../rows.ts';
import { createLineBytes, createLineCutter, type LineBlock, type LineCutter } from './lines.ts';
import { keepHeapSmall } from '../small-heap.ts';

/** One JSON object a line. Blank lines count and are passed over. */
export function createJsonlReader(visitor: RowVisitor): LineCutter {
  return createLineCutter({
    block: (block) => readBlock(block, visitor),
    tooLong: ({ line, bytes, isFirst }) => {
      if (isFirst) visitor.reject({ line, reason: 'it is longer than 1 MiB', bytes });
      else visitor.rejectMore(bytes);
    },
  });
}

function readBlock(block: LineBlock, visitor: RowVisitor): void {
  const { text, firstLine } = block;
  let bytesOf: ((line: number) => Uint8Array) | undefined;
  let line = firstLine;
  // A byte order mark is no part of the first line.
  let from = line === 1 && text.charCodeAt(0) === 0xfe_ff ? 1 : 0;
  while (from < text.length) {
    const lineEnd = text.indexOf('\n', from);
    const to = lineEnd === -1 ? text.length : lineEnd;
    const lineText = text.slice(from, to);
    if (visitor.known?.(lineText, line) !== true) {
      const value = to === from ? blank : parseLine(lineText);
      if (typeof value === 'object') visitor.row(value, line);
      else if (value !== blank) {
        bytesOf ??= createLineBytes(block);
        visitor.reject({ line, reason: value, bytes: bytesOf(line) });
      }
    }
    from = to + 1;
    line += 1;
  }
}

const blank = '';

/** How JSON can begin, and where it is no object or list, also end: to have the parser fail costs twenty times as much. */
const canBeJson = /^\s*(?:[{["\d-]|(?:true|false|null)\s*$)/;

/** Failures of the parser, each of which V8 keeps until it looks at the old. */
const failuresToNotice = 1000;
let failures = 0;

/** @returns the row, or why the line is none */
function parseLine(text: string): JsonObject | string {
  if (!canBeJson.test(text)) return text.trim() === '' ? blank : 'it is no JSON';
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : 'it is no JSON object';
  } catch {
    failures += 1;
    if (failures === failuresToNotice) keepHeapSmall('pages');
    return 'it is no JSON';
  }
}
