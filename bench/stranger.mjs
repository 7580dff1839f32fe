// Times a stranger: from a folder with nothing in it but the tarball of the package to the first consent that came back,
// installation included. `npm run build && node bench/stranger.mjs`; it fails when that takes three minutes or more.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from '../scripts/packed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const longest = 180;

/** The first command line of the README that runs a consent, as it stands there. */
function firstConsent() {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const [line] = /^npx connect-cli authorize --sandbox --owner .*$/m.exec(text) ?? [];
  if (line === undefined) throw new Error('the README shows no consent in the sandbox');
  return line;
}

const folder = mkdtempSync(join(tmpdir(), 'connect-cli-stranger-'));
try {
  const { tarball } = pack(root, folder);
  // A home of its own: nothing that npm or connect-cli kept from before helps.
  const env = {
    ...process.env,
    HOME: join(folder, 'home'),
    USERPROFILE: join(folder, 'home'),
    npm_config_cache: join(folder, 'cache'),
  };
  const begin = performance.now();
  const steps = ['npm init -y', `npm install ${tarball}`, firstConsent()];
  for (const step of steps) {
    const before = performance.now();
    const { status, stdout, stderr } = spawnSync(step, { cwd: folder, env, shell: true, encoding: 'utf8', input: '' });
    if (status !== 0) throw new Error(`${step} ended with ${status}:\n${stdout}${stderr}`);
    console.log(
      `${((performance.now() - before) / 1000).toFixed(1).padStart(6)} s  ${step.replace(tarball, 'connect-cli')}`,
    );
    if (step === steps.at(-1) && JSON.parse(stdout).verdict !== 'complete') throw new Error('no consent was captured');
  }
  const seconds = (performance.now() - begin) / 1000;
  console.log(`${seconds.toFixed(1).padStart(6)} s  from nothing to the first captured consent`);
  if (seconds >= longest) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
