// Writes the pages of docs/ that come from the tables in src/core. `npm run docs`
//
// The page builders in scripts/docs are TypeScript: they are bundled into a temporary folder and imported from there.
// test/docs.test.ts fails when the written pages and the tables differ.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'connect-cli-docs-'));

try {
  const build = await rolldown({
    input: join(root, 'scripts/docs/pages.ts'),
    platform: 'node',
    cwd: root,
    logLevel: 'warn',
  });
  await build.write({ dir: folder, format: 'esm', entryFileNames: 'pages.mjs' });
  await build.close();
  const { buildPages, generatedFolders } = await import(pathToFileURL(join(folder, 'pages.mjs')).href);
  const pages = buildPages();
  for (const [path, content] of pages) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  // A page whose row is gone goes, too.
  for (const generated of generatedFolders) {
    for (const name of readdirSync(join(root, generated))) {
      if (!pages.has(`${generated}/${name}`)) rmSync(join(root, generated, name));
    }
  }
  console.log(`${pages.size} pages written.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
