// Preloaded into a run of the program by the build: keeps what V8 compiled of the packs that WARM_PACKS names, for
// bin/connect-cli.cjs to use. A run starts from the caches of the runs before it, so the last one leaves what all called.
'use strict';
const { writeFileSync } = require('node:fs');
const { basename } = require('node:path');
const vm = require('node:vm');

const packs = process.env.WARM_PACKS.split(' ');

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    const { filename } = options;
    if (!packs.includes(basename(filename, '.js'))) return;
    process.on('exit', () => writeFileSync(filename.replace(/\.js$/, '.cache'), this.createCachedData()));
  }
};
