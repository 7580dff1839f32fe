import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { bundleScript, type BundledScript } from '../support/bundle.ts';
import { makeHome, type Home } from '../support/home.ts';
import { runNode, type Ended } from '../support/process.ts';
import { runningSandbox } from '../support/rehearsal.ts';

const secret = 'canary+client/secret=4711';
const stateKey = 'canaryKeyOfStates0sG8sVvO0Q2m8b4n7Jk5c1D6e9F2';
let program: BundledScript;
let home: Home;

beforeAll(async () => {
  program = await bundleScript(new URL('../../src/main.ts', import.meta.url));
});
afterAll(() => program.remove());
beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

/** The secret itself and the forms in which it travels. */
function forms(value: string, clientId: string): readonly string[] {
  return [value, encodeURIComponent(value), btoa(value), btoa(`${clientId}:${value}`)];
}

/** Commands that must never show a secret; `{url}` is the address of the sandbox. */
const matrix: readonly (readonly string[])[] = [
  ['token', 'list', '--verbose'],
  ['token', 'list', '--json', '--verbose'],
  ['token', 'show', '--verbose'],
  ['token', 'show', '--json'],
  ['token', 'refresh', '--verbose'],
  ['token', 'refresh', '--force', '--json', '--verbose'],
  ['token', 'refresh', 'nobody', '--json', '--verbose'],
  ['doctor', '--no-browser', '--verbose'],
  ['doctor', '--no-browser', '--json', '--verbose'],
  ['config', 'explain', '--verbose'],
  ['config', 'explain', '--json'],
  ['config', 'get', 'client-secret'],
  ['config', 'path', '--json'],
  ['profile', 'list', '--json', '--verbose'],
  ['init', '--client-id', 'another', '--name', 'other', '--json', '--verbose'],
  ['user', '--verbose'],
  ['vehicles', '--json', '--verbose'],
  ['permissions', '--verbose'],
  ['diagnose', '--json', '--verbose'],
  ['migration-status', '--json', '--verbose'],
  ['migrate', 'plan', '--json', '--verbose'],
  ['authorize', '--print-url', '--scope', 'read_vin', '--verbose'],
  ['authorize', '--sandbox={url}', '--owner', 'deny', '--json', '--verbose'],
  ['revoke', '--make', 'TESLA', '--sandbox={url}', '--owner', 'select-all', '--json', '--verbose'],
  ['url', 'authorize', '--scope', 'read_vin', '--json', '--verbose'],
  ['explain-scopes', 'read_vin', '--json', '--verbose'],
  ['scopes', '--json', '--verbose'],
  ['explain-error', 'invalid_client', '--json', '--verbose'],
  ['virtual-key', 'show', '--json', '--verbose'],
  ['guide', 'consent', '--json', '--verbose'],
  ['webhook', 'verify', '/dev/null', '--json', '--verbose'],
  ['audit', '/dev/null', '--scope', 'read_vin', '--json', '--verbose'],
  ['sandbox', 'scenarios', '--json', '--verbose'],
  ['disconnect', '--json', '--verbose'],
  ['help', 'environment', '--json'],
  ['schema', '--json'],
  ['completion', 'bash'],
  ['complete', 'fish', '=--', 'authorize'],
  ['no-such-command', '--json', '--verbose'],
  ['token', '--no-such-flag', '--json', '--verbose'],
  ['campaign', 'verify', 'c1.forged', '--verbose'],
  ['campaign', 'verify', 'c1.forged', '--json', '--verbose'],
  ['campaign', '/dev/null', '--out', 'campaign', '--json', '--verbose'],
  ['token', 'remove', '--all', '--json', '--verbose'],
];

/** Ways in which the surroundings can be broken; error and crash output must not show secrets either. */
const broken: readonly Readonly<Record<string, string>>[] = [
  { SMARTCAR_AUTH_ORIGIN: 'http://127.0.0.1:9' },
  { SMARTCAR_API_ORIGIN: 'http://127.0.0.1:9', SMARTCAR_AUTH_ORIGIN: 'http://127.0.0.1:9' },
  { SMARTCAR_CLIENT_SECRET: `wrong-${secret}` },
  { DEBUG: '*' },
];

describe('a secret planted in the environment, and the tokens it leads to', () => {
  it('show up nowhere but in the store', async () => {
    const sandbox = await runningSandbox({ registration: { clientSecret: new Secret(secret) } });
    const env = {
      ...home.env,
      HOME: home.path,
      SMARTCAR_CLIENT_ID: sandbox.clientId,
      SMARTCAR_CLIENT_SECRET: secret,
      CONNECT_CLI_CAMPAIGN_KEY: stateKey,
      SMARTCAR_REDIRECT_URI: sandbox.redirectUris[0] ?? '',
      SMARTCAR_CONNECT_ORIGIN: sandbox.url,
      SMARTCAR_AUTH_ORIGIN: sandbox.url,
      SMARTCAR_API_ORIGIN: sandbox.url,
      SMARTCAR_MANAGEMENT_API_ORIGIN: sandbox.url,
    };
    const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ended> =>
      runNode([program.path, ...args.map((word) => word.replace('{url}', sandbox.url))], {
        env: { ...env, ...more },
        cwd: home.path,
      });
    const canaries = new Set([...forms(secret, sandbox.clientId), ...forms(stateKey, sandbox.clientId)]);
    const learn = async () => {
      for (const { tokens } of await home.context().credentials.listTokens()) {
        for (const value of [tokens.accessToken.reveal(), tokens.refreshToken?.reveal() ?? 'none at all']) {
          for (const form of forms(value, sandbox.clientId)) canaries.add(form);
        }
      }
    };
    const leaks = (text: string) => [...canaries].filter((canary) => text.includes(canary));

    expect((await run(['init', '--json'])).code).toBe(0);
    const authorized = await run([
      'authorize',
      `--sandbox=${sandbox.url}`,
      '--owner',
      'select-all',
      '--json',
      '--verbose',
    ]);
    expect(authorized.code, authorized.stderr).toBe(0);
    await learn();
    expect(canaries.size).toBeGreaterThan(11);
    expect(leaks(authorized.stdout + authorized.stderr)).toEqual([]);

    const commands = matrix.slice(0, -1).map((args) => [args, {}] as const);
    const failing = broken.flatMap((more) =>
      [
        ['token', 'refresh', '--force', '--verbose'],
        ['user', '--json', '--verbose'],
      ].map((args) => [args, more] as const),
    );
    for (const [args, more] of [...commands, ...failing, [matrix.at(-1) ?? [], {}] as const]) {
      const { stdout, stderr } = await run(args, more);
      await learn();
      expect(
        leaks(stdout + stderr),
        `connect-cli ${args.join(' ')} ${JSON.stringify(more)}\n${stdout}\n${stderr}`,
      ).toEqual([]);
      const outside = (await home.contents()).filter(({ path }) => !path.startsWith('credentials/'));
      expect(outside.filter(({ text }) => leaks(text).length > 0).map(({ path }) => path)).toEqual([]);
    }
  }, 120_000);

  it('stay hidden where a server repeats what it was sent, in its words, headers and addresses', async () => {
    const echo = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const heard = `${request.headers.authorization ?? ''} ${body} ${decodeURIComponent(body)}`;
        const answer = {
          error: 'invalid_client',
          error_description: heard,
          type: heard,
          code: heard,
          description: heard,
        };
        response.writeHead(401, { 'content-type': 'application/json', 'sc-request-id': heard.replace(/[^ -~]/g, '') });
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void echo.close());
    const origin = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
    const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
    await home.context().credentials.writeTokens(`${id}@${new URL(origin).host}/u`, {
      kind: 'smartcar-v2',
      accessToken: new Secret('canary-access-token'),
      refreshToken: new Secret('canary-refresh-token'),
      obtainedAt: 0,
      accessExpiresAt: 1,
      origin,
    });
    const env = {
      ...home.env,
      HOME: home.path,
      SMARTCAR_CLIENT_ID: id,
      SMARTCAR_CLIENT_SECRET: secret,
      SMARTCAR_AUTH_ORIGIN: origin,
      SMARTCAR_API_ORIGIN: origin,
    };
    const hidden = [secret, 'canary-access-token', 'canary-refresh-token'].flatMap((value) => forms(value, id));
    for (const args of [
      ['token', 'refresh', '--force', '--verbose'],
      ['token', 'refresh', '--force', '--json', '--verbose'],
      ['user', '--verbose', '--json'],
      ['diagnose', '--verbose'],
    ]) {
      const { stdout, stderr } = await runNode([program.path, ...args], { env, cwd: home.path });
      expect(stdout + stderr, args.join(' ')).toContain('[redacted]');
      expect(
        hidden.filter((value) => (stdout + stderr).includes(value)),
        args.join(' '),
      ).toEqual([]);
    }
  }, 60_000);

  it('are shown by the two commands that are there for it', async () => {
    const { credentials } = home.context();
    await credentials.writeTokens('app/u', {
      kind: 'smartcar-v2',
      accessToken: new Secret('canary-access'),
      refreshToken: new Secret('canary-refresh'),
      obtainedAt: Date.now(),
      accessExpiresAt: Date.now() + 3_600_000,
      origin: 'https://auth.smartcar.com',
    });
    const env = { ...home.env, HOME: home.path };
    const shown = await runNode([program.path, 'token', 'show', '--reveal'], { env });
    expect([shown.stdout.includes('canary-access'), shown.stderr]).toEqual([true, '']);
    const exported = await runNode([program.path, 'token', 'env'], { env });
    expect([exported.stdout, exported.stderr]).toEqual(["export SMARTCAR_ACCESS_TOKEN='canary-access'\n", '']);
  });
});
