// The package holds the knowledge of errors and the words of the guides once: in dist/consent.mjs, which a
// page can load as it is. The command line tool takes them from there, for explaining errors and drawing guides are none
// of its frequent commands (docs/adr/0012).
import { fileURLToPath } from 'node:url';

const source = (path) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/** Modules of src that the library hands on, each with what the command line tool takes of it: the build names what is missing. */
const shared = new Map([
  ['core/errors/explanation/explain.ts', ['explainReading']],
  ['core/errors/explanation/next-steps.ts', ['buildRepair', 'teslaRepairs']],
  ['core/errors/input/parse.ts', ['parseErrorInput']],
  ['core/errors/knowledge/api-lookup.ts', ['findApiError', 'findSmartcarEntry', 'isUnknownPermission']],
  ['core/errors/knowledge/lookup.ts', ['errorNames', 'findEntry']],
  ['core/errors/knowledge/smartcar-api.ts', ['smartcarApiErrors']],
  ['report/guide/box-words.ts', ['wordBoxes']],
  ['report/guide/drawings/consent-screen.ts', ['drawConsentScreen']],
  ['report/guide/measure.ts', ['fitText', 'wrapText']],
  ['report/guide/messages/languages.ts', ['languages']],
  ['report/guide/palette.ts', ['createPalette', 'defaultAccent', 'parseColor']],
  ['report/guide/svg.ts', ['button', 'drawingStyle', 'escapeXml', 'fontFamily', 'rect', 'round', 'text', 'tick']],
]);

/** Name under which they stand among the exports of dist/consent.mjs. It has no type and no documentation: pages have none of it. */
const exportName = '_forConnectCli';

/** The source of the library's entry with the shared modules beside it. */
export function libraryEntry() {
  const modules = [...shared].map(([path, names], index) => ({ path, names, index }));
  const imports = modules.map(({ path, names, index }) => {
    const renamed = names.map((name) => `${name} as ${name}${index}`);
    return `import { ${renamed.join(', ')} } from ${JSON.stringify(source(path))};`;
  });
  // Lists take fewer bytes than names.
  const lists = modules.map(({ names, index }) => `[${names.map((name) => `${name}${index}`).join(', ')}]`);
  return [
    `export * from ${JSON.stringify(source('consent/library.ts'))};`,
    ...imports,
    `const shared = [${lists.join(', ')}];`,
    `export { shared as ${exportName} };`,
  ].join('\n');
}

/** Leads the imports of shared modules to dist/consent.mjs, when the command line tool is bundled. */
export const modulesOfLibrary = {
  name: 'modules-of-library',
  load(id) {
    const path = [...shared.keys()].find((module) => id === source(module));
    if (path === undefined) return undefined;
    const exports = shared.get(path).map((name, index) => `export const ${name} = sharedModule[${index}];`);
    return [
      `import { ${exportName} as shared } from 'library:consent';`,
      `const sharedModule = shared[${[...shared.keys()].indexOf(path)}];`,
      ...exports,
    ].join('\n');
  },
  resolveId(id) {
    return id === 'library:consent' ? { id: './consent.mjs', external: true } : undefined;
  },
};
