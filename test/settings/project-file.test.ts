import { chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCredentialStore } from '../../src/io/credentials/store.ts';
import { createProfileStore } from '../../src/io/profiles/store.ts';
import { runCli } from '../support/run.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
let repository: string;
let told: string[];

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'connect-cli-project-'));
  mkdirSync(join(repository, '.git'));
  mkdirSync(join(repository, 'app/src'), { recursive: true });
  told = [];
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

function write(content: unknown, folder = repository): void {
  writeFileSync(join(folder, 'connect-cli.json'), typeof content === 'string' ? content : JSON.stringify(content));
}

interface Around {
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
}

function cli(argv: readonly string[], folder = '', { env = {}, uid }: Around = {}) {
  const host = {
    env: { CONNECT_CLI_HOME: join(repository, '.home'), CONNECT_CLI_STORE: 'file', ...env },
    platform: process.platform,
    pid: process.pid,
    execPath: process.execPath,
    kill: () => true,
    getuid: () => uid ?? process.getuid?.() ?? 0,
  };
  return runCli([...argv, '--json'], {
    env: host.env,
    cwd: join(repository, folder),
    profiles: createProfileStore(host, (sentence) => told.push(sentence)),
    credentials: createCredentialStore(host),
  });
}

const urlAuthorize = ['url', 'authorize', '--state', 'S'];

async function parametersOf(folder?: string, around?: Around, argv = urlAuthorize) {
  const result = await cli(argv, folder, around);
  expect(result.exitCode, result.stderr).toBe(0);
  return result.json<{ parameters: Record<string, string> }>().parameters;
}

describe('a project file', () => {
  const project = {
    version: 1,
    applicationId: id,
    redirectUris: ['http://localhost:9000/back'],
    scope: 'required:read_vin read_odometer',
  };

  it('gives id, redirect URI and scope', async () => {
    write(project);
    expect(await parametersOf()).toMatchObject({
      application_id: id,
      redirect_uri: 'http://localhost:9000/back',
      scope: 'required:read_vin read_odometer',
    });
    expect(told).toEqual([]);
  });

  it('is found above, up to the root of the repository, and then said once', async () => {
    write(project);
    expect(await parametersOf('app/src')).toMatchObject({ application_id: id });
    expect(told).toEqual([
      `Settings come from the project file "${join(repository, 'connect-cli.json')}", above this directory.`,
    ]);
  });

  it('gives way to the nearer one', async () => {
    write(project);
    write({ applicationId: 'nearer' }, join(repository, 'app'));
    expect(await parametersOf('app/src')).toMatchObject({ application_id: 'nearer' });
  });

  it('beyond the root of the repository is not looked at, and outside of one no folder above', async () => {
    write(project);
    mkdirSync(join(repository, 'app/.git'));
    expect((await cli(urlAuthorize, 'app/src')).error().code).toBe('INPUT_REQUIRED');
    rmSync(join(repository, '.git'), { recursive: true });
    rmSync(join(repository, 'app/.git'), { recursive: true });
    expect((await cli(urlAuthorize, 'app/src')).error().code).toBe('INPUT_REQUIRED');
  });

  it('gives way to the environment and to flags', async () => {
    write(project);
    const env = { SMARTCAR_SCOPE: 'read_fuel' };
    expect(await parametersOf('', { env })).toMatchObject({ scope: 'read_fuel' });
    expect(await parametersOf('', { env }, [...urlAuthorize, '--scope', 'read_tires'])).toMatchObject({
      scope: 'read_tires',
    });
  });

  it('wins over the profile, and config explain shows both', async () => {
    write(project);
    await createProfileStore({
      env: { CONNECT_CLI_HOME: join(repository, '.home') },
      platform: process.platform,
      pid: process.pid,
      kill: () => true,
    }).save('default', { scope: 'read_fuel' });
    const { settings } = (await cli(['config', 'explain'])).json<{ settings: { name: string }[] }>();
    expect(settings.find(({ name }) => name === 'scope')).toMatchObject({
      value: 'required:read_vin read_odometer',
      source: { kind: 'project', name: join(repository, 'connect-cli.json') },
      overrides: [{ value: 'read_fuel', source: { kind: 'profile', name: 'default' } }],
    });
  });

  it('chooses provider and edition, which flags overrule', async () => {
    write({ provider: 'smartcar', edition: '2023-12' });
    const edition = async (...flags: readonly string[]) =>
      (await cli(['explain-scopes', 'read_location', ...flags])).json()['edition'];
    expect([await edition(), await edition('--edition', '2026-02')]).toEqual(['2023-12', '2026-02']);
    write({ provider: 'texture' });
    expect((await cli(['explain-scopes'])).json()['provider']).toBe('texture');
    expect((await cli(['explain-scopes', '--provider', 'smartcar'])).json()['provider']).toBe('smartcar');
  });

  it('is left out where CONNECT_CLI_PROJECT says none', async () => {
    write('no JSON');
    expect((await cli(urlAuthorize, '', { env: { CONNECT_CLI_PROJECT: 'none' } })).error().code).toBe('INPUT_REQUIRED');
  });

  it('tells of a setting that nothing reads, with the nearest', async () => {
    write({ ...project, redirctUris: [], $schema: './x' });
    await parametersOf();
    expect(told).toEqual([
      `The project file "${join(repository, 'connect-cli.json')}" has a setting "redirctUris" that nothing reads. Did you mean "redirectUris"?`,
    ]);
  });
});

describe('a secret in a project file', () => {
  it.each([
    'clientSecret',
    'client_secret',
    'SMARTCAR_CLIENT_SECRET',
    'apiClientSecret',
    'managementToken',
    'textureApiKey',
    'accessToken',
    'password',
  ])('%s is refused by name, and its value is repeated nowhere', async (name) => {
    write({ applicationId: id, deep: [{ [name]: 'hunter2-hunter2' }] });
    const result = await cli(urlAuthorize);
    expect(result.exitCode).toBe(2);
    expect(result.error().message).toContain(`"${name}"`);
    expect(result.stdout + result.stderr + told.join('')).not.toContain('hunter2');
  });
});

describe('a hostile project file', () => {
  it.each([
    ['that is not JSON', '{', 'is not JSON'],
    ['that is empty', '', 'is not JSON'],
    ['that is a list', '[]', 'holds no JSON object'],
    ['that is deep', '['.repeat(30_000), 'is not JSON'],
    ['that is deep and whole', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, ''],
    ['that is huge', `"${'x'.repeat(70_000)}"`, 'is larger than 64 KiB'],
    ['of a newer version', '{"version":2}', 'has version 2, and this connect-cli knows 1'],
    ['of no version', '{"version":"one"}', '"version" is not 1'],
    ['with a number for an id', '{"applicationId":7}', '"applicationId" is not a string'],
    ['with a text for a list', '{"redirectUris":"http://localhost"}', '"redirectUris" is not a list of strings'],
    ['with a client_ id', '{"applicationId":"client_1"}', 'is an API client id'],
    ['with an unknown provider', '{"provider":"textur"}', 'Did you mean "texture"?'],
    ['with an unknown edition', '{"edition":"1999-01"}', 'has no permission table "1999-01"'],
    ['with a redirect URI that is none', '{"redirectUri":"nowhere"}', 'Project file "'],
  ])('%s is named', async (_, content, fault) => {
    write(content);
    const result = await cli(urlAuthorize);
    expect([result.exitCode, result.stdout]).toEqual([2, '']);
    expect(result.error().message).toContain(fault);
  });

  it('that is a folder is named', async () => {
    mkdirSync(join(repository, 'connect-cli.json'));
    expect((await cli(urlAuthorize)).error().message).toContain('is not a file');
  });

  it.each([['connect-cli.json'], ['missing']])('that is a link to %s is named', async (target) => {
    symlinkSync(target, join(repository, 'connect-cli.json'));
    expect((await cli(urlAuthorize)).error().message).toContain('cannot be read');
  });

  it('of another user is refused', async () => {
    write({ applicationId: id });
    // Who may give a file away does; for anybody else it is the process that is somebody else.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(join(repository, 'connect-cli.json'), 4711, 4711);
    const result = await cli(urlAuthorize, '', isRoot ? {} : { uid: 4711 });
    expect([result.exitCode, result.error().code]).toEqual([9, 'SECURITY']);
  });
});
