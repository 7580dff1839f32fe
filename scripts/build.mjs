// Builds what npm publishes: one CommonJS entry with a chunk per command and per heavy library (see docs/adr/0002),
// and the library entry `connect-cli/sandbox` as ESM and CommonJS with bundled types.
import { copyFileSync, rmSync } from 'node:fs';
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

/** What several commands share goes into one file: every further file costs a start half a millisecond. */
const shared = { groups: [{ name: 'shared', test: /[\\/]src[\\/](core|options|report)[\\/]/, minShareCount: 3 }] };

rmSync('dist', { recursive: true, force: true });
await bundle(
  { main: 'src/main.ts' },
  { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs', codeSplitting: shared },
);

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

async function bundle(input, output, plugins = []) {
  const build = await rolldown({
    input,
    platform: 'node',
    external,
    plugins: [lazyChildProcess, noColorDetection, ...plugins],
    logLevel: 'warn',
  });
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
