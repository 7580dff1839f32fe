/** A longer line is no row: it is set aside and not held. Bytes. */
export const longestLine = 1024 * 1024;

/** UTF-8 begins with it here and there, and no line has it. A character for each byte. */
export const byteOrderMark = '\u00ef\u00bb\u00bf';

/** Why a line is set aside whose bytes are no text: decoded all the same, two ids could become one. */
export const notUtf8 = 'it is no UTF-8';

const newline = 10;

/** Whole lines of one read. */
export interface LineBlock {
  /** Every line of it ends with a newline, but for the very last of the input. */
  readonly bytes: Buffer;
  /** Number of its first line. */
  readonly firstLine: number;
}

/** Is told of what was read. Bytes are valid during the call alone. */
export interface LineVisitor {
  /** @returns how many lines it has */
  block(block: LineBlock): number;
  /** A line that is too long, piece by piece. `isFirst` with its first piece. */
  tooLong(piece: { readonly line: number; readonly bytes: Uint8Array; readonly isFirst: boolean }): void;
}

/** Cuts bytes into lines, wherever the reads happen to end. Text is decoded line by line at most: no character is torn. */
export interface LineCutter {
  push(chunk: Buffer): void;
  end(): void;
}

export function createLineCutter(visitor: LineVisitor): LineCutter {
  // One for all lines: a copy for each read would wait for a collection of the old, which a flat heap never needs.
  let store = Buffer.allocUnsafeSlow(4096);
  let restLength = 0;
  let line = 1;
  let isInLongLine = false;

  const emit = (bytes: Buffer) => {
    line += visitor.block({ bytes, firstLine: line });
  };
  const keep = (bytes: Buffer) => {
    const length = restLength + bytes.length;
    if (length > store.length) {
      const larger = Buffer.allocUnsafeSlow(2 * length);
      store.copy(larger, 0, 0, restLength);
      store = larger;
    }
    // The caller may fill its buffer again.
    bytes.copy(store, restLength);
    restLength = length;
  };
  const takeRest = () => {
    const bytes = store.subarray(0, restLength);
    restLength = 0;
    return bytes;
  };
  /** @returns what follows the end of the long line */
  const skipLongLine = (chunk: Buffer): Buffer => {
    const end = chunk.indexOf(newline);
    const piece = end === -1 ? chunk : chunk.subarray(0, end + 1);
    visitor.tooLong({ line, bytes: piece, isFirst: false });
    if (end === -1) return chunk.subarray(chunk.length);
    isInLongLine = false;
    line += 1;
    return chunk.subarray(end + 1);
  };
  /** @returns what follows the line that began in earlier reads */
  const finishLine = (chunk: Buffer): Buffer => {
    const end = chunk.indexOf(newline);
    if (end === -1) return chunk;
    keep(chunk.subarray(0, end + 1));
    emit(takeRest());
    return chunk.subarray(end + 1);
  };

  return {
    push(chunk) {
      let bytes = isInLongLine ? skipLongLine(chunk) : chunk;
      if (restLength > 0) bytes = finishLine(bytes);
      const end = bytes.lastIndexOf(newline);
      if (end !== -1 && restLength === 0) {
        emit(bytes.subarray(0, end + 1));
        bytes = bytes.subarray(end + 1);
      }
      keep(bytes);
      if (restLength <= longestLine) return;
      isInLongLine = true;
      visitor.tooLong({ line, bytes: takeRest(), isFirst: true });
    },
    end() {
      if (restLength > 0) emit(takeRest());
    },
  };
}
