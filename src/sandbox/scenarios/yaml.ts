/** A value, or why the text holds none. */
export type YamlReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly flaw: string };

/** Levels of a scenario: a dozen are in use. */
const deepest = 100;

/** Values of a scenario, those counted again that an alias repeats: a few aliases of aliases would be millions. */
const mostValues = 100_000;

/**
 * Reads YAML or JSON of strangers: a text that is nested without end, repeats itself through aliases or has a thousand
 * faults costs no more than its length.
 */
export async function parseYaml(text: string): Promise<YamlReading> {
  const { YAMLException, load } = await import('js-yaml');
  try {
    const value = load(text, { maxDepth: deepest });
    if (countValues(value, mostValues) <= mostValues) return { ok: true, value };
    return { ok: false, flaw: `it holds more than ${mostValues} values, those counted again that an alias repeats` };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (/maxDepth/.test(error.reason)) return { ok: false, flaw: `it is nested more than ${deepest} levels deep` };
    const { mark, reason } = error;
    return {
      ok: false,
      flaw: mark === undefined ? reason : `${reason} at line ${mark.line + 1}, column ${mark.column + 1}`,
    };
  }
}

/** Counts no further than the limit. */
function countValues(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const part of Object.values(value)) {
    count += countValues(part, limit - count);
    if (count > limit) break;
  }
  return count;
}
