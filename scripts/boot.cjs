// Copied to dist/boot.cjs. Starts dist/main.cjs, with V8's code cache where the build made one for this very version of
// Node (see docs/adr/0007); without one it is a plain require. V8 checks a cache itself and compiles when it does not fit.
'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');

const caches = join(__dirname, 'cache', process.version);
if (existsSync(caches)) useCaches();
require('./main.cjs');

function useCaches() {
  const Module = require('node:module');
  const { Script, constants } = require('node:vm');
  const plain = Module._extensions['.js'];
  Module._extensions['.cjs'] = (module, filename) => {
    const cachedData = filename.startsWith(__dirname) ? read(join(caches, `${basename(filename)}.cache`)) : undefined;
    if (cachedData === undefined) return plain(module, filename);
    const script = new Script(Module.wrap(readFileSync(filename, 'utf8')), {
      filename,
      cachedData,
      importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    script
      .runInThisContext()
      .call(module.exports, module.exports, Module.createRequire(filename), module, filename, dirname(filename));
    return undefined;
  };
}

function read(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
