/** Parameters of a query or a form, read as `URLSearchParams` reads them. */
export interface Parameters {
  /** @returns the first value of that name, or `null`. */
  get(name: string): string | null;
  getAll(name: string): readonly string[];
  has(name: string): boolean;
}

/**
 * Reads a form body or a query; `+` and `%20` are both a space. `URLSearchParams` costs as much as the rest of a
 * request, so plain splitting comes first and values are decoded when they are asked for.
 */
export function readParameters(text: string): Parameters {
  const pairs: string[] = [];
  for (let start = 0; start < text.length;) {
    const next = text.indexOf('&', start);
    const end = next < 0 ? text.length : next;
    const equals = text.indexOf('=', start);
    const split = equals < 0 || equals > end ? end : equals;
    if (end > start) pairs.push(decode(text.slice(start, split)), text.slice(split + 1, Math.max(split + 1, end)));
    start = end + 1;
  }
  return new PlainParameters(pairs);
}

function decode(part: string): string {
  const isSpaced = part.includes('+');
  if (!isSpaced && !part.includes('%')) return part;
  try {
    return decodeURIComponent(isSpaced ? part.replaceAll('+', ' ') : part);
  } catch {
    // A percent sign that decodes to nothing is read differently from what decodeURIComponent does.
    return new URLSearchParams(`=${part}`).get('') ?? '';
  }
}

class PlainParameters implements Parameters {
  /** Decoded names and raw values in turn. */
  readonly #pairs: readonly string[];

  constructor(pairs: readonly string[]) {
    this.#pairs = pairs;
  }

  get(name: string): string | null {
    const pairs = this.#pairs;
    for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === name) return decode(pairs[at + 1] ?? '');
    return null;
  }

  getAll(name: string): readonly string[] {
    return this.#pairs.filter((_value, index) => index % 2 === 1 && this.#pairs[index - 1] === name).map(decode);
  }

  has(name: string): boolean {
    for (let at = 0; at < this.#pairs.length; at += 2) if (this.#pairs[at] === name) return true;
    return false;
  }
}
