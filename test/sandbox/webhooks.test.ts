import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sign } from '../../src/sandbox/webhooks/sign.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/library.ts';

// The package has no types of its own; what the tests touch is named here.
interface Smartcar {
  hashChallenge(amt: string, challenge: string): string;
  verifyPayload(amt: string, signature: string, body: unknown): boolean;
}
const smartcar = createRequire(import.meta.url)('smartcar') as Smartcar;

type Answer = { readonly status?: number; readonly type?: string; readonly body: string };

const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function start(): Promise<Sandbox> {
  const sandbox = await createSandbox({
    port: 0,
    scenario: 'all-granted',
    registration: { managementToken: 'amt' },
  });
  open.push(sandbox);
  return sandbox;
}

/** A program of a developer that receives webhooks. */
async function listen(reply: (body: string, signature: string) => Answer): Promise<string> {
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const answer = reply(body, String(request.headers['sc-signature']));
      response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'application/json' });
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => server.closeAllConnections() ?? server.close() });
  return `http://localhost:${(server.address() as AddressInfo).port}/hook`;
}

async function ask(sandbox: Sandbox, what: string, body: unknown) {
  const response = await fetch(`${sandbox.url}/_sandbox/webhooks/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe('the signature', () => {
  it('is the one of the official SDKs', async () => {
    expect(sign('amt', 'challenge')).toBe('9baf5a7464bd86740ad5a06e439dcf535a075022ed2c92d74efacf646d79328e');
    expect(sign('amt', '{"pizza":"pasta"}')).toBe('4c05a8da471f05156ad717baa4017acd13a3a809850b9ca7d3301dcaaa854f70');
  });
});

describe('the rehearsal of a webhook', () => {
  it.each(['4.0', '2.0'])(
    'verifies a callback that hashes the challenge with the official SDK, version %s',
    async (version) => {
      const sandbox = await start();
      const url = await listen((body) => {
        const event = JSON.parse(body);
        const challenge = version === '4.0' ? event.data.challenge : event.payload.challenge;
        return { body: JSON.stringify({ challenge: smartcar.hashChallenge('amt', challenge) }) };
      });
      const { status, body } = await ask(sandbox, 'verify', { url, version, challenge: 'challenge' });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        verified: true,
        challenge: 'challenge',
        expected: '9baf5a7464bd86740ad5a06e439dcf535a075022ed2c92d74efacf646d79328e',
        answer: { status: 200, contentType: 'application/json' },
        problems: [],
      });
      expect(JSON.parse(body.sent.body)).toMatchObject(
        version === '4.0'
          ? {
              eventType: 'VERIFY',
              data: { challenge: 'challenge' },
              meta: { version, webhookId: sandbox.application.webhookId },
            }
          : {
              version,
              webhookId: sandbox.application.webhookId,
              eventName: 'verify',
              payload: { challenge: 'challenge' },
            },
      );
    },
  );

  it.each<[string, Answer, RegExp]>([
    ['the challenge itself', { body: '{"challenge":"challenge"}' }, /not the HMAC-SHA256/],
    ['no JSON', { body: 'ok' }, /not a JSON object/],
    ['another status', { status: 204, body: '' }, /status is 204, not 200/],
    ['plain text', { type: 'text/plain', body: '{"challenge":"x"}' }, /content-type is not application\/json/],
  ])('says what is wrong with %s', async (_what, answer, problem) => {
    const sandbox = await start();
    const url = await listen(() => answer);
    const { body } = await ask(sandbox, 'verify', { url, challenge: 'challenge' });
    expect(body.verified).toBe(false);
    expect(body.problems.join(' ')).toMatch(problem);
  });

  it('delivers a signed event that the official SDK verifies', async () => {
    const sandbox = await start();
    const seen: unknown[] = [];
    const url = await listen((body, signature) => {
      seen.push([JSON.parse(body), smartcar.verifyPayload('amt', signature, JSON.parse(body))]);
      return { body: '{}' };
    });
    const event = { pizza: 'pasta' };
    expect((await ask(sandbox, 'deliver', { url, event })).body).toMatchObject({
      delivered: true,
      sent: {
        headers: { 'sc-signature': '4c05a8da471f05156ad717baa4017acd13a3a809850b9ca7d3301dcaaa854f70' },
        body: '{"pizza":"pasta"}',
      },
    });
    const state = JSON.parse(await sandbox.fetch('/_sandbox/state').then((answer) => answer.text()));
    expect((await ask(sandbox, 'deliver', { url, vehicleId: state.vehicles[0].vin })).body.delivered).toBe(true);
    expect(seen).toMatchObject([
      [event, true],
      [
        { eventType: 'VEHICLE_STATE', data: { vehicle: { id: state.vehicles[0].vehicleId ?? state.vehicles[0].id } } },
        true,
      ],
    ]);
    expect(JSON.stringify(seen[1])).toContain('"code":"odometer-traveleddistance"');
  });

  it.each([
    'https://example.com/hook',
    'http://example.com/',
    'http://localhost.example.com/',
    'http://localhost:80@example.com/',
    'http://127.0.0.1.example.com/',
    'http://192.168.0.1/',
    'http://[::2]/',
    'file:///etc/passwd',
    'localhost:1',
  ])('sends nothing to %s', async (url) => {
    const sandbox = await start();
    for (const what of ['verify', 'deliver']) {
      const { status, body } = await ask(sandbox, what, what === 'verify' ? { url } : { url, event: {} });
      expect(status).toBe(400);
      expect(body.error.message).toContain('is not on this machine');
    }
  });

  it('says when nothing answers, and refuses what it cannot send', async () => {
    const sandbox = await start();
    const url = 'http://127.0.0.1:1/hook';
    expect((await ask(sandbox, 'verify', { url })).body).toMatchObject({
      verified: false,
      answer: null,
      problems: ['Nothing answered at http://127.0.0.1:1/hook (ECONNREFUSED).'],
    });
    expect((await ask(sandbox, 'deliver', { url })).status).toBe(400);
    expect((await ask(sandbox, 'deliver', { url, vehicleId: 'none' })).status).toBe(404);
    expect((await ask(sandbox, 'verify', { url, version: '3' })).status).toBe(400);
  });

  it('works without a socket of the sandbox too', async () => {
    const sandbox = await createSandbox({ registration: { managementToken: 'amt' } });
    const url = await listen((body) => ({
      body: JSON.stringify({ challenge: smartcar.hashChallenge('amt', JSON.parse(body).data.challenge) }),
    }));
    const answer = await sandbox.fetch('/_sandbox/webhooks/verify', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url }),
    });
    expect(await answer.json()).toMatchObject({ verified: true });
  });
});
