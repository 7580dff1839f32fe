import { chown, chmod, lstat, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAttemptFiles, openAttempts } from '../../src/io/credentials/attempt-files.ts';
import { createCredentialStore } from '../../src/io/credentials/store.ts';
import { createProfileStore } from '../../src/io/profiles/store.ts';
import { createWebhookTools } from '../../src/io/webhook/node-webhook-tools.ts';
import { Secret } from '../../src/core/secret.ts';
import { makeHome, type Home } from '../support/home.ts';
import type { Ended } from '../support/process.ts';

const bin = fileURLToPath(new URL('../../bin/connect-cli.cjs', import.meta.url));
const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const attempt = '3f2b8f0e-6f0c-4b53-9d35-0d1f5ce0a111';
const isPosix = process.platform !== 'win32';

/** Two users who are neither root nor each other. */
const [nobody, mallory] = [65_534, 65_533] as const;

let home: Home;
beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

async function put(path: string, content: object): Promise<string> {
  const file = join(home.path, path);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(content), { mode: 0o600 });
  return file;
}

describe.runIf(isPosix)('13. Files of another user, as every store sees them', () => {
  const env = () => ({ CONNECT_CLI_HOME: home.path, CONNECT_CLI_STORE: 'file' });
  /** This process under another id: everything on the disk belongs to somebody else. */
  const stranger = () => ({
    env: env(),
    platform: process.platform,
    pid: process.pid,
    execPath: process.execPath,
    stdin: Readable.from([]),
    kill: () => true,
    getuid: () => (process.getuid?.() ?? 0) + 4_000,
  });
  const clock = { now: () => Date.now() };

  const cases: readonly (readonly [string, string, object, () => Promise<unknown>])[] = [
    ['settings', 'config.json', { version: 1 }, () => createProfileStore(stranger()).list()],
    ['settings that are changed', 'config.json', { version: 1 }, () => createProfileStore(stranger()).save('a', {})],
    ['tokens', 'credentials/u.json', { version: 1 }, () => createCredentialStore(stranger()).readTokens('u')],
    ['a list of tokens', 'credentials/u.json', { version: 1 }, () => createCredentialStore(stranger()).listTokens()],
    ['secrets', 'credentials/x.json', {}, () => createCredentialStore(stranger()).writeSecret('k', new Secret('v'))],
    ['attempts', `state/attempts/${attempt}.json`, { version: 1 }, () => openAttempts(stranger(), clock).read(attempt)],
    ['new attempts', 'state/attempts/x.json', {}, () => openAttempts(stranger(), clock).save(attempt, '{}')],
    [
      'deliveries',
      'state/webhook-deliveries/taken-1-a.jsonl',
      { version: 1 },
      async () => (await createWebhookTools(stranger()).openDeliveries()).list(),
    ],
  ];
  it.each(cases)('%s are not trusted: %s', async (_, path, content, work) => {
    const file = await put(path, content);
    // What root wrote is taken by everybody, as what stands in /etc is.
    if (process.getuid?.() === 0) await chown(file, mallory, mallory);
    await expect(work()).rejects.toMatchObject({ code: 'SECURITY', exitCode: 9 });
  });

  it('an attempt behind a link is not read, whoever owns it', async () => {
    const directory = join(home.path, 'state', 'attempts');
    const target = await put('elsewhere.json', { version: 1 });
    await mkdir(directory, { recursive: true });
    await symlink(target, join(directory, `${attempt}.json`));
    const attempts = createAttemptFiles(directory, Date.now, process.getuid?.());
    await expect(attempts.read(attempt)).rejects.toMatchObject({ code: 'SECURITY' });
  });
});

/** Only root can be somebody else; CI runs as root. */
describe.runIf(process.getuid?.() === 0)('13. Directories of others, as the program meets them', () => {
  const at = (...path: readonly string[]): string => join(home.path, ...path);

  beforeEach(async () => {
    await chmod(home.path, 0o755);
    for (const [path, owner] of [
      ['mine', nobody],
      ['work', nobody],
      ['theirs', mallory],
      ['theirs/connect-cli', mallory],
      ['roots', 0],
    ] as const) {
      await mkdir(at(path), { mode: 0o755 });
      await chown(at(path), owner, owner);
    }
  });

  /** Runs the program as nobody, with these variables alone. */
  function asNobody(words: readonly string[], env: Readonly<Record<string, string>>, input = ''): Promise<Ended> {
    return new Promise((resolve) => {
      const options = { uid: nobody, gid: nobody, cwd: at('work'), env: { HOME: at('mine'), ...env } };
      const child = spawn(process.execPath, [bin, ...words, '--json', '--no-input'], options);
      let [stdout, stderr] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece));
      child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece));
      child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
      child.stdin.on('error', () => {}).end(input);
    });
  }
  const errorOf = ({ code, stdout, stderr }: Ended) => {
    expect(stdout).toBe('');
    const { error } = JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '') as {
      error: { code: string; message: string };
    };
    return [code, error.code, error.message];
  };
  const init = ['init', '--client-id', id];
  const start = ['authorize', '--start', '--client-id', id, '--redirect-uri', 'http://localhost:8000/a'];

  it('relative XDG variables do not scatter files over working directories', async () => {
    const relative = { XDG_CONFIG_HOME: 'a', XDG_DATA_HOME: './b', XDG_STATE_HOME: '../c' };
    expect((await asNobody([...init, '--client-secret-stdin'], relative, 'secret')).code).toBe(0);
    expect((await asNobody(start, relative)).code).toBe(0);
    expect(await readdir(at('work'))).toEqual([]);
    expect(
      (await readdir(at('mine'), { recursive: true })).filter((name) => name.endsWith('.json')).toSorted(),
    ).toEqual([
      '.config/connect-cli/config.json',
      `.local/share/connect-cli/credentials/${id}%2fclient-secret.json`,
      '.local/share/connect-cli/credentials/backend.json',
      expect.stringMatching(/^\.local\/state\/connect-cli\/attempts\/[0-9a-f-]{36}\.json$/),
    ]);
    for (const path of [
      '.config/connect-cli',
      '.local/share/connect-cli/credentials',
      '.local/state/connect-cli/attempts',
    ])
      expect([path, (await lstat(at('mine', path))).mode & 0o777]).toEqual([path, 0o700]);
  });

  it('what cannot be written is named, with its path', async () => {
    expect(errorOf(await asNobody(init, { XDG_CONFIG_HOME: at('roots') }))).toEqual([
      4,
      'STORE_UNAVAILABLE',
      `The settings file "${at('roots/connect-cli/config.json')}" cannot be used (EACCES).`,
    ]);
    const secret = await asNobody([...init, '--client-secret-stdin'], { XDG_DATA_HOME: at('roots') }, 'secret');
    expect(errorOf(secret)[1]).toBe('STORE_UNAVAILABLE');
    expect(errorOf(await asNobody(start, { XDG_STATE_HOME: at('roots') }))).toEqual([
      4,
      'STORE_UNAVAILABLE',
      `The attempt cannot be kept in ${at('roots/connect-cli/attempts')} (EACCES).`,
    ]);
    expect(await readdir(at('roots'))).toEqual([]);
  });

  it('a home that is closed to this user is told, and what needs none still runs', async () => {
    await chmod(at('roots'), 0o700);
    expect(errorOf(await asNobody(['profile', 'list'], { HOME: at('roots') }))[1]).toBe('STORE_UNAVAILABLE');
    expect(errorOf(await asNobody(['token', 'list'], { HOME: at('roots') }))[1]).toBe('STORE_UNAVAILABLE');
    const CONNECT_CLI_HOME = at('mine');
    expect((await asNobody(['profile', 'list'], { HOME: at('roots'), CONNECT_CLI_HOME })).code).toBe(0);
    expect((await asNobody(['explain-scopes', 'read_vin'], { HOME: at('roots'), CONNECT_CLI_HOME })).code).toBe(0);
  });

  it("another user's settings decide nothing: their origins would get the secrets", async () => {
    const path = at('theirs/connect-cli/config.json');
    const origins = { SMARTCAR_AUTH_ORIGIN: 'https://evil.example' };
    await writeFile(path, JSON.stringify({ version: 1, defaultProfile: 'a', profiles: { a: { origins } } }));
    await chown(path, mallory, mallory);
    const refused = [9, 'SECURITY', `The settings file "${path}" belongs to another user.`];
    expect(errorOf(await asNobody(['config'], { XDG_CONFIG_HOME: at('theirs') }))).toEqual(refused);
    // The same behind a link of one's own.
    await symlink(at('theirs/connect-cli'), at('mine/connect-cli'));
    const linked = [
      9,
      'SECURITY',
      `The settings file "${at('mine/connect-cli/config.json')}" belongs to another user.`,
    ];
    expect(errorOf(await asNobody(['config'], { XDG_CONFIG_HOME: at('mine') }))).toEqual(linked);
  });

  it.each(['directory', 'link'] as const)('secrets and attempts go into no %s of another user', async (way) => {
    for (const name of ['credentials', 'attempts']) {
      await mkdir(at('theirs/connect-cli', name));
      await chmod(at('theirs/connect-cli', name), 0o777);
      await chown(at('theirs/connect-cli', name), mallory, mallory);
    }
    const base = way === 'directory' ? at('theirs') : at('mine/data');
    if (way === 'link') {
      await mkdir(at('mine/data/connect-cli'), { recursive: true });
      for (const name of ['credentials', 'attempts'])
        await symlink(at('theirs/connect-cli', name), at('mine/data/connect-cli', name));
      await chown(at('mine/data/connect-cli'), nobody, nobody);
    }
    const variables = { XDG_DATA_HOME: base, XDG_STATE_HOME: base };
    const foreign = (name: string) => [
      9,
      'SECURITY',
      `"${join(base, 'connect-cli', name)}" belongs to another user, so its content is not trusted.`,
    ];
    const stored = await asNobody([...init, '--client-secret-stdin'], variables, 'secret');
    expect(errorOf(stored)).toEqual(foreign('credentials'));
    expect(errorOf(await asNobody(['token', 'list'], variables))).toEqual(foreign('credentials'));
    expect(errorOf(await asNobody(start, variables))).toEqual(foreign('attempts'));
    for (const name of ['credentials', 'attempts']) expect(await readdir(at('theirs/connect-cli', name))).toEqual([]);
  });

  it('an attempt that another user put in place sends no code anywhere', async () => {
    const directory = at('mine/.local/state/connect-cli/attempts');
    await mkdir(directory, { recursive: true });
    const file = join(directory, `${attempt}.json`);
    const forged = { version: 1, expiresAt: Date.now() + 60_000, state: 's', redirectUri: 'http://localhost:1/a' };
    await writeFile(file, JSON.stringify(forged), { mode: 0o644 });
    await chown(file, mallory, mallory);
    const words = ['authorize', '--finish', attempt, '--redirect', 'http://localhost:1/a?code=c&state=s'];
    expect(errorOf(await asNobody(words, {}))).toEqual([
      9,
      'SECURITY',
      `"${file}" belongs to another user, so its content is not trusted.`,
    ]);
  });
});
