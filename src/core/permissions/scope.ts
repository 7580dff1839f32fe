/** One asked permission. */
export interface AskedPermission {
  readonly name: string;
  /** Carried the `required:` prefix. */
  readonly required: boolean;
}

/** What {@link parseScope} made of a scope text. */
export interface ParsedScope {
  /** In the order of first mention, without duplicates; `required` wins over plain. */
  readonly asked: readonly AskedPermission[];
  /** Words that appeared more than once in the same form. */
  readonly duplicates: readonly string[];
  /** Names that appeared both plain and with `required:`. */
  readonly mixed: readonly string[];
  /** Words that are no `name` or `required:name`: another prefix, an empty name. */
  readonly malformed: readonly string[];
}

const word = /^(?:(required):)?([A-Za-z][A-Za-z0-9_]*)$/;

/**
 * Reads permissions written with spaces or commas, each with or without `required:`.
 * Names are not checked against a catalogue: see `unknownPermissions`.
 */
export function parseScope(texts: readonly string[]): ParsedScope {
  const asked = new Map<string, boolean>();
  const duplicates = new Set<string>();
  const mixed = new Set<string>();
  const malformed: string[] = [];
  for (const part of texts.flatMap((text) => text.split(/[\s,]+/)).filter((text) => text !== '')) {
    const match = word.exec(part);
    const name = match?.[2];
    if (name === undefined) {
      malformed.push(part);
      continue;
    }
    const required = match?.[1] === 'required';
    const before = asked.get(name);
    if (before === required) duplicates.add(part);
    else if (before !== undefined) mixed.add(name);
    asked.set(name, required || before === true);
  }
  return {
    asked: [...asked].map(([name, required]) => ({ name, required })),
    duplicates: [...duplicates],
    mixed: [...mixed],
    malformed,
  };
}

/** @returns the scope as it stands on a URL: space separated, `required:` in front where asked. */
export function formatScope(asked: readonly AskedPermission[]): string {
  return asked.map(({ name, required }) => (required ? `required:${name}` : name)).join(' ');
}

/** @returns the asked names that the catalogue does not hold. */
export function unknownPermissions(
  asked: readonly AskedPermission[],
  catalogue: Readonly<Record<string, unknown>>,
): readonly string[] {
  return asked.map(({ name }) => name).filter((name) => !Object.hasOwn(catalogue, name));
}
