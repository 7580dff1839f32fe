// The package holds the knowledge of errors and the words of the guides once: in dist/consent.mjs, which a
// page can load as it is. The command line tool takes them from there, for explaining errors and drawing guides are none
// of its frequent commands (docs/adr/0012).
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = (path) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/** Modules of src whose exports the library hands on. */
const shared = [
  'core/errors/explanation/explain.ts',
  'core/errors/explanation/next-steps.ts',
  'core/errors/input/parse.ts',
  'core/errors/knowledge/api-lookup.ts',
  'core/errors/knowledge/lookup.ts',
  'core/errors/knowledge/smartcar-api.ts',
  'core/errors/knowledge/tables.ts',
  'report/guide/box-words.ts',
  'report/guide/drawings/consent-screen.ts',
  'report/guide/measure.ts',
  'report/guide/messages/languages.ts',
  'report/guide/palette.ts',
  'report/guide/svg.ts',
];

/** Name under which they stand among the exports of dist/consent.mjs. It has no type and no documentation: pages have none of it. */
const exportName = '_forConnectCli';

function exportedNames(path) {
  return [...readFileSync(source(path), 'utf8').matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
}

/** The source of the library's entry with the shared modules beside it. */
export function libraryEntry() {
  const imports = shared.map((path, index) => {
    const names = exportedNames(path).map((name) => `${name} as ${name}${index}`);
    return `import { ${names.join(', ')} } from ${JSON.stringify(source(path))};`;
  });
  const modules = shared.map((path, index) => {
    const names = exportedNames(path).map((name) => `${name}: ${name}${index}`);
    return `${JSON.stringify(path)}: { ${names.join(', ')} }`;
  });
  return [
    `export * from ${JSON.stringify(source('consent/library.ts'))};`,
    ...imports,
    `const shared = { ${modules.join(', ')} };`,
    `export { shared as ${exportName} };`,
  ].join('\n');
}

/** Leads the imports of shared modules to dist/consent.mjs, when the command line tool is bundled. */
export const modulesOfLibrary = {
  name: 'modules-of-library',
  load(id) {
    const path = shared.find((module) => id === source(module));
    if (path === undefined) return undefined;
    const exports = exportedNames(path).map((name) => `export const ${name} = sharedModule.${name};`);
    return [
      `import { ${exportName} as shared } from 'library:consent';`,
      `const sharedModule = shared[${JSON.stringify(path)}];`,
      ...exports,
    ].join('\n');
  },
  resolveId(id) {
    return id === 'library:consent' ? { id: './consent.mjs', external: true } : undefined;
  },
};
