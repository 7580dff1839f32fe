import { isUtf8 } from 'node:buffer';
import type { JsonObject } from '../../core/text/json.ts';
import type { RowVisitor } from '../rows.ts';
import { byteOrderMark, createLineCutter, notUtf8, type LineBlock, type LineCutter } from './lines.ts';

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

/** @returns how many lines it has */
function readBlock({ bytes, firstLine }: LineBlock, visitor: RowVisitor): number {
  // A character for each byte, so that places in the one are places in the other.
  const text = bytes.toString('latin1');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isWhole = isUtf8(bytes);
  let line = firstLine;
  let from = line === 1 && text.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
  while (from < text.length) {
    const lineEnd = text.indexOf('\n', from);
    const to = lineEnd === -1 ? text.length : lineEnd;
    if (visitor.known?.({ view, text, from, to }, line) !== true) {
      const isText = isWhole || isUtf8(bytes.subarray(from, to));
      const value = isText ? parseLine(bytes.toString('utf8', from, to)) : notUtf8;
      const reason = typeof value === 'object' ? visitor.row(value, line) : value;
      if (reason !== undefined && reason !== blank)
        visitor.reject({ line, reason, bytes: bytes.subarray(line === 1 ? 0 : from, to + 1) });
    }
    from = to + 1;
    line += 1;
  }
  return line - firstLine;
}

const blank = '';

/** How JSON can begin, and where it is no object or list, also end: to have the parser fail costs twenty times as much. */
const canBeJson = /^\s*(?:[{["\d-]|(?:true|false|null)\s*$)/;

/** @returns the row, or why the line is none */
function parseLine(text: string): JsonObject | string {
  if (!canBeJson.test(text)) return text.trim() === '' ? blank : 'it is not JSON';
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : 'it is not a JSON object';
  } catch {
    return 'it is not JSON';
  }
}
