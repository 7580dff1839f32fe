/** What is shown in place of a secret. */
export const redacted = '[redacted]';

/** A word of this length or more is looked for in what is printed; a shorter one would hide innocent text. */
const shortestHidden = 8;

/**
 * The secrets of this run, however they came about. It stands here because nothing but the constructor sees them all;
 * it is only added to, and only {@link withoutSecrets} reads it.
 */
const secretsOfRun = new Set<string>();

/** The value, and how it stands in a query, whose digits may be small letters too, and in a JSON text. */
function formsOf(value: string): readonly string[] {
  // Half of a surrogate pair cannot be encoded; no secret has one, but an answer may bring it.
  const encoded = /[\ud800-\udfff]/.test(value) ? value : encodeURIComponent(value);
  const small = encoded.replace(/%../g, (escape) => escape.toLowerCase());
  return [value, encoded, small, JSON.stringify(value).slice(1, -1)];
}

/** Adds what is to be replaced wherever it would be printed, such as a secret that stands in the environment. */
export function hideFromOutput(value: string | undefined): void {
  if (value !== undefined && value.length >= shortestHidden) for (const form of formsOf(value)) secretsOfRun.add(form);
}

/** @returns the text with every secret of this run replaced, such as one that a server repeated in its answer. */
export function withoutSecrets(text: string): string {
  let shown = text;
  for (const secret of secretsOfRun) if (shown.includes(secret)) shown = shown.replaceAll(secret, redacted);
  return shown;
}

/** A value that prints as `[redacted]` wherever it is not asked for by name. */
export class Secret {
  readonly #value: string;

  /**
   * @param use `result` for a value that is the result of its command, such as an authorization code: it is redacted
   *   like any other, but not looked for in what is printed
   */
  constructor(value: string, use: 'hidden' | 'result' = 'hidden') {
    this.#value = value;
    if (use === 'hidden') hideFromOutput(value);
  }

  /** The value itself. Call it only where the value leaves for its one destination. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  // Node's inspector asks for this symbol; naming it by registry keeps core free of node: imports.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return redacted;
  }
}
