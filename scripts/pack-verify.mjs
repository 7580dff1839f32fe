// Installs the packed tarball into an empty folder and drives it from there, on every supported line of Node: version,
// the frequent commands, a sandbox round trip, a gap in the grant, completion, the library entries, the web app of the
// examples. With --this-node on the Node that runs it alone.
import { spawn, spawnSync } from 'node:child_process';
import { strict as assert } from 'node:assert';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNodes } from './node-versions.mjs';
import { withInstalledPackage } from './packed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const thisNode = { line: process.versions.node, program: process.execPath };

await withInstalledPackage(root, async (folder, packed) => {
  const nodes = process.argv.includes('--this-node') ? [thisNode] : installNodes(join(folder, 'nodes'));
  for (const node of nodes) {
    const home = join(folder, `home-${node.line}`);
    mkdirSync(home);
    const env = { ...systemEnvironment(), ...homeOf(home) };
    const run = (...args) => spawnSync(node.program, args, { cwd: folder, env, encoding: 'utf8', input: '' });
    tryCommands((...args) => run(join(folder, 'node_modules/connect-cli/bin/connect-cli.cjs'), ...args));
    tryCompileCache(run, folder, home);
    trySandboxLibrary(run);
    tryConsentLibrary(run);
    await tryWebApp(node.program, join(folder, 'node_modules/connect-cli/examples/web-app/server.mjs'));
    console.log(`Node ${node.line}: works`);
  }
  console.log(`the packed package works: ${packed.files} files, ${Math.round(packed.bytes / 1024)} KiB`);
});

/** Where a program finds its user's files; on Windows the folder of caches has to be there. */
function homeOf(home) {
  if (process.platform !== 'win32') return { HOME: home };
  const caches = join(home, '.cache');
  mkdirSync(caches);
  return { USERPROFILE: home, LOCALAPPDATA: caches };
}

/** What a process needs to start at all; Windows wants more than a path. */
function systemEnvironment() {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { PATH, ...(process.platform === 'win32' ? { SystemRoot, TEMP } : {}) };
}

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

  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    const script = cli('completion', shell);
    assert.equal(script.status, 0, script.stderr);
    assert.match(script.stdout, /connect-cli/);
  }
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

function trySandboxLibrary(run) {
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

function tryConsentLibrary(run) {
  const use = `const { boxes } = explainScope('control_security'); const state = createState();
    const [error] = explainError('PERMISSION:null', { language: 'de' });
    if (boxes.filter((box) => box.tick).length !== 2 || state.length !== 43 || !error.known) throw new Error('wrong answers');`;
  const names = '{ createState, explainError, explainScope }';
  for (const args of [
    ['--input-type=module', '-e', `import ${names} from 'connect-cli/consent'; ${use}`],
    ['-e', `const ${names} = require('connect-cli/consent'); ${use}`],
  ]) {
    const { status, stderr } = run(...args);
    assert.equal(status, 0, stderr);
    assert.equal(stderr, '');
  }
}

/** The web app starts out of the installed package and hands its page the library. */
async function tryWebApp(node, program) {
  const server = spawn(node, [program], {
    env: { ...systemEnvironment(), PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const app = await new Promise((resolve, reject) => {
      server.stdout.setEncoding('utf8').on('data', (text) => resolve(text.replace('Open ', '').trim()));
      server.once('exit', () => reject(new Error('the web app ended')));
    });
    const library = await (await fetch(`${app}/consent.mjs`)).text();
    assert.match(library, /explainScope/);
    const consent = await (await fetch(`${app}/consent.json`)).json();
    assert.equal(consent.granted, null);
    const connect = await fetch(`${app}/connect`, { redirect: 'manual' });
    assert.match(connect.headers.get('location'), /\/oauth\/authorize\?response_type=code/);
  } finally {
    server.kill();
  }
}
