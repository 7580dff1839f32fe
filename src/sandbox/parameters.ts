/** Parameters of a query or a form, read as `URLSearchParams` reads them. */
export interface Parameters {
  /** @returns the first value of that name, or `null`. */
  get(name: string): string | null;
  getAll(name: string): readonly string[];
  has(name: string): boolean;
}

/**
 * Reads a form body or a query; `+` and `%20` are both a space.
 * `URLSearchParams` costs as much as the rest of a request; what it reads differently from plain splitting is a
 * percent sign that decodes to nothing, so such a text is left to it.
 */
export function readParameters(text: string): Parameters {
  const names: string[] = [];
  const values: string[] = [];
  try {
    for (let start = 0; start < text.length;) {
      const next = text.indexOf('&', start);
      const end = next < 0 ? text.length : next;
      if (end > start) {
        const equals = text.indexOf('=', start);
        const split = equals < 0 || equals > end ? end : equals;
        names.push(decode(text.slice(start, split)));
        values.push(split === end ? '' : decode(text.slice(split + 1, end)));
      }
      start = end + 1;
    }
  } catch {
    return new URLSearchParams(text.startsWith('?') ? `&${text}` : text);
  }
  return new PlainParameters(names, values);
}

function decode(part: string): string {
  const spaced = part.includes('+') ? part.replaceAll('+', ' ') : part;
  return spaced.includes('%') ? decodeURIComponent(spaced) : spaced;
}

class PlainParameters implements Parameters {
  readonly #names: readonly string[];
  readonly #values: readonly string[];

  constructor(names: readonly string[], values: readonly string[]) {
    this.#names = names;
    this.#values = values;
  }

  get(name: string): string | null {
    return this.#values[this.#names.indexOf(name)] ?? null;
  }

  getAll(name: string): readonly string[] {
    return this.#values.filter((_value, index) => this.#names[index] === name);
  }

  has(name: string): boolean {
    return this.#names.includes(name);
  }
}
