/** Query parameters in the order in which they stand on the URL; `undefined` ones are left out. */
export type QueryParameters = readonly (readonly [name: string, value: string | undefined])[];

// Connect reads these as lists of words with colons; left raw they stay readable in a terminal.
const readable: ReadonlySet<string> = new Set(['scope', 'flags']);

/** What was built: the address, and its decoded parameters for JSON output. */
export interface BuiltUrl {
  readonly url: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Joins an address and its parameters. A space becomes `%20`, never `+`: servers that decode
 * percent signs only would read a plus sign literally. The colon stays raw in `scope` and `flags`.
 */
export function buildUrl(address: string, parameters: QueryParameters): BuiltUrl {
  const present = parameters.filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = present.map(([name, value]) => `${name}=${encodeValue(name, value)}`).join('&');
  return { url: `${address}?${query}`, parameters: Object.fromEntries(present) };
}

function encodeValue(name: string, value: string): string {
  // encodeURIComponent leaves characters alone that a shell would take for its own.
  const encoded = encodeURIComponent(value).replace(/[!'()*]/g, (character) => `%${hex(character)}`);
  return readable.has(name) ? encoded.replaceAll('%3A', ':') : encoded;
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase();
}
