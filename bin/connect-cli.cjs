#!/usr/bin/env node
// Starts dist/main.cjs from the packs that the build made for this very Node, where there are some (docs/adr/0007);
// without them it is a plain require of the same modules, file by file.
'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');

const dist = join(__dirname, '../dist');
const packs = join(dist, 'packs', `${process.version}-${process.platform}-${process.arch}`);
const load = existsSync(packs) ? usePacks() : require;
load('../dist/main.cjs');

/** A pack is one script with the modules of a start as functions, and V8's code cache of it. V8 refuses a cache that does not fit. */
function usePacks() {
  const Module = require('node:module');
  const { Script } = require('node:vm');
  const { packOf, modules } = open('start');

  function open(pack) {
    const filename = join(packs, `${pack}.js`);
    const script = new Script(readFileSync(filename, 'utf8'), { filename, cachedData: read(`${pack}.cache`) });
    return script.runInThisContext();
  }

  function read(name) {
    try {
      return readFileSync(join(packs, name));
    } catch {
      return undefined;
    }
  }

  function start(module, filename, name) {
    if (!(name in modules)) Object.assign(modules, open(packOf[name]).modules);
    modules[name].call(module.exports, module.exports, requirePacked, module, filename, dirname(filename));
    module.loaded = true;
  }

  // The require of packed modules: they know each other by name, so nothing is looked up on the disk.
  function requirePacked(request) {
    const name = request.startsWith('.') ? basename(request) : '';
    if (name === '') return require(request);
    const filename = join(dist, name === 'main.cjs' ? name : `chunks/${name}`);
    const known = require.cache[filename];
    if (known !== undefined) return known.exports;
    if (!(name in packOf)) return require(filename);
    const module = new Module(filename);
    require.cache[filename] = module;
    start(module, filename, name);
    return module.exports;
  }

  // The same for the modules outside of packs, which know these ones by their path.
  const plain = require.extensions['.js'];
  require.extensions['.cjs'] = (module, filename) => {
    const name = basename(filename);
    if (filename.startsWith(dist) && name in packOf) start(module, filename, name);
    else plain(module, filename);
  };
  return requirePacked;
}
