import type { LineCounter } from 'yaml';

/** A value, or why the text holds none. */
export type YamlReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly flaw: string };

/** Levels of a scenario: a dozen are in use. */
const deepest = 100;

/**
 * Reads YAML or JSON of strangers: a text that is nested without end, repeats itself through aliases or has a thousand
 * faults costs no more than its length.
 */
export async function parseYaml(text: string): Promise<YamlReading> {
  if (isDeep(text)) return tooDeep;
  const { LineCounter: Lines, isScalar, parseDocument, visit } = await import('yaml');
  const lines = new Lines();
  try {
    // The library compares each key with all others of its map, and draws the line of each fault: both are quadratic.
    const document = parseDocument(text, {
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'error',
      lineCounter: lines,
    });
    const [error] = document.errors;
    if (error !== undefined) return { ok: false, flaw: `${error.message} at ${placeOf(error.pos[0], lines)}` };
    let repeated: string | undefined;
    visit(document, {
      Map: (_, map) => {
        const name = firstRepeated(map.items.map(({ key }) => String(isScalar(key) ? key.value : key)));
        if (name === undefined) return undefined;
        const at = placeOf(map.range?.[0] ?? 0, lines);
        repeated = `the key "${name.slice(0, 80)}" stands twice in the map at ${at}`;
        return visit.BREAK;
      },
    });
    if (repeated !== undefined) return { ok: false, flaw: repeated };
    return { ok: true, value: document.toJS({ maxAliasCount: 100 }) as unknown };
  } catch (error) {
    if (error instanceof RangeError) return tooDeep;
    return { ok: false, flaw: error instanceof Error ? error.message : String(error) };
  }
}

const tooDeep = { ok: false, flaw: `it is nested more than ${deepest} levels deep` } as const;

/** Looks at brackets and at lists within lists on one line; deeper indents than the stack bears are an error of the parser. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > deepest) return true;
  }
  return /(?:[-?:][ \t]+){100}/.test(text);
}

function firstRepeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

function placeOf(offset: number, lines: LineCounter): string {
  const { line, col } = lines.linePos(offset);
  return `line ${line}, column ${col}`;
}
