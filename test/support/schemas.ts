import { readdirSync, readFileSync } from 'node:fs';
import type { Schemas } from '../../src/io/context.ts';

const folder = new URL('../../schemas/', import.meta.url);
const suffix = '.schema.json';

/** The schemas of the repository; the build joins them for the package. */
export const repositorySchemas: Schemas = {
  read: async () =>
    Object.fromEntries(
      readdirSync(folder)
        .filter((name) => name.endsWith(suffix))
        .map((name) => [name.slice(0, -suffix.length), JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]),
    ),
};
