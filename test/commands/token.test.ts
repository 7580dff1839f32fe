import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import type { Context } from '../../src/io/context.ts';
import type { StoredTokens } from '../../src/io/stores.ts';
import { createSmartcarClient } from '../../src/io/smartcar-api/api.ts';
import { makeHome, type Home } from '../support/home.ts';
import { rehearsal, runningSandbox } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { json, scriptHttp, type ScriptedAnswer } from '../support/scripted-http.ts';
import { expectTranscript } from '../support/transcript.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 21, 20, 0);
const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const user = 'b3f1a8c0-5f0e-4f0e-9d53-1f2f1a0c7e11';
let home: Home;

beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

const clock: Context['clock'] = { now: () => now, sleep: async () => {} };

function context(answers: readonly ScriptedAnswer[] = [], env: Readonly<Record<string, string>> = {}) {
  const script = scriptHttp(answers);
  const smartcar = createSmartcarClient({ http: script.http, clock });
  return { given: { ...home.context(env), clock, smartcar } satisfies Partial<Context>, requests: script.requests };
}

function pair(name: string, more: Partial<StoredTokens> = {}): StoredTokens {
  return {
    kind: 'smartcar-v2',
    accessToken: new Secret(`${name}-access`),
    refreshToken: new Secret(`${name}-refresh`),
    obtainedAt: now - hour,
    accessExpiresAt: now + hour,
    refreshExpiresAt: now + 1000 * hour,
    userId: user,
    origin: 'https://auth.smartcar.com',
    ...more,
  };
}

const store = (key: string, tokens: StoredTokens) => home.context().credentials.writeTokens(key, tokens);
const newPair = json({
  access_token: 'new-access',
  refresh_token: 'new-refresh',
  token_type: 'Bearer',
  expires_in: 7200,
});

describe('token list', () => {
  it('shows every pair, newest first, without a secret', async () => {
    await store(`${id}/${user}`, pair('canary'));
    await store(`${id}/old`, pair('canary', { obtainedAt: 0, accessExpiresAt: 1, refreshExpiresAt: 2 }));
    await store('client_01/application', {
      kind: 'smartcar-v3',
      accessToken: new Secret('canary'),
      obtainedAt: 1,
      accessExpiresAt: now - 1,
      origin: 'https://iam.smartcar.com',
    });
    const result = await runCli(['token', 'list'], context().given);
    expect(result.stdout + result.stderr).not.toContain('canary');
    await expectTranscript('token-list', 'connect-cli token list', result, [
      [new RegExp(home.path, 'g'), '/home/me/.local/share/connect-cli'],
    ]);
    const document = (await runCli(['token', '--json'], context().given)).json<{
      kind: string;
      tokens: { state: string; accessToken: string }[];
    }>();
    expect(schemaFaults(document)).toEqual([]);
    expect(document.tokens.map(({ state, accessToken }) => [state, accessToken])).toEqual([
      ['fresh', '[redacted]'],
      ['stale', '[redacted]'],
      ['expired', '[redacted]'],
    ]);
  });

  it('of nothing says how to get some', async () => {
    const result = await runCli(['token', 'list'], context().given);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('No tokens are stored.');
    expect(result.stdout).toContain('connect-cli authorize');
  });
});

describe('token show', () => {
  it.each([[user], [`${id}/${user}`], ['b3f1'], [id], []])('finds a pair by %j', async (...words) => {
    await store(`${id}/${user}`, pair('canary'));
    const result = await runCli(['token', 'show', ...words, '--json'], context().given);
    expect(schemaFaults(result.json())).toEqual([]);
    expect(result.json()).toMatchObject({
      token: { key: `${id}/${user}`, accessToken: '[redacted]', refreshToken: '[redacted]' },
    });
  });

  it('reveals on request, on stdout alone', async () => {
    await store(`${id}/${user}`, pair('canary'));
    const result = await runCli(['token', 'show', '--reveal'], context().given);
    expect(result.stdout).toContain('canary-access');
    expect(result.stdout).toContain('canary-refresh');
    expect(result.stderr).toBe('');
  });

  it('asks which one where several fit, and suggests where none does', async () => {
    await store(`${id}/one`, pair('a'));
    await store(`${id}/two`, pair('b'));
    const several = await runCli(['token', 'show', '--json'], context().given);
    expect([several.exitCode, several.error().code]).toEqual([2, 'INPUT_REQUIRED']);
    expect(several.error().hint).toContain(`${id}/one`);
    const none = await runCli(['token', 'show', `${id}/onee`, '--json'], context().given);
    expect(none.error()).toMatchObject({
      code: 'NOT_FOUND',
      message: `No tokens "${id}/onee" are stored. Did you mean "${id}/one"?`,
    });
  });
});

describe('token refresh', () => {
  const env = { SMARTCAR_CLIENT_ID: id, SMARTCAR_CLIENT_SECRET: 's3cret' };

  it('gets a new pair and stores it', async () => {
    await store(`${id}/${user}`, pair('old'));
    const { given, requests } = context([newPair], env);
    const result = await runCli(['token', 'refresh', '--json'], given);
    expect(schemaFaults(result.json())).toEqual([]);
    expect(result.json()).toMatchObject({
      tokens: [{ key: `${id}/${user}`, refreshed: true, accessExpiresAt: '2026-11-21T22:00:00.000Z' }],
    });
    expect(requests).toMatchObject([
      { url: 'https://auth.smartcar.com/oauth/token', body: 'grant_type=refresh_token&refresh_token=old-refresh' },
    ]);
    expect((await home.context().credentials.readTokens(`${id}/${user}`))?.refreshToken?.reveal()).toBe('new-refresh');
    expect(result.stdout + result.stderr).not.toMatch(/new-|old-|s3cret/);
  });

  it('takes the pair that another process has just got, unless forced', async () => {
    await store(`${id}/${user}`, pair('old'));
    const { given, requests } = context([newPair, newPair], env);
    await runCli(['token', 'refresh'], given);
    const again = await runCli(['token', 'refresh', '--json'], given);
    expect(again.json()).toMatchObject({ tokens: [{ refreshed: false }] });
    const text = (await runCli(['token', 'refresh'], given)).stdout.replace(/\s+/g, ' ');
    expect(text).toContain('kept, for it was renewed less than a minute ago; --force renews it all the same');
    expect(requests).toHaveLength(1);
    await runCli(['token', 'refresh', '--force'], given);
    expect(requests).toHaveLength(2);
  });

  it('uses the stored secret of the application that the pair belongs to', async () => {
    await store('another/u', pair('old'));
    await home.context().credentials.writeSecret('another/client-secret', new Secret('other-secret'));
    const { given, requests } = context([newPair], env);
    await runCli(['token', 'refresh', 'another/u'], given);
    // printf 'another:other-secret' | base64
    expect(requests[0]?.headers).toMatchObject({ authorization: 'Basic YW5vdGhlcjpvdGhlci1zZWNyZXQ=' });
  });

  it('never sends the secret of one application with the pair of another', async () => {
    await store('another/u', pair('old'));
    const { given, requests } = context([], env);
    const result = await runCli(['token', 'refresh', '--json'], given);
    expect([result.exitCode, result.error().code]).toEqual([4, 'CREDENTIALS_MISSING']);
    expect(requests).toEqual([]);
  });

  it('refuses to refresh what cannot be', async () => {
    await store('texture/u', {
      kind: 'texture',
      accessToken: new Secret('k'),
      obtainedAt: 0,
      origin: 'https://api.texturehq.com',
    });
    const result = await runCli(['token', 'refresh', '--json'], context().given);
    expect(result.error()).toMatchObject({ code: 'USAGE', exitCode: 2 });
  });

  it('explains a refusal and leaves the pair', async () => {
    await store(`${id}/${user}`, pair('old'));
    const refusal = json({ error: 'invalid_grant', error_description: 'Invalid refresh_token: old-refresh.' }, 400);
    const result = await runCli(['token', 'refresh', '--json'], context([refusal], env).given);
    expect(result.error()).toMatchObject({ code: 'CREDENTIALS_REFUSED', exitCode: 4 });
    expect(result.stderr).not.toContain('old-refresh');
    expect(await home.context().credentials.listTokens()).toHaveLength(1);
  });
});

describe('token env', () => {
  it.each([
    ['posix', "export SMARTCAR_ACCESS_TOKEN='it'\\''s $(a)-access'"],
    ['fish', "set -gx SMARTCAR_ACCESS_TOKEN 'it\\'s $(a)-access'"],
    ['powershell', "$env:SMARTCAR_ACCESS_TOKEN = 'it''s $(a)-access'"],
    ['dotenv', "SMARTCAR_ACCESS_TOKEN='it'\\''s $(a)-access'"],
  ])('writes %s so that no value can run', async (shell, line) => {
    await store(`${id}/${user}`, pair("it's $(a)"));
    const { stdout } = await runCli(['token', 'env', '--shell', shell], context().given);
    expect(stdout.split('\n')[0]).toBe(line);
  });

  it('writes dotenv so that its readers take a single quote for what it is', async () => {
    await store(`${id}/${user}`, pair("it's"));
    const { stdout } = await runCli(['token', 'env', '--shell', 'dotenv'], context().given);
    expect(stdout.split('\n')[0]).toBe(`SMARTCAR_ACCESS_TOKEN="it's-access"`);
  });

  it('refreshes first where the time is up', async () => {
    await store(`${id}/${user}`, pair('old', { accessExpiresAt: now }));
    const env = { SMARTCAR_CLIENT_ID: id, SMARTCAR_CLIENT_SECRET: 's3cret' };
    const { given } = context([newPair], env);
    const result = await runCli(['token', 'env', '--json'], given);
    expect(schemaFaults(result.json())).toEqual([]);
    expect(result.json()).toMatchObject({ env: { SMARTCAR_ACCESS_TOKEN: 'new-access', SMARTCAR_USER_ID: user } });
  });
});

describe('token remove', () => {
  it('forgets one, or all', async () => {
    await store(`${id}/one`, pair('a'));
    await store(`${id}/two`, pair('b'));
    const one = await runCli(['token', 'remove', 'one', '--json'], context().given);
    expect(schemaFaults(one.json())).toEqual([]);
    expect(one.json()).toMatchObject({ removed: [`${id}/one`] });
    await runCli(['token', 'remove', '--all'], context().given);
    expect(await home.context().credentials.listTokens()).toEqual([]);
  });
});

it.each([
  ['token-show', ['token', 'show']],
  ['token-env', ['token', 'env']],
  ['token-refresh', ['token', 'refresh', '--force']],
  ['token-remove', ['token', 'remove', user]],
])('%s answers people in a few lines', async (name, argv) => {
  await store(`${id}/${user}`, pair('canary'));
  const env = { SMARTCAR_CLIENT_ID: id, SMARTCAR_CLIENT_SECRET: 's3cret' };
  const result = await runCli(argv, context([newPair], env).given);
  await expectTranscript(name, `connect-cli ${argv.join(' ')}`, result, [[new RegExp(home.path, 'g'), '/home/me']]);
});

describe('against a running sandbox', () => {
  const authorize = async (url: string, ...more: string[]) =>
    runCli(['authorize', `--sandbox=${url}`, '--json', ...more], rehearsal(home.context()));

  it('seed 19: authorize stores the newest pair, and token list shows it redacted', async () => {
    const sandbox = await runningSandbox();
    for (const round of [1, 2]) {
      expect((await authorize(sandbox.url, '--owner', 'select-all')).exitCode, `round ${round}`).toBe(0);
    }
    const [newest] = await home.context().credentials.listTokens();
    const listed = await runCli(['token', 'list', '--json'], rehearsal(home.context()));
    expect(listed.json<{ tokens: { key: string; accessToken: string }[] }>().tokens[0]).toMatchObject({
      key: newest?.key,
      accessToken: '[redacted]',
      refreshToken: '[redacted]',
      origin: sandbox.url,
      state: 'fresh',
    });
    expect(listed.stdout).not.toContain(newest?.tokens.accessToken.reveal());
  });

  it('seed 67: the pair from before a revoke can still be refreshed after it', async () => {
    const sandbox = await runningSandbox();
    await authorize(sandbox.url, '--owner', 'select-all');
    const [before] = await home.context().credentials.listTokens();
    const { play } = sandbox;
    const url = `${sandbox.url}/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=${sandbox.clientId}&scope=read_odometer`;
    await play(url, { rounds: [{ kind: 'select-all' }], untick: [] }, { deliver: false });
    const refreshed = await runCli(
      ['token', 'refresh', `--sandbox=${sandbox.url}`, '--json'],
      rehearsal(home.context()),
    );
    expect(refreshed.json()).toMatchObject({ tokens: [{ key: before?.key, refreshed: true }] });
    const [after] = await home.context().credentials.listTokens();
    expect(after?.tokens.accessToken.reveal()).not.toBe(before?.tokens.accessToken.reveal());
  });
});
