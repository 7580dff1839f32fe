// Writes the pages of docs/ that come from tables of src/, and the JSON Schemas, which come from types. `npm run docs`
//
// The builders in scripts/docs are TypeScript: they are bundled into a temporary folder and imported from there.
// test/docs.test.ts and test/schemas.test.ts fail when the written files and their sources differ.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
// In there, so that the bundle finds the packages that it leaves outside.
const folder = mkdtempSync(join(root, 'node_modules/.docs-'));

try {
  const build = await rolldown({
    input: { pages: join(root, 'scripts/docs/pages.ts'), schemas: join(root, 'scripts/docs/schemas.ts') },
    platform: 'node',
    cwd: root,
    external: ['ts-json-schema-generator'],
    logLevel: 'warn',
  });
  await build.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs' });
  await build.close();
  const load = (name) => import(pathToFileURL(join(folder, `${name}.mjs`)).href);
  const { buildPages } = await load('pages');
  const { buildSchemas, isGeneratedSchema } = await load('schemas');
  const pages = buildPages();
  const schemas = buildSchemas(root);
  for (const [path, content] of [...pages, ...schemas]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  // A schema that has no source any more goes, too.
  const inFolder = readdirSync(join(root, 'schemas')).map((file) => `schemas/${file}`);
  const stale = inFolder.filter((path) => isGeneratedSchema(path) && !schemas.has(path));
  for (const path of stale) rmSync(join(root, path));
  console.log(`${pages.size} pages and ${schemas.size} schemas written.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
