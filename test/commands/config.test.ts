import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { makeHome, type Home } from '../support/home.ts';
import { runCli, type RunResult } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
let home: Home;

beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

const cli = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<RunResult> =>
  runCli(args, home.context(env));
const masks = () => [[new RegExp(home.path, 'g'), '/home/me']] as const;

describe('config explain', () => {
  it('shows every value, its source, and what it won over', async () => {
    await home.context().profiles.save('default', { applicationId: id, scope: 'read_vin' });
    const env = {
      SMARTCAR_SCOPE: 'read_battery',
      SMARTCAR_CLIENT_SECRET: 'canary',
      SMARTCAR_AUTH_ORIGIN: 'http://localhost:4010/oauth/token',
    };
    const args = ['config', 'explain', '--scope', 'read_odometer'];
    const result = await cli(args, env);
    expect(result.stdout).not.toContain('canary');
    await expectTranscript('config-explain', 'connect-cli config explain --scope read_odometer', result, masks());
    const document = (await cli([...args, '--json'], env)).json<{ kind: string; settings: { name: string }[] }>();
    expect(schemaFaults(document)).toEqual([]);
    expect(document.settings.find(({ name }) => name === 'scope')).toEqual({
      name: 'scope',
      value: 'read_odometer',
      secret: false,
      source: { kind: 'flag', name: '--scope' },
      overrides: [
        { value: 'read_battery', source: { kind: 'env', name: 'SMARTCAR_SCOPE' } },
        { value: 'read_vin', source: { kind: 'profile', name: 'default' } },
      ],
    });
    expect(document.settings.find(({ name }) => name === 'client-secret')).toMatchObject({
      value: '[redacted]',
      secret: true,
      source: { kind: 'env', name: 'SMARTCAR_CLIENT_SECRET' },
    });
  });

  it('shows a value that no rule lets pass, says so, and lets it be mended or its profile removed', async () => {
    await home.context().profiles.save('default', { applicationId: 'a b' });
    const told = 'Profile "default": "a b" cannot be an application id.';
    const refused = await cli(['url', 'authorize', '--json']);
    expect([refused.exitCode, refused.error().message]).toEqual([2, told]);
    const { json } = await cli(['config', 'explain', '--json']);
    expect(json<{ warnings: string[] }>().warnings).toEqual([expect.stringContaining(told)]);
    expect((await cli(['config', 'set', 'application-id', id])).exitCode).toBe(0);
    expect((await cli(['url', 'authorize', 'read_vin', '--json'])).exitCode).toBe(0);
    await home.context().profiles.save('default', { applicationId: 'a b' });
    expect((await cli(['profile', 'remove', 'default', '--with-secrets'])).exitCode).toBe(0);
  });

  it('works where the store does not, and says what is wrong with it', async () => {
    await home.context().profiles.save('default', { applicationId: id });
    await home.context().credentials.writeSecret(`${id}/client-secret`, new Secret('s3cret'));
    const damaged = join(home.path, 'credentials', `${id}%2fclient-secret.json`);
    await writeFile(damaged, '{');
    const result = await cli(['config', '--json']);
    expect(result.exitCode).toBe(0);
    expect(result.json<{ warnings: string[] }>().warnings).toEqual([expect.stringContaining(damaged)]);
  });

  it('is what bare config does, and works with nothing set up', async () => {
    const result = await cli(['config', '--json']);
    expect(result.exitCode).toBe(0);
    expect(result.json()).toMatchObject({ kind: 'settings', profile: null, next: [{ command: 'connect-cli init' }] });
    expect(await home.contents()).toEqual([]);
  });
});

describe('config set and get', () => {
  beforeEach(() => home.context().profiles.save('default', { applicationId: id }));

  it.each([
    ['scope', ['required:read_vin', 'read_odometer'], 'required:read_vin read_odometer'],
    ['redirect-uri', ['http://localhost:1/a', 'http://localhost:2/b'], 'http://localhost:1/a http://localhost:2/b'],
    ['client-id', ['abc'], 'abc'],
    ['api-client-id', ['client_01'], 'client_01'],
    ['provider', ['TEXTURE'], 'texture'],
    ['auth-origin', ['http://localhost:4010/oauth/token'], 'http://localhost:4010'],
    ['vehicle-api-origin', ['https://v3.example'], 'https://v3.example'],
  ])('keep %s', async (name, values, expected) => {
    const set = await cli(['config', 'set', name, ...values, '--json']);
    expect(set.stderr).toBe('');
    expect(schemaFaults(set.json())).toEqual([]);
    expect((await cli(['config', 'get', name])).stdout).toBe(`${expected}\n`);
    await cli(['config', 'set', name]);
    expect((await cli(['config', 'get', name, '--json'])).json()).not.toMatchObject({
      setting: { source: { kind: 'profile' } },
    });
  });

  it.each([
    [['set', 'scope', 'read_vni'], 'UNKNOWN_PERMISSION'],
    [['set', 'client-id', 'client_01'], 'API_CLIENT_ID'],
    [['set', 'api-client-id', id], 'INVALID_VALUE'],
    [['set', 'client-id', 'a', 'b'], 'USAGE'],
    [['set', 'client-secret', 'x'], 'USAGE'],
    [['set', 'texture-api-key', 'x'], 'USAGE'],
    [['set', 'redirect-uri', 'nowhere'], 'INVALID_VALUE'],
    [['set', 'auth-origin', 'http://example.com'], 'INVALID_VALUE'],
    [['set', 'scpoe', 'x'], 'INVALID_VALUE'],
    [['get', 'scpoe'], 'INVALID_VALUE'],
    [['get'], 'USAGE'],
  ])('refuse %j with %s', async (args, code) => {
    expect((await cli(['config', ...args, '--json'])).error()).toMatchObject({ code, exitCode: 2 });
    expect(await home.context().profiles.list()).toMatchObject([{ profile: { applicationId: id } }]);
  });

  it('need a profile', async () => {
    await home.context().profiles.remove('default');
    expect((await cli(['config', 'set', 'scope', 'read_vin', '--json'])).error()).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('change the profile that is named', async () => {
    await home.context().profiles.save('live', {});
    await cli(['config', 'set', 'client-id', 'abc', '--profile', 'live']);
    expect((await cli(['config', 'get', 'client-id', '--profile', 'live'])).stdout).toBe('abc\n');
    expect((await cli(['config', 'get', 'client-id'])).stdout).toBe('');
  });
});

it.each([
  ['config-get', ['config', 'get', 'redirect-uri']],
  ['config-path', ['config', 'path']],
  ['profile-use', ['profile', 'use', 'live', '--here']],
  ['profile-remove', ['profile', 'remove', 'live']],
])('%s answers people in a few lines', async (name, args) => {
  await home.context().profiles.save('live', { applicationId: id, redirectUris: ['https://example.com/home'] });
  const env = { SMARTCAR_REDIRECT_URI: 'http://localhost:9000/cb' };
  await expectTranscript(name, `connect-cli ${args.join(' ')}`, await cli(args, env), masks());
});

it('config path names both places', async () => {
  const { stdout } = await cli(['config', 'path', '--json']);
  expect(schemaFaults(JSON.parse(stdout))).toEqual([]);
  expect(JSON.parse(stdout)).toMatchObject({
    settings: `${home.path}/config.json`,
    store: { backend: 'file', location: `${home.path}/credentials` },
  });
});

describe('profile', () => {
  it('list shows which one holds here', async () => {
    await home.context().profiles.save('live', { applicationId: id, redirectUris: ['https://example.com/home'] });
    await home.context().profiles.save('staging', { clientId: 'abc', provider: 'smartcar' });
    await cli(['profile', 'use', 'staging', '--here']);
    const result = await cli(['profile', 'list']);
    await expectTranscript('profile-list', 'connect-cli profile list', result, masks());
    const document = (await cli(['profile', '--json'])).json<{ kind: string }>();
    expect(schemaFaults(document)).toEqual([]);
    expect(document).toMatchObject({
      profiles: [
        { name: 'live', active: false, default: true },
        { name: 'staging', active: true, default: false, directories: [home.path] },
      ],
    });
  });

  it('use and remove change what holds', async () => {
    for (const name of ['live', 'staging']) await home.context().profiles.save(name, {});
    const used = await cli(['profile', 'use', 'staging', '--json']);
    expect(schemaFaults(used.json())).toEqual([]);
    expect((await cli(['config', '--json'])).json()).toMatchObject({ profile: { name: 'staging', boundTo: null } });
    const removed = await cli(['profile', 'remove', 'staging', '--json']);
    expect(schemaFaults(removed.json())).toEqual([]);
    expect((await cli(['config', '--json'])).json()).toMatchObject({ profile: { name: 'live' } });
  });

  it('remove names the secrets that stay, and removes them where that is asked for', async () => {
    const { profiles, credentials } = home.context();
    const secret = () => credentials.readSecret(`${id}/client-secret`);
    await credentials.writeSecret(`${id}/client-secret`, new Secret('canary'));
    for (const name of ['live', 'twin', 'staging']) await profiles.save(name, { applicationId: id });
    const shared = await cli(['profile', 'remove', 'twin', '--with-secrets', '--json']);
    expect(shared.json()).toMatchObject({ removedSecrets: [], warnings: [] });
    await cli(['profile', 'remove', 'staging']);
    const kept = await cli(['profile', 'remove', 'live']);
    expect(kept.stdout).toContain('Still stored: client-secret.');
    expect(await secret()).toBeDefined();
    await profiles.save('live', { applicationId: id });
    const removed = await cli(['profile', 'remove', 'live', '--with-secrets', '--json']);
    expect(schemaFaults(removed.json())).toEqual([]);
    expect(removed.json()).toMatchObject({ removedSecrets: ['client-secret'], warnings: [] });
    expect(await secret()).toBeUndefined();
  });

  it('that does not exist is exit 2, wherever it is named', async () => {
    await home.context().profiles.save('live', {});
    for (const args of [
      ['profile', 'use', 'x'],
      ['profile', 'remove', 'x'],
      ['config', '--profile', 'x'],
    ]) {
      expect((await cli([...args, '--json'])).error()).toMatchObject({ code: 'NOT_FOUND', exitCode: 2 });
    }
    expect((await cli(['config', '--json'], { CONNECT_CLI_PROFILE: 'x' })).error()).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await cli(['profile', 'list'], { CONNECT_CLI_PROFILE: 'x' })).exitCode).toBe(0);
  });
});

it.each([
  [['profile', 'lst'], 'There is no "profile lst". Did you mean "list"?'],
  [['config', 'gte', 'scope'], 'There is no "config gte". Did you mean "get"?'],
  [['token', 'refesh'], 'There is no "token refesh". Did you mean "refresh"?'],
])('a slip in %j is exit 2 with the nearest name', async (args, message) => {
  expect((await cli([...args, '--json'])).error()).toMatchObject({ code: 'USAGE', exitCode: 2, message });
});
