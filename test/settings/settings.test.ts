import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import type { SandboxHandle } from '../../src/io/sandbox-control.ts';
import type { Profile } from '../../src/io/stores.ts';
import { credentialOwner, readApiClient, readClient, readSecret } from '../../src/settings/secrets.ts';
import { resolveSettings, smartcarOrigins } from '../../src/settings/settings.ts';
import type { SettingFlags } from '../../src/settings/sources/source.ts';
import { resolveProvider } from '../../src/flags/provider.ts';
import { resolveScope } from '../../src/settings/scope.ts';
import { createTestContext } from '../support/context.ts';

const uuid = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';

interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: SettingFlags;
  readonly profile?: Profile;
  readonly sandbox?: SandboxHandle;
}

function context({ env = {}, profile }: Given) {
  const test = createTestContext({ env });
  const active = async ({ name }: { name?: string | undefined }) => profile && { name: name ?? 'default', profile };
  const stored: Record<string, string> = { [`${uuid}/client-secret`]: 'stored' };
  const readStored = async (key: string) => (stored[key] === undefined ? undefined : new Secret(stored[key]));
  return {
    ...test,
    profiles: { ...test.profiles, active },
    credentials: { ...test.credentials, readSecret: readStored },
  };
}

const resolve = (given: Given = {}) => resolveSettings(context(given), given.flags ?? {}, given.sandbox);

describe('precedence', () => {
  it('is flag, environment, profile, default; what lost is kept', async () => {
    const { redirectUris } = await resolve({
      flags: { redirectUris: ['http://localhost:1/flag'] },
      env: { SMARTCAR_REDIRECT_URI: 'http://localhost:2/env' },
      profile: { redirectUris: ['http://localhost:3/profile'] },
    });
    expect(redirectUris).toEqual({
      value: ['http://localhost:1/flag'],
      source: { kind: 'flag', name: '--redirect-uri' },
      overrides: [
        { value: ['http://localhost:2/env'], source: { kind: 'env', name: 'SMARTCAR_REDIRECT_URI' } },
        { value: ['http://localhost:3/profile'], source: { kind: 'profile', name: 'default' } },
        { value: ['http://localhost:8000/exchange'], source: { kind: 'default', name: '' } },
      ],
    });
  });

  it('ends in defaults, and in nothing where there is none', async () => {
    const settings = await resolve();
    expect(settings.redirectUris.value).toEqual(['http://localhost:8000/exchange']);
    expect(settings.provider.value).toBe('smartcar');
    expect([settings.applicationId, settings.clientId, settings.apiClientId, settings.scope, settings.profile]).toEqual(
      Array(5).fill(undefined),
    );
  });

  it.each(['', '   '])('takes an empty variable (%j) for none', async (SMARTCAR_CLIENT_ID) => {
    expect((await resolve({ env: { SMARTCAR_CLIENT_ID } })).clientId).toBeUndefined();
  });

  it('chooses the profile by flag, then by variable', async () => {
    const given = { env: { CONNECT_CLI_PROFILE: 'b' }, profile: { clientId: 'x' } };
    expect((await resolve({ ...given, flags: { profile: 'a' } })).profile).toEqual({ name: 'a' });
    expect((await resolve(given)).profile).toEqual({ name: 'b' });
  });

  it('seed 128: the permissions that a profile keeps are the ones that are asked for', async () => {
    const { scope } = await resolve({ profile: { scope: 'read_odometer required:read_location' } });
    expect(scope).toEqual({
      value: 'read_odometer required:read_location',
      source: { kind: 'profile', name: 'default' },
      overrides: [],
    });
  });
});

describe('a client_… value', () => {
  it('in SMARTCAR_CLIENT_ID serves the token endpoint of v3 only', async () => {
    const settings = await resolve({ env: { SMARTCAR_CLIENT_ID: 'client_01' } });
    expect(settings.clientId).toBeUndefined();
    expect(settings.apiClientId).toMatchObject({ value: 'client_01', source: { name: 'SMARTCAR_CLIENT_ID' } });
  });

  it('brings SMARTCAR_CLIENT_SECRET along', async () => {
    const env = { SMARTCAR_CLIENT_ID: 'client_01', SMARTCAR_CLIENT_SECRET: 'v3', SMARTCAR_APPLICATION_ID: 'other' };
    const settings = await resolve({ env });
    expect((await readApiClient(context({ env }), settings))?.clientSecret.reveal()).toBe('v3');
    expect(await readClient(context({ env }), settings)).toBeUndefined();
  });

  it.each([{ clientId: 'client_01' }, { applicationId: 'client_01' }])('is refused in the flag %o', async (flags) => {
    await expect(resolve({ flags })).rejects.toMatchObject({ code: 'API_CLIENT_ID', exitCode: 2 });
  });
});

describe('secrets', () => {
  const profile = { clientId: uuid };

  it('come from the environment before the store', async () => {
    const env = { SMARTCAR_CLIENT_SECRET: 'from-env' };
    const settings = await resolve({ profile, env });
    const found = await readSecret(context({ profile, env }), settings, 'client-secret');
    expect([found?.value.reveal(), found?.source]).toEqual([
      'from-env',
      { kind: 'env', name: 'SMARTCAR_CLIENT_SECRET' },
    ]);
  });

  it('of the store go with the application id', async () => {
    const settings = await resolve({ profile });
    expect((await readClient(context({ profile }), settings))?.clientSecret.reveal()).toBe('stored');
    const other = await resolve({ profile, flags: { clientId: 'another-application' } });
    expect(await readClient(context({ profile }), other)).toBeUndefined();
  });

  it('of Smartcar are not found where another origin would get them', async () => {
    const env = { SMARTCAR_AUTH_ORIGIN: 'http://localhost:4010' };
    const settings = await resolve({ profile, env });
    expect(credentialOwner(settings)).toBe(`${uuid}@localhost:4010`);
    expect(await readClient(context({ profile, env }), settings)).toBeUndefined();
  });
});

describe('origins', () => {
  const originsOf = async (env: Readonly<Record<string, string>>) => smartcarOrigins(await resolve({ env }));

  it('are those of Smartcar by default', async () => {
    expect(await originsOf({})).toEqual({
      connect: 'https://connect.smartcar.com',
      auth: 'https://auth.smartcar.com',
      api: 'https://api.smartcar.com',
      iam: 'https://iam.smartcar.com',
      vehicleApi: 'https://vehicle.api.smartcar.com',
      management: 'https://management.smartcar.com',
    });
  });

  it.each([
    ['http://localhost:4010', "the other SDKs'"],
    ['http://localhost:4010/', 'with a slash'],
    ['http://localhost:4010/oauth/token', "the Python SDK's, the whole token URL"],
  ])('take %s (%s)', async (SMARTCAR_AUTH_ORIGIN) => {
    expect((await originsOf({ SMARTCAR_AUTH_ORIGIN })).auth).toBe('http://localhost:4010');
  });

  it.each(['SMARTCAR_VEHICLE_API_ORIGIN', 'SMARTCAR_API_V3_ORIGIN'])('take the v3 host from %s', async (name) => {
    expect((await originsOf({ [name]: 'http://127.0.0.1:4010' })).vehicleApi).toBe('http://127.0.0.1:4010');
  });

  it('follow the Node SDK: Connect is on SMARTCAR_API_ORIGIN where that is a sandbox', async () => {
    expect((await originsOf({ SMARTCAR_API_ORIGIN: 'http://localhost:4010' })).connect).toBe('http://localhost:4010');
    expect((await originsOf({ SMARTCAR_API_ORIGIN: 'https://proxy.example' })).connect).toBe(
      'https://connect.smartcar.com',
    );
    const both = { SMARTCAR_API_ORIGIN: 'http://localhost:4010', SMARTCAR_CONNECT_ORIGIN: 'http://localhost:5000' };
    expect((await originsOf(both)).connect).toBe('http://localhost:5000');
  });

  it.each([
    'localhost:4010',
    'ftp://localhost',
    'https://auth.smartcar.com/elsewhere',
    'https://auth.smartcar.com/?x=1',
    'https://auth.smartcar.com/#x',
    'http://auth.smartcar.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'not an origin',
  ])('refuse %s', async (SMARTCAR_AUTH_ORIGIN) => {
    await expect(originsOf({ SMARTCAR_AUTH_ORIGIN })).rejects.toMatchObject({ code: 'INVALID_VALUE', exitCode: 2 });
  });

  it('refuse a password in an origin without repeating it', async () => {
    const error = await originsOf({ SMARTCAR_AUTH_ORIGIN: 'https://me:hunter2@auth.smartcar.com' }).catch(String);
    expect(error).toContain('is not an origin');
    expect(error).not.toContain('hunter2');
  });
});

describe('a sandbox', () => {
  const sandbox = {
    url: 'http://localhost:4010',
    clientId: 'sandbox-id',
    apiClientId: 'client_sandbox',
    clientSecret: new Secret('sandbox-secret'),
    redirectUris: ['http://localhost:9000/exchange'],
  } as unknown as SandboxHandle;
  const env = {
    SMARTCAR_CLIENT_ID: uuid,
    SMARTCAR_CLIENT_SECRET: 'real',
    SMARTCAR_AUTH_ORIGIN: 'https://auth.example',
    SMARTCAR_REDIRECT_URI: 'https://example.com/home',
    SMARTCAR_APPLICATION_ID: uuid,
    SMARTCAR_SCOPE: 'read_vin',
  };

  it('stands in for ids, secrets, origins and redirect URIs of environment and profile', async () => {
    const settings = await resolve({ env, profile: { clientId: uuid, scope: 'read_vin' }, sandbox });
    expect(settings.clientId?.value).toBe('sandbox-id');
    expect([settings.applicationId, settings.scope]).toEqual([undefined, undefined]);
    expect(settings.redirectUris.value).toEqual(['http://localhost:9000/exchange']);
    expect(new Set(Object.values(smartcarOrigins(settings)))).toEqual(new Set(['http://localhost:4010']));
    expect((await readClient(context({ env }), settings))?.clientSecret.reveal()).toBe('sandbox-secret');
  });
});

describe('the scope', () => {
  const smartcar = resolveProvider('smartcar');
  const scopeOf = async (given: Given & { readonly args?: readonly string[]; readonly scope?: string }) =>
    resolveScope(context(given), {
      provider: smartcar,
      flags: { args: given.args, scope: given.scope },
      choice: { readsEnvironment: true, profile: undefined },
    });
  const surroundings = { env: { SMARTCAR_SCOPE: 'read_vin' }, profile: { scope: 'read_battery' } };

  it.each([
    ['arguments', { ...surroundings, args: ['read_odometer'] }, ['read_odometer']],
    ['--scope', { ...surroundings, scope: 'read_location' }, ['read_location']],
    ['both', { ...surroundings, args: ['read_odometer'], scope: 'read_location' }, ['read_odometer', 'read_location']],
    ['the variable', surroundings, ['read_vin']],
    ['the profile', { profile: surroundings.profile }, ['read_battery']],
  ])('comes from %s, the strongest place that names one', async (_place, given, names) => {
    expect((await scopeOf(given))?.asked.map(({ name }) => name)).toEqual(names);
  });

  it('is settled by the same order as every other setting', async () => {
    const settings = await resolve({ ...surroundings, flags: { scope: 'read_location' } });
    expect([settings.scope?.value, ...(settings.scope?.overrides ?? []).map(({ value }) => value)]).toEqual([
      'read_location',
      'read_vin',
      'read_battery',
    ]);
  });

  it('is the one of the profile that CONNECT_CLI_PROFILE names', async () => {
    const profiles: Record<string, Profile> = { a: { scope: 'read_vin' }, b: { scope: 'read_battery' } };
    const test = createTestContext({ env: { CONNECT_CLI_PROFILE: 'b' } });
    const active = async ({ name = 'a' }: { name?: string | undefined }) => ({ name, profile: profiles[name] ?? {} });
    const scope = await resolveScope(
      { ...test, profiles: { ...test.profiles, active } },
      { provider: smartcar, flags: {}, choice: { readsEnvironment: true } },
    );
    expect(scope?.asked.map(({ name }) => name)).toEqual(['read_battery']);
  });

  it('is an error where a flag is empty, whatever stands below', async () => {
    await expect(scopeOf({ ...surroundings, scope: '' })).rejects.toMatchObject({ code: 'INVALID_VALUE', exitCode: 2 });
  });
});
