import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { commandsWithoutLine, runnableCommands } from '../support/command-lines.ts';
import type { Ended } from '../support/process.ts';
import { useProgram } from '../support/program.ts';
import { runningSandbox } from '../support/rehearsal.ts';

const secret = 'canary+client/secret=4711';
const stateKey = 'canaryKeyOfStates0sG8sVvO0Q2m8b4n7Jk5c1D6e9F2';
const program = useProgram();

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
  ['campaign', 'progress', '/dev/null', '/dev/null', '--verbose'],
  ['campaign', 'key', 'states.key', '--json', '--verbose'],
  ['audit', 'merge', '/dev/null', '--verbose'],
  ['audit', '--scope', 'read_vin', '--verbose'],
  ['url', 'revoke', '--make', 'TESLA', '--scope', 'read_vin', '--verbose'],
  ['url', 'lint', 'https://connect.smartcar.com/oauth/authorize?client_id=x', '--json', '--verbose'],
  ['virtual-key', 'needed', '5YJ3E1EA7HF000001', '--verbose'],
  ['virtual-key', 'check', 'localhost', '--json', '--verbose'],
  ['virtual-key', 'keygen', '--json', '--verbose'],
  ['guide', 'virtual-key', '--verbose'],
  ['guide', 'revoke', '--json', '--verbose'],
  ['webhook', 'listen', '--port', '99999', '--verbose'],
  ['webhook', 'replay', 'nothing', '--to', 'http://localhost:9/', '--json', '--verbose'],
  ['webhook', 'trigger', 'verify', '--to', 'http://localhost:9/', '--json', '--verbose'],
  ['sandbox', '--port', '99999', '--json', '--verbose'],
  ['sandbox', 'env', 'http://localhost:9', '--verbose'],
  ['sandbox', 'exec', '--verbose'],
  ['profile', 'use', 'default', '--verbose'],
  ['profile', 'remove', 'other', '--json', '--verbose'],
  ['config', 'set', 'scope', 'read_vin', '--json', '--verbose'],
  ['token', 'env', 'nobody', '--json', '--verbose'],
  ['token', 'remove', '--all', '--json', '--verbose'],
];

/** Lets the program crash with the secret in the text of the error: at once where it parses an address, or while it waits. */
const crashes = (place: string): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`const s=process.env.SMARTCAR_CLIENT_SECRET;${place}`)}`,
});
const crashAtOnce = crashes('URL.canParse=()=>{throw new TypeError(s)}');
const crashLater = crashes('setTimeout(()=>{throw new Error(s)},400)');

/** Ways in which the surroundings can be broken; error and crash output must not show secrets either. */
const broken: readonly Readonly<Record<string, string>>[] = [
  { SMARTCAR_AUTH_ORIGIN: 'http://127.0.0.1:9' },
  { SMARTCAR_API_ORIGIN: 'http://127.0.0.1:9', SMARTCAR_AUTH_ORIGIN: 'http://127.0.0.1:9' },
  { SMARTCAR_CLIENT_SECRET: `wrong-${secret}` },
  { DEBUG: '*' },
];

describe('a secret planted in the environment, and the tokens it leads to', () => {
  it('meet every command that there is', async () => {
    expect(commandsWithoutLine(await runnableCommands(), matrix)).toEqual([]);
  });

  it('show up nowhere but in the store', async () => {
    const { home } = program;
    const sandbox = await runningSandbox({ registration: { clientSecret: new Secret(secret) } });
    const env = {
      TMPDIR: home.path,
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
      program.run(
        args.map((word) => word.replace('{url}', sandbox.url)),
        { ...env, ...more },
      );
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
    const crashing = [
      [['url', 'lint', 'https://example.com/', '--verbose'], crashAtOnce],
      [['url', 'lint', 'https://example.com/', '--json', '--verbose'], crashAtOnce],
      [['authorize', 'read_vin', '--no-browser', '--timeout', '20', '--verbose'], crashLater],
      [['authorize', 'read_vin', '--no-browser', '--timeout', '20', '--json', '--verbose'], crashLater],
    ] as const;
    for (const [args, more] of crashing) {
      const { code, stdout, stderr } = await run(args, more);
      expect([code, leaks(stdout + stderr)], stderr).toEqual([1, []]);
      expect(stderr).toContain('UNEXPECTED');
    }
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
  }, 180_000);

  it('are shown by the two commands that are there for it', async () => {
    const { credentials } = program.home.context();
    await credentials.writeTokens('app/u', {
      kind: 'smartcar-v2',
      accessToken: new Secret('canary-access'),
      refreshToken: new Secret('canary-refresh'),
      obtainedAt: Date.now(),
      accessExpiresAt: Date.now() + 3_600_000,
      origin: 'https://auth.smartcar.com',
    });
    const shown = await program.run(['token', 'show', '--reveal']);
    expect([shown.stdout.includes('canary-access'), shown.stderr]).toEqual([true, '']);
    const exported = await program.run(['token', 'env']);
    expect([exported.stdout, exported.stderr]).toEqual(["export SMARTCAR_ACCESS_TOKEN='canary-access'\n", '']);
  });
});
