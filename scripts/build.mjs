// Builds what npm publishes: one CommonJS entry with a chunk per command and per heavy library (see docs/adr/0002),
// and the library entry `connect-cli/sandbox` as ESM and CommonJS with bundled types.
import { copyFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { writeNotices } from './notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** Native and WebAssembly packages stay outside: they are real dependencies. */
const external = [/^node:/, '@napi-rs/keyring', '@resvg/resvg-wasm'];

/** commander asks for child_process at start although only stand-alone subcommands need it: ask on first use instead. */
const lazyChildProcess = {
  name: 'lazy-child-process',
  transform(code, id) {
    if (!/node_modules[\\/]commander[\\/]lib[\\/]command\.js$/.test(id)) return undefined;
    const eager = "const childProcess = require('node:child_process');";
    if (!code.includes(eager)) throw new Error('commander changed: the lazy child_process transform finds nothing');
    return code.replace(eager, '').replaceAll('childProcess.', "require('node:child_process').");
  },
};

/** chalk looks at the streams while it loads. We give it the level ourselves (Output.colorLevel), so it need not. */
const noColorDetection = {
  name: 'no-color-detection',
  resolveId: (source) => (source === '#supports-color' ? '\0no-color-detection' : undefined),
  load: (id) => (id === '\0no-color-detection' ? 'export default { stdout: false, stderr: false };' : undefined),
};

/** V8 keeps a source in ASCII at half the size, and the compile cache hashes it without converting it first. */
const inAscii = {
  name: 'in-ascii',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk' || !chunk.fileName.endsWith('.cjs')) continue;
      if (/\.raw`[^`]*[^\0-\x7f]/.test(chunk.code)) throw new Error(`a raw template in ${chunk.fileName} is not ASCII`);
      chunk.code = chunk.code.replace(
        /[^\0-\x7f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};

const options = {
  platform: 'node',
  external,
  plugins: [lazyChildProcess, noColorDetection, inAscii],
  logLevel: 'warn',
  onLog(level, log, report) {
    // rolldown would leave the import to the user's machine, where the package is not.
    if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    report(level, log);
  },
};

/**
 * Every further file costs a start half a millisecond, and code that a command does not call costs it too. So there is
 * one file with the program and the frequent commands, one with what authorize and its listener need beyond that, and
 * one for the sandbox (bench/start.mjs measures it). What stands where follows from the imports.
 */
async function startGroups() {
  const frequent = ['commands/explain-scopes/explain-scopes', 'commands/revoke/revoke'];
  const groups = {
    start: ['main', ...frequent],
    authorize: ['commands/authorize/authorize', 'io/loopback/listen'],
    sandbox: ['sandbox/client/sandbox-control'],
  };
  const modules = await Promise.all(
    Object.values(groups).map(async (sources) => new Set((await Promise.all(sources.map(staticModules))).flat())),
  );
  return {
    groups: Object.keys(groups).map((name, index) => ({
      name,
      priority: modules.length - index,
      test: (id) => modules[index].has(id) || (index === 0 && id.includes('rolldown/runtime')),
    })),
  };
}

/** The modules that are loaded with a source file, without those behind a dynamic import. */
async function staticModules(name) {
  const build = await rolldown({ ...options, input: { entry: `src/${name}.ts` } });
  const { output } = await build.generate({ format: 'cjs' });
  await build.close();
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const seen = new Set();
  const walk = (chunk) => {
    if (chunk === undefined || seen.has(chunk)) return;
    seen.add(chunk);
    for (const next of chunk.imports) walk(chunks.get(next));
  };
  walk(output.find((chunk) => chunk.isEntry));
  return [...seen].flatMap((chunk) => chunk.moduleIds);
}

// npm prepares a linked package again at every `npx`: what is newer than its sources need not be built again.
if (process.argv.includes('--if-needed') && isCurrent()) process.exit(0);

rmSync('dist', { recursive: true, force: true });
/** Every module that is in the bundles. */
const bundled = new Set();
await bundle(
  { main: 'src/main.ts' },
  {
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    // In a CommonJS file import() of a module of Node costs more than require, and node:http loads all of fetch with it.
    dynamicImportInCjs: false,
    codeSplitting: await startGroups(),
  },
);

const [library] = await bundle(
  { sandbox: 'src/sandbox/library.ts' },
  { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
);
// import and require give the same module: a program that does both has one sandbox, and the package holds it once.
writeFileSync(
  'dist/sandbox.mjs',
  `import library from './sandbox.cjs';\nexport const { ${library.exports.join(', ')} } = library;\n`,
);
writeFileSync('THIRD_PARTY_NOTICES', writeNotices(bundled));
// Types take seconds: tests that only run the program build without them.
if (!process.argv.includes('--no-types')) await types('sandbox', 'src/sandbox/library.ts');

async function bundle(input, output) {
  const build = await rolldown({ ...options, input });
  const { output: chunks } = await build.write({ dir: 'dist', minify: true, exports: 'named', ...output });
  await build.close();
  for (const id of chunks.flatMap((chunk) => chunk.moduleIds ?? [])) bundled.add(id);
  return chunks;
}

/** Bundles the declarations of an entry into one file, for import and for require alike. */
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
  // One self-contained file of declarations: the same text serves require, under the extension that says so.
  copyFileSync(`dist/${name}.d.mts`, `dist/${name}.d.cts`);
}

/** Everything is built, and built after the last change of what it is built from. */
function isCurrent() {
  const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const built = ['dist/main.cjs', 'dist/sandbox.cjs', 'dist/sandbox.mjs', 'dist/sandbox.d.cts'].map(changed);
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((name) => `src/${name}`);
  const scripts = ['bin/connect-cli.cjs', 'scripts/build.mjs', 'scripts/notices.mjs'];
  const newest = Math.max(...['package.json', 'package-lock.json', ...scripts, ...sources].map(changed));
  return Math.min(...built) > newest;
}
