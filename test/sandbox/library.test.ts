import { spawnSync } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSandbox, type ConsentOptions, type Sandbox } from '../../src/sandbox/library.ts';
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
    [
      { vehicleAccess: 'read_vin' },
      'vehicleAccess: there is no such option. Did you mean "registration.vehicleAccess"?',
    ],
    [{ registration: { port: 0 } }, 'registration.port: there is no such option. Did you mean "port"?'],
    [
      { colour: 'red' },
      'colour: there is no such option. There are: scenario, edition, asOf, registration, port, now, seed.',
    ],
    [{ scenario: 'all-grantd' }, 'There is no scenario "all-grantd". Did you mean "all-granted"?'],
    [{ scenario: 7 }, 'scenario: must be the name of a scenario, or a scenario of your own.'],
    [{ now: 'soon' }, 'now: must be a function that returns milliseconds since 1970.'],
    [{ now: () => new Date() }, 'now: must be a function that returns milliseconds since 1970.'],
    [{ port: '0' }, 'port: must be a whole number from 0 to 65535.'],
    [{ seed: 7 }, 'seed: must be a text.'],
    [{ registration: { redirectUris: 'http://localhost/x' } }, 'registration.redirectUris: must be a list.'],
    [
      'all-granted',
      'createSandbox takes an object; its fields are: scenario, edition, asOf, registration, port, now, seed.',
    ],
  ])('refuses %j with the nearest name', async (options, sentence) => {
    await expect(createSandbox(options as object)).rejects.toThrow(new RangeError(sentence));
  });

  it('refuses an owner who behaves in a way that does not exist', async () => {
    const { owner, origin } = await createSandbox();
    expect(() => owner.consent(`${origin}/oauth/authorize`, { untik: [] } as object)).toThrow('Did you mean "untick"?');
  });

  it.each([
    [
      ['select-al'],
      '"select-al" is neither a box nor one of select-all, none, deny, deny-at-tesla. Did you mean "select-all"?',
    ],
    [['non'], '"non" is neither a box nor one of select-all, none, deny, deny-at-tesla. Did you mean "none"?'],
    [['select-all', 'denny'], 'Did you mean "deny"?'],
    [['deny-at-tesl'], 'Did you mean "deny-at-tesla"?'],
    [['Vehicle Information, Vehicle Comands'], '"Vehicle Comands" is neither a box nor'],
    [
      [['Vehicle Comands']],
      `"Vehicle Comands" is not a box of Tesla's consent screen. Did you mean "Vehicle Commands"?`,
    ],
    [[''], 'rounds: "" is neither a box nor'],
    ['select-all', 'rounds: must be a list.'],
    [[7], 'rounds[0]: must be a text or a list of boxes.'],
  ])('plays no rounds %j, now or later', async (rounds, sentence) => {
    const { owner, origin } = await createSandbox();
    const options = { rounds } as ConsentOptions;
    expect(() => owner.consent(`${origin}/oauth/authorize`, options)).toThrow(sentence);
    expect(() => owner.consent(`${origin}/oauth/authorize`, options)).toThrow(RangeError);
    expect(() => owner.automatic(options)).toThrow(sentence);
  });

  it('unticks no permission that the link does not ask for', async () => {
    const { owner, origin, application } = await createSandbox();
    const link = `${origin}/oauth/authorize?client_id=${application.applicationId}&response_type=code`;
    expect(() => owner.consent(link, { untick: ['read_vin'] })).toThrow(
      new RangeError('untick: "read_vin" is not asked for by this link, so no screen shows it.'),
    );
    expect(owner.consent(link, { untick: ['read_location'] }).outcome).toBe('redirected');
  });

  it.each([
    [['Vehicle Information'], 'odometer'],
    [['vehicle information,vehicle_cmds'], 'odometer and commands'],
    [[['Vehicle Information']], 'odometer'],
    [[' Select-All '], 'odometer and commands'],
  ])('takes rounds %j as the command line takes them', async (rounds, granted) => {
    const sandbox = await createSandbox({ scenario: 'new-owner' });
    const { applicationId, redirectUris } = sandbox.application;
    const link = new URL('/oauth/authorize', sandbox.origin);
    link.search = new URLSearchParams({
      response_type: 'code',
      client_id: applicationId,
      redirect_uri: redirectUris[0] ?? '',
      scope: 'read_odometer control_security',
      state: 's',
    }).toString();
    expect(sandbox.owner.consent(link.href, { rounds }).outcome).toBe('redirected');
    const answer = await sandbox.fetch('/_sandbox/state');
    const { connections } = (await answer.json()) as { connections: { permissions: string[] }[] };
    expect(connections[0]?.permissions).toEqual(
      granted === 'odometer' ? ['read_odometer'] : ['read_odometer', 'control_security'],
    );
  });

  it.each([
    [60, 'clock.advance takes an object; its fields are: seconds, minutes, hours, days.'],
    [Number.NaN, 'clock.advance takes an object; its fields are: seconds, minutes, hours, days.'],
    [{ day: 1 }, 'day: there is no such option. Did you mean "days"?'],
    [{ sec: 5 }, 'sec: there is no such option. There are: seconds, minutes, hours, days.'],
    [{ seconds: '5' }, 'seconds: must be a number.'],
    [{ seconds: Number.NaN }, 'seconds: must be a number.'],
    [{ minutes: -5 }, 'minutes: must not be negative: the clock does not run backwards.'],
  ])('leaves the clock where it is for %j', async (step, sentence) => {
    const { clock } = await createSandbox({ now: () => 1_800_000_000_000 });
    expect(() => clock.advance(step as object)).toThrow(new RangeError(sentence));
    expect(clock.now()).toBe(1_800_000_000_000);
    clock.advance({ minutes: 1, seconds: 0.5 });
    expect(clock.now()).toBe(1_800_000_060_500);
  });

  it('starts over with no scenario that does not exist', async () => {
    const sandbox = await createSandbox();
    expect(() => sandbox.reset('driver-acount')).toThrow(
      new RangeError('There is no scenario "driver-acount". Did you mean "driver-account"?'),
    );
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
