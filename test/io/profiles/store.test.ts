import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProfileStore } from '../../../src/io/profiles/store.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'connect-cli-profiles-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const open = (env: Readonly<Record<string, string>> = { CONNECT_CLI_HOME: home }) =>
  createProfileStore({ env, platform: 'linux', pid: process.pid, kill: (pid) => process.kill(pid, 0) });
const file = () => join(home, 'config.json');

describe('profiles', () => {
  it('are none before the first one, and looking makes no file', async () => {
    const store = open();
    expect(await store.active({ directory: '/projects' })).toBeUndefined();
    expect(await store.list()).toEqual([]);
    await expect(stat(file())).rejects.toMatchObject({ code: 'ENOENT' });
    expect(store.path).toBe(file());
  });

  it('come back as they were saved; the first one is the default', async () => {
    const profile = {
      applicationId: 'a-1',
      redirectUris: ['http://localhost:8000/exchange'],
      scope: 'required:read_vin',
    };
    await open().save('staging', profile);
    await open().save('live', { clientId: 'c-1' });
    expect(await open().active({ directory: '/projects' })).toEqual({ name: 'staging', profile });
    expect(await open().active({ name: 'live', directory: '/projects' })).toEqual({
      name: 'live',
      profile: { clientId: 'c-1' },
    });
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  it('are all kept when many are saved at the same moment', async () => {
    const names = Array.from({ length: 12 }, (_, count) => `app-${count}`);
    await Promise.all(names.map((name) => open().save(name, { clientId: name })));
    expect((await open().list()).map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  });

  it('hold in the directory that they are bound to and below, the nearest one first', async () => {
    const store = open();
    for (const name of ['default', 'outer', 'inner']) await store.save(name, { clientId: name });
    await store.use('outer', { directory: '/projects' });
    await store.use('inner', { directory: '/projects/app' });
    const at = async (directory: string) => (await store.active({ directory }))?.name;
    expect([await at('/projects/app/src'), await at('/projects/application'), await at('/else')]).toEqual([
      'inner',
      'outer',
      'default',
    ]);
    expect(await store.active({ directory: '/projects/app/src' })).toMatchObject({ boundTo: '/projects/app' });
    expect(await store.list()).toMatchObject([
      { name: 'default', isDefault: true, directories: [] },
      { name: 'outer', isDefault: false, directories: ['/projects'] },
      { name: 'inner', isDefault: false, directories: ['/projects/app'] },
    ]);
  });

  it('pass the default on when they are removed', async () => {
    const store = open();
    for (const name of ['one', 'two']) await store.save(name, {});
    await store.use('one', { directory: '/projects' });
    await store.remove('one');
    expect(await store.active({ directory: '/projects' })).toEqual({ name: 'two', profile: {} });
    await store.remove('two');
    expect(await store.active({ directory: '/projects' })).toBeUndefined();
  });

  it('are refused by name when they do not exist', async () => {
    await open().save('live', {});
    for (const work of [
      () => open().active({ name: 'lvie', directory: '/' }),
      () => open().use('lvie', {}),
      () => open().remove('lvie'),
    ]) {
      await expect(work()).rejects.toMatchObject({
        code: 'NOT_FOUND',
        exitCode: 2,
        message: 'There is no profile "lvie".',
      });
    }
  });

  it.each(['', '.', '../x', 'a b', 'a/b', '-x', '__proto__', 'x'.repeat(65)])(
    'do not take the name %j',
    async (name) => {
      await expect(open().save(name, {})).rejects.toMatchObject({ code: 'INVALID_VALUE' });
    },
  );

  it('take names with dots as they are', async () => {
    await open().save('acme.staging', { clientId: 'c' });
    expect((await open().active({ name: 'acme.staging', directory: '/' }))?.profile).toEqual({ clientId: 'c' });
  });

  it('never read inherited names', async () => {
    await open().save('live', {});
    await expect(open().active({ name: 'constructor', directory: '/' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('say what is wrong with a damaged file and leave it alone', async () => {
    await writeFile(file(), '{"profiles":');
    for (const work of [() => open().list(), () => open().save('live', {})]) {
      await expect(work()).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: `The settings file "${file()}" is not JSON.`,
      });
    }
    expect(await readFile(file(), 'utf8')).toBe('{"profiles":');
  });

  it.each([
    ['null', 'holds no JSON object'],
    ['[]', 'holds no JSON object'],
    ['7', 'holds no JSON object'],
    ['{"profiles":[]}', 'is not in the expected form: "profiles" is not an object'],
    ['{"profiles":{"a":7}}', 'is not in the expected form: "profiles.a" is not an object'],
    ['{"profiles":{"a":{"scope":7}}}', 'is not in the expected form: "profiles.a.scope" is not a string'],
    [
      '{"profiles":{"a":{"redirectUris":["x",7]}}}',
      'is not in the expected form: "profiles.a.redirectUris" is not a list of strings',
    ],
    ['{"profiles":{"a":{"origins":{"X":1}}}}', 'is not in the expected form: "profiles.a.origins.X" is not a string'],
    ['{"profiles":{},"directories":7}', 'is not in the expected form: "directories" is not an object'],
    ['{"defaultProfile":{}}', 'is not in the expected form: "defaultProfile" is not a string'],
  ])('refuse a file that holds %s, and leave it alone', async (content, flaw) => {
    await writeFile(file(), content);
    for (const work of [() => open().list(), () => open().active({ directory: '/' }), () => open().save('live', {})]) {
      await expect(work()).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: `The settings file "${file()}" ${flaw}.`,
      });
    }
    expect(await readFile(file(), 'utf8')).toBe(content);
  });

  it.each(['{}', '{"profiles":{"a":{"colour":7}},"window":[1]}'])('take a file that holds %s', async (content) => {
    await writeFile(file(), content);
    await open().save('live', { clientId: 'c' });
    expect((await open().list()).map(({ name }) => name)).toContain('live');
  });

  it('stand where the XDG directories say', () => {
    expect(open({ HOME: '/home/me' }).path).toBe('/home/me/.config/connect-cli/config.json');
    expect(open({ HOME: '/home/me', XDG_CONFIG_HOME: '/cfg' }).path).toBe('/cfg/connect-cli/config.json');
    expect(open({ HOME: '/home/me', XDG_CONFIG_HOME: 'relative' }).path).toBe(
      '/home/me/.config/connect-cli/config.json',
    );
  });
});
