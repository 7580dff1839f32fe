import { isTooDeep } from '../../core/text/json.ts';

/** A value, or why the text holds none. */
export type YamlReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly flaw: string };

/** Levels of a scenario: a dozen are in use. */
const deepest = 100;

/** Values of a scenario, those counted again that an alias repeats: a few aliases of aliases would be millions, one of itself endless. */
const mostValues = 100_000;

/**
 * Reads YAML or JSON of strangers: a text that is nested without end, repeats itself through aliases or has a thousand
 * faults costs no more than its length.
 */
export async function parseYaml(text: string): Promise<YamlReading> {
  const { YAMLException, load } = await import('js-yaml');
  try {
    const value = load(text, { maxDepth: deepest });
    if (hasTooMany(value))
      return { ok: false, flaw: `it holds more than ${mostValues} values, those counted again that an alias repeats` };
    return isTooDeep(value, deepest) ? tooDeep : { ok: true, value };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (/maxDepth/.test(error.reason)) return tooDeep;
    const { mark, reason } = error;
    return {
      ok: false,
      flaw: mark === undefined ? reason : `${reason} at line ${mark.line + 1}, column ${mark.column + 1}`,
    };
  }
}

const tooDeep = { ok: false, flaw: `it is nested more than ${deepest} levels deep` } as const;

/** Looks at no more values than there may be, and calls itself nowhere: an alias may stand within what it repeats. */
function hasTooMany(value: unknown): boolean {
  const open = [value];
  for (let seen = 1; open.length > 0; seen += 1) {
    const next = open.pop();
    if (typeof next === 'object' && next !== null) for (const part of Object.values(next)) open.push(part);
    if (seen + open.length > mostValues) return true;
  }
  return false;
}
