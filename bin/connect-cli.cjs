#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { isAbsolute, join } = require('node:path');

// From Node 22 on, Node keeps what it compiled (docs/adr/0008-start.md). Its default directory is in a temporary folder
// that another user of the machine may have made first, and compiled code is run: it belongs where its user alone writes.
// Without a home, or with one that can't be written, Node compiles as ever.
const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
const home = [XDG_CACHE_HOME, LOCALAPPDATA, HOME].find((path) => path && isAbsolute(path));
if (home && existsSync(home)) enableCompileCache?.(join(home, home === HOME ? '.cache' : '', 'connect-cli'));

require('../dist/main.cjs');
