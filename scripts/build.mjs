// Builds what npm publishes: one CommonJS entry with a few files of what is needed together (see docs/adr/0002),
// and the library entries `connect-cli/sandbox` and `connect-cli/consent` with bundled types.
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { bundling } from './bundling.mjs';
import { markCalledFunctions } from './compile-hints.mjs';
import { rehearsal, shortCommands } from './frequent-commands.mjs';
import { buildConsent } from './consent.mjs';
import { writeNotices } from './notices.mjs';
import { modulesOfLibrary } from './shared-modules.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/**
 * Every further file costs a start half a millisecond, and 20 KB that a command does not call cost it as much. So there
 * is one file with the program, and one for each command that people wait for most; one with what comes behind a link,
 * which revoke and authorize hand over, and with the errors of the redirect, which explain-error reads too; one with the
 * sockets that authorize listens and asks with, one for the sandbox, one for its control API and inspector, and two with
 * what the sandbox shares with a start and with authorize: the library loads no other (bench/start.mjs measures it). What
 * stands where follows from the imports. The rest is a few files, too: what is needed together, apart from what loads TLS
 * or a large package. A group takes along what its modules import, unless a group above it has that.
 */
async function codeGroups() {
  const [program, explain, revoke, handOver, authorize, explainError, sandbox, settings] = await Promise.all(
    [
      ['main', 'cli/help/help-outcome'],
      ['commands/explain-scopes/explain-scopes'],
      ['commands/revoke/revoke'],
      ['commands/revoke/hand-over', 'commands/revoke/sandbox', 'settings/ask-scope'],
      ['commands/authorize/authorize', 'io/loopback/listen', 'io/http/attempt', 'io/smartcar-api/api'],
      ['commands/explain-error'],
      ['sandbox/client/sandbox-control', 'sandbox/library'],
      ['io/profiles/store', 'settings/read-project'],
    ].map(async (sources) => new Set((await Promise.all(sources.map((name) => modulesOf(name)))).flat())),
  );
  const library = new Set(await modulesOf('sandbox/library', { onDemand: true }));
  const isOfStart = (id) => program.has(id) || explain.has(id) || revoke.has(id);
  const storesOfIo =
    /src\/io\/(node-state-keys|credentials\/|profiles\/|files\.|make-directory\.|http\/(?!remote|tunnel)|trace|bounded-read|line-reader|byte-collector)/;
  const groups = [
    // The commands share `csv` with the files of rows, which they would load for it.
    ['shared', (id) => ((sandbox.has(id) || library.has(id)) && isOfStart(id)) || /src\/core\/text\/csv/.test(id)],
    // Before what a start needs: the library loads these, and must not load the program.
    ['tables', (id) => sandbox.has(id) && (authorize.has(id) || /src\/core\//.test(id))],
    [
      'start',
      (id) =>
        program.has(id) ||
        (explain.has(id) && revoke.has(id)) ||
        (settings.has(id) && authorize.has(id) && !revoke.has(id)),
    ],
    ['explain-scopes', (id) => explain.has(id)],
    ['revoke', (id) => revoke.has(id)],
    ['hand-over', (id) => handOver.has(id) || (authorize.has(id) && explainError.has(id))],
    ['authorize', (id) => authorize.has(id) && !/src\/io\//.test(id)],
    ['listener', (id) => authorize.has(id)],
    ['explain-error', (id) => explainError.has(id)],
    ['sandbox', (id) => sandbox.has(id) && /src\/sandbox\/(?!library)/.test(id)],
    ['inspector', (id) => library.has(id) && /src\/sandbox\/(?!library)/.test(id)],
    ['remote', /src\/io\/http\/(remote-exchange|tunnel)|node_modules\/undici\//],
    ['stores', (id) => settings.has(id) || storesOfIo.test(id)],
    ['screen', /src\/io\/(browser|run-program|prompts)|node_modules\/(@inquirer|open)\//],
    ['formats', /src\/io\/(rows|code-scan|rasterizer|schemas)|node_modules\/(js-yaml|papaparse|ignore)\//],
    ['commands', /src\/(cli|commands|core|flags|links|live|report|sandbox(?!\/library)|settings)\//],
    ['colors', /node_modules\/chalk\//],
    // Apart from the store that uses it: it listens to signals as soon as it is loaded.
    ['profiles', /node_modules\/conf\//],
    ['hosts', /src\/io\/(virtual-key|webhook|machine)\//],
  ];
  return { groups: groups.map(([name, test], index) => ({ name, priority: groups.length - index, test })) };
}

/** The modules that are loaded with a source file, without those behind a dynamic import unless they are asked for. */
async function modulesOf(name, { onDemand = false } = {}) {
  const build = await rolldown({ ...bundling, input: { entry: `src/${name}.ts` } });
  const { output } = await build.generate({ format: 'cjs' });
  await build.close();
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const seen = new Set();
  const walk = (chunk) => {
    if (chunk === undefined || seen.has(chunk)) return;
    seen.add(chunk);
    for (const next of onDemand ? [...chunk.imports, ...chunk.dynamicImports] : chunk.imports) walk(chunks.get(next));
  };
  walk(output.find((chunk) => chunk.isEntry));
  return [...seen].flatMap((chunk) => chunk.moduleIds);
}

// Runs after each change of node_modules, for the bundles hold code from there, and before packing. Not as `prepare`:
// npm warns of that script in every copy that is installed from a file or from git.
if (process.argv.includes('--if-needed') && isCurrent()) process.exit(0);

rmSync('dist', { recursive: true, force: true });
const chunks = await bundle();
holdProgramOut(chunks);
await buildConsent();
markCalledFunctions('bin/connect-cli.cjs', shortCommands, [rehearsal]);
writeFileSync('dist/schemas.json', joinSchemas());
writeFileSync('THIRD_PARTY_NOTICES', writeNotices(chunks.flatMap((chunk) => chunk.moduleIds ?? [])));
// Types take seconds: tests that only run the program build without them.
if (!process.argv.includes('--no-types')) {
  await types('sandbox', 'src/sandbox/library.ts');
  await types('consent', 'src/consent/library.ts');
  // An ES module has declarations of its own kind; they are those of require.
  writeFileSync('dist/consent.d.mts', `export * from './consent.cjs';\n`);
}

/** The program and the library in one build, so that they share the sandbox and what it stands on. */
async function bundle() {
  const build = await rolldown({
    ...bundling,
    plugins: [...bundling.plugins, modulesOfLibrary],
    input: { main: 'src/main.ts', sandbox: 'src/sandbox/library.ts' },
    // The other files take what they share with an entry from the entry itself: no file more at each start.
    preserveEntrySignatures: 'allow-extension',
  });
  const { output } = await build.write({
    dir: 'dist',
    format: 'cjs',
    exports: 'named',
    minify: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    // In a CommonJS file import() of a module of Node costs more than require, and node:http loads all of fetch with it.
    dynamicImportInCjs: false,
    codeSplitting: await codeGroups(),
  });
  await build.close();
  return output;
}

/**
 * The program's file runs the command line of whoever loads it.
 * @throws Error where the library would, at once or when its control API is first asked
 */
function holdProgramOut(output) {
  const isOfLibrary = ({ fileName, name }) => fileName === 'sandbox.cjs' || name === 'inspector';
  const loaded = new Set(output.filter(isOfLibrary).map(({ fileName }) => fileName));
  for (const fileName of loaded) {
    for (const next of output.find((chunk) => chunk.fileName === fileName)?.imports ?? []) loaded.add(next);
  }
  if (loaded.has('main.cjs')) throw new Error(`the library loads the program, among ${[...loaded].join(', ')}`);
}

/**
 * The JSON Schemas of the documents in one file, by kind: in schemas/ they are apart, and laid out for reading. What
 * several of them define stands once, in the schema `shared`: a third of the file.
 */
function joinSchemas() {
  const suffix = '.schema.json';
  const files = readdirSync('schemas').filter((name) => name.endsWith(suffix));
  const schemas = files.map((name) => [name.slice(0, -suffix.length), readFileSync(`schemas/${name}`, 'utf8')]);
  const [defined, shared] = [new Map(), new Map()];
  for (const [name, definition] of schemas.flatMap(([, text]) => Object.entries(JSON.parse(text).$defs ?? {}))) {
    if (!defined.has(name)) defined.set(name, definition);
    else if (isDeepStrictEqual(defined.get(name), definition)) shared.set(name, definition);
    else throw new Error(`two schemas define ${name} differently`);
  }
  const refer = (text) =>
    JSON.parse(text, (key, value) => {
      const [, name] = (key === '$ref' && /^#\/\$defs\/(.+)$/.exec(value)) || [];
      return shared.has(name) ? `shared#/$defs/${name}` : value;
    });
  const withoutShared = ({ $defs = {}, ...schema }) => {
    const own = Object.entries($defs).filter(([name]) => !shared.has(name));
    return own.length === 0 ? schema : { ...schema, $defs: Object.fromEntries(own) };
  };
  const $defs = refer(JSON.stringify(Object.fromEntries(shared)));
  return JSON.stringify({
    ...Object.fromEntries(schemas.map(([kind, text]) => [kind, withoutShared(refer(text))])),
    shared: { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: 'connect-cli/shared', $defs },
  });
}

/** Bundles the declarations of an entry into one file. Like the code, it serves import and require alike. */
async function types(name, entry) {
  const build = await rolldown({
    input: { [name]: entry },
    platform: 'node',
    external: [/^node:/],
    plugins: [dts({ emitDtsOnly: true })],
    logLevel: 'warn',
  });
  await build.write({ dir: 'dist', format: 'esm', entryFileNames: '[name].mts', chunkFileNames: '[name].mts' });
  await build.close();
  // The places in our sources are nothing to those who have the package alone.
  const text = readFileSync(`dist/${name}.d.mts`, 'utf8').replaceAll(/^\/\/#(?:end)?region.*\n/gm, '');
  rmSync(`dist/${name}.d.mts`);
  writeFileSync(`dist/${name}.d.cts`, text);
}

/** Everything is built, and built after the last change of what it is built from. */
function isCurrent() {
  const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const built = [
    'dist/main.cjs',
    'dist/sandbox.cjs',
    'dist/sandbox.d.cts',
    'dist/consent.mjs',
    'dist/consent.cjs',
    'dist/consent.d.mts',
    'dist/schemas.json',
  ].map(changed);
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((name) => `src/${name}`);
  const scripts = [
    'bin/connect-cli.cjs',
    'scripts/build.mjs',
    'scripts/bundling.mjs',
    'scripts/compile-hints.mjs',
    'scripts/frequent-commands.mjs',
    'scripts/consent.mjs',
    'scripts/shared-modules.mjs',
    'scripts/notices.mjs',
    'scripts/plain-exports.mjs',
    'scripts/class-methods.mjs',
    'schemas',
  ];
  const newest = Math.max(...['package.json', 'package-lock.json', ...scripts, ...sources].map(changed));
  return Math.min(...built) > newest;
}
