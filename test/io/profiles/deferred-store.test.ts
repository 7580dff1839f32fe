import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeferredStore } from '../../../src/io/profiles/deferred-store.ts';

let home: string;
let around: string[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'connect-cli-deferred-'));
  around = [];
});
afterEach(() => rm(home, { recursive: true, force: true }));

const open = () =>
  createDeferredStore(
    {
      env: { CONNECT_CLI_HOME: home },
      platform: 'linux',
      pid: process.pid,
      kill: (pid) => process.kill(pid, 0),
    },
    () => {},
    (method, call) => {
      around.push(method);
      return call();
    },
  );

describe('the store that is loaded on demand', () => {
  it('has nothing where there is no file, and says where one belongs', async () => {
    const store = open();
    expect(store.path).toBe(join(home, 'config.json'));
    expect(await store.active({ directory: home })).toBeUndefined();
    expect(await store.project(home)).toBeUndefined();
    expect(store.newProjectPath(home)).toBe(join(home, 'connect-cli.json'));
    expect(around).toEqual([]);
  });

  it('refuses a name that no file has', async () => {
    await expect(open().active({ name: 'live', directory: home })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('gives back what it saved, and has only what writes waited for', async () => {
    const store = open();
    await store.save('live', { clientId: 'c-1' });
    await store.use('live', { directory: home });
    expect(await store.active({ directory: home })).toEqual({
      name: 'live',
      profile: { clientId: 'c-1' },
      boundTo: home,
    });
    expect(await store.list()).toEqual([
      { name: 'live', profile: { clientId: 'c-1' }, isDefault: true, directories: [home] },
    ]);
    await store.remove('live');
    expect(await store.active({ directory: home })).toBeUndefined();
    expect(around).toEqual(['save', 'use', 'remove']);
  });

  it('reads the project file of the folder', async () => {
    await writeFile(join(home, 'connect-cli.json'), '{"version":1}');
    expect(await open().project(home)).toMatchObject({ text: '{"version":1}', isAbove: false });
  });

  it('goes by one answer where a folder had no project file', async () => {
    const store = open();
    expect(await store.project(home)).toBeUndefined();
    await writeFile(join(home, 'connect-cli.json'), '{"version":1}');
    expect(await store.project(home)).toBeUndefined();
    expect(await open().project(home)).toBeDefined();
  });

  it('lets the store say what is in the way of the file', async () => {
    await mkdir(join(home, 'config.json'));
    await expect(open().active({ directory: home })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});
