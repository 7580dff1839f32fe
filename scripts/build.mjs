// Builds what npm publishes: one CommonJS entry with a chunk per command and per heavy library (see docs/adr/0002),
// and the library entry `connect-cli/sandbox` as ESM and CommonJS with bundled types.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

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

const options = {
  platform: 'node',
  external,
  plugins: [lazyChildProcess, noColorDetection],
  logLevel: 'warn',
};

/**
 * Every further file costs a start half a millisecond, and so does every table that a command does not read. So there is
 * one file with what the program and its most frequent command need, one with what the commands around Connect links
 * need, one for the rest of authorize, and one for the sandbox (bench/start.mjs measures it).
 */
async function startGroups() {
  const sources = [
    'main',
    'commands/explain-scopes/explain-scopes',
    'commands/revoke/revoke',
    'commands/url',
    'commands/authorize/authorize',
    'io/loopback/listen',
    'sandbox/client/sandbox-control',
  ];
  const [program, explain, revoke, url, authorize, loopback, sandbox] = await Promise.all(sources.map(staticModules));
  const commands = [explain, revoke, url, authorize];
  const start = new Set([...explain, ...[...program].filter((id) => commands.some((one) => one.has(id)))]);
  const links = new Set([...revoke].filter((id) => url.has(id) || authorize.has(id)));
  const isEntry = (id) =>
    /[\\/]src[\\/](main|sandbox[\\/]client[\\/]sandbox-control|io[\\/]loopback[\\/]listen|commands[\\/]([\w-]+)([\\/]\2)?)\.ts$/.test(
      id,
    );
  const group = (name, priority, modules) => ({
    name,
    priority,
    test: (id) => modules.some((one) => one.has(id)) && !isEntry(id),
  });
  return {
    groups: [
      { name: 'start', priority: 4, test: (id) => (start.has(id) && !isEntry(id)) || id.includes('rolldown/runtime') },
      group('links', 3, [links]),
      group('authorize', 2, [authorize, loopback]),
      group('sandbox', 1, [sandbox]),
    ],
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
  return new Set([...seen].flatMap((chunk) => chunk.moduleIds));
}

// npm prepares a linked package again at every `npx`: what is newer than its sources need not be built again.
if (process.argv.includes('--if-needed') && isCurrent()) process.exit(0);

rmSync('dist', { recursive: true, force: true });
await bundle(
  { main: 'src/main.ts' },
  {
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    codeSplitting: await startGroups(),
  },
);

requireWhatIsOutside();
writePacks();
warmCodeCache();

await bundle(
  { sandbox: 'src/sandbox/library.ts' },
  { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
);
await bundle(
  { sandbox: 'src/sandbox/library.ts' },
  { format: 'esm', entryFileNames: '[name].mjs', codeSplitting: false },
);
// Types take seconds: tests that only run the program build without them.
if (!process.argv.includes('--no-types')) await types('sandbox', 'src/sandbox/library.ts');

async function bundle(input, output) {
  const build = await rolldown({ ...options, input });
  await build.write({ dir: 'dist', minify: true, exports: 'named', ...output });
  await build.close();
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

/** A script from the code cache has no loader for `import()`: what is not bundled is loaded by `require`, as late as before. */
function requireWhatIsOutside() {
  const files = ['dist/main.cjs', ...readdirSync('dist/chunks').map((name) => `dist/chunks/${name}`)];
  for (const file of files) {
    const code = readFileSync(file, 'utf8').replace(
      /\bimport\((['"`])((?:node:|@napi-rs\/|@resvg\/)[\w/-]+)\1\)/g,
      'Promise.resolve().then(()=>require("$2"))',
    );
    if (/\bimport\(['"`]/.test(code)) throw new Error(`${file} still holds an import() of something outside`);
    writeFileSync(file, code);
  }
}

/**
 * The modules of the frequent commands once more, as functions of one script each (bin/connect-cli.cjs): a start then
 * opens two files instead of a dozen.
 */
function writePacks() {
  const packs = {
    start: ['main', 'rolldown-runtime', 'start', 'explain-scopes', 'links', 'revoke'],
    authorize: ['authorize', 'listen'],
    sandbox: ['sandbox-control', 'sandbox'],
  };
  const chunks = readdirSync('dist/chunks').map((name) => `chunks/${name}`);
  const filesOf = (names) =>
    ['main.cjs', ...chunks].filter((file) =>
      names.some((name) => new RegExp(`(^|/)${name}(-[\\w-]{8})?\\.cjs$`).test(file)),
    );
  const packOf = Object.fromEntries(
    Object.entries(packs).flatMap(([pack, names]) => filesOf(names).map((file) => [basename(file), pack])),
  );
  const folder = `dist/packs/${process.version}-${process.platform}-${process.arch}`;
  mkdirSync(folder, { recursive: true });
  for (const [pack, names] of Object.entries(packs)) {
    const modules = filesOf(names).map(
      (file) => `${JSON.stringify(basename(file))}:${asFunction(readFileSync(`dist/${file}`, 'utf8'))}`,
    );
    const index = pack === 'start' ? `packOf:{__proto__:null,${JSON.stringify(packOf).slice(1)},` : '';
    writeFileSync(`${folder}/${pack}.js`, `({${index}modules:{__proto__:null,${modules.join(',')}}})`);
  }
}

/** What Node wraps around a CommonJS module, in ASCII: V8 keeps such a source at half the size and Node decodes nothing. */
function asFunction(code) {
  if (/\.raw`[^`]*[^\0-\x7f]/.test(code)) throw new Error('a raw template does not survive escaping: find another way');
  const ascii = code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `function(exports,require,module,__filename,__dirname){${ascii}\n}`;
}

/** Runs the frequent commands once, so that their start need not compile what V8 compiled here (bin/connect-cli.cjs). */
function warmCodeCache() {
  const home = mkdtempSync(join(tmpdir(), 'connect-cli-warm-'));
  const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
  // Every start reads the cache of its pack, so it holds the functions of its own commands and not those of authorize.
  const runs = [
    { packs: 'start', args: ['explain-scopes', 'read_odometer', 'required:control_security'] },
    {
      packs: 'start',
      args: ['revoke', '--make', 'TESLA', '--scope', 'read_odometer', '--client-id', id, '--print-url'],
    },
    { packs: 'start', args: ['--help'] },
    { packs: 'authorize sandbox', args: ['authorize', '--sandbox', '--owner', 'select-all', '--json'] },
  ];
  try {
    for (const { packs, args } of runs) {
      const command = ['-r', './scripts/code-cache.cjs', 'bin/connect-cli.cjs', ...args];
      const env = { PATH: process.env.PATH, HOME: home, WARM_PACKS: packs };
      const run = spawnSync(process.execPath, command, { env, input: '', encoding: 'utf8' });
      if (run.status !== 0) throw new Error(`connect-cli ${args.join(' ')} failed in the build: ${run.stderr}`);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Everything is built, and built after the last change of what it is built from. */
function isCurrent() {
  const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const built = ['dist/main.cjs', 'dist/sandbox.cjs', 'dist/sandbox.mjs', 'dist/sandbox.d.cts'].map(changed);
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((name) => `src/${name}`);
  const scripts = ['bin/connect-cli.cjs', 'scripts/build.mjs', 'scripts/code-cache.cjs'];
  const newest = Math.max(...['package.json', 'package-lock.json', ...scripts, ...sources].map(changed));
  return Math.min(...built) > newest;
}
