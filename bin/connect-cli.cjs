#!/usr/bin/env node
'use strict';

// Node 20 has no compile cache, and looking for one there takes a millisecond.
if (Number.parseInt(process.versions.node, 10) >= 22) useCompileCache();

require('../dist/main.cjs');

/**
 * From Node 22 on, Node keeps what it compiled (docs/adr/0008-start.md). Its default directory is in a temporary folder
 * that another user of the machine may have made first, and compiled code is run: it belongs where its user alone writes.
 * Without a home, with one of another user (as sudo can leave it), or where it can't be written, Node compiles as ever.
 */
function useCompileCache() {
  const { isAbsolute, join } = require('node:path');
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
  const home = [XDG_CACHE_HOME, LOCALAPPDATA, HOME].find((path) => path && isAbsolute(path));
  if (home === undefined || !isOurs(home)) return;
  require('node:module').enableCompileCache(join(home, home === HOME ? '.cache' : '', 'connect-cli'));
}

function isOurs(path) {
  try {
    const { uid } = require('node:fs').statSync(path);
    return process.getuid === undefined || process.getuid() === uid;
  } catch {
    return false;
  }
}
