// What the bundles of the package have in common.
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { withPlainExports } from './plain-exports.mjs';

const undici = fileURLToPath(new URL('../node_modules/undici/lib', import.meta.url));

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

/**
 * undici's index loads all of it: fetch, caches, mocks, WebSockets. Our requests (src/io/http/remote-exchange.ts) need a
 * connector and a dispatcher with `request`, which undici's index joins in the same way, and one parser: the one that runs
 * everywhere. They speak HTTP/1.1, as undici does unless told otherwise, and their bodies are strings.
 */
const requestsOfUndici = {
  name: 'requests-of-undici',
  resolveId: (source) => {
    if (source === 'undici') return '\0requests-of-undici';
    if (source.endsWith('/client-h2.js') || source.endsWith('/web/fetch/body.js')) return '\0left-out-of-undici';
    return /\/llhttp(?:_simd)?-wasm\.js$/.test(source) ? '\0parser-of-undici' : undefined;
  },
  load: (id) => {
    if (id === '\0left-out-of-undici') return 'module.exports = undefined;';
    if (id === '\0parser-of-undici') return compressedParser();
    return id === '\0requests-of-undici'
      ? `import Dispatcher from '${undici}/dispatcher/dispatcher.js';
         import Agent from '${undici}/dispatcher/agent.js';
         import buildConnector from '${undici}/core/connect.js';
         import request from '${undici}/api/api-request.js';
         Object.assign(Dispatcher.prototype, { request });
         export { Agent, buildConnector };`
      : undefined;
  },
};

/** The parser is WebAssembly, which undici carries as base64: 72 KB that Node unpacks from 22 in a millisecond. */
function compressedParser() {
  const wasm = createRequire(import.meta.url)(`${undici}/llhttp/llhttp-wasm.js`);
  const packed = brotliCompressSync(wasm).toString('base64');
  return `const { brotliDecompressSync } = require('node:zlib');
          module.exports = brotliDecompressSync(Buffer.from('${packed}', 'base64'));`;
}

/**
 * conf checks settings against a schema, and migrates them between versions, where it is given one or the other. It is
 * given neither (src/io/profiles/store.ts).
 */
const storeOfConf = {
  name: 'store-of-conf',
  resolveId: (source, importer) =>
    /^(?:ajv|semver)/.test(source) && /[\\/]conf[\\/]/.test(importer) ? '\0left-out-of-conf' : undefined,
  load: (id) => (id === '\0left-out-of-conf' ? 'export const Ajv2020 = undefined; export default {};' : undefined),
};

/** Pages, their style sheets and scripts are texts in the sources, laid out for reading: the blanks before a line go. */
const laidOut =
  /[\\/]src[\\/](?:.*(?:style|script|html-assets)|sandbox[\\/](?:pages|control[\\/]inspector)[\\/].*)\.ts$/;
const assetsWithoutIndent = {
  name: 'assets-without-indent',
  transform: (code, id) => (laidOut.test(id) ? code.replace(/\n[ \t]+/g, '\n') : undefined),
};

/** What chunks share is handed on as it is where it can't change. */
const plainExports = {
  name: 'plain-exports',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = withPlainExports(chunk.code);
    }
  },
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

/**
 * What joins modules is a file of its own to rolldown, which every start would read beside the shared one. It moves in
 * there, under a name of its own.
 */
const runtimeInShared = {
  name: 'runtime-in-shared',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
    const [runtime, shared] = ['rolldown-runtime', 'shared'].map((name) => chunks.find((chunk) => chunk.name === name));
    if (runtime === undefined || shared === undefined) return;
    const [from, to] = [runtime, shared].map(({ fileName }) => basename(fileName));
    for (const chunk of chunks) {
      chunk.code = chunk.code.replace(
        new RegExp(`require\\("([^"]*/)${from.replaceAll('.', '\\.')}"\\)`, 'g'),
        chunk === shared ? 'exports.runtime' : `require("$1${to}").runtime`,
      );
    }
    shared.code = `exports.runtime={};(exports=>{${runtime.code}})(exports.runtime);${shared.code}`;
    delete bundle[runtime.fileName];
  },
};

/** How every bundle of the package is made: which packages stay outside, and what is left out of others. */
export const bundling = {
  platform: 'node',
  external,
  plugins: [
    lazyChildProcess,
    noColorDetection,
    requestsOfUndici,
    storeOfConf,
    assetsWithoutIndent,
    plainExports,
    runtimeInShared,
    inAscii,
  ],
  logLevel: 'warn',
  // Completion loads a table on first use, whoever else holds it from the start.
  checks: { pluginTimings: false, ineffectiveDynamicImport: false },
  onLog(level, log, report) {
    // rolldown would leave the import to the user's machine, where the package is not.
    if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    report(level, log);
  },
};
