import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asObject } from '../core/text/json.ts';
import { ownValue } from '../core/text/keys.ts';
import type { Schemas } from './context.ts';

const here = fileURLToPath(import.meta.url);

/** The file that the build lays beside the program: every JSON Schema by its kind. */
function schemasFile(): string {
  let folder = dirname(here);
  while (!existsSync(join(folder, 'dist/schemas.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'dist/schemas.json');
}

/** The JSON Schemas of the package, each with what it shares with others in the file. */
export const packagedSchemas: Schemas = {
  async read() {
    const { shared, ...kinds } = asObject(JSON.parse(await readFile(schemasFile(), 'utf8')));
    const definitions = asObject(asObject(shared)['$defs']);
    return Object.fromEntries(
      Object.entries(kinds).map(([kind, schema]) => [kind, selfContained(schema, definitions)]),
    );
  },
};

const reference = /"shared#\/\$defs\/([^"]+)"/g;

function selfContained(schema: unknown, definitions: Readonly<Record<string, unknown>>): unknown {
  const named = new Set<string>();
  const collect = (text: string): void => {
    for (const [, name = ''] of text.matchAll(reference)) {
      if (named.has(name)) continue;
      named.add(name);
      collect(JSON.stringify(ownValue(definitions, name)));
    }
  };
  collect(JSON.stringify(schema));
  const own = asObject(schema);
  const parts = Object.fromEntries([...named].map((name) => [name, ownValue(definitions, name)]));
  const whole = named.size === 0 ? own : { ...own, $defs: { ...asObject(own['$defs']), ...parts } };
  return JSON.parse(JSON.stringify(whole).replaceAll(reference, '"#/$$defs/$1"'));
}
