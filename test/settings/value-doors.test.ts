import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import type { Context } from '../../src/io/context.ts';
import type { Profile } from '../../src/io/stores.ts';
import { makeHome, type Home } from '../support/home.ts';
import { rehearsal, terminal } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
let home: Home;
beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

/** One way by which a value comes in. @returns code and sentence of the refusal, without the place that it names */
type Door = (value: string) => Promise<string>;

async function refusal(argv: readonly string[], given: Partial<Context> = {}): Promise<string> {
  const result = await runCli([...argv, '--json'], { ...rehearsal(), ...home.context(), ...given });
  expect(result.stdout, argv.join(' ')).toBe('');
  const { code, message, exitCode } = result.error();
  expect(exitCode, argv.join(' ')).toBe(2);
  expect(message, 'a secret-free, one-line sentence').not.toMatch(/[\r\n]/);
  return `${code} ${message.replace(/^(?:--[\w-]+|[A-Z][A-Z_0-9]+|Profile "[^"]*"|Project file "[^"]*"): /, '')}`;
}

const flag =
  (...argv: readonly string[]): Door =>
  (value) =>
    refusal([...argv, value]);
const variable =
  (name: string, ...argv: readonly string[]): Door =>
  (value) =>
    refusal(argv, { env: { [name]: value } });
const projectFile =
  (field: string, ...argv: readonly string[]): Door =>
  (value) =>
    refusal(argv, {
      profiles: {
        ...home.context().profiles,
        project: async () => ({
          path: '/app/connect-cli.json',
          text: JSON.stringify({ version: 1, [field]: value }),
          isAbove: false,
          tell: () => {},
        }),
      },
    });
const profileOf =
  (profile: (value: string) => Profile, ...argv: readonly string[]): Door =>
  (value) =>
    refusal(argv, {
      profiles: {
        ...home.context().profiles,
        active: async () => ({ name: 'staging', profile: profile(value) }),
      },
    });
const configSet =
  (name: string): Door =>
  async (value) => {
    const around = { ...rehearsal(), ...home.context() };
    await runCli(['init', '--application-id', id, '--force', '--no-input'], around);
    return refusal(['config', 'set', name, value]);
  };
const registrationFile =
  (field: string): Door =>
  (value) =>
    refusal(['sandbox', '--registration-file', 'r.json'], {
      files: {
        ...rehearsal().files,
        readText: async () => JSON.stringify({ [field]: field === 'redirectUris' ? [value] : value }),
      } as Context['files'],
    });

/** Answers a question and sees whether the answer would be taken; a refused one is asked for again. */
const question =
  (about: RegExp, code: string, ...argv: readonly string[]): Door =>
  async (value) => {
    const verdicts: (string | boolean)[] = [];
    const enough = new Error('enough');
    await runCli(argv, {
      ...rehearsal(),
      ...home.context(),
      ...terminal(),
      prompts: {
        ...neverAsked,
        select: async ({ choices }) => choices.find((one) => one.value === 'id')?.value ?? 'v3',
        password: async () => new Secret(''),
        input: async ({ message, validate }) => {
          if (!about.test(message)) return message.includes('client_') ? 'client_01' : id;
          verdicts.push((await validate?.(value)) ?? true);
          throw enough;
        },
      },
    });
    return `${code} ${verdicts.join()}`;
  };

const neverAsked = {
  input: () => Promise.reject(new Error('input')),
  password: () => Promise.reject(new Error('password')),
  confirm: () => Promise.reject(new Error('confirm')),
  select: () => Promise.reject(new Error('select')),
  checkbox: () => Promise.reject(new Error('checkbox')),
  paste: () => Promise.reject(new Error('paste')),
};

interface Value {
  readonly doors: Readonly<Record<string, Door>>;
  /** Bad values, each with the refusal that every door must give. */
  readonly bad: Readonly<Record<string, string>>;
  /** Doors at which one of the bad values means something else. */
  readonly except?: Readonly<Record<string, readonly string[]>> | undefined;
}

const link = ['url', 'authorize'] as const;
const long = 'x'.repeat(201);

const values: Readonly<Record<string, Value>> = {
  'application id': {
    doors: {
      '--application-id': flag(...link, '--application-id'),
      '--client-id': flag(...link, '--client-id'),
      'authorize --client-id': flag('authorize', '--start', '--client-id'),
      'authorize --sandbox --client-id': flag('authorize', '--sandbox', '--owner', 'none', '--client-id'),
      'revoke --client-id': flag('revoke', '--make', 'TESLA', 'read_vin', '--client-id'),
      'revoke --sandbox --client-id': flag('revoke', '--sandbox', '--make', 'TESLA', 'read_vin', '--client-id'),
      'init --application-id': flag('init', '--no-input', '--application-id'),
      'config explain --client-id': flag('config', 'explain', '--client-id'),
      'sandbox --client-id': flag('sandbox', '--client-id'),
      SMARTCAR_APPLICATION_ID: variable('SMARTCAR_APPLICATION_ID', ...link),
      SMARTCAR_CLIENT_ID: variable('SMARTCAR_CLIENT_ID', ...link),
      'SMARTCAR_APPLICATION_ID of vehicles': variable('SMARTCAR_APPLICATION_ID', 'vehicles'),
      CONNECT_CLI_SANDBOX_APPLICATION_ID: variable('CONNECT_CLI_SANDBOX_APPLICATION_ID', 'sandbox'),
      'project file, applicationId': projectFile('applicationId', ...link),
      'project file, clientId': projectFile('clientId', ...link),
      'profile, applicationId': profileOf((applicationId) => ({ applicationId }), ...link),
      'profile, clientId': profileOf((clientId) => ({ clientId }), ...link),
      'config set application-id': configSet('application-id'),
      'config set client-id': configSet('client-id'),
      'registration file': registrationFile('applicationId'),
    },
    bad: {
      'a b': 'INVALID_VALUE "a b" cannot be an application id.',
      'id?x=1': 'INVALID_VALUE "id?x=1" cannot be an application id.',
      [long]: `INVALID_VALUE "${long}" cannot be an application id.`,
      client_01: 'API_CLIENT_ID "client_01" is an API client id; Connect takes the application id, a UUID.',
    },
    except: { SMARTCAR_CLIENT_ID: ['client_01'] },
  },
  'application id, asked for': {
    doors: {
      authorize: question(/Application id/, 'asked', 'authorize'),
      init: question(/Application id/, 'asked', 'init'),
    },
    bad: {
      '': 'asked The application id is empty.',
      'a b': 'asked "a b" cannot be an application id.',
      client_01: 'asked "client_01" is an API client id; Connect takes the application id, a UUID.',
    },
  },
  'API client id': {
    doors: {
      'init --api-client-id': flag('init', '--no-input', '--api-client-id'),
      'config explain --api-client-id': flag('config', 'explain', '--api-client-id'),
      SMARTCAR_API_CLIENT_ID: variable('SMARTCAR_API_CLIENT_ID', 'vehicles'),
      'project file': projectFile('apiClientId', ...link),
      profile: profileOf((apiClientId) => ({ apiClientId }), 'vehicles'),
      'config set': configSet('api-client-id'),
    },
    bad: {
      [id]: `INVALID_VALUE "${id}" is not an API client id; those begin with "client_".`,
      'client_a b': 'INVALID_VALUE "client_a b" is not an API client id; those begin with "client_".',
    },
  },
  'API client id, asked for': {
    doors: { init: question(/API client id/, 'asked', 'init') },
    bad: { [id]: `asked "${id}" is not an API client id; those begin with "client_".` },
  },
  'redirect URI': {
    doors: {
      '--redirect-uri': flag(...link, '--client-id', id, '--redirect-uri'),
      'authorize --redirect-uri': flag('authorize', '--start', '--client-id', id, '--redirect-uri'),
      'authorize --sandbox --redirect-uri': flag('authorize', '--sandbox', '--redirect-uri'),
      'revoke --vehicle-id --redirect-uri': flag('revoke', '--vehicle-id', 'x', '--client-id', id, '--redirect-uri'),
      'init --redirect-uri': flag('init', '--no-input', '--application-id', id, '--redirect-uri'),
      'sandbox --redirect-uri': flag('sandbox', '--redirect-uri'),
      SMARTCAR_REDIRECT_URI: variable('SMARTCAR_REDIRECT_URI', ...link, '--client-id', id),
      'SMARTCAR_REDIRECT_URI of revoke': variable(
        'SMARTCAR_REDIRECT_URI',
        'revoke',
        '--vehicle-id',
        'x',
        '--client-id',
        id,
      ),
      CONNECT_CLI_SANDBOX_REDIRECT_URI: variable('CONNECT_CLI_SANDBOX_REDIRECT_URI', 'sandbox'),
      'project file, redirectUri': projectFile('redirectUri', ...link),
      profile: profileOf((uri) => ({ redirectUris: [uri] }), ...link, '--client-id', id),
      'config set': configSet('redirect-uri'),
      'registration file': registrationFile('redirectUris'),
    },
    bad: {
      nope: 'INVALID_VALUE "nope" is not an absolute address.',
      'localhost:8000/exchange': 'INVALID_VALUE "localhost:8000/exchange" is not an absolute address.',
      'http://localhost:8000/a#b':
        'INVALID_VALUE "http://localhost:8000/a#b" carries a fragment, which a redirect URI must not have.',
      'http://me:pw@localhost:8000/a': 'INVALID_VALUE A redirect URI must not carry a user name or password.',
    },
  },
  'redirect URI, asked for': {
    doors: {
      authorize: question(/Redirect URI/, 'asked', 'authorize'),
      init: question(/Redirect URI/, 'asked', 'init'),
    },
    bad: { nope: 'asked "nope" is not an absolute address.' },
  },
  scope: {
    doors: {
      argument: flag(...link, '--client-id', id),
      '--scope': flag(...link, '--client-id', id, '--scope'),
      'explain-scopes': flag('explain-scopes'),
      'diagnose --scope': flag('diagnose', '--scope'),
      'sandbox --vehicle-access': flag('sandbox', '--vehicle-access'),
      'init --scope': flag('init', '--no-input', '--application-id', id, '--scope'),
      SMARTCAR_SCOPE: variable('SMARTCAR_SCOPE', ...link, '--client-id', id),
      'project file': projectFile('scope', ...link, '--client-id', id),
      profile: profileOf((scope) => ({ scope }), ...link, '--client-id', id),
      'config set': configSet('scope'),
    },
    bad: {
      read_milage: 'UNKNOWN_PERMISSION "read_milage" is not a Smartcar permission. Did you mean "read_odometer"?',
      'optional:read_vin':
        'INVALID_VALUE "optional:read_vin" is not a permission: the only prefix is "required:". Did you mean "read_vin"?',
    },
  },
  provider: {
    doors: {
      '--provider': flag('explain-scopes', '--provider'),
      'init --provider': flag('init', '--no-input', '--provider'),
      CONNECT_CLI_PROVIDER: variable('CONNECT_CLI_PROVIDER', 'explain-scopes'),
      'CONNECT_CLI_PROVIDER of vehicles': variable('CONNECT_CLI_PROVIDER', 'vehicles'),
      'project file': projectFile('provider', 'explain-scopes'),
      profile: profileOf((provider) => ({ provider }), ...link, '--client-id', id),
      'profile of explain-scopes': profileOf((provider) => ({ provider }), 'explain-scopes'),
      'config set': configSet('provider'),
    },
    bad: { txture: 'UNKNOWN_PROVIDER There is no provider "txture". Did you mean "texture"?' },
  },
  edition: {
    doors: {
      '--edition': flag('explain-scopes', '--edition'),
      'sandbox --edition': flag('sandbox', '--edition'),
      'scopes --edition': flag('scopes', '--signals', 'battery', '--edition'),
      'config explain --edition': flag('config', 'explain', '--edition'),
      'project file': projectFile('edition', 'explain-scopes'),
    },
    bad: { '2024-01': 'UNKNOWN_EDITION Smartcar has no permission table "2024-01". Did you mean "2023-12"?' },
  },
  make: {
    doors: {
      'authorize --make': flag('authorize', '--start', '--client-id', id, '--make'),
      'url authorize --make': flag(...link, '--client-id', id, '--make'),
    },
    bad: { '': 'INVALID_VALUE "" is not a make.', 'TESLA, BMW': 'INVALID_VALUE "TESLA, BMW" is not a make.' },
  },
  'make of a revoke link': {
    doors: {
      'revoke --make': flag('revoke', 'read_vin', '--client-id', id, '--make'),
      'url revoke --make': flag('url', 'revoke', 'read_vin', '--client-id', id, '--make'),
    },
    bad: { BMW: 'UNSUPPORTED_MAKE Smartcar offers the revoke flow only for TESLA, not for "BMW".' },
  },
  VIN: {
    doors: {
      'authorize --single-select-vin': flag('authorize', '--start', '--client-id', id, '--single-select-vin'),
      'url authorize --single-select-vin': flag(...link, '--client-id', id, '--single-select-vin'),
    },
    bad: {
      ABC: 'INVALID_VALUE "ABC" is not a VIN.',
      '5YJ3E1EA7KF31776O': 'INVALID_VALUE "5YJ3E1EA7KF31776O" is not a VIN.',
    },
  },
  'feature flag': {
    doors: {
      'authorize --flag': flag('authorize', '--start', '--client-id', id, '--flag'),
      'url authorize --flag': flag(...link, '--client-id', id, '--flag'),
      'revoke --flag': flag('revoke', '--make', 'TESLA', 'read_vin', '--client-id', id, '--flag'),
      'url revoke --flag': flag('url', 'revoke', '--make', 'TESLA', 'read_vin', '--client-id', id, '--flag'),
    },
    bad: {
      country: 'INVALID_VALUE "country" is not a feature flag.',
      'country:de': 'INVALID_VALUE "country:de" is not a country.',
      'country:Germany': 'INVALID_VALUE "country:Germany" is not a country.',
    },
  },
  port: {
    doors: {
      'sandbox --port': flag('sandbox', '--port'),
      'webhook listen --port': flag('webhook', 'listen', '--port'),
    },
    bad: {
      '65536': 'INVALID_VALUE --port "65536" is not a port number.',
      '-1': 'INVALID_VALUE --port "-1" is not a port number.',
      '80a': 'INVALID_VALUE --port "80a" is not a port number.',
      '': 'INVALID_VALUE --port "" is not a port number.',
    },
  },
  'time to wait': {
    doors: {
      'authorize --timeout': flag('authorize', '--client-id', id, '--timeout'),
      'authorize --sandbox --timeout': flag('authorize', '--sandbox', '--timeout'),
      'revoke --timeout': flag('revoke', '--make', 'TESLA', 'read_vin', '--client-id', id, '--wait', '--timeout'),
      'diagnose --watch --interval': flag('diagnose', '--sandbox', '--watch', '--interval'),
      'diagnose --watch --timeout': flag('diagnose', '--sandbox', '--watch', '--timeout'),
      'webhook trigger --timeout': flag('webhook', 'trigger', 'verify', '--to', 'http://localhost:1/', '--timeout'),
    },
    bad: {
      '0': 'INVALID_VALUE "0" is not a duration.',
      '5 minutes': 'INVALID_VALUE "5 minutes" is not a duration.',
      '25h': 'INVALID_VALUE "25h" is not a duration.',
    },
  },
  language: {
    doors: {
      'guide consent --lang': flag('guide', 'consent', '--lang'),
      'audit --lang': flag('audit', '-', '--scope', 'read_vin', '--lang'),
      'campaign --lang': flag('campaign', '-', '--out', 'o', '--scope', 'read_vin', '--lang'),
    },
    bad: { xx: 'INVALID_VALUE "xx" is not a value of --lang.', ger: 'INVALID_VALUE "ger" is not a value of --lang.' },
  },
};

const origins = {
  connect: 'SMARTCAR_CONNECT_ORIGIN',
  auth: 'SMARTCAR_AUTH_ORIGIN',
  api: 'SMARTCAR_API_ORIGIN',
  iam: 'SMARTCAR_IAM_ORIGIN',
  management: 'SMARTCAR_MANAGEMENT_API_ORIGIN',
};

describe.each(Object.entries(values))('%s', (_name, { doors, bad, except = {} }) => {
  describe.each(Object.entries(doors))('by %s', (door, enter) => {
    it.each(Object.entries(bad).filter(([value]) => !(except[door] ?? []).includes(value)))(
      'refuses %j as everywhere',
      async (value, expected) => {
        expect(await enter(value)).toBe(expected);
      },
    );
  });
});

describe.each(Object.entries(origins))('origin of %s', (name, variableName) => {
  const doors: Readonly<Record<string, Door>> = {
    variable: variable(variableName, ...link, '--client-id', id),
    profile: profileOf((origin) => ({ origins: { [variableName]: origin } }), ...link, '--client-id', id),
    'config set': configSet(`${name}-origin`),
  };
  it.each(Object.entries(doors))('by %s has one rule', async (_door, enter) => {
    for (const bad of ['nope', 'ftp://x', 'https://a.example/path', 'https://u:p@a.example', 'https://a.example?x=1'])
      expect(await enter(bad)).toMatch(/^INVALID_VALUE .* is ".*", which is not an origin\.$/);
    expect(await enter('http://a.example')).toMatch(
      /^INVALID_VALUE .*: http to another machine would send secrets in the clear\.$/,
    );
  });
});
