import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { readTokensJson } from '../../src/io/credentials/stored-tokens.ts';
import type { Context } from '../../src/io/context.ts';
import { systemClock } from '../../src/io/clock.ts';
import { createHttpTransport } from '../../src/io/http/transport.ts';
import { createRowFiles } from '../../src/io/rows/row-files.ts';
import { createSmartcarClient } from '../../src/io/smartcar-api/api.ts';
import { isFresh } from '../../src/live/fresh-tokens.ts';
import type { StoredTokens } from '../../src/io/stores.ts';
import {
  cutAnswer,
  fixed,
  jsonAnswer,
  startHostileProvider,
  switchingAnswer,
  type Answering,
  type HostileProvider,
} from '../support/hostile-provider.ts';
import { memoryStore, rehearsal } from '../support/rehearsal.ts';
import { runCli, type RunResult } from '../support/run.ts';
import { steppingClock } from '../support/scripted-http.ts';

const application = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const vehicle = '36ab27d0-fd9d-4455-823a-ce30af709ffc';
const user = '68fd46d8-b29f-4469-82ff-ab3af6c90bf1';
const startedAt = Date.UTC(2026, 6, 1);
const hour = 60 * 60 * 1000;

let provider: HostileProvider;
beforeAll(async () => {
  provider = await startHostileProvider();
});
afterAll(() => provider.close());

const origins = ['CONNECT', 'AUTH', 'API', 'IAM', 'VEHICLE_API', 'MANAGEMENT_API'];

function environment(given: Readonly<Record<string, string>>): Record<string, string> {
  return {
    ...Object.fromEntries(origins.map((name) => [`SMARTCAR_${name}_ORIGIN`, provider.origin])),
    SMARTCAR_CLIENT_ID: application,
    SMARTCAR_CLIENT_SECRET: 'secret-of-the-application',
    ...given,
  };
}

const v3 = { SMARTCAR_API_CLIENT_ID: 'client_01H', SMARTCAR_API_CLIENT_SECRET: 'secret-of-the-api-client' };

interface Edges {
  readonly env?: Readonly<Record<string, string>>;
  readonly tokens?: Partial<StoredTokens>;
  readonly given?: Partial<Context>;
}

const storedKey = () => `${application}@${new URL(provider.origin).host}/${user}`;

/** Runs on real sockets with a user token in the store; nobody waits for the pauses between two attempts. */
async function run(argv: readonly string[], { env = {}, tokens = {}, given = {} }: Edges = {}): Promise<RunResult> {
  const clock = steppingClock(startedAt);
  const http = createHttpTransport({}).send;
  const credentials = memoryStore();
  await credentials.writeTokens(storedKey(), {
    kind: 'smartcar-v2',
    accessToken: new Secret('access-token-in-the-store'),
    refreshToken: new Secret('refresh-token-in-the-store'),
    accessExpiresAt: startedAt + 2 * hour,
    obtainedAt: startedAt,
    origin: provider.origin,
    userId: user,
    ...tokens,
  });
  return runCli(argv, {
    ...rehearsal({
      clock,
      http,
      smartcar: createSmartcarClient({ http, clock }),
      credentials,
      rows: createRowFiles(async function* () {}, process),
      env: environment(env),
    }),
    ...given,
  });
}

const somethingElse = jsonAnswer({ hello: 'world' });

/** Kinds of answers, and what the sentence says beside the host. */
const troubles: readonly (readonly [kind: string, answering: Answering, said: string])[] = [
  ['429', jsonAnswer({ type: 'RATE_LIMIT', code: 'SMARTCAR_API' }, 429), '429'],
  ['302', fixed(302, { location: 'https://login.example/' }, ''), '302'],
  ['500', jsonAnswer({ type: 'SERVER', code: 'INTERNAL', statusCode: 500 }, 500), '500'],
  ['503 in HTML', fixed(503, { 'content-type': 'text/html' }, '<h1>Service Unavailable</h1>'), '503'],
  ['503 that calls itself a 401', jsonAnswer({ type: 'AUTHENTICATION', code: null, statusCode: 401 }, 503), '503'],
  ['500 that speaks of a grant', jsonAnswer({ error: 'invalid_grant' }, 500), '500'],
  ['empty 200', fixed(200, { 'content-type': 'application/json' }, ''), '200'],
  ['HTML with 200', fixed(200, { 'content-type': 'text/html' }, '<form action="/login">'), '200'],
  ['HTML that says it is JSON', fixed(200, { 'content-type': 'application/json' }, '<form>'), '200'],
  ['JSON of another kind', jsonAnswer('[]'), '200'],
  [
    'wrong content type',
    fixed(200, { 'content-type': 'text/plain' }, '{"vehicles":[],"data":[],"access_token":"a","id":"u"}'),
    '200',
  ],
  ['an object of something else', somethingElse, '200'],
  ['cut body', cutAnswer, '200'],
  ['101, another protocol', switchingAnswer, 'SWITCHED_PROTOCOL'],
];

const ofV2 = {};
const commands: readonly (readonly [name: string, argv: readonly string[], edges: Edges])[] = [
  ['vehicles', ['vehicles'], ofV2],
  ['vehicles of v3', ['vehicles', '--api', 'v3'], { env: v3 }],
  ['permissions', ['permissions'], ofV2],
  ['permissions of one vehicle', ['permissions', vehicle], ofV2],
  ['disconnect, without its user', ['disconnect', vehicle, '--yes'], ofV2],
  ['diagnose one vehicle', ['diagnose', '--vehicle', vehicle], ofV2],
  ['permissions of v3', ['permissions', '--api', 'v3'], { env: v3 }],
  ['user', ['user'], ofV2],
  ['user of v3', ['user', '--api', 'v3'], { env: v3 }],
  ['diagnose', ['diagnose', '--all'], ofV2],
  ['diagnose of v3', ['diagnose', '--all', '--api', 'v3'], { env: v3 }],
  ['disconnect', ['disconnect', vehicle, '--user', user, '--yes'], ofV2],
  ['disconnect of v3', ['disconnect', vehicle, '--yes', '--api', 'v3'], { env: v3 }],
  ['token refresh', ['token', 'refresh', user], ofV2],
  ['a read that refreshes first', ['vehicles'], { tokens: { accessExpiresAt: startedAt } }],
  ['migration-status', ['migration-status'], ofV2],
  ['migrate plan', ['migrate', 'plan'], ofV2],
  ['migrate plan of v3', ['migrate', 'plan', '--api', 'v3'], { env: v3 }],
  ['audit', ['audit', '--scope', 'read_odometer'], { env: v3 }],
  [
    'audit of v2',
    ['audit', '--scope', 'read_odometer', '--api', 'v2'],
    { env: { SMARTCAR_APP_MANAGEMENT_TOKEN: 'token-of-the-management-api' } },
  ],
  ['revoke --wait', ['revoke', '--make', 'TESLA', '--scope', 'read_odometer', '--wait'], ofV2],
];

function expectTrouble(result: RunResult, said: string): void {
  expect({ exitCode: result.exitCode, stdout: result.stdout, stderr: result.stderr }).toMatchObject({ exitCode: 6 });
  expect(result.stdout).toBe('');
  const { code, message } = result.error();
  expect(['API_ERROR', 'NETWORK']).toContain(code);
  expect(message).toContain(new URL(provider.origin).host);
  expect(message).toContain(said);
}

describe('5. Words that name the wrong fault', () => {
  describe.each(commands)('%s', (_, argv, edges) => {
    it.each(troubles)('%s is trouble of the provider', async (__, answering, said) => {
      provider.answerWith(answering);
      expectTrouble(await run([...argv, '--json'], edges), said);
    });

    it('401 is a refusal', async () => {
      provider.answerWith(jsonAnswer({ type: 'AUTHENTICATION', code: null, statusCode: 401, error: 'x' }, 401));
      const result = await run([...argv, '--json'], edges);
      // A diagnosis of a token that is refused is its result; whose vehicles it has is unknown.
      const isResult = argv.includes('--all') && edges === ofV2;
      expect(result.exitCode, result.stderr).toBe(isResult ? 5 : 4);
      expect(result.stderr.includes('"code":"CREDENTIALS_REFUSED"')).toBe(!isResult);
    });
  });

  describe('trouble after the list was read', () => {
    /** Lists one vehicle; everything else gets the answer of the case. */
    const afterTheList =
      (answering: Answering): Answering =>
      (response, request) => {
        const isList = request.url?.startsWith('/v2.0/vehicles?') === true;
        const answer = isList ? jsonAnswer({ vehicles: [vehicle], paging: { count: 1, offset: 0 } }) : answering;
        answer(response, request);
      };

    it.each(troubles)('%s for the permissions', async (_, answering, said) => {
      provider.answerWith(afterTheList(answering));
      expectTrouble(await run(['permissions', '--json']), said);
    });

    // An object with a good status is what Smartcar answers to this one.
    const unfinished = troubles.filter(([, answering]) => answering !== somethingElse);
    it.each(unfinished)(
      '%s for the end of a connection, which is then not told as ended',
      async (_, answering, said) => {
        provider.answerWith(afterTheList(answering));
        expectTrouble(await run(['disconnect', vehicle, '--yes', '--json']), said);
      },
    );

    it('an object ends a connection', async () => {
      provider.answerWith(afterTheList(jsonAnswer({ status: 'success' })));
      expect((await run(['disconnect', vehicle, '--yes', '--json'])).exitCode).toBe(0);
    });
  });

  it('revoke --wait outlives trouble that comes while it waits', async () => {
    let asked = 0;
    const permissions: Answering = (response, request) => {
      asked += 1;
      // Three attempts belong to one look.
      const isTrouble = asked >= 2 && asked <= 4;
      const granted = asked === 1 ? [] : ['read_odometer'];
      const answer = isTrouble
        ? jsonAnswer({ type: 'SERVER', code: 'INTERNAL' }, 500)
        : jsonAnswer({ permissions: granted });
      answer(response, request);
    };
    provider.answerWith((response, request) => {
      const isList = request.url?.startsWith('/v2.0/vehicles?') === true;
      const answer = isList ? jsonAnswer({ vehicles: [vehicle] }) : permissions;
      answer(response, request);
    });
    const result = await run(['revoke', '--make', 'TESLA', '--scope', 'read_odometer', '--wait', '--json']);
    expect(result.exitCode, result.stderr).toBe(0);
    expect(result.json()).toMatchObject({ outcome: 'granted', before: [], after: ['read_odometer'] });
    expect(asked).toBe(5);
  });

  describe('authorize', () => {
    async function authorize(argv: readonly string[], query: string, env: Readonly<Record<string, string>> = {}) {
      const openBrowser: Context['openBrowser'] = async (link) => {
        const redirectUri = new URL(link).searchParams.get('redirect_uri') ?? '';
        await (await fetch(`${redirectUri}?${query}&state=S`)).text();
        return { opened: true };
      };
      const words = ['authorize', '--redirect-uri', 'http://localhost:0/cb', '--state', 'S', '--json', ...argv];
      // The wait for the redirect takes its time of the real clock.
      return run(words, { env, given: { openBrowser, clock: systemClock } });
    }

    it.each(troubles)('%s for the exchange is trouble of the provider', async (_, answering, said) => {
      provider.answerWith(answering);
      const result = await authorize([], 'code=90abecb6-e7ab-4b85-864a-e1c8bf67f2ad');
      expect(result.exitCode, result.stderr).toBe(6);
      const told = result.json<{ warnings: readonly string[] }>().warnings.join(' ');
      expect(told).toContain(new URL(provider.origin).host);
      expect(told).toContain(said);
    });

    it.each([
      ['invalid_grant', 400],
      ['invalid_request', 400],
      ['invalid_client', 401],
    ])('%s with %i is a refusal', async (error, status) => {
      provider.answerWith(jsonAnswer({ error }, status));
      expect((await authorize([], 'code=90abecb6-e7ab-4b85-864a-e1c8bf67f2ad')).exitCode).toBe(4);
    });

    const texture = { TEXTURE_API_KEY: 'key-of-texture' };
    it.each(troubles)('%s of Texture is trouble of Texture', async (_, answering, said) => {
      provider.answerWith(answering);
      const env = { ...texture, TEXTURE_API_ORIGIN: provider.origin };
      expectTrouble(await authorize(['--provider', 'texture'], 'x=y', env), said);
    });
  });

  describe('a character that no credential has', () => {
    it('is named in a stored access token, which is not sent', async () => {
      let requests = 0;
      provider.answerWith((response, request) => {
        requests += 1;
        jsonAnswer({})(response, request);
      });
      const result = await run(['vehicles', '--json'], { tokens: { accessToken: new Secret('access\ntoken-one') } });
      expect(result.exitCode).toBe(4);
      expect(result.error()).toMatchObject({
        code: 'CREDENTIALS_UNUSABLE',
        message: 'The access token holds U+000A, which no token can have.',
      });
      expect(result.stderr).not.toContain('token-one');
      expect(requests).toBe(0);
    });

    it.each([
      ['access_token', 'access token'],
      ['refresh_token', 'refresh token'],
    ])('is named in the %s of an answer, which is not stored', async (field, name) => {
      const pair = { access_token: 'fine', refresh_token: 'fine', token_type: 'Bearer', expires_in: 7200 };
      provider.answerWith(jsonAnswer({ ...pair, [field]: 'broken\u0007token' }));
      const result = await run(['token', 'refresh', user, '--json']);
      expect(result.exitCode).toBe(4);
      expect(result.error().message).toBe(
        `${provider.origin} answered 200, and its ${name} holds U+0007, which no token can have.`,
      );
    });

    it.each([
      ['SMARTCAR_CLIENT_SECRET', ['token', 'refresh', user], {}],
      ['SMARTCAR_API_CLIENT_SECRET', ['vehicles', '--api', 'v3'], v3],
      ['SMARTCAR_APP_MANAGEMENT_TOKEN', ['audit', '--scope', 'read_odometer', '--api', 'v2'], {}],
      ['TEXTURE_API_KEY', ['authorize', '--provider', 'texture'], {}],
    ])('is named in %s', async (variable, argv, more) => {
      const env = { ...more, [variable]: 'secret\u0000one', TEXTURE_API_ORIGIN: provider.origin };
      const result = await run([...argv, '--json'], { env });
      expect(result.exitCode, result.stderr).toBe(4);
      expect(result.error()).toMatchObject({
        code: 'CREDENTIALS_UNUSABLE',
        message: `The secret of ${variable} contains the control character U+0000.`,
      });
    });

    it('is named in any other header', async () => {
      const { send } = createHttpTransport({});
      const url = `${provider.origin}/v3/vehicles/1`;
      await expect(send({ method: 'GET', url, headers: { 'sc-user-id': 'a\r\nb' } })).rejects.toMatchObject({
        code: 'INVALID_VALUE',
        message: `The header "sc-user-id" for ${provider.origin} holds a character that none can carry.`,
      });
    });
  });

  describe('the lifetime of a token', () => {
    it.each([
      ['7200', '2026-07-01T02:00:00.000Z'],
      ['"7200"', '2026-07-01T02:00:00.000Z'],
      ['1e300', '2026-07-02T00:00:00.000Z'],
      ['1e400', '2026-07-01T01:00:00.000Z'],
      ['86401', '2026-07-02T00:00:00.000Z'],
      ['-5', '2026-07-01T01:00:00.000Z'],
      ['-1e300', '2026-07-01T01:00:00.000Z'],
      ['0', '2026-07-01T01:00:00.000Z'],
      ['"NaN"', '2026-07-01T01:00:00.000Z'],
      ['"soon"', '2026-07-01T01:00:00.000Z'],
      ['null', '2026-07-01T01:00:00.000Z'],
      ['{}', '2026-07-01T01:00:00.000Z'],
      [undefined, '2026-07-01T01:00:00.000Z'],
    ])('expires_in %s ends at %s', async (told, end) => {
      const expiry = told === undefined ? '' : `,"expires_in":${told}`;
      const body = `{"access_token":"new-access","refresh_token":"new-refresh","token_type":"Bearer"${expiry}}`;
      provider.answerWith(fixed(200, { 'content-type': 'application/json' }, body));
      const result = await run(['token', 'refresh', user, '--json']);
      expect(result.exitCode, result.stderr).toBe(0);
      expect(result.json()).toMatchObject({ tokens: [{ refreshed: true, accessExpiresAt: end }] });
    });

    it.each([1e300, -1e300, -1, 'never', {}, 8.64e15 + 1])('of %j in the store is over', (accessExpiresAt) => {
      const data = { kind: 'smartcar-v2', accessToken: 'a', origin: 'https://a.example', obtainedAt: startedAt };
      const tokens = readTokensJson({ ...data, accessExpiresAt });
      expect(tokens?.accessExpiresAt).toBe(startedAt);
      expect(tokens !== undefined && isFresh(tokens, startedAt)).toBe(false);
    });
  });
});
