// Preloaded into a run of the program by the build: keeps what V8 compiled, for scripts/boot.cjs to use. The first
// run that loads a file makes its cache: reading functions that a start does not call costs as well.
'use strict';
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, dirname, join } = require('node:path');
const { Script, constants } = require('node:vm');

const dist = join(__dirname, '..', 'dist');
const folder = join(dist, 'cache', process.version);
const scripts = new Map();
const plain = Module._extensions['.js'];

Module._extensions['.cjs'] = (module, filename) => {
  if (!filename.startsWith(dist)) return plain(module, filename);
  const script = new Script(Module.wrap(readFileSync(filename, 'utf8')), {
    filename,
    importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  scripts.set(filename, script);
  script
    .runInThisContext()
    .call(module.exports, module.exports, Module.createRequire(filename), module, filename, dirname(filename));
  return undefined;
};

process.on('exit', () => {
  mkdirSync(folder, { recursive: true });
  for (const [filename, script] of scripts) {
    const path = join(folder, `${basename(filename)}.cache`);
    if (!existsSync(path)) writeFileSync(path, script.createCachedData());
  }
});
