import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import type { Context, Prompts } from '../../src/io/context.ts';
import { captureOutput } from '../support/context.ts';
import { makeHome, pipeInput, type Home } from '../support/home.ts';
import { rehearsal, runningSandbox } from '../support/rehearsal.ts';
import { runCli, type RunResult } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
let home: Home;

beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

function init(
  args: readonly string[],
  given: Partial<Context> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<RunResult> {
  return runCli(['init', ...args], { ...home.context(env), ...given });
}

const stored = async (key: string) => (await home.context().credentials.readSecret(key))?.reveal();
const profiles = () => home.context().profiles.list();

describe('init without a terminal', () => {
  it('keeps what flags and standard input give, secrets apart from settings', async () => {
    const args = [
      '--application-id',
      id,
      '--client-secret-stdin',
      '--scope',
      'read_vin,required:read_odometer',
      '--redirect-uri',
      'http://localhost:9000/cb',
    ];
    const result = await init(args, { stdin: pipeInput('canary-secret\n') });
    expect(result.exitCode).toBe(0);
    await expectTranscript('init', `connect-cli init ${args.join(' ')} < secret.txt`, result, [
      [new RegExp(`${home.path}/config`, 'g'), '/home/me/.config/connect-cli/config'],
      [new RegExp(home.path, 'g'), '/home/me/.local/share/connect-cli'],
    ]);
    expect(await profiles()).toMatchObject([
      {
        name: 'default',
        profile: {
          applicationId: id,
          redirectUris: ['http://localhost:9000/cb'],
          scope: 'read_vin required:read_odometer',
        },
      },
    ]);
    expect(await stored(`${id}/client-secret`)).toBe('canary-secret');
    expect(result.stdout + result.stderr).not.toContain('canary');
    const files = await home.contents();
    expect(files.filter(({ text }) => text.includes('canary')).map(({ path }) => path)).toEqual([
      `credentials/${id}%2fclient-secret.json`,
    ]);
    expect(files.map(({ mode }) => mode)).toEqual(files.map(() => 0o600));
  });

  it('says that nothing changed when it is run again', async () => {
    const run = () => init(['--application-id', id, '--client-secret-stdin', '--json'], { stdin: pipeInput('s3cret') });
    expect((await run()).json()).toMatchObject({ changed: true, stored: ['client-secret'] });
    const again = await run();
    expect(schemaFaults(again.json())).toEqual([]);
    expect(again.json()).toMatchObject({ changed: false, stored: [], store: null });
  });

  it('does not replace a value unless forced, and names it', async () => {
    await init(['--application-id', id]);
    const refused = await init(['--application-id', 'another', '--json']);
    expect(refused.error()).toMatchObject({
      code: 'ALREADY_EXISTS',
      exitCode: 2,
      message: 'Profile "default" has another application-id.',
    });
    expect((await init(['--application-id', 'another', '--force'])).exitCode).toBe(0);
    expect(await profiles()).toMatchObject([{ profile: { applicationId: 'another' } }]);
  });

  it('names flag, variable and the place of the id when there is none', async () => {
    const { exitCode, stderr } = await init([]);
    expect(exitCode).toBe(2);
    for (const word of ['--application-id', 'SMARTCAR_APPLICATION_ID', '--client-secret-stdin', 'Dashboard']) {
      expect(stderr.replace(/\s+/g, ' ')).toContain(word);
    }
    expect(await profiles()).toEqual([]);
  });

  it('takes up what stands in the environment', async () => {
    const env = {
      SMARTCAR_CLIENT_ID: id,
      SMARTCAR_CLIENT_SECRET: 'from-env',
      SMARTCAR_REDIRECT_URI: 'http://localhost:8000/exchange',
    };
    await init([], {}, env);
    expect(await profiles()).toMatchObject([
      { profile: { clientId: id, redirectUris: ['http://localhost:8000/exchange'] } },
    ]);
    expect(await stored(`${id}/client-secret`)).toBe('from-env');
  });

  it('keeps the two eras apart: client_… with its own secret', async () => {
    const file = join(home.path, 'v3.txt');
    await writeFile(file, '\uFEFFv3-secret\r\n');
    await init(
      [
        '--application-id',
        id,
        '--api-client-id',
        'client_01',
        '--api-client-secret-file',
        file,
        '--client-secret-stdin',
      ],
      { stdin: pipeInput('v2-secret') },
    );
    expect([await stored(`${id}/client-secret`), await stored('client_01/api-client-secret')]).toEqual([
      'v2-secret',
      'v3-secret',
    ]);
  });

  it.each([
    ['\0'.repeat(40), 'has control characters'],
    ['s'.repeat(4_097), 'is longer than 4096 characters'],
    ['two words', 'has white space or several lines'],
    ['\n', 'is empty'],
  ])('refuses what cannot be a secret: %j', async (text, fault) => {
    const result = await init(['--client-id', id, '--client-secret-stdin', '--json'], { stdin: pipeInput(text) });
    expect(result.exitCode).toBe(2);
    expect(result.error()).toMatchObject({
      code: 'INVALID_VALUE',
      message: `The application's client secret (v2) ${fault}.`,
    });
    expect(await stored(`${id}/client-secret`)).toBeUndefined();
  });

  it('warns of an id that Connect would answer with an error page', async () => {
    const warnings = async (value: string) =>
      (await init(['--application-id', value, '--force', '--json'])).json<{ warnings: string[] }>().warnings;
    expect(await warnings('my-app')).toEqual([
      'The id "my-app" is not a UUID. Connect takes the application id of the Smartcar Dashboard, a UUID.',
    ]);
    expect(await warnings(id)).toEqual([]);
  });

  it('does not give the secret of one application to another', async () => {
    await init(['--application-id', 'another'], {}, { SMARTCAR_CLIENT_ID: id, SMARTCAR_CLIENT_SECRET: 'of-id' });
    expect(await stored('another/client-secret')).toBeUndefined();
  });

  it('binds the profile to the directory with --here', async () => {
    await init(['--application-id', id, '--name', 'staging', '--here']);
    expect(await home.context().profiles.active({ directory: join(home.path, 'deep') })).toMatchObject({
      name: 'staging',
      boundTo: home.path,
    });
  });

  it.each([
    [['--application-id', 'client_01'], 'API_CLIENT_ID'],
    [['--api-client-id', id], 'INVALID_VALUE'],
    [['--application-id', 'with space'], 'INVALID_VALUE'],
    [['--application-id', id, '--redirect-uri', 'not a uri'], 'INVALID_VALUE'],
    [['--application-id', id, '--scope', 'read_vni'], 'UNKNOWN_PERMISSION'],
    [['--application-id', id, '--provider', 'nobody'], 'UNKNOWN_PROVIDER'],
    [['--application-id', id, '--name', '../x'], 'INVALID_VALUE'],
    [['--application-id', id, '--client-secret-stdin', '--api-client-secret-stdin'], 'USAGE'],
    [['--application-id', id, '--api-client-secret-stdin'], 'INPUT_REQUIRED'],
    [['--application-id', id, '--client-secret', 'x'], 'USAGE'],
  ])('refuses %j with %s', async (args, code) => {
    const result = await init([...args, '--json'], { stdin: pipeInput('s3cret') });
    expect(result.error()).toMatchObject({ code, exitCode: 2 });
    expect(await home.context().credentials.listTokens()).toEqual([]);
  });

  it.each(['', '\n', 'two words', 'two\nlines'])('refuses %j as a secret, without repeating it', async (text) => {
    const result = await init(['--application-id', id, '--client-secret-stdin', '--json'], { stdin: pipeInput(text) });
    expect(result.error()).toMatchObject({ code: 'INVALID_VALUE' });
    expect(result.stderr).not.toMatch(/words|lines,|two\b/);
  });

  it('keeps the origins that the environment names, so that the secret stays with the sandbox that gave it', async () => {
    const env = {
      SMARTCAR_CLIENT_ID: id,
      SMARTCAR_CLIENT_SECRET: 'minted',
      SMARTCAR_AUTH_ORIGIN: 'http://localhost:4010/oauth/token',
      SMARTCAR_API_V3_ORIGIN: 'http://localhost:4010',
    };
    await init([], {}, env);
    expect(await profiles()).toMatchObject([
      {
        profile: {
          origins: {
            SMARTCAR_AUTH_ORIGIN: 'http://localhost:4010',
            SMARTCAR_VEHICLE_API_ORIGIN: 'http://localhost:4010',
          },
        },
      },
    ]);
    expect([await stored(`${id}@localhost:4010/client-secret`), await stored(`${id}/client-secret`)]).toEqual([
      'minted',
      undefined,
    ]);
    await init(['--application-id', 'another', '--force']);
    expect((await profiles())[0]?.profile).not.toHaveProperty('origins');
  });

  it('takes everything from a running sandbox, and the commands behind it need no flag', async () => {
    const sandbox = await runningSandbox();
    const run = (args: readonly string[]) =>
      runCli([...args, '--json'], rehearsal({ ...home.context(), files: home.context().files }));
    const result = await run(['init', `--sandbox=${sandbox.url}`]);
    expect(result.stderr).toBe('');
    expect(result.json()).toMatchObject({ stored: ['client-secret', 'api-client-secret', 'management-token'] });
    expect(schemaFaults(result.json())).toEqual([]);
    await run(['authorize', `--sandbox=${sandbox.url}`, '--owner', 'select-all']);
    const refreshed = await run(['token', 'refresh']);
    expect(refreshed.json()).toMatchObject({ tokens: [{ refreshed: true }] });
    expect((await run(['user'])).exitCode).toBe(0);
  });

  it('keeps the redirect URI of a running sandbox, not the one-time addresses of other runs', async () => {
    const sandbox = await runningSandbox();
    const run = (args: readonly string[]) =>
      runCli([...args, '--json'], rehearsal({ ...home.context(), files: home.context().files }));
    const profile = async () => (await profiles())[0]?.profile.redirectUris;
    await run(['init', `--sandbox=${sandbox.url}`]);
    const before = await profile();
    expect(before).toHaveLength(1);
    await run(['authorize', `--sandbox=${sandbox.url}`, '--owner', 'select-all']);
    expect((await run(['init', `--sandbox=${sandbox.url}`])).json()).toMatchObject({ changed: false });
    expect(await profile()).toEqual(before);
  });

  it('sets up Texture with its key alone', async () => {
    await init(['--provider', 'texture', '--api-key-stdin'], { stdin: pipeInput('texture-key') });
    expect(await profiles()).toMatchObject([{ profile: { provider: 'texture' } }]);
    expect(await stored('texture-default/texture-api-key')).toBe('texture-key');
  });
});

describe('init on a terminal', () => {
  const terminal = { stdin: { ...pipeInput(''), isTTY: true }, stderr: captureOutput({ isTTY: true }) };

  it.each([
    ['v2', ['Application id, a UUID', 'Client secret of v2'], `${id}/client-secret`],
    [
      'v3',
      ['Application id, a UUID', 'API client id, client_…', 'Its secret', 'Management token, for webhooks'],
      'client_01/api-client-secret',
    ],
    [
      'both',
      [
        'Application id, a UUID',
        'API client id, client_…',
        'Its secret',
        'Client secret of v2',
        'Management token, for webhooks',
      ],
      'client_01/api-client-secret',
    ],
  ])('asks for the era first, %s, and then for what it needs', async (era, questions, secretKey) => {
    const asked: string[] = [];
    const shown: string[] = [];
    const answers: Readonly<Record<string, string>> = {
      Application: id,
      'API client': 'client_01',
      Redirect: 'http://localhost:8000/exchange',
    };
    const prompts: Partial<Prompts> = {
      input: async ({ message, validate }) => {
        asked.push(message);
        const answer = Object.entries(answers).find(([start]) => message.startsWith(start))?.[1] ?? '';
        expect(validate?.(answer)).toBe(true);
        return answer;
      },
      select: async ({ message }) => {
        asked.push(message);
        return era;
      },
      password: async ({ message }) => {
        asked.push(message);
        return new Secret('typed-secret');
      },
      checkbox: async ({ message, choices }) => {
        asked.push(message);
        shown.push(...choices.map(({ name }) => name));
        return message.startsWith('Permissions') ? ['read_odometer', 'control_security'] : ['control_security'];
      },
    };
    const given = { ...terminal, prompts: { ...home.context(), ...prompts } as unknown as Prompts };
    const result = await init([], given);
    expect(result.exitCode).toBe(0);
    expect(asked.map((message) => message.split(' (')[0])).toEqual([
      'Which API does the application use',
      ...questions,
      'Redirect URI, as registered',
      'Permissions to ask for',
      'Which of them are required',
    ]);
    expect(shown.find((name) => name.startsWith('control_security'))).toContain('(Vehicle Commands)');
    expect(await profiles()).toMatchObject([
      { profile: { applicationId: id, scope: 'read_odometer required:control_security' } },
    ]);
    expect(await stored(secretKey)).toBe('typed-secret');
    for (const message of asked.slice(1, 1 + questions.length)) expect(message).toMatch(/Dashboard|API Credentials/);
    expect(result.stdout + result.stderr).not.toContain('typed-secret');
  });

  it('asks nothing with --no-input', async () => {
    expect((await init(['--no-input'], terminal)).exitCode).toBe(2);
    expect((await init(['--no-input', '--application-id', id], terminal)).exitCode).toBe(0);
  });
});
