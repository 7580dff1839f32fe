#!/usr/bin/env node
'use strict';
const { statSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { isAbsolute, join } = require('node:path');

// From Node 22 on, Node keeps what it compiled (docs/adr/0008-start.md). Its default directory is in a temporary folder
// that another user of the machine may have made first, and compiled code is run: it belongs where its user alone writes.
// Without a home, with one of another user (as sudo can leave it), or where it can't be written, Node compiles as ever.
const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
const home = [XDG_CACHE_HOME, LOCALAPPDATA, HOME].find((path) => path && isAbsolute(path));
if (home && isOurs(home)) enableCompileCache?.(join(home, home === HOME ? '.cache' : '', 'connect-cli'));

require('../dist/main.cjs');

function isOurs(path) {
  try {
    const { uid } = statSync(path);
    return process.getuid === undefined || process.getuid() === uid;
  } catch {
    return false;
  }
}
