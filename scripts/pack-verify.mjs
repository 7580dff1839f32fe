// Installs the packed tarball into an empty folder and drives it from there, on every supported line of Node: version,
// the frequent commands, a sandbox round trip, a gap in the grant, the library entries.
import { spawnSync } from 'node:child_process';
import { strict as assert } from 'node:assert';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNodes } from './node-versions.mjs';
import { withInstalledPackage } from './packed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

await withInstalledPackage(root, (folder, packed) => {
  for (const node of installNodes(join(folder, 'nodes'))) {
    const home = join(folder, `home-${node.line}`);
    mkdirSync(home);
    const env = { PATH: process.env.PATH, HOME: home };
    const run = (...args) => spawnSync(node.program, args, { cwd: folder, env, encoding: 'utf8', input: '' });
    tryCommands((...args) => run(join(folder, 'node_modules/connect-cli/bin/connect-cli.cjs'), ...args));
    tryCompileCache(run, folder, home);
    tryLibrary(run);
    console.log(`Node ${node.line}: works`);
  }
  console.log(`the packed package works: ${packed.files} files, ${Math.round(packed.bytes / 1024)} KiB`);
});

function tryCommands(cli) {
  assert.match(cli('--version').stdout, /^\d+\.\d+\.\d+\n$/);

  const explained = cli('explain-scopes', 'read_odometer', '--json');
  assert.equal(explained.status, 0, explained.stderr);
  assert.deepEqual(JSON.parse(explained.stdout).permissions[0].boxes, [['Vehicle Information']]);

  const round = cli('authorize', '--sandbox', '--owner', 'select-all', '--json');
  assert.equal(round.status, 0, round.stderr);
  const { verdict, callback, user } = JSON.parse(round.stdout);
  assert.equal(verdict, 'complete');
  assert.ok(callback.code && callback.state && callback.virtualKeyUrl && user.id);

  const scope = ['--scope', 'read_odometer control_security'];
  const gap = cli('authorize', '--sandbox', '--owner', 'Vehicle Information', ...scope, '--json');
  assert.equal(gap.status, 5, gap.stderr);
  assert.deepEqual(JSON.parse(gap.stdout).missingBoxes, ['Vehicle Commands']);
}

/** Damage in Node's compile cache must not reach the user: Node sees it and compiles anew. */
function tryCompileCache(run, folder, home) {
  const cache = join(home, '.cache/connect-cli');
  const bin = join(folder, 'node_modules/connect-cli/bin/connect-cli.cjs');
  const before = run(bin, 'explain-scopes', 'read_odometer');
  const files = filesBelow(cache);
  assert.ok(files.length > 0 || run('-p', 'typeof module.constructor.enableCompileCache').stdout === 'undefined\n');
  for (const file of files) {
    const bytes = readFileSync(file);
    const place = Math.floor(bytes.length / 2);
    bytes[place] ^= 0xff;
    writeFileSync(file, bytes);
  }
  const after = run(bin, 'explain-scopes', 'read_odometer');
  assert.deepEqual([after.status, after.stdout, after.stderr], [0, before.stdout, '']);
}

function filesBelow(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

function tryLibrary(run) {
  const use = `const { url } = sandbox; await sandbox.close(); if (!url.startsWith('http')) throw new Error(url);`;
  const esm = `import { createSandbox } from 'connect-cli/sandbox'; const sandbox = await createSandbox({ port: 0 }); ${use}`;
  const cjs = `const { createSandbox } = require('connect-cli/sandbox'); (async () => { const sandbox = await createSandbox({ port: 0 }); ${use} })()`;
  for (const args of [
    ['--input-type=module', '-e', esm],
    ['-e', cjs],
  ]) {
    const { status, stderr } = run(...args);
    assert.equal(status, 0, stderr);
  }
}
