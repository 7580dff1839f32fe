import { readdirSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CliError } from '../../src/core/errors/cli-error.ts';
import type { WebhookDelivery, WebhookEventDocument } from '../../src/core/webhook/documents.ts';
import type { Context } from '../../src/io/context.ts';
import { captureOutput } from '../support/context.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';
import { deadPort, managementToken, signatureOf, startApp, stateHome, webhookContext } from '../support/webhooks.ts';

const interrupted = new CliError('INTERRUPTED', 'Stopped before it was done.', { hint: 'Run it again.' });

/** A listener that runs until `stop`. */
async function listen(
  argv: readonly string[] = [],
  given: Partial<Context> & { readonly home?: string } = {},
  as: 'json' | 'text' = 'json',
  read: () => Promise<void> = async () => {},
) {
  const stop = new AbortController();
  const lines: string[] = [];
  const waiting = new Map<number, () => void>();
  const home = given.home ?? stateHome();
  const stdout = {
    ...captureOutput(),
    write(text: string) {
      lines.push(text.replace(/\n$/, ''));
      waiting.get(lines.length)?.();
    },
    async writeSoon(text: string) {
      await read();
      this.write(text);
    },
  };
  const running = runCli(['webhook', 'listen', ...argv, ...(as === 'json' ? ['--json'] : [])], {
    ...webhookContext({ ...given, home }),
    stdout,
    signal: stop.signal,
  });
  /** Resolves once so many lines were printed. */
  const printed = (count: number): Promise<void> =>
    lines.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.set(count, resolve));
  await Promise.race([printed(1), running]);
  onTestFinished(async () => {
    stop.abort(interrupted);
    await running;
  });
  const url = /http:\/\/localhost:\d+[^\s"]*/.exec(lines[0] ?? '')?.[0] ?? '';
  const events = async (count: number) => {
    await printed(count + 1);
    return lines.slice(1).map((line) => {
      const event = JSON.parse(line) as WebhookEventDocument & Record<string, unknown>;
      expect(schemaFaults(event)).toEqual([]);
      return event;
    });
  };
  return {
    url,
    home,
    lines,
    events,
    running,
    stop: async () => {
      stop.abort(interrupted);
      return running;
    },
  };
}

function post(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

const signed = (url: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
  post(url, body, { 'SC-Signature': signatureOf(body), ...headers });

const stateEvent = JSON.stringify({
  eventId: 'e1',
  eventType: 'VEHICLE_STATE',
  data: { user: { id: 'u1' }, vehicle: { id: 'v1', make: 'TESLA' }, signals: [] },
  meta: { deliveryId: 'd1' },
});

const errorEvent = (errors: readonly unknown[], make = 'TESLA') =>
  JSON.stringify({
    eventId: 'e2',
    eventType: 'VEHICLE_ERROR',
    vehicleId: 'v1',
    data: { user: { id: 'u1' }, vehicle: { id: 'v1', make }, errors },
  });

describe('webhook listen', () => {
  it('says first where it listens', async () => {
    const { lines, url } = await listen(['--path', '/smartcar/hook']);
    const document = JSON.parse(lines[0] ?? '');
    expect(schemaFaults(document)).toEqual([]);
    expect(document).toMatchObject({ kind: 'webhook-listener', url, forwardTo: null });
    expect(url).toMatch(/^http:\/\/localhost:\d+\/smartcar\/hook$/);
  });

  it('names a next command that finds the same token', async () => {
    const { files } = webhookContext();
    const withToken = { ...files, readText: async () => managementToken } as Context['files'];
    const given = { files: withToken };
    const { url, lines } = await listen(['--token-file', 'my token.txt'], given);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      next: [{ command: `connect-cli webhook trigger verify --to ${url} --token-file "my token.txt"` }],
    });
  });

  it('answers VERIFY with the hash, unsigned or rightly signed, in both versions', async () => {
    const { url, events } = await listen();
    const newer = JSON.stringify({ eventId: 'x', eventType: 'VERIFY', data: { challenge: 'challenge_Ab1' } });
    const older = JSON.stringify({ version: '2.0', eventName: 'verify', payload: { challenge: 'challenge_Ab1' } });
    for (const answer of [await post(url, newer), await signed(url, newer), await post(url, older)]) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
      expect(await answer.json()).toEqual({ challenge: signatureOf('challenge_Ab1') });
    }
    expect((await post(url, newer, { 'sc-signature': signatureOf(newer, 'other') })).status).toBe(401);
    const seen = (await events(4)).map(({ eventType, signature }) => [eventType, signature]);
    expect(seen.toSorted()).toEqual(
      [
        ['VERIFY', 'invalid'],
        ['VERIFY', 'missing'],
        ['VERIFY', 'missing'],
        ['VERIFY', 'valid'],
      ].toSorted(),
    );
  });

  it('hashes no event that somebody presents as a challenge', async () => {
    const { url, events } = await listen();
    const verify = JSON.stringify({ eventType: 'VERIFY', data: { challenge: stateEvent } });
    expect((await post(url, verify)).status).toBe(400);
    expect((await events(1))[0]?.findings.map(({ kind }) => kind)).toEqual(['webhook-challenge-refused']);
  });

  it('takes what is rightly signed and refuses the rest, with the fault', async () => {
    const { url, events } = await listen();
    expect((await signed(url, stateEvent)).status).toBe(200);
    expect((await post(url, stateEvent)).status).toBe(401);
    expect((await post(url, stateEvent, { 'SC-Signature': signatureOf(stateEvent).toUpperCase() })).status).toBe(401);
    const seen = (await events(3)).map(({ signature, findings }) => [signature, findings.map(({ kind }) => kind)]);
    expect(seen).toEqual([
      ['valid', []],
      ['missing', ['webhook-no-signature']],
      ['invalid', ['webhook-wrong-encoding']],
    ]);
  });

  it('explains a missed box by signal, permission, box and command', async () => {
    const { url, events } = await listen();
    await signed(
      url,
      errorEvent([
        {
          type: 'PERMISSION',
          code: null,
          state: 'ERROR',
          resolution: { type: 'REAUTHENTICATE' },
          signals: [{ code: 'location-preciselocation', name: 'PreciseLocation', group: 'Location' }],
        },
      ]),
    );
    const [event] = await events(1);
    expect(event).toMatchObject({ eventType: 'VEHICLE_ERROR', userId: 'u1', vehicleId: 'v1', forwarded: null });
    expect(event?.findings[0]).toMatchObject({ kind: 'permission-null', severity: 'error', who: 'owner' });
    expect(event?.findings[0]?.evidence.slice(0, 3)).toEqual([
      'PERMISSION:null',
      'signals: location-preciselocation',
      'permission: read_location, behind the Tesla box Vehicle Location',
    ]);
    expect(event?.next.map(({ command }) => command)).toContain(
      'connect-cli revoke --make TESLA --scope "read_location"',
    );
  });

  it('quotes the id of a vehicle in the next commands, whatever a sender wrote into it', async () => {
    const { url, events } = await listen();
    const errors = [{ type: 'PERMISSION', code: null, state: 'ERROR', signals: [] }];
    const vehicle = { id: 'v1; touch $(id)', make: 'TESLA' };
    await signed(url, JSON.stringify({ eventId: 'e3', eventType: 'VEHICLE_ERROR', data: { vehicle, errors } }));
    const [event] = await events(1);
    expect(event?.next.map(({ command }) => command)).toContain("connect-cli diagnose --vehicle 'v1; touch $(id)'");
  });

  it('explains a missing key, an account that was closed, and what is over', async () => {
    const { url, events } = await listen();
    const error = (code: string, state = 'ERROR') => ({ type: 'CONNECTED_SERVICES_ACCOUNT', code, state, signals: [] });
    await signed(
      url,
      errorEvent([error('VIRTUAL_KEY_REQUIRED'), error('PERMISSION'), error('ACCOUNT_ISSUE', 'RESOLVED')]),
    );
    const [event] = await events(1);
    expect(event?.findings.map(({ kind }) => kind)).toEqual([
      'virtual-key-missing',
      'access-revoked',
      'webhook-error-over',
    ]);
    expect(event?.findings[0]?.next).toMatchObject({ command: 'connect-cli virtual-key show' });
  });

  it('explains signals that carry an error, those of one error together', async () => {
    const { url, events } = await listen();
    const signal = (code: string, type: string, of: string | null) => ({
      code,
      status: { value: 'ERROR', error: { type, code: of } },
    });
    const body = JSON.stringify({
      eventId: 'e3',
      eventType: 'VEHICLE_STATE',
      data: {
        vehicle: { id: 'v1', make: 'TESLA' },
        signals: [
          signal('charge-ischarging', 'PERMISSION', 'UNKNOWN'),
          signal('charge-voltage', 'PERMISSION', null),
          signal('internalcombustionengine-fuellevel', 'COMPATIBILITY', 'VEHICLE_NOT_CAPABLE'),
          { code: 'odometer-traveleddistance', status: { value: 'SUCCESS' }, body: { value: 1 } },
        ],
      },
    });
    await signed(url, body);
    const [event] = await events(1);
    expect(event?.findings.map(({ kind, evidence }) => [kind, evidence[1]])).toEqual([
      ['permission-null', 'signals: charge-ischarging, charge-voltage'],
      ['not-capable', 'signals: internalcombustionengine-fuellevel'],
    ]);
  });

  it('names no Tesla box for another make, and no cause for an unknown error', async () => {
    const { url, events } = await listen();
    await signed(
      url,
      errorEvent([{ type: 'PERMISSION', code: null, signals: ['location-preciselocation'] }], 'JAGUAR'),
    );
    await signed(url, errorEvent([{ type: 'NEW_TYPE', code: 'NEW_CODE', signals: [] }]).replace('e2', 'e9'));
    const [jaguar, unknown] = await events(2);
    expect(jaguar?.findings[0]?.evidence).toContain('permission: read_location');
    expect(jaguar?.findings[0]?.fix).toBe('Run Connect again with the permission in the scope.');
    expect(jaguar?.next.map(({ command }) => command)).toEqual([
      'connect-cli authorize --scope "required:read_location"',
      'connect-cli diagnose --vehicle v1',
    ]);
    expect(unknown?.findings[0]).toMatchObject({ kind: 'api-error', evidence: ['NEW_TYPE:NEW_CODE'] });
    expect(unknown?.next).toMatchObject([{ command: 'connect-cli diagnose --vehicle v1' }]);
  });

  it('recognises an event that came before', async () => {
    const { url, events } = await listen();
    await signed(url, stateEvent);
    await signed(url, stateEvent.replace('d1', 'd2'));
    const [first, second] = await events(2);
    expect(first?.findings).toEqual([]);
    expect(second?.findings[0]).toMatchObject({ kind: 'webhook-repeated', severity: 'info' });
    expect(second?.findings[0]?.evidence.join()).toContain('delivery d2');
  });

  it('answers another path 404, another method 405, a long body 413', async () => {
    const { url, stop, lines } = await listen();
    expect((await post(`${url}/x`, '{}')).status).toBe(404);
    expect((await post(url.replace('/webhook', '/'), '{}')).status).toBe(404);
    const get = await fetch(url);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    const fits = 'x'.repeat(1024 * 1024);
    expect((await signed(url, fits)).status).toBe(200);
    expect((await signed(url, `${fits}x`)).status).toBe(413);
    await stop();
    expect(lines).toHaveLength(2);
  });

  it('listens on loopback alone', async () => {
    const { url } = await listen();
    const { port } = new URL(url);
    for (const host of ['127.0.0.1', '[::1]'])
      expect((await signed(`http://${host}:${port}/webhook`, '{}')).status).toBe(200);
    const refused = await new Promise((resolve) => {
      const socket = connect(Number(port), '127.0.0.2');
      socket.once('error', () => resolve(true));
      socket.once('connect', () => resolve(socket.destroy() && false));
    });
    expect(refused).toBe(true);
  });

  it('ends with 4 without a token and 8 where the port is taken', async () => {
    const { url } = await listen();
    const { port } = new URL(url);
    const without = await runCli(['webhook', 'listen', '--json'], webhookContext({ env: {} }));
    expect(without.exitCode).toBe(4);
    const taken = await runCli(['webhook', 'listen', '--port', port, '--json'], webhookContext());
    expect([taken.exitCode, taken.error().code]).toEqual([8, 'PORT_UNAVAILABLE']);
    for (const argv of [
      ['--port', 'x'],
      ['--path', '/a?b'],
      ['--forward-to', 'nowhere'],
    ])
      expect((await runCli(['webhook', 'listen', ...argv], webhookContext())).exitCode).toBe(2);
  });

  it('is told to people', async () => {
    const { url, lines, stop } = await listen([], {}, 'text');
    await signed(url, errorEvent([{ type: 'PERMISSION', code: null, state: 'ERROR', signals: ['charge-ischarging'] }]));
    await post(url, stateEvent);
    const { exitCode } = await stop();
    await expectTranscript(
      'webhook-listen',
      'connect-cli webhook listen --port 4040',
      { exitCode, stdout: lines.join('\n'), stderr: '' },
      [
        [new RegExp(new URL(url).port, 'g'), '4040'],
        [/\d\d:\d\d:\d\d/g, '12:34:56'],
        [/\b[0-9a-f]{12}\b/g, '3f2a9c01b7de'],
      ],
    );
  });
});

describe('the reader of what is printed', () => {
  it('holds up no answer by being slow', async () => {
    const app = await startApp();
    let read = (): void => {};
    const gate = new Promise<void>((resolve) => (read = resolve));
    const { url, stop } = await listen(['--forward-to', app.url], {}, 'json', () => gate);
    expect((await signed(url, stateEvent)).status).toBe(200);
    expect((await post(url, stateEvent)).status).toBe(401);
    expect((await post(url, JSON.stringify({ eventType: 'VERIFY', data: { challenge: 'a' } }))).status).toBe(200);
    const stopping = stop();
    read();
    expect((await stopping).exitCode).toBe(130);
  });

  it('ends the listener where nothing can be written any more', async () => {
    const full = new CliError('OUTPUT_FAILED', 'The result cannot be written.', { hint: 'Send it elsewhere.' });
    const { url, running } = await listen([], {}, 'json', () => Promise.reject(full));
    expect((await signed(url, stateEvent)).status).toBe(200);
    const { exitCode, error } = await running;
    expect([exitCode, error().code]).toEqual([1, 'OUTPUT_FAILED']);
  });
});

describe('forwarding', () => {
  it('hands bytes and headers on untouched, and the answer back', async () => {
    const app = await startApp(() => ({ status: 202, headers: { 'x-app': 'yes' }, body: 'taken' }));
    const { url, events } = await listen(['--forward-to', app.url]);
    const body = `{ "eventId":"é", "eventType":"VEHICLE_STATE"}\n`;
    const answer = await signed(url, body, { 'X-Custom': 'a', 'User-Agent': 'Smartcar/1.0' });
    expect([answer.status, await answer.text(), answer.headers.get('x-app')]).toEqual([202, 'taken', 'yes']);
    const [request] = app.received;
    expect(String(request?.body)).toBe(body);
    expect(request?.url).toBe('/hook');
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'sc-signature': signatureOf(body),
      'x-custom': 'a',
      'user-agent': 'Smartcar/1.0',
    });
    expect(Object.keys(request?.headers ?? {}).filter((name) => /forwarded|via/.test(name))).toEqual([]);
    expect((await events(1))[0]?.forwarded).toEqual({ status: 202, milliseconds: expect.any(Number), error: null });
  });

  it('marks an event that the app did not take, and none that it took', async () => {
    const statuses = [500, 302, 204];
    const app = await startApp(() => ({ status: statuses[app.received.length - 1] ?? 0 }));
    const { url, lines, stop } = await listen(['--forward-to', app.url], {}, 'text');
    for (let sent = 0; sent < statuses.length; sent += 1) await signed(url, stateEvent);
    app.close();
    await signed(url, stateEvent);
    await stop();
    const marks = lines.slice(1).map((line) => [line[0], /app:? (\d+|.*reached)/.exec(line)?.[1]]);
    expect(marks.slice(0, 3)).toEqual([
      ['✗', '500'],
      ['✗', '302'],
      ['✓', '204'],
    ]);
    expect(marks[3]?.[0]).toBe('✗');
  });

  it('never hands on what is not rightly signed, nor VERIFY', async () => {
    const app = await startApp();
    const { url, events } = await listen(['--forward-to', app.url]);
    await post(url, stateEvent);
    await post(url, stateEvent, { 'sc-signature': 'x' });
    await post(url, JSON.stringify({ eventType: 'VERIFY', data: { challenge: 'challenge_1' } }));
    const seen = await events(3);
    expect(seen.map(({ forwarded }) => forwarded)).toEqual([null, null, null]);
    expect(app.received).toEqual([]);
  });

  it('answers 502 at once where the app is dead', async () => {
    const { url, events } = await listen(['--forward-to', `http://localhost:${await deadPort()}/`]);
    expect((await signed(url, stateEvent)).status).toBe(502);
    expect((await events(1))[0]?.forwarded).toMatchObject({ status: null, error: expect.stringContaining('reached') });
  });

  it.each([
    ['says nothing', 'never', 50, 'did not answer'],
    // Long enough for its status to come first, on a busy machine as well.
    ['never ends', { status: 200, body: '{', end: 'never' }, 3000, 'answered 200, but its answer did not end'],
  ] as const)('answers 504 where the app %s', async (_what, reply, timeoutMs, said) => {
    const { webhooks } = webhookContext();
    if (webhooks === undefined) throw new Error('no webhooks');
    const impatient = {
      ...webhooks,
      send: (one: Parameters<typeof webhooks.send>[0]) => webhooks.send({ ...one, timeoutMs }),
    };
    const app = await startApp(() => reply);
    const { url, events } = await listen(['--forward-to', app.url], { webhooks: impatient });
    expect((await signed(url, stateEvent)).status).toBe(504);
    expect((await events(1))[0]?.forwarded).toMatchObject({ status: null, error: expect.stringContaining(said) });
  });

  it('lets a slow event hold up itself alone', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const app = await startApp(async ({ body }) => {
      if (String(body).includes('"slow"')) await gate;
      return { status: 200 };
    });
    const { url, events } = await listen(['--forward-to', app.url]);
    const slow = signed(url, JSON.stringify({ eventId: 'slow' }));
    expect((await signed(url, JSON.stringify({ eventId: 'fast' }))).status).toBe(200);
    expect((await events(1)).map(({ eventId }) => eventId)).toEqual(['fast']);
    release();
    expect((await slow).status).toBe(200);
  });

  it('gives the answer that it owes before it stops', async () => {
    let release = (): void => {};
    let arrived = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const app = await startApp(async () => {
      arrived();
      await gate;
      return { status: 200, body: 'late' };
    });
    const { url, lines, stop } = await listen(['--forward-to', app.url]);
    const half = connect(Number(new URL(url).port), '127.0.0.1');
    half.write('POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{');
    half.on('error', () => {});
    const waiting = signed(url, stateEvent);
    await arrival;
    const ended = stop();
    release();
    expect(await (await waiting).text()).toBe('late');
    expect((await ended).exitCode).toBe(130);
    expect(lines).toHaveLength(2);
  });

  it('goes to no public address and not to itself', async () => {
    const far = await runCli(['webhook', 'listen', '--forward-to', 'http://8.8.8.8/', '--json'], webhookContext());
    expect([far.exitCode, far.error().code]).toEqual([9, 'SECURITY']);
    const port = await deadPort();
    const own = ['webhook', 'listen', '--port', String(port), '--forward-to', `http://localhost:${port}/x`, '--json'];
    expect((await runCli(own, webhookContext())).exitCode).toBe(2);
  });
});

async function replay(home: string, argv: readonly string[], given: Partial<Context> = {}) {
  const result = await runCli(['webhook', 'replay', ...argv, '--json'], webhookContext({ home, ...given }));
  return {
    exitCode: result.exitCode,
    result,
    document: () => result.json<WebhookDelivery & Record<string, unknown>>(),
  };
}

describe('webhook replay', () => {
  it('sends what was kept once more, bytes and headers unchanged', async () => {
    const { url, events, home, stop } = await listen();
    const body = `{"eventId" : "ü", "eventType":"VEHICLE_STATE"}`;
    await signed(url, body, { 'X-Twice': '1', 'User-Agent': 'Smartcar/1.0', authorization: 'Bearer top-secret' });
    const [event] = await events(1);
    await stop();
    const app = await startApp(() => ({ status: 201, body: 'ok' }));
    const { exitCode, document } = await replay(home, [event?.id ?? '', '--to', app.url], {
      env: { CONNECT_CLI_HOME: home },
    });
    expect(exitCode).toBe(0);
    expect(schemaFaults(document())).toEqual([]);
    expect(document()).toMatchObject({
      status: 201,
      accepted: true,
      body: 'ok',
      signature: signatureOf(body),
      eventId: 'ü',
    });
    expect(String(app.received[0]?.body)).toBe(body);
    expect(app.received[0]?.headers).toMatchObject({ 'x-twice': '1', 'user-agent': 'Smartcar/1.0' });
    expect(app.received[0]?.headers).not.toHaveProperty('authorization');
  });

  it('lists what is kept and goes to where the listener sent it', async () => {
    const app = await startApp();
    const { url, events, home, stop } = await listen(['--forward-to', app.url]);
    await signed(url, stateEvent);
    await post(url, stateEvent);
    const seen = await events(2);
    await stop();
    const { document } = await replay(home, []);
    expect(schemaFaults(document())).toEqual([]);
    expect(document()['deliveries']).toMatchObject([
      { id: seen[0]?.id, eventId: 'e1', signature: 'valid', vehicleId: 'v1', bytes: stateEvent.length },
      { id: seen[1]?.id, signature: 'missing' },
    ]);
    // The newest that an app would take, and to where it went.
    expect(document()['next']).toMatchObject([{ command: `connect-cli webhook replay ${seen[0]?.id}` }]);
    expect((await replay(home, [seen[0]?.id ?? ''])).exitCode).toBe(0);
    expect(app.received).toHaveLength(2);
  });

  it('lists them for people', async () => {
    const { url, events, home, stop } = await listen();
    await signed(url, stateEvent);
    await events(1);
    await stop();
    const result = await runCli(['webhook', 'replay'], webhookContext({ home }));
    await expectTranscript('webhook-replay', 'connect-cli webhook replay', result, [
      [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '2026-09-14 08:30:00'],
      [/\b[0-9a-f]{12}\b/g, '3f2a9c01b7de'],
    ]);
  });

  it('marks what the listener refused, VERIFY as well', async () => {
    const { url, events, home, stop } = await listen();
    const verifyOf = (challenge: string | undefined) => JSON.stringify({ eventType: 'VERIFY', data: { challenge } });
    const statuses = [
      await post(url, verifyOf('challenge_1')),
      await signed(url, verifyOf('{"a":1}')),
      await post(url, verifyOf('challenge_1'), { 'sc-signature': 'x' }),
      await post(url, verifyOf('{"a":1}')),
      await post(url, verifyOf(undefined)),
      await post(url, stateEvent),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 401, 400, 401, 401]);
    await events(6);
    await stop();
    const { document } = await replay(home, []);
    const rows = document()['deliveries'] as readonly { readonly taken: boolean }[];
    expect(rows.map(({ taken }) => taken)).toEqual([true, true, false, false, false, false]);
    const { stdout } = await runCli(['webhook', 'replay'], webhookContext({ home }));
    expect(stdout.match(/^[✓✗]/gm)).toEqual(['✓', '✓', '✗', '✗', '✗', '✗']);
  });

  it('judges the answer to VERIFY by the token', async () => {
    const { url, events, home, stop } = await listen();
    await post(url, JSON.stringify({ eventType: 'VERIFY', data: { challenge: 'challenge_1' } }));
    const [event] = await events(1);
    await stop();
    const wrong = await startApp(() => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"challenge":"x"}',
    }));
    expect((await replay(home, [event?.id ?? '', '--to', wrong.url])).exitCode).toBe(5);
    const without = await replay(home, [event?.id ?? '', '--to', wrong.url], { env: {} });
    expect([without.exitCode, without.document().warnings.length]).toEqual([0, 1]);
  });

  it('ends with 2 for an unknown id or no address, 9 for a public one, 5 and 6 as the receiver does', async () => {
    const { url, events, home, stop } = await listen();
    await signed(url, stateEvent);
    const [event] = await events(1);
    await stop();
    const id = event?.id ?? '';
    expect((await replay(home, ['000000000000', '--to', 'http://localhost:9/'])).exitCode).toBe(2);
    expect((await replay(home, [id])).exitCode).toBe(2);
    expect((await replay(home, [id, '--to', 'http://8.8.8.8/'])).exitCode).toBe(9);
    const app = await startApp(() => ({ status: 500 }));
    expect((await replay(home, [id, '--to', app.url])).exitCode).toBe(5);
    expect((await replay(home, [id, '--to', `http://localhost:${await deadPort()}/`])).exitCode).toBe(6);
  });

  it('keeps no secret, and for its owner alone', async () => {
    const { url, events, home, stop } = await listen();
    await signed(url, stateEvent, { cookie: 'sid=top-secret', authorization: 'Bearer top-secret' });
    await events(1);
    await stop();
    const folder = join(home, 'state', 'webhook-deliveries');
    const files = readdirSync(folder).map((name) => join(folder, name));
    expect(files).toHaveLength(1);
    for (const file of files) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readFileSync(file, 'utf8')).not.toContain(managementToken);
      expect(readFileSync(file, 'utf8')).not.toContain('top-secret');
    }
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
});
