import { createHmac, timingSafeEqual } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smartcarApiErrors } from '../../src/core/errors/knowledge/smartcar-api.ts';
import type { WebhookCheck, WebhookDelivery } from '../../src/core/webhook/documents.ts';
import type { Context } from '../../src/io/context.ts';
import { runningSandbox, terminal } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';
import {
  deadPort,
  managementToken,
  signatureOf,
  startApp,
  stateHome,
  webhookContext,
  type Received,
  type Reply,
} from '../support/webhooks.ts';
import { createMemoryFiles } from '../support/memory-files.ts';
import { Secret } from '../../src/core/secret.ts';

const body =
  '{"eventId":"e1","eventType":"VEHICLE_STATE","data":{"user":{"id":"u1"},"vehicle":{"id":"v1"},"signals":[]}}';

function saved(content: string | Buffer): string {
  const path = join(stateHome(), 'body.json');
  writeFileSync(path, content);
  return path;
}

async function verify(argv: readonly string[], given: Parameters<typeof webhookContext>[0] = {}) {
  const result = await runCli(['webhook', 'verify', ...argv, '--json'], webhookContext(given));
  const document = result.stdout === '' ? undefined : result.json<WebhookCheck & Record<string, unknown>>();
  expect(document === undefined ? [] : schemaFaults(document)).toEqual([]);
  return { exitCode: result.exitCode, document, result };
}

describe('webhook verify', () => {
  it('tells a signature that fits', async () => {
    const { exitCode, document } = await verify([saved(body), '--signature', signatureOf(body)]);
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ valid: true, reason: 'ok', eventType: 'VEHICLE_STATE', findings: [] });
  });

  it('reads the body from standard input, the signature from headers in any case', async () => {
    const files = createMemoryFiles({ headers: `POST /hook HTTP/1.1\nsc-signature: ${signatureOf(body)}\n` });
    for (const argv of [
      ['-', '--headers', 'headers'],
      ['--headers', 'headers'],
    ])
      expect((await verify(argv, { input: body, files })).document?.reason).toBe('ok');
  });

  it('names the usual faults and ends with 5', async () => {
    const cases = [
      [`${body}\n`, signatureOf(body), 'newline-added'],
      [JSON.stringify(JSON.parse(body), null, 2), signatureOf(body), 'body-reserialized'],
      [body, signatureOf(body).toUpperCase(), 'wrong-encoding'],
      [body, signatureOf(body, 'another token'), 'wrong-token-or-body'],
      ['eventType=x', signatureOf('eventType=x'), 'not-json'],
    ] as const;
    for (const [content, signature, reason] of cases) {
      const { exitCode, document } = await verify([saved(content), '--signature', signature]);
      expect([exitCode, document?.reason]).toEqual([5, reason]);
    }
    const files = createMemoryFiles({ headers: 'Content-Type: application/json' });
    expect(await verify([saved(body), '--headers', 'headers'], { files })).toMatchObject({
      exitCode: 5,
      document: { valid: false, reason: 'no-signature' },
    });
  });

  it('judges the bytes, not the text that they decode to', async () => {
    const broken = Buffer.from([0x22, 0xc3, 0x28, 0x22]);
    const { exitCode, document } = await verify([saved(broken), '--signature', signatureOf(broken)]);
    expect([exitCode, document?.reason]).toEqual([5, 'not-json']);
  });

  it('takes the token from a file or from standard input, before the environment', async () => {
    const files = createMemoryFiles({ token: 'other\n' });
    const argv = [saved(body), '--signature', signatureOf(body, 'other')];
    expect((await verify([...argv, '--token-file', 'token'], { files })).document?.reason).toBe('ok');
    const stdin = { isTTY: false, readAll: async () => 'other\n', async *lines() {} };
    expect((await verify([...argv, '--token-file', '-'], { stdin })).document?.reason).toBe('ok');
  });

  it('asks for the token on a terminal', async () => {
    const prompts = { password: async () => new Secret(managementToken) } as unknown as Context['prompts'];
    const { document } = await verify([saved(body), '--signature', signatureOf(body)], {
      ...terminal(),
      prompts,
      env: {},
    });
    expect(document?.reason).toBe('ok');
  });

  it('ends with 4 without a token, 2 without a signature, a body or the file', async () => {
    const signature = ['--signature', signatureOf(body)];
    const without = await verify([saved(body), ...signature], { env: {} });
    expect([without.exitCode, without.result.error().code]).toEqual([4, 'CREDENTIALS_MISSING']);
    expect((await verify([saved(body)])).exitCode).toBe(2);
    expect((await verify([saved(body), ...signature, '--headers', 'x'])).exitCode).toBe(2);
    expect((await verify(['-', ...signature, '--token-file', '-'])).exitCode).toBe(2);
    expect((await verify(['/no/such/file', ...signature])).exitCode).toBe(2);
    expect((await verify(signature, terminal())).exitCode).toBe(2);
  });

  it('says of an unsigned VERIFY that a receiver accepts both, unless it could be an event', async () => {
    const fixOf = async (challenge: string) => {
      const verifyEvent = saved(JSON.stringify({ eventType: 'VERIFY', data: { challenge } }));
      const files = createMemoryFiles({ headers: 'Content-Type: application/json' });
      const { exitCode, document } = await verify([verifyEvent, '--headers', 'headers'], { files });
      expect([exitCode, document?.reason]).toEqual([5, 'no-signature']);
      return document?.findings[0]?.fix;
    };
    expect(await fixOf('challenge_1')).toMatch(/^Accept VERIFY with and without a signature: /);
    expect(await fixOf('{"eventType":"VEHICLE_STATE"}')).toContain('Refuse it');
  });

  it('is told to people with what to do', async () => {
    const path = saved(JSON.stringify(JSON.parse(body), null, 2));
    const result = await runCli(['webhook', 'verify', path, '--signature', signatureOf(body)], webhookContext());
    await expectTranscript('webhook-verify', 'connect-cli webhook verify body.json --signature …', result);
  });
});

async function trigger(argv: readonly string[], given: Parameters<typeof webhookContext>[0] = {}) {
  const result = await runCli(['webhook', 'trigger', ...argv, '--json'], webhookContext(given));
  const document = result.stdout === '' ? undefined : result.json<WebhookDelivery & Record<string, unknown>>();
  expect(document === undefined ? [] : schemaFaults(document)).toEqual([]);
  return { exitCode: result.exitCode, document, result };
}

/** The receiver that public samples build: the raw body, one HMAC, VERIFY answered from the same token. */
function sampleReceiver(requireSignedVerify = false): (request: Received) => Reply {
  const hmac = (text: string | Buffer) => createHmac('sha256', managementToken).update(text).digest('hex');
  return ({ headers, body: raw }) => {
    const event = JSON.parse(raw.toString('utf8')) as { eventType: string; data: { challenge: string } };
    const given = Buffer.from(String(headers['sc-signature'] ?? ''));
    const expected = Buffer.from(hmac(raw));
    const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
    if (event.eventType === 'VERIFY' && (isSigned || !requireSignedVerify)) {
      return {
        status: 200,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ challenge: hmac(event.data.challenge) }),
      };
    }
    return { status: isSigned ? 200 : 401 };
  };
}

describe('webhook trigger', () => {
  it('VERIFY is accepted by a receiver like the public samples', async () => {
    const app = await startApp(sampleReceiver(true));
    const { exitCode, document } = await trigger(['verify', '--to', app.url]);
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ accepted: true, status: 200, eventType: 'VERIFY', problems: [] });
    const [request] = app.received;
    const event = JSON.parse(String(request?.body));
    expect(event).toMatchObject({ eventType: 'VERIFY', meta: { version: '4.0' } });
    expect(event.data.challenge).toMatch(/^challenge_[A-Za-z0-9]{1,128}$/);
    expect(event.meta.deliveredAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(request?.headers).toMatchObject({ 'content-type': 'application/json', 'sc-signature': document?.signature });
    expect(request?.headers['user-agent']).toMatch(/^Smartcar\/\S+/);
  });

  it.each([['verify'], ['vehicle-state'], ['vehicle-error', '--error', 'PERMISSION:null']])(
    '%s is signed as receivers sign it that parse the body and write it again, as the SDKs do',
    async (...argv) => {
      const app = await startApp(sampleReceiver());
      const { document } = await trigger([...argv, '--to', app.url]);
      const parsed: unknown = JSON.parse(String(app.received[0]?.body));
      expect(document?.signature).toBe(signatureOf(JSON.stringify(parsed)));
    },
  );

  it('can leave the signature of VERIFY away', async () => {
    const app = await startApp(sampleReceiver());
    const { exitCode, document } = await trigger(['verify', '--unsigned', '--to', app.url]);
    expect([exitCode, document?.signature, app.received[0]?.headers['sc-signature']]).toEqual([0, null, undefined]);
    const strict = await startApp(sampleReceiver(true));
    expect((await trigger(['verify', '--unsigned', '--to', strict.url])).exitCode).toBe(5);
  });

  it.each<readonly [string, Reply]>([
    ['another status', { status: 201, headers: { 'content-type': 'application/json' }, body: '{"challenge":"HMAC"}' }],
    ['another type', { status: 200, headers: { 'content-type': 'text/plain' }, body: '{"challenge":"HMAC"}' }],
    ['no JSON', { status: 200, headers: { 'content-type': 'application/json' }, body: 'HMAC' }],
    ['another challenge', { status: 200, headers: { 'content-type': 'application/json' }, body: '{"challenge":"x"}' }],
  ])('VERIFY answered with %s is not accepted', async (_, reply) => {
    const app = await startApp((request) => {
      const { challenge } = JSON.parse(String(request.body)).data;
      return reply === 'never' ? reply : { ...reply, body: (reply.body ?? '').replace('HMAC', signatureOf(challenge)) };
    });
    const { exitCode, document } = await trigger(['verify', '--to', app.url]);
    expect([exitCode, document?.accepted, document?.problems.length]).toEqual([5, false, expect.any(Number)]);
    expect(document?.problems).not.toEqual([]);
  });

  it('VEHICLE_STATE has the fields of the published and the recorded form', async () => {
    const app = await startApp(sampleReceiver());
    expect((await trigger(['vehicle-state', '--to', app.url])).exitCode).toBe(0);
    const event = JSON.parse(String(app.received[0]?.body));
    expect(event.eventType).toBe('VEHICLE_STATE');
    expect(event.vehicleId).toBe(event.data.vehicle.id);
    expect(event.data.vehicle).toMatchObject({ make: 'TESLA', powertrainType: 'BEV' });
    expect(event.triggers).toEqual([{ type: 'FIRST_DELIVERY' }]);
    expect(event.data.triggers).toEqual([]);
    expect(event.data.vehicle.mode).toBe('live');
    expect(event.meta).toMatchObject({
      version: '4.0',
      mode: 'LIVE',
      signalCount: 8,
      deliveredAt: expect.any(Number),
    });
    const charge = event.data.signals.find(({ code }: { code: string }) => code === 'tractionbattery-stateofcharge');
    expect(charge).toMatchObject({
      name: 'StateOfCharge',
      group: 'TractionBattery',
      status: { value: 'SUCCESS' },
      body: { value: expect.any(Number), unit: 'percent' },
      meta: { oemUpdatedAt: expect.any(Number), retrievedAt: expect.any(Number), fetchedAt: expect.any(Number) },
    });
  });

  it('VEHICLE_STATE lists signals that fail, and those that set it off', async () => {
    const app = await startApp(sampleReceiver());
    const signals = ['--signal', 'location-preciselocation', '--signal', 'charge-ischarging'];
    await trigger(['vehicle-state', ...signals, '--error', 'permission:null', '--to', app.url]);
    const event = JSON.parse(String(app.received[0]?.body));
    // As recorded deliveries have it: UNKNOWN in place of null, the words in `detail`, a resolution that is an object.
    const error = {
      type: 'PERMISSION',
      code: 'UNKNOWN',
      title: 'Permission',
      detail: expect.stringContaining('not granted'),
      description: 'Deprecated. Use detail',
      resolution: { type: 'REAUTHENTICATE' },
    };
    const failed = { status: { value: 'ERROR', error }, meta: { ingestedAt: event.meta.deliveredAt } };
    expect(event.data.signals).toEqual([
      { code: 'location-preciselocation', name: 'PreciseLocation', group: 'Location', ...failed },
      { code: 'charge-ischarging', name: 'IsCharging', group: 'Charge', ...failed },
    ]);
    expect(event.triggers[0]).toEqual({
      type: 'SIGNAL_UPDATED',
      signal: { code: 'location-preciselocation', name: 'PreciseLocation', group: 'Location' },
    });
  });

  it('VEHICLE_ERROR has a resolution that is an object, and none once it is resolved', async () => {
    const app = await startApp(sampleReceiver());
    const error = ['--error', 'CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED'];
    await trigger(['vehicle-error', ...error, '--to', app.url]);
    await trigger(['vehicle-error', ...error, '--resolved', '--to', app.url]);
    const [first, second] = app.received.map((request) => JSON.parse(String(request.body)).data.errors[0]);
    expect(first).toMatchObject({
      type: 'CONNECTED_SERVICES_ACCOUNT',
      code: 'VIRTUAL_KEY_REQUIRED',
      state: 'ERROR',
      resolution: { type: 'ACTION_REQUIRED' },
      signals: [],
    });
    expect(first.suggestedUserMessage).toContain('key');
    expect(second).toMatchObject({ state: 'RESOLVED' });
    expect(second).not.toHaveProperty('resolution');
  });

  it('knows every documented error', async () => {
    const app = await startApp(sampleReceiver());
    const names = Object.keys(smartcarApiErrors);
    expect(names.length).toBeGreaterThan(30);
    for (const name of names.slice(0, 40)) {
      expect((await trigger(['vehicle-error', '--error', name, '--to', app.url])).exitCode, name).toBe(0);
    }
  });

  it('takes car, errors and token from a running sandbox', async () => {
    const sandbox = await runningSandbox({ scenario: 'all-granted' });
    await fetch(`${sandbox.url}/_sandbox/accounts/owner@example.com/consents/smartcar`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"untick":["Vehicle Location"]}',
    });
    const token = sandbox.managementToken.reveal();
    const app = await startApp(({ headers, body: raw }) => ({
      status: headers['sc-signature'] === signatureOf(raw, token) ? 200 : 401,
    }));
    for (const type of ['vehicle-error', 'vehicle-state'])
      expect((await trigger([type, `--sandbox=${sandbox.url}`, '--to', app.url], { env: {} })).exitCode).toBe(0);
    const [connection] = await sandbox.connections();
    const [error, state] = app.received.map((request) => JSON.parse(String(request.body)));
    expect(error.data.vehicle.id).toBe(connection?.vehicleId);
    expect(error.data.user.id).toBe(connection?.userId);
    expect(error.data.errors.map((one: { type: string; code: string | null }) => `${one.type}:${one.code}`)).toContain(
      'PERMISSION:null',
    );
    expect(state.meta.webhookId).toBe(sandbox.webhookId);
  });

  it('offers a next step that finds the same token', async () => {
    const app = await startApp(() => ({ status: 500 }));
    const files = createMemoryFiles({ token: 'other\n' });
    const own = await trigger(['verify', '--to', app.url, '--token-file', 'token'], { files, env: {} });
    expect(own.document?.next).toMatchObject([{ command: 'connect-cli webhook listen --token-file token' }]);
    const sandbox = await runningSandbox();
    const argv = ['verify', `--sandbox=${sandbox.url}`, '--to', app.url, '--unsigned'];
    const rehearsed = await trigger(argv, { env: {} });
    expect(rehearsed.exitCode).toBe(5);
    expect(rehearsed.document?.next).toMatchObject([{ command: `connect-cli webhook trigger ${argv.join(' ')}` }]);
  });

  it('ends with 2 for what it does not know', async () => {
    for (const argv of [
      ['vehicle-stat'],
      ['vehicle-error', '--error', 'PERMISION:null'],
      ['vehicle-state', '--signal', 'location-precise'],
      ['vehicle-state', '--resolved'],
      ['verify', '--error', 'PERMISSION:null'],
      ['vehicle-error', '--unsigned'],
    ])
      expect((await trigger([...argv, '--to', 'http://localhost:9/'])).exitCode, argv.join(' ')).toBe(2);
    const { exitCode, result } = await trigger(['vehicle-stat', '--to', 'http://localhost:9/']);
    expect([exitCode, result.error().message]).toEqual([2, expect.stringContaining('"vehicle-state"')]);
    expect((await trigger(['verify'])).exitCode).toBe(2);
    expect((await trigger(['verify', '--to', 'ftp://localhost/'])).exitCode).toBe(2);
    expect((await trigger(['verify', '--to', 'http://user:secret@localhost/'])).exitCode).toBe(2);
  });

  it.each([
    'http://8.8.8.8/',
    'http://169.254.169.254/latest',
    'http://100.64.0.1/',
    'http://0.0.0.0:9/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[::ffff:8.8.8.8]/',
    'http://[64:ff9b::a00:1]/',
    'https://172.32.0.1/',
  ])('sends nothing to %s', async (url) => {
    const { webhooks } = webhookContext();
    let sent = 0;
    const counting = { ...webhooks, send: async () => Promise.reject(new Error(`sent ${(sent += 1)}`)) };
    const { exitCode, result } = await trigger(['verify', '--to', url], {
      webhooks: counting as Context['webhooks'],
    });
    expect([exitCode, result.error().code, sent]).toEqual([9, 'SECURITY', 0]);
  });

  it('does not follow a redirect', async () => {
    const other = await startApp();
    const app = await startApp(() => ({ status: 307, headers: { location: other.url } }));
    const { exitCode, document } = await trigger(['vehicle-error', '--to', app.url]);
    expect([exitCode, document?.status, other.received.length]).toEqual([5, 307, 0]);
  });

  it('ends with 6 where nobody answers, 7 where it takes too long, 4 without a token', async () => {
    const dead = await trigger(['verify', '--to', `http://localhost:${await deadPort()}/`]);
    expect([dead.exitCode, dead.result.error().code]).toEqual([6, 'NETWORK']);
    const slow = await startApp(() => 'never');
    const late = await trigger(['verify', '--timeout', '1', '--to', slow.url]);
    expect([late.exitCode, late.result.error().code]).toEqual([7, 'TIMED_OUT']);
    expect((await trigger(['verify', '--to', slow.url], { env: {} })).exitCode).toBe(4);
  });

  it('tells a receiver that answers and never ends from one that cuts its answer', async () => {
    const dripping = await startApp(() => ({ status: 200, body: '{', end: 'never' }));
    const late = await trigger(['vehicle-state', '--timeout', '3', '--to', dripping.url]);
    expect([late.exitCode, late.result.error().code]).toEqual([7, 'TIMED_OUT']);
    expect(late.result.error().message).toBe(
      `"http://localhost:${dripping.port}" answered 200, but its answer did not end within 3 s.`,
    );
    const cutting = await startApp(() => ({ status: 200, body: '{', end: 'cut' }));
    const cut = await trigger(['vehicle-state', '--to', cutting.url]);
    expect([cut.exitCode, cut.result.error().code]).toEqual([6, 'NETWORK']);
    expect(cut.result.error()).toMatchObject({
      message: `"http://localhost:${cutting.port}" answered 200, and the connection was cut within the answer.`,
      hint: 'Answer a webhook with a status and a few bytes, and end the answer.',
    });
  });

  it('tries again as published, each time with a delivery id of its own', async () => {
    const slept: number[] = [];
    const clock = { now: () => 1_700_000_000_000, sleep: async (time: number) => void slept.push(time) };
    const app = await startApp(() => ({ status: app.received.length < 4 ? 500 : 200 }));
    const { exitCode, document } = await trigger(['vehicle-error', '--retry', '--to', app.url], { clock });
    expect([exitCode, slept]).toEqual([0, [25_000, 50_000, 100_000]]);
    expect(document?.attempts.map(({ status }) => status)).toEqual([500, 500, 500, 200]);
    const events = app.received.map((request) => JSON.parse(String(request.body)));
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(1);
    expect(new Set(events.map(({ meta }) => meta.deliveryId)).size).toBe(4);
    for (const { headers, body: raw } of app.received) expect(headers['sc-signature']).toBe(signatureOf(raw));
  });

  it('gives up after the fourth attempt', async () => {
    const clock = { now: () => 0, sleep: async () => {} };
    const app = await startApp(() => ({ status: 503 }));
    const { exitCode, document, result } = await trigger(['verify', '--retry', '--to', app.url], { clock });
    expect([exitCode, app.received.length, document?.attempts.length]).toEqual([5, 4, 4]);
    expect(result.stderr).toContain('Attempt 1: 503. The next one in 25 s.');
  });

  it('is told to people', async () => {
    const app = await startApp(sampleReceiver());
    const result = await runCli(
      ['webhook', 'trigger', 'vehicle-error', '--error', 'PERMISSION:null', '--to', app.url],
      webhookContext(),
    );
    await expectTranscript(
      'webhook-trigger',
      'connect-cli webhook trigger vehicle-error --error PERMISSION:null --to http://localhost:3000/hook',
      result,
      [
        [/localhost:\d+/g, 'localhost:3000'],
        [/in \d+ ms/g, 'in 5 ms'],
      ],
    );
  });
});
