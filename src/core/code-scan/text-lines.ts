/** A text with its lines found once, for many look-ups of offsets in ascending or any order. */
export class TextLines {
  readonly text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    const starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  /** @returns the number of the line at an offset, from 1. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** @returns the line around an offset, and the offset within it. Very long lines are cut to their surroundings. */
  around(offset: number): { readonly line: string; readonly column: number } {
    const number = this.lineAt(offset);
    const lineStart = this.#starts[number - 1] ?? 0;
    const lineEnd = this.#starts[number] ?? this.text.length;
    const start = Math.max(lineStart, offset - 1000);
    return { line: this.text.slice(start, Math.min(lineEnd, offset + 1000)), column: offset - start };
  }
}

const comment = /^\s*(?:\/\/|\/?\*|#|<!--|--\s|;;|%)/;

/** @returns true for a line that is a comment in any of the usual languages. */
export function isComment(line: string): boolean {
  return comment.test(line);
}

/** @returns the quoted text around a column of a line, or `undefined` if the column is not between quotes. */
export function quotedAround(line: string, column: number): string | undefined {
  for (const match of line.matchAll(/(["'`])((?:\\.|(?!\1).)*)\1/g)) {
    const start = match.index + 1;
    if (column >= start && column < start + (match[2] ?? '').length) return match[2];
    if (match.index > column) return undefined;
  }
  return undefined;
}
