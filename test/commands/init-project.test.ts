import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context, Prompts } from '../../src/io/context.ts';
import { createFiles } from '../../src/io/files.ts';
import { captureOutput } from '../support/context.ts';
import { makeHome, pipeInput, type Home } from '../support/home.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const other = 'f6934fde-3e04-4b37-8d94-dc70d3ae3a53';
let home: Home;
let repository: string;

beforeEach(async () => {
  home = await makeHome();
  repository = mkdtempSync(join(tmpdir(), 'connect-cli-project-'));
  mkdirSync(join(repository, '.git'));
  mkdirSync(join(repository, 'app'));
});
afterEach(async () => {
  await home.remove();
  rmSync(repository, { recursive: true, force: true });
});

interface Around {
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly given?: Partial<Context>;
}

function cli(words: readonly string[], { env = {}, folder = '', given = {} }: Around = {}) {
  const cwd = join(repository, folder);
  const files = createFiles(process);
  return runCli(words, { ...home.context(env), cwd, files, ...given });
}

const init = (args: readonly string[], around?: Around) => cli(['init', '--project', ...args], around);
const path = () => join(repository, 'connect-cli.json');
const written = (): unknown => JSON.parse(readFileSync(path(), 'utf8'));
const write = (value: object): void => writeFileSync(path(), JSON.stringify(value));

describe('init --project', () => {
  it('writes what everybody needs into connect-cli.json, and later commands take it from there', async () => {
    const args = ['--application-id', id, '--redirect-uri', 'http://localhost:9000/back', '--scope', 'read_vin'];
    const { exitCode, json } = await init([...args, '--json']);
    expect(exitCode).toBe(0);
    expect(readFileSync(path(), 'utf8')).toBe(
      [
        '{',
        '  "version": 1,',
        `  "applicationId": "${id}",`,
        '  "redirectUris": [',
        '    "http://localhost:9000/back"',
        '  ],',
        '  "scope": "read_vin"',
        '}',
        '',
      ].join('\n'),
    );
    expect(json()).toMatchObject({
      kind: 'init',
      changed: true,
      profile: null,
      project: { applicationId: id },
      stored: [],
    });
    expect(schemaFaults(json())).toEqual([]);
    expect(await home.context().profiles.list()).toEqual([]);
    const url = await cli(['url', 'authorize', '--state', 'S', '--json'], { folder: 'app' });
    expect(url.json()).toMatchObject({
      parameters: { application_id: id, scope: 'read_vin', redirect_uri: 'http://localhost:9000/back' },
    });
  });

  it('tells people where it is and what comes next', async () => {
    const { stdout } = await init(['--application-id', id]);
    expect(stdout.replaceAll(/\s+/g, ' ').trim()).toBe(
      [
        `✓ What everyone here needs is written to ${path()}.`,
        `Application id ${id} Next`,
        'Commit the file. This command shows which values apply here now, and where they come from. connect-cli config explain',
        "Save your secrets in this machine's store; everyone does that for themselves.",
        `connect-cli init --here --application-id ${id}`,
      ].join(' '),
    );
  });

  it('takes ids from the environment, and neither its secrets nor its origins', async () => {
    const env = {
      SMARTCAR_APPLICATION_ID: id,
      SMARTCAR_CLIENT_SECRET: 'canary-secret',
      SMARTCAR_AUTH_ORIGIN: 'http://localhost:4010',
    };
    const { exitCode, stdout, stderr } = await init([], { env });
    expect([exitCode, written()]).toEqual([0, { version: 1, applicationId: id }]);
    expect(stdout + stderr).not.toContain('canary');
  });

  it('extends the file that holds, above the directory too, and keeps what it does not know', async () => {
    write({ $schema: './schema.json', applicationId: id, redirectUri: 'http://localhost:1/a', team: 'consent' });
    const { exitCode } = await init(['--scope', 'read_odometer'], { folder: 'app' });
    expect(exitCode).toBe(0);
    expect(written()).toEqual({
      version: 1,
      $schema: './schema.json',
      applicationId: id,
      redirectUri: 'http://localhost:1/a',
      team: 'consent',
      scope: 'read_odometer',
    });
    await init(['--redirect-uri', 'http://localhost:2/b', '--force']);
    expect(written()).toEqual({
      version: 1,
      $schema: './schema.json',
      applicationId: id,
      team: 'consent',
      scope: 'read_odometer',
      redirectUris: ['http://localhost:2/b'],
    });
  });

  it('says when nothing was left to write', async () => {
    await init(['--application-id', id]);
    const { json } = await init(['--application-id', id, '--json']);
    expect(json()).toMatchObject({ changed: false });
  });

  it('replaces nothing unasked', async () => {
    await init(['--application-id', id, '--scope', 'read_vin']);
    const args = ['--application-id', other, '--scope', 'read_odometer'];
    const { exitCode, error } = await init([...args, '--json']);
    expect([exitCode, error()]).toMatchObject([
      2,
      { code: 'ALREADY_EXISTS', message: `The project file "${path()}" has another application-id, scope.` },
    ]);
    expect(written()).toMatchObject({ applicationId: id });
    expect((await init([...args, '--force'])).exitCode).toBe(0);
    expect(written()).toEqual({ version: 1, applicationId: other, scope: 'read_odometer' });
  });

  it('writes over no file that CONNECT_CLI_PROJECT leaves out', async () => {
    write({ applicationId: other });
    const { exitCode, error } = await init(['--application-id', id, '--json'], {
      env: { CONNECT_CLI_PROJECT: 'none' },
    });
    expect([exitCode, error().code, written()]).toEqual([2, 'ALREADY_EXISTS', { applicationId: other }]);
  });

  it('needs no id for Texture', async () => {
    expect((await init(['--provider', 'texture'])).exitCode).toBe(0);
    expect(written()).toEqual({ version: 1, provider: 'texture' });
  });

  it.each([
    [['--client-secret-stdin'], 'USAGE', '"--client-secret-stdin" is a secret'],
    [['--api-client-secret-file', 'v3.txt'], 'USAGE', '"--api-client-secret-file" is a secret'],
    [['--management-token-stdin'], 'USAGE', '"--management-token-stdin" is a secret'],
    [['--api-key-file', 'key.txt'], 'USAGE', '"--api-key-file" is a secret'],
    [['--here'], 'USAGE', '"--here" applies to profiles'],
    [['--name', 'staging'], 'USAGE', '"--name" applies to profiles'],
    [['--sandbox', 'http://localhost:4010'], 'USAGE', '"--sandbox" applies to profiles'],
    [['--application-id', 'client_1'], 'API_CLIENT_ID', 'client_1'],
    [['--scope', 'read_nothing', '--application-id', id], 'UNKNOWN_PERMISSION', 'read_nothing'],
    [[], 'INPUT_REQUIRED', 'needs an application id'],
  ])('%j is an error, and nothing is written', async (args, code, message) => {
    const { exitCode, error } = await init([...args, '--json']);
    expect([exitCode, error().code, error().message]).toEqual([2, code, expect.stringContaining(message)]);
    expect(existsSync(path())).toBe(false);
  });

  it.each([
    [{ clientSecret: 'canary' }, 'holds "clientSecret": a secret has no place in a repository'],
    [{ version: 2 }, 'has version 2, and this connect-cli knows 1'],
    [{ redirectUris: 'no list' }, 'not in the expected form'],
  ])('leaves a file alone that holds %j', async (content, message) => {
    write(content);
    const { exitCode, error } = await init(['--application-id', id, '--json']);
    expect([exitCode, error().message]).toEqual([2, expect.stringContaining(message)]);
    expect(written()).toEqual(content);
  });

  it('asks on a terminal for what is missing, and for no secret', async () => {
    const asked: string[] = [];
    const prompts: Partial<Prompts> = {
      input: async ({ message, default: usual = id }) => {
        asked.push(message);
        return usual;
      },
      checkbox: async ({ message }) => {
        asked.push(message);
        return message.startsWith('Permissions') ? ['read_vin', 'control_trunk'] : ['read_vin'];
      },
    };
    const given: Partial<Context> = {
      stdin: { ...pipeInput(''), isTTY: true },
      stderr: captureOutput({ isTTY: true }),
      prompts: prompts as Prompts,
    };
    const { exitCode } = await init([], { given });
    expect([exitCode, written()]).toEqual([
      0,
      {
        version: 1,
        applicationId: id,
        redirectUris: ['http://localhost:8000/exchange'],
        scope: 'required:read_vin control_trunk',
      },
    ]);
    expect(asked.map((message) => message.split(' (')[0])).toEqual([
      'Application id, a UUID',
      'Redirect URI, as registered',
      'Permissions to ask for',
      'Which of them are required',
    ]);
  });
});
