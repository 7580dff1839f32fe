import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asObject } from '../core/text/json.ts';
import type { Schemas } from './context.ts';

const here = fileURLToPath(import.meta.url);

/** The file that the build lays beside the program: every JSON Schema by its kind. */
function schemasFile(): string {
  let folder = dirname(here);
  while (!existsSync(join(folder, 'dist/schemas.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'dist/schemas.json');
}

/** The JSON Schemas of the package. */
export const packagedSchemas: Schemas = {
  read: async () => asObject(JSON.parse(await readFile(schemasFile(), 'utf8'))),
};
