import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatCheckpoint, readCheckpoint } from '../../src/core/audit/checkpoint.ts';
import { Secret } from '../../src/core/secret.ts';
import { systemClock } from '../../src/io/clock.ts';
import { openAttempts } from '../../src/io/credentials/attempt-files.ts';
import { systemDisk } from '../../src/io/credentials/disk.ts';
import type { Keychain } from '../../src/io/credentials/keychain.ts';
import { withLock } from '../../src/io/credentials/lock.ts';
import { unseal } from '../../src/io/credentials/seal.ts';
import { createCredentialStore } from '../../src/io/credentials/store.ts';
import { createOwners, readOwnerSystem } from '../../src/io/file-owner.ts';
import { createFiles } from '../../src/io/files.ts';
import { systemRandom } from '../../src/io/random.ts';
import type { StoredTokens } from '../../src/io/stores.ts';
import { createWebhookTools } from '../../src/io/webhook/node-webhook-tools.ts';
import { makeHome, type Home } from '../support/home.ts';
import { managementToken } from '../support/webhooks.ts';
import { runCli } from '../support/run.ts';

let home: Home;
beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const attempt = '3f2b8f0e-6f0c-4b53-9d35-0d1f5ce0a111';

/** Every store of the program on this home, as `main.ts` puts them together. */
function context(more: Readonly<Record<string, string>> = {}) {
  const parts = home.context({ SMARTCAR_APP_MANAGEMENT_TOKEN: managementToken, ...more });
  const host = { env: parts.env, platform: process.platform, stdin: Readable.from([]) };
  return {
    ...parts,
    attempts: openAttempts(host, parts.clock),
    webhooks: createWebhookTools(host),
    files: createFiles(process),
  };
}

const run = (...argv: readonly string[]) => runCli([...argv, '--json', '--no-input'], context());

async function put(path: string, content: object | string): Promise<string> {
  const file = join(home.path, path);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 });
  return file;
}

const textOf = (path: string) => readFile(join(home.path, path), 'utf8');
const readJson = async (path: string) => JSON.parse(await textOf(path)) as Record<string, unknown>;

const tokens: StoredTokens = {
  kind: 'smartcar-v2',
  accessToken: new Secret('access-1'),
  refreshToken: new Secret('refresh-1'),
  obtainedAt: 1,
  origin: 'https://auth.smartcar.com',
};
const inWords = { ...tokens, accessToken: 'access-1', refreshToken: 'refresh-1' };

/** Every kind of file that is kept between two runs: what stands in it, and a command that reads it. */
const kept = [
  ['config.json', { profiles: [] }, 'version', ['profile', 'list'], 'The settings file "PATH"'],
  [
    'credentials/u.json',
    { key: 'u', type: 'tokens', content: inWords },
    'version',
    ['token', 'show', 'u'],
    'The stored entry "PATH"',
  ],
  ['credentials/u.json', { form: 'of tomorrow' }, 'version', ['token', 'refresh', 'u'], 'The stored entry "PATH"'],
  ['connect-cli.json', { scope: 'read_vin' }, 'version', ['config'], 'The project file "PATH"'],
  [
    `state/attempts/${attempt}.json`,
    {},
    'version',
    ['authorize', '--finish', attempt, '--redirect', 'http://localhost/?a=b'],
    `The attempt "${attempt}"`,
  ],
  [
    'state/webhook-deliveries/taken-000000000000001-aaaaaaaa.jsonl',
    {},
    'version',
    ['webhook', 'replay'],
    'The file "PATH"',
  ],
  ['part.json', { kind: 'audit' }, 'schemaVersion', ['audit', 'merge', 'PATH'], 'The summary "PATH"'],
] as const;

describe('6. A newer file', () => {
  it.each(kept)(
    '%s with %j, by its %s: %j refuses it by name and leaves it',
    async (path, content, field, argv, name) => {
      const file = await put(path, { ...content, [field]: 2 });
      const before = await textOf(path);
      const ended = await run(...argv.map((word) => word.replace('PATH', file)));
      expect(ended.error()).toMatchObject({
        code: 'INVALID_VALUE',
        message: `${name.replace('PATH', file)} has version 2, and this connect-cli knows 1.`,
      });
      expect([ended.exitCode, ended.stdout]).toEqual([2, '']);
      expect(await textOf(path)).toBe(before);
    },
  );

  it.each([
    [2, true],
    ['2', true],
    ['2.1.0', true],
    [1e300, true],
    [1.5, false],
    ['1.9', false],
    [1, false],
    [null, false],
    ['next', false],
  ])('of version %j is refused: %s', async (version, isRefused) => {
    await put('config.json', { version, profiles: {} });
    expect((await run('profile', 'list')).exitCode).toBe(isRefused ? 2 : 0);
  });

  const overwriting: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['config.json', () => home.context().profiles.save('live', { applicationId: id })],
    ['credentials/k.json', () => context().credentials.writeSecret('k', new Secret('new'))],
    ['credentials/u.json', () => context().credentials.writeTokens('u', tokens)],
    [
      'credentials/backend.json',
      () => context({ CONNECT_CLI_STORE: '' }).credentials.writeSecret('k', new Secret('v')),
    ],
  ];
  it.each(overwriting)('is not written over: %s', async (path, write) => {
    await put(path, { version: 2 });
    await expect(write()).rejects.toMatchObject({ code: 'INVALID_VALUE', exitCode: 2 });
    expect(await textOf(path)).toBe('{"version":2}');
  });

  it('that is a lock counts as held, however long it says nothing that is understood', async () => {
    const lock = await put('credentials/u.json.lock', { version: 2, holder: 'of tomorrow' });
    const { clock, random } = context();
    let now = 0;
    const owners = createOwners(readOwnerSystem(process));
    const patient = { ...clock, now: () => now, sleep: async () => void (now += 1_000) };
    const waiting = withLock(lock, { disk: systemDisk, clock: patient, random, owners: () => owners }, async () => {});
    await expect(waiting).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await readFile(lock, 'utf8')).toContain('of tomorrow');
  });
});

describe('6. Every file says which version it is of', () => {
  it('whatever is kept between two runs', async () => {
    const { credentials, profiles, webhooks } = context({ CONNECT_CLI_STORE: '' });
    await profiles.save('live', { applicationId: id });
    await credentials.writeSecret('k', new Secret('v'));
    await credentials.writeTokens('u', tokens);
    const started = await run('authorize', '--start', '--client-id', id, '--redirect-uri', 'http://localhost:8000/a');
    expect(started.exitCode).toBe(0);
    const delivery = { id: 'd', receivedAt: 1, eventId: null, eventType: null, userId: null, vehicleId: null };
    const rest = { headers: [], body: new Uint8Array(), forwardTo: null, signature: 'valid' } as const;
    await (await webhooks.openDeliveries()).keep({ ...delivery, ...rest });
    const found = (await home.contents()).map(({ path, text }) => {
      const version = (JSON.parse(path.endsWith('l') ? (text.split('\n')[0] ?? '') : text) as { version: unknown })
        .version;
      return [path.replaceAll(/[0-9a-f-]{36}|\d{15}-[0-9a-f]{8}/g, 'ID'), version];
    });
    expect(found.toSorted()).toEqual([
      ['config.json', 1],
      ['credentials/backend.json', 1],
      ['credentials/k.json', 1],
      ['credentials/u.json', 1],
      ['state/attempts/ID.json', 1],
      ['state/webhook-deliveries/taken-ID.jsonl', 1],
    ]);
  });

  it('the lock that is held while they are written', async () => {
    const { credentials } = context();
    const seen: unknown[] = [];
    await credentials.exclusively('u', async () => void seen.push(await readJson('credentials/u.json.lock')));
    expect(seen).toMatchObject([{ version: 1, pid: process.pid }]);
  });

  it('the checkpoint of an audit, which keeps what it does not know', () => {
    const summary = { schemaVersion: 1, kind: 'audit', edition: '2026-02', scope: 'read_vin', verdicts };
    const written = {
      version: 1,
      kind: 'audit-checkpoint',
      settings: {},
      position: {},
      files: {},
      summary,
      later: [1],
    };
    const reading = readCheckpoint(written);
    if (!reading.ok) throw new Error('It is a checkpoint.');
    expect(JSON.parse(formatCheckpoint(reading.checkpoint))).toMatchObject({ version: 1, later: [1] });
    expect(readCheckpoint({ ...written, version: 2 })).toEqual({ ok: false, why: 'newer', version: 2 });
  });
});

const verdicts = { fine: 0, 'missing-boxes': 0, 'key-needed': 0, migrate: 0, revoked: 0, unknown: 0 };

describe('6. Fields of another version stay', () => {
  it('in the settings and in each profile', async () => {
    await put('config.json', {
      version: 1,
      theme: { dark: true },
      defaultProfile: 'live',
      profiles: { live: { applicationId: id, region: 'EU' }, old: { signals: ['a'], __later: [1] } },
      directories: {},
    });
    expect((await run('init', '--name', 'live', '--client-id', id, '--scope', 'read_vin')).exitCode).toBe(0);
    expect((await run('init', '--name', 'staging', '--client-id', id)).exitCode).toBe(0);
    const written = await readJson('config.json');
    expect(written).toMatchObject({
      version: 1,
      theme: { dark: true },
      profiles: { live: { region: 'EU' }, old: { signals: ['a'], __later: [1] }, staging: { clientId: id } },
    });
  });

  it.each(['file', 'keychain'] as const)('in a token pair that is renewed, and beside it (%s)', async (backend) => {
    const keychain = memoryKeychain();
    const open = () => createCredentialStore(storeHost(backend), { ...systemParts, keychain });
    await open().writeTokens('u', tokens);
    // The newer version is another program with the same key.
    const newer = { ...tokens, boundTo: 'device-1' } as StoredTokens;
    await open().writeTokens('u', newer);
    await put('credentials/u.json', { later: { a: 1 }, ...(await readJson('credentials/u.json')) });
    await open().writeTokens('u', { ...tokens, accessToken: new Secret('access-2'), refreshToken: undefined });
    const entry = await readJson('credentials/u.json');
    expect(entry).toMatchObject({ version: 1, later: { a: 1 }, sealed: backend === 'keychain' });
    expect((await open().readTokens('u'))?.accessToken.reveal()).toBe('access-2');
    expect(plainData(entry, keychain.value)).toMatchObject({ accessToken: 'access-2', boundTo: 'device-1' });
    expect(plainData(entry, keychain.value)).not.toHaveProperty('refreshToken');
  });

  it('in a secret that is replaced', async () => {
    await put('credentials/k.json', {
      version: 1,
      key: 'k',
      type: 'secret',
      later: 1,
      content: { value: 'a', hint: 'b' },
    });
    await context().credentials.writeSecret('k', new Secret('new'));
    expect(await readJson('credentials/k.json')).toMatchObject({ later: 1, content: { value: 'new', hint: 'b' } });
  });

  it('but not those of an entry that cannot be read any more', async () => {
    await put('credentials/k.json', { version: 1, key: 'other', type: 'secret', later: 1, content: { value: 'a' } });
    await context().credentials.writeSecret('k', new Secret('new'));
    expect(await readJson('credentials/k.json')).not.toHaveProperty('later');
  });
});

const systemParts = { disk: systemDisk, clock: systemClock, random: systemRandom };

function storeHost(backend: 'file' | 'keychain') {
  const { platform, pid, execPath } = process;
  const env = { CONNECT_CLI_HOME: home.path, CONNECT_CLI_STORE: backend };
  return { env, platform, pid, execPath, kill: () => true };
}

function memoryKeychain(): Keychain & { readonly value: string } {
  let value: string | undefined;
  return {
    read: async () => value,
    write: async (next) => void (value = next),
    get value() {
      return value ?? '';
    },
  };
}

function plainData({ content, sealed }: Record<string, unknown>, key: string): unknown {
  return sealed === true ? JSON.parse(unseal(Buffer.from(key, 'base64'), 'tokens u', String(content)) ?? '') : content;
}
