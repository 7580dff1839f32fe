/** What is shown in place of a secret. */
export const redacted = '[redacted]';

/** A value that prints as `[redacted]` wherever it is not asked for by name. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
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
