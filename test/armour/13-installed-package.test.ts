import { spawn } from 'node:child_process';
import { chmod, chown, cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ended } from '../support/process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Somebody who did not install it, where the tests may become somebody else. */
const [user, owner] = process.getuid?.() === 0 ? [65_534, 65_533] : [undefined, undefined];

let folder = '';
let installed = '';

/** What lies in the package: names, sizes and times. */
async function look(): Promise<readonly string[]> {
  const names = await readdir(installed, { recursive: true });
  const facts = names.map(async (name) => {
    const { size, mtimeMs, mode } = await lstat(join(installed, name));
    return `${name} ${size} ${mtimeMs} ${mode.toString(8)}`;
  });
  return (await Promise.all(facts)).toSorted();
}

async function lock(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) await lock(inside);
    else await chmod(inside, 0o444);
    if (owner !== undefined) await chown(inside, owner, owner);
  }
  await chmod(path, 0o555);
  if (owner !== undefined) await chown(path, owner, owner);
}

async function unlock(path: string): Promise<void> {
  await chmod(path, 0o755);
  for (const entry of await readdir(path, { withFileTypes: true }))
    if (entry.isDirectory()) await unlock(join(path, entry.name));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armour-installed-'));
  await chmod(folder, 0o755);
  installed = join(folder, 'node_modules', 'connect-cli');
  const { files } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { files: readonly string[] };
  await mkdir(installed, { recursive: true });
  for (const name of [...files.filter((one) => !one.startsWith('!')), 'package.json'])
    await cp(join(root, name), join(installed, name), { recursive: true });
  await cp(join(root, 'node_modules', '@resvg'), join(folder, 'node_modules', '@resvg'), { recursive: true });
  for (const name of ['home', 'work', 'temporary']) {
    await mkdir(join(folder, name), { mode: 0o700 });
    if (user !== undefined) await chown(join(folder, name), user, user);
  }
  await lock(installed);
});
afterAll(async () => {
  await unlock(installed);
  await rm(folder, { recursive: true, force: true });
});

/** Runs the installed program as the other user. */
function run(words: readonly string[], env: Readonly<Record<string, string>>, nodeWords: readonly string[] = []) {
  return new Promise<Ended>((resolve) => {
    const child = spawn(process.execPath, [...nodeWords, join(installed, 'bin', 'connect-cli.cjs'), ...words], {
      cwd: join(folder, 'work'),
      env: { TMPDIR: join(folder, 'temporary'), ...env },
      ...(user === undefined ? {} : { uid: user, gid: user }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece));
    child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece));
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

const commands: readonly (readonly string[])[] = [
  ['--version'],
  ['explain-scopes', 'read_vin', '--json'],
  ['explain-error', 'PERMISSION:NULL', '--json'],
  ['schema', 'authorization'],
  ['guide', 'consent'],
  ['completion', 'bash'],
  ['virtual-key', 'show', '--domain', 'example.com', '--png', 'key.png'],
  ['authorize', '--sandbox', '--owner', 'select-all', '--json'],
];

describe.runIf(process.platform !== 'win32')('13. A package that is read-only and belongs to another user', () => {
  it.each(commands.map((words) => [words.join(' '), words] as const))(
    'runs `%s` and is left as it is',
    async (_, words) => {
      const before = await look();
      const ended = await run(words, { HOME: join(folder, 'home') });
      expect([ended.code, ended.stderr.match(/error [A-Z_]+/)]).toEqual([0, null]);
      expect(ended.stdout).not.toBe('');
      expect(await look()).toEqual(before);
      expect(await readdir(join(folder, 'temporary'))).toEqual([]);
    },
  );

  it('runs without any home, too', async () => {
    for (const env of [{ HOME: '/nonexistent' }, { HOME: installed }, { HOME: '', XDG_CACHE_HOME: installed }]) {
      const ended = await run(['explain-scopes', 'read_vin', '--json'], env);
      expect([ended.code, ended.stderr]).toEqual([0, '']);
    }
  });

  it('keeps compiled code where this user alone writes, or nowhere', async () => {
    // Node 20 has no such cache: one that has it is played, and what it is told is seen.
    const spy = join(folder, 'spy.cjs');
    await writeFile(
      spy,
      `Object.defineProperty(process.versions, 'node', { value: '22.0.0' });
       require('node:module').enableCompileCache = (path) => process.stderr.write(path);`,
    );
    const told = async (env: Readonly<Record<string, string>>) => (await run(['--version'], env, ['-r', spy])).stderr;
    const home = join(folder, 'home');
    expect(await told({ HOME: home })).toBe(join(home, '.cache', 'connect-cli'));
    expect(await told({ HOME: home, XDG_CACHE_HOME: join(folder, 'work') })).toBe(join(folder, 'work', 'connect-cli'));
    expect(await told({ HOME: '/nonexistent' })).toBe('');
    expect(await told({ HOME: 'relative' })).toBe('');
    if (user === undefined) return;
    // Code that another user compiled is not run.
    expect(await told({ HOME: installed })).toBe('');
    expect(await told({ HOME: home, XDG_CACHE_HOME: folder })).toBe('');
  });
});
