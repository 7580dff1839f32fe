import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SandboxHandle } from '../../src/io/sandbox-control.ts';
import { createSandboxControl } from '../../src/sandbox/client/sandbox-control.ts';
import { signatureOf, startApp, type Received, type Reply } from '../support/webhooks.ts';
import { Secret } from '../../src/core/secret.ts';

interface ErrorEntry {
  readonly type: string;
  readonly code: string | null;
  readonly state: string;
  readonly signals: readonly { readonly code: string }[];
  readonly resolution?: unknown;
}

const eventOf = ({ body }: Received) => JSON.parse(String(body));

/** An app that tells when it got the n-th delivery. */
async function receiver(reply: () => Reply = () => ({ status: 200 })) {
  const waiting = new Map<number, () => void>();
  let count = 0;
  const app = await startApp(() => {
    count += 1;
    waiting.get(count)?.();
    return reply();
  });
  return {
    ...app,
    got: (number: number): Promise<void> =>
      count >= number ? Promise.resolve() : new Promise((resolve) => waiting.set(number, resolve)),
  };
}

async function start(callback: string, scenario = 'all-granted'): Promise<SandboxHandle> {
  const registration = { managementToken: new Secret('amt'), webhookCallbackUri: callback };
  const sandbox = await createSandboxControl().start({ registration, scenario });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

async function call(sandbox: SandboxHandle, method: string, path: string, body?: unknown) {
  const response = await fetch(`${sandbox.url}/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status, `${method} ${path}`).toBeLessThan(300);
  return response.status === 204 ? undefined : response.json();
}

/** Subscribes the first car as an app does, with an application token. */
async function subscribe(sandbox: SandboxHandle): Promise<{ readonly vehicleId: string }> {
  const [connection] = await sandbox.connections();
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: sandbox.apiClientId,
    client_secret: sandbox.apiClientSecret.reveal(),
  });
  const token = await fetch(`${sandbox.url}/oauth2/token`, { method: 'POST', body: form });
  const { access_token: bearer } = (await token.json()) as { access_token: string };
  const attributes = {
    webhookId: sandbox.webhookId,
    userId: connection?.userId,
    vehicleId: connection?.vehicleId,
  };
  const response = await fetch(`${sandbox.url}/v3/subscriptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ data: { attributes } }),
  });
  expect(response.status).toBe(202);
  return { vehicleId: connection?.vehicleId ?? '' };
}

const consent = (sandbox: SandboxHandle, body: unknown) =>
  call(sandbox, 'PUT', '_sandbox/accounts/owner@example.com/consents/smartcar', body);

const namesOf = (request: Received | undefined): readonly string[] =>
  request === undefined
    ? []
    : eventOf(request).data.errors.map(({ type, code, state }: ErrorEntry) => `${type}:${code} ${state}`);

describe('a sandbox with a subscribed car', () => {
  it('sends the first delivery, signed', async () => {
    const app = await receiver();
    const sandbox = await start(app.url);
    const { vehicleId } = await subscribe(sandbox);
    await app.got(1);
    const [request] = app.received;
    expect(request?.headers['sc-signature']).toBe(signatureOf(request?.body ?? '', 'amt'));
    const event = eventOf(request as Received);
    expect(event).toMatchObject({ eventType: 'VEHICLE_STATE', vehicleId, triggers: [{ type: 'FIRST_DELIVERY' }] });
    expect(event.data.triggers).toEqual([]);
    expect(event.meta).toMatchObject({
      version: '4.0',
      webhookId: sandbox.webhookId,
      mode: 'LIVE',
      signalCount: event.data.signals.length,
    });
  });

  // By itself it would wait 15 seconds.
  it('hangs up when it is closed, also on a receiver that says nothing', { timeout: 12_000 }, async () => {
    const silent = createServer();
    const came = new Promise<IncomingMessage>((resolve) => silent.once('request', resolve));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const sandbox = await start(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    await subscribe(sandbox);
    const { socket } = await came;
    const hungUp = once(socket, 'close');
    await sandbox.close();
    await hungUp;
    expect(socket.destroyed).toBe(true);
  });

  it('tells of a box that the owner unticks, and when it is ticked again', async () => {
    const app = await receiver();
    const sandbox = await start(app.url);
    await subscribe(sandbox);
    await app.got(1);
    const before = app.received.length;
    await consent(sandbox, { untick: ['Vehicle Location'] });
    await app.got(before + 1);
    const error = eventOf(app.received[before] as Received).data.errors[0] as ErrorEntry;
    expect(error).toMatchObject({
      type: 'PERMISSION',
      code: null,
      state: 'ERROR',
      resolution: { type: 'REAUTHENTICATE' },
    });
    expect(error.signals.map(({ code }) => code)).toContain('location-preciselocation');
    await consent(sandbox, { tick: ['Vehicle Location'] });
    await app.got(before + 2);
    const over = eventOf(app.received[before + 1] as Received).data.errors[0] as ErrorEntry;
    expect(over).toMatchObject({ type: 'PERMISSION', code: null, state: 'RESOLVED' });
    expect(over.signals).toEqual(error.signals);
    expect(over).not.toHaveProperty('resolution');
  });

  it('tells nothing of a box that only commands need', async () => {
    const app = await receiver();
    const sandbox = await start(app.url);
    await subscribe(sandbox);
    await app.got(1);
    await consent(sandbox, { untick: ['Vehicle Commands'] });
    await consent(sandbox, { untick: ['Vehicle Charging Management'] });
    await consent(sandbox, { untick: ['Vehicle Location'] });
    await app.got(2);
    const { webhookDeliveries } = (await call(sandbox, 'GET', '_sandbox/state')) as {
      webhookDeliveries: readonly { readonly tells: readonly string[] }[];
    };
    expect(webhookDeliveries.map(({ tells }) => tells).toSorted()).toEqual([
      ['FIRST_DELIVERY'],
      ['PERMISSION:null ERROR'],
    ]);
    const [error] = eventOf(app.received[1] as Received).data.errors as readonly ErrorEntry[];
    expect(error?.signals.map(({ code }) => code)).toContain('location-preciselocation');
  });

  it('sends errors where the application wants errors, until it wants them with the rest', async () => {
    const [app, errors] = await Promise.all([receiver(), receiver()]);
    const sandbox = await start(app.url);
    await call(sandbox, 'PUT', '_sandbox/application', { errorCallbackUri: errors.url });
    await subscribe(sandbox);
    await app.got(1);
    await consent(sandbox, { untick: ['Vehicle Location'] });
    await errors.got(1);
    expect(namesOf(errors.received[0])).toEqual(['PERMISSION:null ERROR']);
    expect(errors.received[0]?.headers['user-agent']).toMatch(/^Smartcar\/\d/);
    await call(sandbox, 'PUT', '_sandbox/application', { errorCallbackUri: '' });
    const before = app.received.length;
    await consent(sandbox, { tick: ['Vehicle Location'] });
    await app.got(before + 1);
    expect(namesOf(app.received[before])).toEqual(['PERMISSION:null RESOLVED']);
  });

  it('tells of a key that is lost and of access that is taken away', async () => {
    const app = await receiver();
    const sandbox = await start(app.url);
    const { vehicleId } = await subscribe(sandbox);
    await app.got(1);
    const before = app.received.length;
    await call(sandbox, 'DELETE', `_sandbox/vehicles/${vehicleId}/keys/smartcar.com`, {});
    await app.got(before + 1);
    await call(sandbox, 'PUT', `_sandbox/vehicles/${vehicleId}/keys/smartcar.com`, {});
    await app.got(before + 2);
    await call(sandbox, 'DELETE', '_sandbox/accounts/owner@example.com/consents/smartcar', {});
    await app.got(before + 3);
    expect(namesOf(app.received[before])).toEqual(['CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED ERROR']);
    expect(namesOf(app.received[before + 1])).toEqual(['CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED RESOLVED']);
    expect(namesOf(app.received[before + 2])).toContain('CONNECTED_SERVICES_ACCOUNT:PERMISSION ERROR');
  });

  it('tries four times as published, by its own clock, and shows it', async () => {
    const app = await receiver(() => ({ status: 503 }));
    const sandbox = await start(app.url);
    await subscribe(sandbox);
    for (const [count, seconds] of [
      [1, 25],
      [2, 50],
      [3, 100],
    ] as const) {
      await app.got(count);
      await settled(sandbox, count);
      await call(sandbox, 'POST', '_sandbox/clock/advance', { seconds });
    }
    await app.got(4);
    const [delivery] = await settled(sandbox, 4);
    const events = app.received.map(eventOf);
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(1);
    expect(new Set(events.map(({ meta }) => meta.deliveryId)).size).toBe(4);
    expect(delivery).toMatchObject({ outcome: 'dropped', eventType: 'VEHICLE_STATE', url: app.url });
    expect(delivery?.tries.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
    const signatures = app.received.map(({ headers }) => headers['sc-signature']);
    expect(delivery?.tries.map(({ signature }) => signature)).toEqual(signatures);
    const page = await (await fetch(`${sandbox.url}/_sandbox`)).text();
    expect(page).toContain('FIRST_DELIVERY');
  });

  it('sends nothing where nobody is subscribed, and nothing beyond this machine', async () => {
    const app = await receiver();
    const sandbox = await start(app.url);
    await consent(sandbox, { untick: ['Vehicle Location'] });
    expect(app.received).toEqual([]);
    const response = await fetch(`${sandbox.url}/_sandbox/application`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ webhookCallbackUri: 'https://example.com/hook' }),
    });
    expect(response.status).toBe(400);
  });
});

interface Shown {
  readonly outcome: string;
  readonly tries: readonly { readonly status: number; readonly signature: string }[];
}

/** The deliveries, once the newest try of the first one has its answer. */
async function settled(sandbox: SandboxHandle, tries: number): Promise<readonly Shown[]> {
  for (;;) {
    const { webhookDeliveries } = (await call(sandbox, 'GET', '_sandbox/state')) as {
      webhookDeliveries: readonly Shown[];
    };
    if ((webhookDeliveries[0]?.tries.length ?? 0) >= tries) return webhookDeliveries;
  }
}
