import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { systemClock } from '../../../src/io/clock.ts';
import { systemDisk, type Disk } from '../../../src/io/credentials/disk.ts';
import type { Keychain } from '../../../src/io/credentials/keychain.ts';
import { createCredentialStore } from '../../../src/io/credentials/store.ts';
import { createOwners, ownerTag, readOwnerSystem } from '../../../src/io/file-owner.ts';
import { systemRandom } from '../../../src/io/random.ts';
import type { StoredTokens } from '../../../src/io/stores.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'connect-cli-store-'));
});
afterEach(async () => {
  await chmod(join(home, 'credentials'), 0o700).catch(() => undefined);
  await rm(home, { recursive: true, force: true });
});

const directory = () => join(home, 'credentials');
const entry = () => join(directory(), 'app%2fclient-secret.json');

const noKeychain: Keychain = {
  read: () => Promise.reject(new Error('no keychain in a test')),
  write: () => Promise.reject(new Error('no keychain in a test')),
};

/** A keychain in memory. */
function memoryKeychain(): Keychain & { value?: string } {
  const keychain: Keychain & { value?: string } = {
    read: async () => keychain.value,
    write: async (value) => void (keychain.value = value),
  };
  return keychain;
}

interface Wanted {
  readonly env?: Readonly<Record<string, string>>;
  readonly keychain?: Keychain;
  readonly disk?: Partial<Disk>;
  readonly userId?: number;
}

function open({ env = { CONNECT_CLI_STORE: 'file' }, keychain = noKeychain, disk = {}, userId }: Wanted = {}) {
  return createCredentialStore(
    {
      env: { CONNECT_CLI_HOME: home, ...env },
      platform: 'linux',
      pid: process.pid,
      execPath: process.execPath,
      kill: (pid, signal) => process.kill(pid, signal),
      getuid: () => userId ?? process.getuid?.() ?? 0,
    },
    { disk: { ...systemDisk, ...disk }, clock: systemClock, random: systemRandom, keychain },
  );
}

const pair = (access: string, obtainedAt = 0): StoredTokens => ({
  kind: 'smartcar-v2',
  accessToken: new Secret(access),
  refreshToken: new Secret(`${access}-refresh`),
  obtainedAt,
  accessExpiresAt: 7_200_000,
  refreshExpiresAt: 5_184_000_000,
  userId: 'user-1',
  vehicleIds: ['v1'],
  askedScope: 'required:read_vin',
  edition: '2026-02',
  origin: 'https://auth.smartcar.com',
});

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe('what is written', () => {
  it('comes back, and only its owner can read it', async () => {
    await open().writeSecret('app/client-secret', new Secret('s3cret'));
    await open().writeTokens('app/user-1', pair('a'));
    expect((await open().readSecret('app/client-secret'))?.reveal()).toBe('s3cret');
    expect(await open().readTokens('app/user-1')).toMatchObject({
      userId: 'user-1',
      vehicleIds: ['v1'],
      obtainedAt: 0,
    });
    expect((await open().readTokens('app/user-1'))?.refreshToken?.reveal()).toBe('a-refresh');
    expect(await modeOf(directory())).toBe(0o700);
    for (const name of await readdir(directory())) expect(await modeOf(join(directory(), name))).toBe(0o600);
  });

  it('is readable by its owner alone whatever the umask is', async () => {
    const before = process.umask(0);
    try {
      await open().writeSecret('app/client-secret', new Secret('s3cret'));
    } finally {
      process.umask(before);
    }
    expect([await modeOf(directory()), await modeOf(entry())]).toEqual([0o700, 0o600]);
  });

  it.each(['../../etc/passwd', '..', 'a/../../b', 'C:\\x', 'ünï', 'x'.repeat(5000), 'A', '%2e'])(
    'stays inside the directory for the key %j, and is found again',
    async (key) => {
      await open().writeSecret(key, new Secret('kept'));
      expect((await open().readSecret(key))?.reveal()).toBe('kept');
      expect(await readdir(home)).toEqual(['credentials']);
      expect((await readdir(directory())).filter((name) => name.endsWith('.json'))).toHaveLength(1);
    },
  );

  it('keeps keys apart on file systems that ignore case', async () => {
    await open().writeSecret('app', new Secret('small'));
    await open().writeSecret('APP', new Secret('large'));
    const names = (await readdir(directory())).map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(2);
    expect((await open().readSecret('APP'))?.reveal()).toBe('large');
  });

  it('is not shown by anything that prints the tokens', async () => {
    await open().writeTokens('app/user-1', pair('canary'));
    const tokens = await open().readTokens('app/user-1');
    expect(`${inspect(tokens, { depth: 9, showHidden: true })}${JSON.stringify(tokens)}`).not.toContain('canary');
  });

  it('lists tokens newest first, and tells what it cannot read', async () => {
    await open().writeTokens('app/old', pair('a', 1));
    await open().writeTokens('app/new', pair('b', 2));
    await open().writeSecret('app/client-secret', new Secret('s3cret'));
    await writeFile(join(directory(), 'bad.json'), '{');
    const faults: string[] = [];
    const listed = await open().listTokens(({ message }) => faults.push(message));
    expect(listed.map(({ key }) => key)).toEqual(['app/new', 'app/old']);
    expect(faults).toEqual([`The stored entry "${join(directory(), 'bad.json')}" cannot be read: it is damaged.`]);
  });

  it('sweeps away what processes that were killed left long ago', async () => {
    await open().writeTokens('app/user-1', pair('a'));
    const [old, young] = ['x.json.0a.tmp', 'y.json.0b.tmp'].map((name) => join(directory(), name));
    for (const path of [old, young]) await writeFile(path ?? '', 'litter');
    await utimes(old ?? '', 1, 1);
    await open().listTokens();
    expect((await readdir(directory())).filter((name) => name.endsWith('.tmp'))).toEqual(['y.json.0b.tmp']);
  });

  it('sweeps away what processes that do not run any more left, before the next write', async () => {
    const { self } = createOwners(readOwnerSystem(process));
    await open().writeTokens('app/user-1', pair('a'));
    // No process of Linux has an id beyond 4,194,304.
    const [gone, running] = [{ ...self, pid: 999_999_999 }, self].map(ownerTag);
    const litter = [`x.json.${gone}.0a.tmp`, `x.lock.${gone}.0b`, `y.json.${running}.0c.tmp`];
    for (const name of litter) await writeFile(join(directory(), name), 'litter');
    await open().writeTokens('app/user-2', pair('b'));
    expect((await readdir(directory())).filter((name) => /^[xy]\./.test(name))).toEqual([`y.json.${running}.0c.tmp`]);
  });

  it('touches nothing when nothing is stored', async () => {
    const store = open({ env: {} });
    expect(await store.readSecret('app/client-secret')).toBeUndefined();
    expect(await store.listTokens()).toEqual([]);
    await store.describe();
    expect(await readdir(home)).toEqual([]);
  });
});

describe('a removal', () => {
  it('never takes a pair that is newer than the one that failed', async () => {
    const store = open();
    await store.writeTokens('app/user-1', pair('newer'));
    await store.removeTokens('app/user-1', new Secret('failed'));
    expect((await store.readTokens('app/user-1'))?.accessToken.reveal()).toBe('newer');
    await store.removeTokens('app/user-1', new Secret('newer'));
    expect(await store.readTokens('app/user-1')).toBeUndefined();
    await store.removeTokens('app/user-1');
  });
});

describe('work under the lock', () => {
  it('runs one after the other in one process too', async () => {
    const [one, other] = [open(), open()];
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await one.readTokens('app/user-1');
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : other).exclusively('k', work)));
    expect(most).toBe(1);
    expect((await readdir(directory())).filter((name) => name.includes('.lock'))).toEqual([]);
  });

  it('may ask for the same lock again', async () => {
    const store = open();
    await store.exclusively('app/user-1', () => store.writeTokens('app/user-1', pair('inner')));
    expect((await store.readTokens('app/user-1'))?.accessToken.reveal()).toBe('inner');
  });

  it('gives the lock back when the work fails', async () => {
    const store = open();
    await expect(store.exclusively('k', () => Promise.reject(new Error('work')))).rejects.toThrow('work');
    expect(await store.exclusively('k', async () => 'again')).toBe('again');
  });

  it('works on file systems without hard links', async () => {
    const link = () => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM' }));
    const stores = Array.from({ length: 5 }, () => open({ disk: { link } }));
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      await stores[0]?.readTokens('k');
      inside -= 1;
    };
    await Promise.all(stores.map((store) => store.exclusively('k', work)));
  });
});

describe('what others left in the way', () => {
  const corrupt = [
    '',
    '{',
    'null',
    '[]',
    '{"version":1}',
    '{"version":1,"key":"app/client-secret","type":"else"}',
    '\u0000',
  ];

  it.each(corrupt)('refuses damaged content %j, naming the file', async (content) => {
    await mkdir(directory(), { mode: 0o700 });
    await writeFile(entry(), content, { mode: 0o600 });
    await expect(open().readSecret('app/client-secret')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      exitCode: 4,
      message: `The stored entry "${entry()}" cannot be read: it is damaged.`,
    });
  });

  it('refuses the format of a newer release', async () => {
    await mkdir(directory(), { mode: 0o700 });
    await writeFile(entry(), '{"version":2,"key":"app/client-secret","type":"secret"}', { mode: 0o600 });
    await expect(open().readSecret('app/client-secret')).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      message: `The stored entry "${entry()}" has version 2, and this connect-cli knows 1.`,
    });
  });

  it('refuses an entry that was put under another name', async () => {
    await open().writeSecret('other/client-secret', new Secret('s3cret'));
    await writeFile(entry(), await readFile(join(directory(), 'other%2fclient-secret.json')), { mode: 0o600 });
    await expect(open().readSecret('app/client-secret')).rejects.toThrow('it belongs to something else');
  });

  it('does not follow a symbolic link, neither reading nor writing', async () => {
    const target = join(home, 'target');
    await writeFile(target, 'untouched');
    await mkdir(directory(), { mode: 0o700 });
    await symlink(target, entry());
    await expect(open().readSecret('app/client-secret')).rejects.toMatchObject({ code: 'SECURITY', exitCode: 9 });
    await open().writeSecret('app/client-secret', new Secret('s3cret'));
    expect(await readFile(target, 'utf8')).toBe('untouched');
    expect((await open().readSecret('app/client-secret'))?.reveal()).toBe('s3cret');
  });

  it('refuses what belongs to another user', async () => {
    await open().writeSecret('app/client-secret', new Secret('s3cret'));
    const stranger = (process.getuid?.() ?? 0) + 1;
    await expect(open({ userId: stranger }).readSecret('app/client-secret')).rejects.toMatchObject({
      code: 'SECURITY',
    });
    await expect(open({ userId: stranger }).writeSecret('k', new Secret('x'))).rejects.toMatchObject({
      code: 'SECURITY',
    });
  });

  it('closes files and directories that others could read, and says so', async () => {
    await open().writeSecret('app/client-secret', new Secret('s3cret'));
    await chmod(entry(), 0o644);
    await chmod(directory(), 0o755);
    const store = open();
    await store.readSecret('app/client-secret');
    await store.writeSecret('app/other', new Secret('x'));
    expect([await modeOf(entry()), await modeOf(directory())]).toEqual([0o600, 0o700]);
    expect((await store.describe()).warning).toContain(`Others could read "${entry()}" until now`);
  });

  it('refuses a file too large to be an entry', async () => {
    await mkdir(directory(), { mode: 0o700 });
    await writeFile(entry(), 'x'.repeat(1024 * 1024 + 1), { mode: 0o600 });
    await expect(open().readSecret('app/client-secret')).rejects.toThrow('it is too large');
  });

  it.each([
    ['ENOSPC', 'the disk is full', 'Free some space'],
    ['EROFS', 'the file system is read-only', 'CONNECT_CLI_HOME'],
    ['EACCES', 'the system denies access', 'CONNECT_CLI_HOME'],
  ])('explains %s and keeps what was there', async (code, words, hint) => {
    await open().writeTokens('app/user-1', pair('kept'));
    const full = (): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }));
    for (const step of ['create', 'rename'] as const) {
      const error = await open({ disk: { [step]: full } })
        .writeTokens('app/user-1', pair('lost'))
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringContaining(words),
        hint: expect.stringContaining(hint),
      });
    }
    expect((await open().readTokens('app/user-1'))?.accessToken.reveal()).toBe('kept');
  });

  it('explains a file where the directory should be', async () => {
    await writeFile(directory(), 'in the way');
    await expect(open().writeSecret('k', new Secret('x'))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await rm(directory());
  });

  it('leaves no temporary file behind when a write fails', async () => {
    const rename = (): Promise<never> => Promise.reject(Object.assign(new Error('x'), { code: 'EIO' }));
    await open({ disk: { rename } })
      .writeSecret('k', new Secret('x'))
      .catch(() => undefined);
    expect(await readdir(directory())).toEqual([]);
  });
});

describe('the choice between keychain and files', () => {
  const session = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' };

  it('seals entries with a key that rests in the keychain', async () => {
    const keychain = memoryKeychain();
    await open({ env: session, keychain }).writeTokens('app/user-1', pair('canary'));
    const text = await readFile(join(directory(), 'app%2fuser-1.json'), 'utf8');
    expect(text).not.toContain('canary');
    expect(Buffer.from(keychain.value ?? '', 'base64')).toHaveLength(32);
    const store = open({ env: session, keychain });
    expect((await store.readTokens('app/user-1'))?.accessToken.reveal()).toBe('canary');
    expect(await store.describe()).toEqual({ backend: 'keychain', location: 'keychain' });
  });

  it('falls back to files, names the directory and the reason, and remembers it', async () => {
    const store = open({ env: session });
    await store.writeSecret('app/client-secret', new Secret('s3cret'));
    expect(await store.describe()).toEqual({
      backend: 'file',
      location: directory(),
      warning: `Secrets rest unencrypted in "${directory()}", readable by you alone (the keychain cannot be used: no keychain in a test).`,
    });
    const asked: string[] = [];
    const late: Keychain = {
      read: async () => void asked.push('read') as undefined,
      write: async () => void asked.push('write'),
    };
    await open({ env: session, keychain: late }).writeSecret('app/other', new Secret('x'));
    expect(asked).toEqual([]);
  });

  it('does not ask for a keychain where there is no session', async () => {
    const asked: string[] = [];
    const keychain: Keychain = { read: async () => void asked.push('read') as undefined, write: async () => undefined };
    await open({ env: {}, keychain }).writeSecret('app/client-secret', new Secret('s3cret'));
    expect(asked).toEqual([]);
  });

  it('reads entries of either kind after a change of mind', async () => {
    const keychain = memoryKeychain();
    await open({ env: { CONNECT_CLI_STORE: 'keychain' }, keychain }).writeSecret('sealed', new Secret('one'));
    await open({ env: { CONNECT_CLI_STORE: 'file' }, keychain }).writeSecret('plain', new Secret('two'));
    const store = open({ env: { CONNECT_CLI_STORE: 'keychain' }, keychain });
    expect([(await store.readSecret('sealed'))?.reveal(), (await store.readSecret('plain'))?.reveal()]).toEqual([
      'one',
      'two',
    ]);
  });

  it('fails with a way out when the keychain is locked, or lost the key', async () => {
    const keychain = memoryKeychain();
    await open({ env: session, keychain }).writeSecret('app/client-secret', new Secret('s3cret'));
    await expect(open({ env: session }).readSecret('app/client-secret')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      hint: 'Unlock it: its key is needed to read what is stored. To do without, set CONNECT_CLI_STORE=file and run `connect-cli init` and `connect-cli authorize` again.',
    });
    await expect(open({ env: session, keychain: memoryKeychain() }).readSecret('app/client-secret')).rejects.toThrow(
      'The keychain holds no key of connect-cli any more',
    );
  });

  it('refuses sealed content that was changed or moved to another name', async () => {
    const keychain = memoryKeychain();
    const store = open({ env: session, keychain });
    await store.writeSecret('app/client-secret', new Secret('s3cret'));
    const text = await readFile(entry(), 'utf8');
    const other = join(directory(), 'app%2fother.json');
    await writeFile(other, text.replace('app/client-secret', 'app/other'), { mode: 0o600 });
    await expect(store.readSecret('app/other')).rejects.toThrow('it was sealed with another key, or changed');
  });

  it('refuses a value of CONNECT_CLI_STORE that it does not know', async () => {
    await expect(open({ env: { CONNECT_CLI_STORE: 'vault' } }).writeSecret('k', new Secret('x'))).rejects.toMatchObject(
      {
        code: 'INVALID_VALUE',
        exitCode: 2,
      },
    );
  });
});
