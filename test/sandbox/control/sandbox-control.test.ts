import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import type { SandboxHandle } from '../../../src/io/sandbox-control.ts';
import { createSandboxControl } from '../../../src/sandbox/client/sandbox-control.ts';
import { controlOperations } from '../../../src/sandbox/control/routes.ts';
import { createSandbox } from '../../../src/sandbox/library.ts';
import { connectLink, selectAll, setStage, type Stage } from '../visitor.ts';

const control = createSandboxControl();
const open: SandboxHandle[] = [];

async function start(...args: Parameters<typeof control.start>): Promise<SandboxHandle> {
  const handle = await control.start(...args);
  open.push(handle);
  return handle;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((handle) => handle.close()));
});

const connectUrl = (handle: SandboxHandle, state: string) =>
  `${handle.url}/oauth/authorize?response_type=code&client_id=${handle.clientId}&make=TESLA&scope=read_vin&state=${state}`;

const everything = { rounds: [{ kind: 'select-all' as const }], untick: [] };

describe('an embedded sandbox', () => {
  it('registers what it is given', async () => {
    const handle = await start({
      registration: {
        clientId: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07',
        clientSecret: new Secret('s3cret'),
        managementToken: new Secret('amt'),
        redirectUris: ['https://example.com/auth', 'app://back'],
      },
    });
    expect(handle).toMatchObject({
      applicationId: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07',
      redirectUris: ['https://example.com/auth', 'app://back'],
    });
    expect([handle.clientSecret.reveal(), handle.managementToken.reveal()]).toEqual(['s3cret', 'amt']);
    expect(handle.apiClientId).toMatch(/^client_/);
  });

  it('connects a fleet and lets requests fail as ordered, after a reset as well', async () => {
    const handle = await start({
      registration: {},
      cars: 250,
      faults: [
        {
          order: 'status=429 retry-after=7 nth=2',
          fields: { status: 429, headers: { 'retry-after': '7' }, nth: 2, path: '/v3/connections' },
        },
        { order: 'cut=20 nth=3', fields: { cutAfter: 20, nth: 3, path: '/v3/connections' } },
      ],
    });
    const form = { grant_type: 'client_credentials', client_id: handle.apiClientId };
    const body = new URLSearchParams({ ...form, client_secret: handle.apiClientSecret.reveal() });
    const reset = async () => {
      const headers = { 'content-type': 'application/json' };
      await fetch(`${handle.url}/_sandbox/reset`, { method: 'POST', headers, body: '{"scenario":"all-granted"}' });
    };
    for (const round of [1, 2]) {
      const answer = await fetch(`${handle.url}/oauth2/token`, { method: 'POST', body });
      const { access_token: token } = (await answer.json()) as { access_token: string };
      const ask = () =>
        fetch(`${handle.url}/v3/connections?page[size]=100&page[number]=3`, {
          headers: { authorization: `Bearer ${token}` },
        });
      const page = (await (await ask()).json()) as { data: unknown[]; meta: { totalCount: number } };
      // The scenario of the second round has two cars of its own.
      expect([page.data.length, page.meta.totalCount]).toEqual(round === 1 ? [50, 250] : [52, 252]);
      const busy = await ask();
      expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '7']);
      const cut = await ask();
      expect([cut.status, Number(cut.headers.get('content-length')) > 20]).toEqual([200, true]);
      await expect(cut.text()).rejects.toThrow('terminated');
      expect((await ask()).status).toBe(200);
      await reset();
    }
  });

  it('refuses a fault that makes no sense, in the words of its order', async () => {
    const faults = [{ order: 'rate=2', fields: { status: 429, rate: 2 } }];
    await expect(start({ registration: {}, faults })).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      message: '--fault "rate=2" cannot be used: rate must be a number from 0 to 1.',
    });
  });

  it('says where nobody takes the final redirect', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    // An address of the server is an object, for it listens on TCP.
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const handle = await start({ registration: { redirectUris: [`http://127.0.0.1:${port}/back`] } });
    await expect(handle.play(connectUrl(handle, 'S0'), everything, { deliver: true })).rejects.toMatchObject({
      code: 'NETWORK',
      message: `The played owner cannot open the redirect to "http://127.0.0.1:${port}".`,
    });
  });

  it('delivers the final redirect to a program that listens', async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const uri = `http://localhost:${(server.address() as AddressInfo).port}/exchange`;
    const handle = await start({ registration: { redirectUris: [uri] } });
    const played = await handle.play(connectUrl(handle, 'S1'), everything, { deliver: true });
    expect(played.outcome).toBe('redirected');
    expect(seen).toEqual([played.url.slice(new URL(uri).origin.length)]);
    expect(await handle.record('S1')).toMatchObject({ outcome: 'granted' });
    expect(await handle.record('nobody')).toBeUndefined();
    expect((await handle.connections())[0]?.permissions).toEqual(['read_vin']);
    server.closeAllConnections();
    server.close();
  });

  it('gives Python its own form of the auth origin', async () => {
    const handle = await start({ registration: {} });
    expect(handle.environment('python')['SMARTCAR_AUTH_ORIGIN']).toBe(`${handle.url}/oauth/token`);
    expect(handle.environment('node')).toMatchObject({
      SMARTCAR_AUTH_ORIGIN: handle.url,
      SMARTCAR_API_ORIGIN: handle.url,
      SMARTCAR_API_V3_ORIGIN: handle.url,
      SMARTCAR_CLIENT_ID: handle.clientId,
    });
  });

  it('says which port it could not have', async () => {
    const handle = await start({ registration: {} });
    await expect(control.start({ registration: {}, port: Number(new URL(handle.url).port) })).rejects.toMatchObject({
      code: 'PORT_UNAVAILABLE',
    });
  });

  it('refuses an unknown scenario', async () => {
    await expect(control.start({ registration: {}, scenario: 'nope' })).rejects.toMatchObject({
      code: 'INVALID_VALUE',
    });
  });

  it('stops a slow owner when the signal aborts', async () => {
    const handle = await start({ registration: {}, scenario: 'slow-owner' });
    const stop = new AbortController();
    const walk = handle.play(connectUrl(handle, 'S'), everything, { deliver: false, signal: stop.signal });
    stop.abort();
    await expect(walk).rejects.toThrow(/abort/i);
  });
});

describe('a running sandbox', () => {
  it('takes flags as registration, plays an owner over HTTP and tells what was recorded', async () => {
    const running = await start({ registration: { redirectUris: ['https://example.com/auth'] } });
    const attached = await control.attach(running.url, {
      registration: { redirectUris: ['http://localhost:1/exchange'] },
    });
    expect(attached).toMatchObject({
      applicationId: running.applicationId,
      redirectUris: ['https://example.com/auth', 'http://localhost:1/exchange'],
    });
    expect(attached.clientSecret.reveal()).toBe(running.clientSecret.reveal());
    const played = await attached.play(connectUrl(attached, 'S2'), everything, { deliver: false });
    // Whoever attaches leaves the default as it was.
    expect(played.url.startsWith('https://example.com/auth?code=')).toBe(true);
    expect(await attached.record('S2')).toEqual(await running.record('S2'));
    expect((await attached.connections())[0]?.permissions).toEqual(['read_vin']);
  });

  it('keeps what each of many registers who attach at the same moment', async () => {
    const running = await start({ registration: { redirectUris: ['https://example.com/auth'] } });
    const uris = Array.from({ length: 12 }, (_, port) => `http://localhost:${port + 1}/exchange`);
    await Promise.all(uris.map((uri) => control.attach(running.url, { registration: { redirectUris: [uri] } })));
    const last = await control.attach(running.url, { registration: {} });
    expect(last.redirectUris.toSorted()).toEqual(['https://example.com/auth', ...uris].toSorted());
  });

  it('registers another application beside the first', async () => {
    const running = await start({ registration: {} });
    const other = await control.attach(running.url, {
      registration: { clientId: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07' },
    });
    expect(other.clientId).toBe('8229df9f-91a0-4ff0-a1ae-a1f38ee24d07');
    expect(other.clientId).not.toBe(running.clientId);
    const played = await other.play(connectUrl(other, 'S'), everything, { deliver: false });
    expect(played.outcome).toBe('redirected');
  });

  it('nothing there: exit as for the network, with the way to start one', async () => {
    await expect(control.attach('http://localhost:1', { registration: {} })).rejects.toMatchObject({ code: 'NETWORK' });
  });
});

/** Sends to the control API. */
function ask(stage: Stage, method: string, path: string, body?: unknown) {
  const answer = stage.core.handle({
    method,
    path: `/_sandbox/${path.split('?')[0] ?? ''}`,
    query: path.split('?')[1] ?? '',
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? '' : JSON.stringify(body),
  });
  return { status: answer.status, body: JSON.parse(answer.body) };
}

describe('the control API', () => {
  it('is described by docs/sandbox-openapi.yaml, operation by operation', () => {
    const text = readFileSync(new URL('../../../docs/sandbox-openapi.yaml', import.meta.url), 'utf8');
    const { paths } = load(text) as { paths: Record<string, Record<string, unknown>> };
    const described = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((method) => method !== 'parameters')
        .map((method) => `${method.toUpperCase()} ${path.replace('/_sandbox/', '').replaceAll(/\{[^}]+\}/g, '*')}`),
    );
    expect(described.filter((name) => name !== 'GET /_sandbox').toSorted()).toEqual([...controlOperations].toSorted());
  });

  it('plays what an owner does at Tesla and in the car', () => {
    const stage = setStage({ scenario: 'all-granted' });
    const [car] = stage.core.state.vehicles.values();
    expect(
      ask(stage, 'PUT', 'accounts/owner@example.com/consents/smartcar', { untick: ['Vehicle Commands'] }).status,
    ).toBe(200);
    expect(stage.granted()).not.toContain('control_security');
    ask(stage, 'PUT', 'accounts/owner@example.com/consents/smartcar', { tick: ['vehicle_cmds'] });
    expect(stage.granted()).toContain('control_security');
    ask(stage, 'DELETE', `vehicles/${car?.vin ?? ''}/keys/smartcar.com`);
    expect(car?.keys).toEqual([]);
    ask(stage, 'PUT', `vehicles/${car?.id ?? ''}/keys/smartcar.com`);
    expect(car?.keys).toEqual(['smartcar.com']);
    expect(ask(stage, 'DELETE', `accounts/owner@example.com/vehicles/${car?.id ?? ''}`).body).toEqual({
      removed: true,
    });
    expect(ask(stage, 'DELETE', 'accounts/owner@example.com/consents/smartcar').body.consents).toEqual([]);
    expect(
      ask(stage, 'POST', 'accounts/owner@example.com/vehicles', { model: 'Cybertruck', year: 2025 }).body,
    ).toMatchObject({ needsKey: true });
  });

  it('remembers and restores everything', () => {
    const stage = setStage();
    const { id } = ask(stage, 'POST', 'snapshots').body;
    stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]);
    expect(stage.core.state.connections.size).toBe(2);
    ask(stage, 'POST', `snapshots/${id}/restore`);
    expect(stage.core.state.connections.size).toBe(0);
    stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]);
    ask(stage, 'POST', `snapshots/${id}/restore`);
    expect([...stage.core.state.accounts.values()][0]?.consents).toEqual({});
  });

  it('starts over with another scenario and keeps the application', () => {
    const stage = setStage();
    const secret = stage.core.application().clientSecret;
    expect(ask(stage, 'POST', 'reset', { scenario: 'driver-account' }).body.settings.scenario).toBe('driver-account');
    expect(stage.core.application()).toMatchObject({ id: stage.applicationId, clientSecret: secret });
    expect(ask(stage, 'POST', 'reset', { scenario: 'nope' }).status).toBe(404);
  });

  it('moves the clock forward only', () => {
    const stage = setStage();
    const before = stage.core.state.now();
    expect(ask(stage, 'POST', 'clock/advance', { seconds: 7200 }).status).toBe(200);
    expect(stage.core.state.now() - before).toBe(7_200_000);
    expect(ask(stage, 'POST', 'clock/advance', { seconds: -1 }).status).toBe(400);
  });

  it('plays every owner without a browser on request', () => {
    const stage = setStage();
    ask(stage, 'PUT', 'owner', { rounds: ['Vehicle Information'] });
    const answer = stage.get(connectLink(stage, { scope: 'read_vin' }));
    expect(answer.headers['location']).toContain('code=');
    ask(stage, 'DELETE', 'owner');
    expect(stage.get(connectLink(stage, { scope: 'read_vin' })).headers['location']).toContain('/preamble');
  });

  it('unticks in a play only what its link asks for', () => {
    const stage = setStage();
    const play = (scope: string, untick: readonly string[]) =>
      ask(stage, 'POST', 'play', {
        url: `${stage.core.state.settings.origin}${connectLink(stage, { scope })}`,
        untick,
      });
    expect(play('read_odometer', ['read_vin'])).toMatchObject({
      status: 400,
      body: { error: { message: 'untick: "read_vin" is not asked for by this link, so no screen shows it.' } },
    });
    expect(play('read_odometer read_vin', ['read_vin']).status).toBe(200);
    expect(stage.core.state.connections.values().next().value?.permissions).toEqual(['read_odometer']);
    // The owner of every link unticks what happens to be there.
    expect(ask(stage, 'PUT', 'owner', { untick: ['read_vin'] }).status).toBe(200);
    expect(stage.get(connectLink(stage, { scope: 'read_odometer' })).headers['location']).toContain('code=');
  });

  it.each([
    ['an unknown field', 'POST', 'faults', { eror: 'x' }, 400],
    ['a fault that does nothing', 'POST', 'faults', { path: '/v2.0/**' }, 400],
    ['an unknown box', 'PUT', 'accounts/owner@example.com/consents/smartcar', { tick: ['Nonsense'] }, 400],
    ['an unknown account', 'PATCH', 'accounts/nobody', { phoneKey: false }, 404],
    ['an unknown car', 'PUT', 'vehicles/nothing/keys/smartcar.com', undefined, 404],
    ['an unknown path', 'GET', 'nothing', undefined, 404],
  ])('refuses %s in words', (_what, method, path, body, status) => {
    const answer = ask(setStage(), method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toMatch(/\.$/);
  });

  it('takes changes as JSON only, which a page of another site cannot send unasked', () => {
    const stage = setStage();
    const answer = stage.post('/_sandbox/reset', '');
    expect(answer.status).toBe(415);
  });

  it('shows no secret but to those who ask for the application', () => {
    const stage = setStage();
    const state = JSON.stringify(ask(stage, 'GET', 'state').body);
    const page = stage.get('/_sandbox').body;
    const { clientSecret, apiClientSecret, managementToken } = stage.core.application();
    for (const secret of [clientSecret, apiClientSecret, managementToken]) {
      expect(state).not.toContain(secret);
      expect(page).not.toContain(secret);
    }
    expect(ask(stage, 'GET', 'application').body.clientSecret).toBe(clientSecret);
  });
});

describe('the socket', () => {
  it('answers under 127.0.0.1, localhost and ::1, and not under a name of others', async () => {
    const sandbox = await createSandbox({ port: 0 });
    const { port } = new URL(sandbox.url);
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      expect((await fetch(`http://${host}:${port}/favicon.ico`)).status).toBe(204);
    }
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, path: '/_sandbox/state', headers: { host: 'evil.example' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      sent.on('error', reject);
      sent.end();
    });
    expect(status).toBe(421);
    const large = await fetch(`${sandbox.url}/oauth/token`, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) });
    expect(large.status).toBe(413);
    for (const path of ['v3/subscriptions', 'v2.0/vehicles/x/batch']) {
      const refused = await fetch(`${sandbox.url}/${path}`, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) });
      expect([refused.status, refused.headers.get('sc-request-id')]).toEqual([
        413,
        expect.stringMatching(/^[0-9a-f-]{36}$/),
      ]);
    }
    const head = await fetch(`${sandbox.url}/_assets/pages.css`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    await sandbox.close();
  });

  it('the library without a socket answers for its own origin alone', async () => {
    const sandbox = await createSandbox();
    await expect(sandbox.fetch('https://example.com/')).rejects.toThrow('not for https://example.com');
    expect((await sandbox.fetch('/v9/x')).status).toBe(404);
  });

  it('the same seed gives the same ids and secrets', async () => {
    const one = await createSandbox({ seed: 'a' });
    const two = await createSandbox({ seed: 'a' });
    const other = await createSandbox({ seed: 'b' });
    expect(one.application).toEqual(two.application);
    expect(one.application.clientSecret).not.toBe(other.application.clientSecret);
  });
});
