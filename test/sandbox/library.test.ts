import { spawnSync } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/library.ts';
import { bundleScript } from '../support/bundle.ts';
import { startApp, type Received } from '../support/webhooks.ts';

describe('createSandbox', () => {
  it('has an address only where it listens, and an origin for links in any case', async () => {
    const offline = await createSandbox();
    expect([offline.url, offline.origin]).toEqual([undefined, 'http://sandbox.localhost']);
    const listening = await createSandbox({ port: 0 });
    onTestFinished(() => listening.close());
    expect(listening.url).toMatch(/^http:\/\/localhost:\d+$/);
    expect(listening.origin).toBe(listening.url);
  });

  it('closes by itself at the end of its scope', async () => {
    const sandbox = await createSandbox({ port: 0 });
    expect((await fetch(`${sandbox.url}/_sandbox/state`)).status).toBe(200);
    await sandbox[Symbol.asyncDispose]();
    await expect(fetch(`${sandbox.url}/_sandbox/state`)).rejects.toThrow('fetch failed');
  });

  it('keeps no process', async () => {
    const library = await bundleScript(new URL('../../src/sandbox/library.ts', import.meta.url));
    onTestFinished(() => library.remove());
    const script = `
      import { createSandbox } from ${JSON.stringify(library.path)};
      const { url } = await createSandbox({ port: 0 });
      console.log((await fetch(url + '/_sandbox/state')).status);
    `;
    const ended = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect([ended.stdout, ended.status], ended.stderr).toEqual(['200\n', 0]);
  });

  it.each([
    [{ scenrio: 'new-owner' }, 'scenrio: there is no such option. Did you mean "scenario"?'],
    [
      { registration: { redirectUri: 'x' } },
      'registration.redirectUri: there is no such option. Did you mean "registration.redirectUris"?',
    ],
  ])('refuses %j with the nearest name', async (options, sentence) => {
    await expect(createSandbox(options as object)).rejects.toThrow(new RangeError(sentence));
  });

  it('refuses an owner who behaves in a way that does not exist', async () => {
    const { owner, origin } = await createSandbox();
    expect(() => owner.consent(`${origin}/oauth/authorize`, { untik: [] } as object)).toThrow('Did you mean "untick"?');
  });

  it('seed 99, walk M3: the library brings the key of Texture, which works', async () => {
    const sandbox = await createSandbox();
    const key = sandbox.env['TEXTURE_API_KEY'] ?? '';
    const ask = (value: string) =>
      sandbox.fetch('/v1/devices', { headers: { 'texture-api-key': value, authorization: `Bearer ${value}` } });
    expect((await ask(key)).status).toBe(200);
    expect((await ask('other')).status).toBe(401);
    sandbox.reset();
    expect((await ask(key)).status).toBe(200);
  });
});

/** Subscribes the first car, as an app does. */
async function subscribe(sandbox: Sandbox): Promise<void> {
  const { apiClientId, apiClientSecret, webhookId } = sandbox.application;
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: apiClientId,
    client_secret: apiClientSecret,
  });
  const token = (await (await sandbox.fetch('/oauth2/token', { method: 'POST', body })).json()) as {
    access_token: string;
  };
  const headers = { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' };
  const list = (await (await sandbox.fetch('/v3/connections', { headers })).json()) as {
    data: { relationships: Record<'user' | 'vehicle', { data: { id: string } }> }[];
  };
  const { user, vehicle } = list.data[0]?.relationships ?? {};
  const attributes = { webhookId, userId: user?.data.id, vehicleId: vehicle?.data.id };
  const answer = await sandbox.fetch('/v3/subscriptions', {
    method: 'POST',
    headers,
    body: JSON.stringify({ data: { attributes } }),
  });
  expect(answer.status).toBe(202);
}

describe('what an owner does in the library', () => {
  it('reaches the webhook of the app at once, without any request in between', async () => {
    let tell: (received: Received) => void = () => {};
    const heard = new Promise<Received>((resolve) => (tell = resolve));
    const app = await startApp((received) => {
      if (String(received.body).includes('VEHICLE_ERROR')) tell(received);
      return { status: 200 };
    });
    const registration = { webhookCallbackUri: `${app.url}/webhook`, managementToken: 'amt' };
    const sandbox = await createSandbox({ port: 0, scenario: 'all-granted', registration });
    onTestFinished(() => sandbox.close());
    await subscribe(sandbox);
    sandbox.owner.removeAccess();
    expect(String((await heard).body)).toContain('CONNECTED_SERVICES_ACCOUNT');
  });
});

describe('a fault with a status that has no body', () => {
  it.each([204, 205, 304])('answers %i to fetch', async (status) => {
    const sandbox = await createSandbox();
    sandbox.faults.add({ path: '/v2.0/**', status });
    const answer = await sandbox.fetch('/v2.0/vehicles');
    expect([answer.status, await answer.text()]).toEqual([status, '']);
  });
});
