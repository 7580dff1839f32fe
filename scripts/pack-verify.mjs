// Installs the packed tarball into an empty folder and drives it from there: version, a sandbox round trip, the library.
import { execFileSync, spawnSync } from 'node:child_process';
import { strict as assert } from 'node:assert';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withInstalledPackage } from './packed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

await withInstalledPackage(root, (folder, packed) => {
  const home = join(folder, 'home');
  mkdirSync(home);
  const env = { PATH: process.env.PATH, HOME: home };
  const cli = (...args) =>
    spawnSync(join(folder, 'node_modules/.bin/connect-cli'), args, { cwd: folder, env, encoding: 'utf8', input: '' });

  const version = cli('--version');
  assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);

  const round = cli('authorize', '--sandbox', '--owner', 'select-all', '--json');
  assert.equal(round.status, 0, round.stderr);
  const document = JSON.parse(round.stdout);
  assert.equal(document.verdict, 'complete');
  assert.ok(document.callback.code && document.callback.state && document.callback.virtualKeyUrl && document.user.id);

  const gap = cli(
    'authorize',
    '--sandbox',
    '--owner',
    'Vehicle Information',
    '--scope',
    'read_odometer control_security',
    '--json',
  );
  assert.equal(gap.status, 5, gap.stderr);
  assert.deepEqual(JSON.parse(gap.stdout).missingBoxes, ['Vehicle Commands']);

  const use = `const { url } = sandbox; await sandbox.close(); if (!url.startsWith('http')) throw new Error(url);`;
  const library = {
    esm: [
      '--input-type=module',
      '-e',
      `import { createSandbox } from 'connect-cli/sandbox'; const sandbox = await createSandbox({ port: 0 }); ${use}`,
    ],
    cjs: [
      '-e',
      `const { createSandbox } = require('connect-cli/sandbox'); (async () => { const sandbox = await createSandbox({ port: 0 }); ${use} })()`,
    ],
  };
  for (const args of Object.values(library))
    execFileSync(process.execPath, args, { cwd: folder, env, stdio: 'inherit' });

  console.log(`the packed package works: ${packed.files} files, ${Math.round(packed.bytes / 1024)} KiB`);
});
