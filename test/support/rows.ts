import type { RowVisitor } from '../../src/io/rows.ts';
import type { LineCutter } from '../../src/io/rows/lines.ts';

/** What a reader told of, in order. */
export type ReadEvent =
  | { readonly line: number; readonly row: unknown }
  | { readonly line: number; readonly reason: string; readonly raw: string };

/** Feeds bytes to a reader, in the given pieces, and keeps what it told. */
export function readInPieces(
  create: (visitor: RowVisitor) => LineCutter,
  bytes: Uint8Array,
  sizes: readonly number[] = [],
): readonly ReadEvent[] {
  const events: ReadEvent[] = [];
  const reader = create({
    row: (row, line) => void events.push({ line, row }),
    reject: ({ line, reason, bytes }) => void events.push({ line, reason, raw: Buffer.from(bytes).toString('latin1') }),
    rejectMore: (more) => {
      const last = events.at(-1);
      if (last === undefined || !('raw' in last)) throw new Error('more of no line');
      events[events.length - 1] = { ...last, raw: last.raw + Buffer.from(more).toString('latin1') };
    },
  });
  let at = 0;
  for (let index = 0; at < bytes.length; index += 1) {
    const size = sizes.length === 0 ? bytes.length : Math.max(1, sizes[index % sizes.length] ?? 1);
    // A buffer that is filled again, as the file reader does.
    const piece = Buffer.from(bytes.subarray(at, at + size));
    reader.push(piece);
    piece.fill(0);
    at += size;
  }
  reader.end();
  return events;
}
