import { describe, expect, it } from 'vitest';
import { boxes, connectLink, redirectUri, selectAll, setStage } from './visitor.ts';

const preambleToGrant = ['preamble', 'tesla-sign-in', 'tesla-consent', 'grant'];

describe('the way through Connect', () => {
  it('seed 1: two Tesla screens, sign-in and consent, stand before the grant page', () => {
    const stage = setStage();
    stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]);
    expect(stage.run().pages).toEqual([...preambleToGrant, 'virtual-key']);
  });

  it('seed 2: the same authorize URL goes in, code and state come out', () => {
    const stage = setStage();
    const { url, parameters } = stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]);
    expect(url.startsWith(`${redirectUri}?`)).toBe(true);
    expect(parameters.get('code')).toMatch(/^.{36}$/);
    expect(parameters.get('state')).toBe('S');
  });

  it('seed 3: the consent page comes with no box ticked', () => {
    const stage = setStage();
    const at = stage.get(connectLink(stage, { scope: 'read_vin' })).headers['location'] ?? '';
    const signIn = stage.post(at, '').headers['location'] ?? '';
    const consent = stage.get(stage.post(signIn, 'username=&password=').headers['location'] ?? '');
    expect(consent.headers['x-sandbox-page']).toBe('tesla-consent');
    expect(consent.body.match(/type="checkbox"/g)).toHaveLength(5);
    expect(consent.body).not.toMatch(/<input[^>]* checked/);
    expect(consent.body).toContain('Allow Smartcar access to your Tesla Account?');
  });

  it('seed 16: the answer to the application is a 302', () => {
    const stage = setStage({ scenario: 'pre-2021-model-s' });
    stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]);
    const at = stage.get(connectLink(stage, { scope: 'read_vin', approval_prompt: 'force' })).headers['location'] ?? '';
    const signIn = stage.post(at, '').headers['location'] ?? '';
    const grant = stage.post(signIn, 'username=').headers['location'] ?? '';
    const car = [...stage.core.state.vehicles.keys()][0] ?? '';
    const end = stage.post(grant, `action=allow&vehicle=${car}&permission=read_vin`);
    expect(end.status).toBe(302);
    expect(end.headers['location']).toContain(redirectUri);
  });

  it('a permission outside the published list is refused, unless the application is registered with it', () => {
    const stage = setStage({ registration: { unlistedPermissions: 'read_tomorrow' } });
    const link = connectLink(stage, { scope: 'read_odometer required:read_tomorrow' });
    expect(stage.walk(link, [boxes('vehicle_device_data')]).parameters.has('code')).toBe(true);
    expect(stage.granted()).toEqual(['read_odometer', 'read_tomorrow']);
    const refused = stage.get(connectLink(stage, { scope: 'read_tomorrow read_odomter' }));
    expect(refused.status).toBe(400);
    expect(refused.body).toContain('read_odomter');
    expect(refused.body).not.toContain('&quot;read_tomorrow&quot;');
  });

  it('seed 5 and seed 81: Select All does not widen what the application gets', () => {
    const stage = setStage();
    stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]);
    expect(stage.granted()).toEqual(['read_vin']);
  });

  it('seed 22: granted is what was asked, as far as the boxes allow it', () => {
    const stage = setStage();
    stage.walk(connectLink(stage, { scope: 'read_odometer control_security' }), [boxes('vehicle_device_data')]);
    expect(stage.granted()).toEqual(['read_odometer']);
  });

  it('seed 50: a required permission without its box ends in Revoke Access, not in a connection', () => {
    const stage = setStage();
    const { parameters } = stage.walk(connectLink(stage, { scope: 'required:control_security' }), [
      boxes('vehicle_device_data'),
    ]);
    expect(parameters.get('code')).toBeNull();
    expect(parameters.get('error')).toBe('user_manually_returned_to_application');
    expect(stage.run()).toMatchObject({ outcome: 'gave-up', missing: ['vehicle_cmds'] });
    expect(stage.granted()).toEqual([]);
  });

  it('seed 51: without Vehicle Information nothing connects, even with nothing required', () => {
    const stage = setStage();
    stage.walk(connectLink(stage, { scope: 'control_security' }), [boxes('vehicle_cmds')]);
    expect(stage.run()).toMatchObject({ outcome: 'gave-up', missing: ['vehicle_device_data'] });
  });

  it('seed 52: Missing Permissions, then a Tesla page to remove the access, then sign-in and consent again', () => {
    const stage = setStage();
    const { parameters } = stage.walk(connectLink(stage, { scope: 'required:control_security' }), [
      boxes('vehicle_device_data'),
      selectAll,
    ]);
    expect(stage.run().pages).toEqual([
      'preamble',
      'tesla-sign-in',
      'tesla-consent',
      'missing-permissions',
      'tesla-manage',
      'tesla-sign-in',
      'tesla-consent',
      'grant',
      'virtual-key',
    ]);
    expect(parameters.get('code')).not.toBeNull();
  });

  it('seed 86: a driver can authorize too, and is not asked for the key', () => {
    const stage = setStage({ scenario: 'driver-account' });
    const { parameters } = stage.walk(connectLink(stage, { scope: 'read_odometer' }), [selectAll]);
    expect(parameters.get('code')).not.toBeNull();
    expect(stage.run().pages).toEqual(preambleToGrant);
  });

  it('seed 33: the virtual key URL comes with the code', () => {
    const stage = setStage();
    const { parameters } = stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]);
    expect(parameters.get('virtual_key_url')).toBe('https://www.tesla.com/_ak/smartcar.com');
  });

  it('seed 7 and seed 8: another Tesla account of the same car answers as another user', () => {
    const stage = setStage({ scenario: 'user-id-changed' });
    const { parameters } = stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]);
    expect(parameters.get('user_id')).not.toBe('0b7e3a52-6c1d-4f0e-9a34-5d2f8c7b1e90');
    const [car] = stage.core.state.vehicles.values();
    const holders = [...stage.core.state.accounts.values()].filter(({ vehicles }) => vehicles.has(car?.id ?? ''));
    expect(holders.map(({ username }) => username)).toEqual(['partner@example.com', 'owner@example.com']);
  });

  it('seed 9 and seed 15: whatever was sent as state comes back', () => {
    const stage = setStage();
    const old = '0b7e3a52-6c1d-4f0e-9a34-5d2f8c7b1e90';
    expect(stage.walk(connectLink(stage, { state: old }), [selectAll]).parameters.get('state')).toBe(old);
    const odd = 'a+b/c=&d "é';
    expect(stage.walk(connectLink(stage, { state: odd }), [{ kind: 'deny' }]).parameters.get('state')).toBe(odd);
  });
});

describe('refusals by the owner', () => {
  it.each([
    ['deny', 'access_denied', 'denied', 'grant'],
    ['deny-at-tesla', 'access_denied', 'denied', 'tesla-consent'],
    ['none', 'user_manually_returned_to_application', 'gave-up', 'tesla-consent'],
  ] as const)('%s: %s', (kind, error, outcome, last) => {
    const stage = setStage();
    const { parameters } = stage.walk(connectLink(stage, { scope: 'read_vin' }), [{ kind }]);
    expect(parameters.get('error')).toBe(error);
    expect(stage.run().outcome).toBe(outcome);
    expect(stage.run().pages.at(-1)).toBe(last);
  });

  it('an unticked consent is refused with a sentence and leaves the page', () => {
    const stage = setStage();
    const at = stage.get(connectLink(stage, {})).headers['location'] ?? '';
    const signIn = stage.post(at, '').headers['location'] ?? '';
    const consent = stage.post(signIn, 'username=').headers['location'] ?? '';
    const refused = stage.post(consent, 'action=allow');
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('Nothing is ticked.');
  });
});

describe("Smartcar's grant screen", () => {
  function grantPage(scope: string, asOf?: string) {
    const stage = setStage({ scenario: 'pre-2021-model-s', ...(asOf === undefined ? {} : { asOf }) });
    const at = stage.get(connectLink(stage, { scope, redirect_uri: redirectUri })).headers['location'] ?? '';
    const signIn = stage.post(at, '').headers['location'] ?? '';
    const consent = stage.post(signIn, 'username=').headers['location'] ?? '';
    const grant =
      stage.post(consent, 'action=allow&box=vehicle_device_data&box=vehicle_cmds&box=vehicle_location').headers[
        'location'
      ] ?? '';
    const car = [...stage.core.state.vehicles.keys()][0] ?? '';
    return { stage, grant, car, page: stage.get(grant) };
  }

  it('seed 134 and seed 136: one checkbox for each asked permission, optional ones ticked', () => {
    const { page } = grantPage('read_odometer read_location');
    const ticks = [...page.body.matchAll(/<input[^>]*name="permission"[^>]*>/g)].map(([text]) => text);
    expect(ticks).toHaveLength(2);
    expect(ticks.every((text) => text.includes(' checked') && !text.includes(' disabled'))).toBe(true);
  });

  it('seed 135: a required permission is ticked and locked; a forged post without it is refused', () => {
    const { stage, grant, car, page } = grantPage('required:control_security read_odometer');
    expect(page.body).toMatch(/<input[^>]*value="control_security"[^>]* checked disabled/);
    const forged = stage.post(grant, `action=allow&vehicle=${car}&permission=read_odometer`);
    expect(forged.status).toBe(422);
    expect(forged.body).toContain('control_security is required');
    expect(stage.granted()).toEqual([]);
  });

  it('seed 137: what is unticked here is lost although its Tesla box was ticked', () => {
    const stage = setStage();
    stage.walk(connectLink(stage, { scope: 'read_vin read_location' }), [selectAll], ['read_location']);
    expect(stage.granted()).toEqual(['read_vin']);
    expect(stage.run().unticked).toEqual(['read_location']);
  });

  it('seed 138: at least one permission must stay', () => {
    const { stage, grant, car } = grantPage('read_odometer read_vin');
    const refused = stage.post(grant, `action=allow&vehicle=${car}`);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('Leave at least one permission ticked.');
  });

  it('at least one vehicle must stay, and a car of somebody else does not count', () => {
    const { stage, grant } = grantPage('read_vin');
    expect(stage.post(grant, 'action=allow&permission=read_vin').status).toBe(422);
    expect(
      stage.post(grant, 'action=allow&permission=read_vin&vehicle=00000000-0000-4000-8000-000000000000').status,
    ).toBe(422);
  });

  it('seed 133: before 16 June 2026 the permissions are a block without boxes', () => {
    expect(grantPage('read_odometer', '2026-06-15').page.body).not.toContain('name="permission"');
    expect(grantPage('read_odometer', '2026-06-16').page.body).toContain('name="permission"');
  });

  it('seed 133: before that day a car that lacks a required permission is left out', () => {
    const before = setStage({ asOf: '2026-06-15' });
    const link = { scope: 'required:read_fuel read_vin' };
    expect(before.walk(connectLink(before, link), [selectAll]).parameters.get('error')).toBe('no_compatible_vehicles');
    const after = setStage({ asOf: '2026-06-16' });
    after.walk(connectLink(after, link), [selectAll]);
    expect(after.granted()).toEqual(['read_fuel', 'read_vin']);
  });

  it('seed 129: without a scope exactly the Vehicle Access set is presented', () => {
    const stage = setStage({ registration: { vehicleAccess: 'read_vin required:read_odometer' } });
    stage.walk(connectLink(stage, {}), [selectAll]);
    expect(stage.run().asked).toEqual([
      { name: 'read_vin', required: false },
      { name: 'read_odometer', required: true },
    ]);
    expect(stage.granted()).toEqual(['read_vin', 'read_odometer']);
  });

  it('seed 131: a scope replaces the set for that one authorization', () => {
    const stage = setStage({ registration: { vehicleAccess: 'read_vin' } });
    stage.walk(connectLink(stage, { scope: 'read_odometer' }), [selectAll]);
    expect(stage.granted()).toEqual(['read_odometer']);
    stage.walk(connectLink(stage, {}), [selectAll]);
    expect(stage.granted()).toEqual(['read_vin']);
  });

  it('seed 130: a changed set leaves existing connections as they were until the next authorization', () => {
    const stage = setStage({ registration: { vehicleAccess: 'read_vin' } });
    stage.walk(connectLink(stage, {}), [selectAll]);
    stage.core.handle({
      method: 'PUT',
      path: '/_sandbox/application',
      query: '',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ vehicleAccess: 'read_vin read_odometer' }),
    });
    expect(stage.granted()).toEqual(['read_vin']);
    stage.walk(connectLink(stage, {}), [selectAll]);
    expect(stage.granted()).toEqual(['read_vin', 'read_odometer']);
  });

  it('approval_prompt=auto repeats an answer to the same scope without the screen, force shows it', () => {
    const stage = setStage({ scenario: 'pre-2021-model-s' });
    const link = { scope: 'read_vin read_odometer' };
    stage.walk(connectLink(stage, link), [selectAll], ['read_vin']);
    stage.walk(connectLink(stage, link), []);
    expect(stage.run().pages).toEqual(['preamble', 'tesla-sign-in']);
    expect(stage.granted()).toEqual(['read_odometer']);
    stage.walk(connectLink(stage, { ...link, approval_prompt: 'force' }), [selectAll]);
    expect(stage.run().pages).toEqual(['preamble', 'tesla-sign-in', 'grant']);
    expect(stage.granted()).toEqual(['read_vin', 'read_odometer']);
  });

  it('every authorization replaces the list of cars', () => {
    const stage = setStage();
    stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]);
    expect(stage.core.state.connections.size).toBe(2);
    stage.walk(connectLink(stage, { scope: 'read_vin', single_select: 'true', approval_prompt: 'force' }), [selectAll]);
    expect(stage.core.state.connections.size).toBe(1);
  });

  it('single_select lets the owner choose, where the answer that auto would repeat has several cars', () => {
    const stage = setStage({ scenario: 'pre-2021-model-s' });
    const [owner] = stage.core.state.accounts.values();
    stage.post(
      `/_sandbox/accounts/${encodeURIComponent(owner?.id ?? '')}/vehicles`,
      JSON.stringify({ model: 'Model S', year: 2019 }),
      { 'content-type': 'application/json' },
    );
    const link = { scope: 'read_vin' };
    stage.walk(connectLink(stage, link), [selectAll]);
    expect(stage.core.state.connections.size).toBe(2);
    stage.walk(connectLink(stage, { ...link, single_select: 'true' }), [selectAll]);
    expect(stage.run().pages).toEqual(['preamble', 'tesla-sign-in', 'grant']);
    expect(stage.core.state.connections.size).toBe(1);
  });

  it('single_select_vin offers that car alone', () => {
    const stage = setStage();
    const [, second] = stage.core.state.vehicles.values();
    stage.walk(connectLink(stage, { scope: 'read_vin', single_select: 'true', single_select_vin: second?.vin ?? '' }), [
      selectAll,
    ]);
    expect([...stage.core.state.connections.values()].map(({ vehicleId }) => vehicleId)).toEqual([second?.id]);
  });
});

describe('editions and eras', () => {
  it('seed 74: in the table of 2023 the position needs Vehicle Information, and there is no Vehicle Location box', () => {
    const stage = setStage({ edition: '2023-12' });
    stage.walk(connectLink(stage, { scope: 'read_location' }), [boxes('vehicle_device_data')]);
    expect(stage.granted()).toEqual(['read_location']);
    const newest = setStage();
    newest.walk(connectLink(newest, { scope: 'read_location' }), [boxes('vehicle_device_data')]);
    expect(newest.granted()).toEqual([]);
  });

  it.each([
    ['2023-12-01', ['code', 'state', 'virtual_key_url']],
    ['2026-05-01', ['code', 'state', 'user_id', 'virtual_key_url']],
    [undefined, ['code', 'external_id', 'state', 'user_id', 'virtual_key_url']],
  ])('as of %s the redirect carries %j', (asOf, names) => {
    const stage = setStage(asOf === undefined ? {} : { asOf });
    const { parameters } = stage.walk(
      connectLink(stage, { scope: 'read_vin', redirect_uri: redirectUri, external_id: 'cust_42' }),
      [selectAll],
    );
    expect([...parameters.keys()].toSorted()).toEqual(names);
  });

  it('Connect asks for the key since 20 May 2025', () => {
    const before = setStage({ asOf: '2025-05-19' });
    before.walk(connectLink(before, { scope: 'read_vin' }), [selectAll]);
    expect(before.run().pages).not.toContain('virtual-key');
    const since = setStage({ asOf: '2025-05-20' });
    since.walk(connectLink(since, { scope: 'read_vin' }), [selectAll]);
    expect(since.run().pages).toContain('virtual-key');
  });

  it('response_type=none without a redirect URI ends on the hosted page, with one it comes back without a code', () => {
    const stage = setStage();
    expect(stage.walk(connectLink(stage, { response_type: 'none', scope: 'read_vin' }), [selectAll])).toMatchObject({
      outcome: 'finished',
      page: 'success',
    });
    const { parameters } = stage.walk(
      connectLink(stage, { response_type: 'none', scope: 'read_vin', redirect_uri: redirectUri }),
      [selectAll],
    );
    expect([...parameters.keys()].toSorted()).toEqual(['state', 'user_id', 'virtual_key_url']);
  });

  it('a stored external_id is cleared by the literal null', () => {
    const stage = setStage();
    expect(stage.walk(connectLink(stage, { external_id: 'c1' }), [selectAll]).parameters.get('external_id')).toBe('c1');
    expect(stage.walk(connectLink(stage, { external_id: 'null' }), [selectAll]).parameters.has('external_id')).toBe(
      false,
    );
    expect(stage.core.state.externalIds.size).toBe(0);
  });
});

describe('hosted pages for links that cannot be used', () => {
  it.each([
    [
      'a redirect URI that is not registered',
      { redirect_uri: 'http://localhost:9/x' },
      '400: Unauthorized redirect_uri',
    ],
    ['a redirect URI with a slash more', { redirect_uri: `${redirectUri}/` }, '400: Unauthorized redirect_uri'],
    ['an unknown id', { client_id: '00000000-0000-4000-8000-000000000000' }, '400: Invalid parameter client_id'],
    ['an API client id', { client_id: 'client_01ABC' }, '400: Invalid parameter client_id'],
    ['no id', { client_id: '' }, '400: Invalid parameter client_id'],
    ['no such response type', { response_type: 'token' }, '400: Invalid parameter response_type'],
    ['no such mode', { mode: 'fast' }, '400: Invalid parameter mode'],
    ['an unknown permission', { scope: 'read_odomter' }, '400: Invalid parameter scope'],
  ])('%s', (_what, parameters, heading) => {
    const stage = setStage();
    const answer = stage.get(connectLink(stage, parameters));
    expect(answer.status).toBe(400);
    expect(answer.headers['x-sandbox-page']).toBe('error-400');
    expect(answer.body).toContain(heading);
    expect(answer.headers['location']).toBeUndefined();
    expect(stage.core.state.sessions.size).toBe(0);
  });

  it('escapes what the link carries', () => {
    const stage = setStage();
    const { body } = stage.get(connectLink(stage, { redirect_uri: '"><script>alert(1)</script>' }));
    expect(body).not.toContain('<script>alert');
    expect(body).toContain('&lt;script&gt;');
  });

  it('takes redirect URIs of any scheme, and application_id as well as client_id, with + as a space', () => {
    const uri = 'sc8229df9f://exchange?from=app';
    const stage = setStage({ registration: { redirectUris: [uri] } });
    const { url } = stage.walk(
      `/oauth/authorize?response_type=code&application_id=${stage.applicationId}&make=TESLA&scope=read_vin+required%3Aread_odometer&redirect_uri=${encodeURIComponent(uri)}`,
      [selectAll],
    );
    expect(url.startsWith(`${uri}&code=`)).toBe(true);
    expect(stage.granted()).toEqual(['read_vin', 'read_odometer']);
  });
});

describe('pages', () => {
  it('no page after the first carries the redirect URI in its address', () => {
    const stage = setStage();
    const first = stage.get(connectLink(stage, { scope: 'read_vin', redirect_uri: redirectUri }));
    expect(first.status).toBe(302);
    expect(first.headers['location']).not.toContain('example.com');
    stage.walk(first.headers['location'] ?? '', [selectAll]);
    const paths = stage.core.state.log.slice(1).map(({ path }) => path);
    expect(paths.some((path) => path.includes('example.com'))).toBe(false);
  });

  it('jumping ahead ends in configuration_error; the page before leads to where the owner is', () => {
    const stage = setStage();
    const preamble = stage.get(connectLink(stage, { scope: 'read_vin' })).headers['location'] ?? '';
    stage.get(preamble);
    const signIn = stage.post(preamble, '').headers['location'] ?? '';
    stage.get(signIn);
    expect(stage.get(preamble).headers['location']).toBe(signIn);
    const { parameters } = stage.walk(preamble.replace('preamble', 'grant'), []);
    expect(parameters.get('error')).toBe('configuration_error');
    expect(parameters.get('status_code')).toBe('400');
  });

  it('a second click on the last button leads to the same answer', () => {
    const stage = setStage({ scenario: 'pre-2021-model-s' });
    stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]);
    const [session] = [...stage.core.state.sessions.values()].slice(-1);
    const again = stage.post(`/connect/${session?.id ?? ''}/grant`, 'action=allow');
    expect(again.headers['location']).toBe(session?.finalUrl);
    expect(stage.core.state.codes.rows.size).toBe(1);
  });

  it('every page names itself and lets nothing in from elsewhere', () => {
    const stage = setStage();
    const at = stage.get(connectLink(stage, { scope: 'read_vin' })).headers['location'] ?? '';
    const { headers } = stage.get(at);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers['x-sandbox-page']).toBe('preamble');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('an unknown session is told as such', () => {
    const stage = setStage();
    expect(stage.get('/connect/nobody/grant')).toMatchObject({ status: 404 });
    expect(stage.get('/tesla/nobody/consent').headers['x-sandbox-page']).toBe('error-404');
  });
});

describe('other makes and test logins', () => {
  const otherMake = (stage: ReturnType<typeof setStage>, username: string, make = 'CHEVROLET') => {
    const preamble = stage.get(connectLink(stage, { scope: 'read_vin read_odometer', make })).headers['location'] ?? '';
    const signIn = stage.post(preamble, '').headers['location'] ?? '';
    return stage.post(signIn, { username, password: 'password' }).headers['location'] ?? '';
  };

  it('connect without any Tesla screen', () => {
    const stage = setStage();
    const grant = otherMake(stage, 'somebody@email.com');
    expect(grant).toMatch(/^\/connect\/.*\/grant$/);
    const { parameters } = stage.walk(grant, [selectAll]);
    expect(parameters.get('code')).not.toBeNull();
    expect(parameters.has('virtual_key_url')).toBe(false);
    expect(stage.granted()).toEqual(['read_vin', 'read_odometer']);
  });

  it.each([
    ['smartcar@invalid-subscription.com', 'invalid_subscription'],
    ['smartcar@vehicle-incompatible.com', 'vehicle_incompatible'],
    ['0SCAUDI012FE3B132@incompatible.smartcar.com', 'vehicle_incompatible'],
  ])('%s ends with %s', (username, error) => {
    const stage = setStage();
    const end = otherMake(stage, username, 'AUDI');
    expect(stage.walk(end, []).parameters.get('error')).toBe(error);
  });

  it('smartcar@successful-request.com holds the documented car, found by Single Select', () => {
    const stage = setStage();
    const link = connectLink(stage, {
      scope: 'read_vin',
      single_select: 'true',
      single_select_vin: '0SCAUDI037A5ADB1C',
    });
    const preamble = stage.get(link).headers['location'] ?? '';
    const signIn = stage.post(preamble, '').headers['location'] ?? '';
    const username = 'smartcar@successful-request.com';
    const grant = stage.post(signIn, { username, password: 'password' }).headers['location'] ?? '';
    expect(stage.walk(grant, [selectAll]).parameters.get('code')).not.toBeNull();
    const [connection] = stage.core.state.connections.values();
    expect(stage.core.state.vehicles.get(connection?.vehicleId ?? '')?.vin).toBe('0SCAUDI037A5ADB1C');
  });

  it('12-vehicles@smartcar.com holds twelve cars', () => {
    const stage = setStage();
    stage.walk(otherMake(stage, '12-vehicles@smartcar.com', 'FORD'), [selectAll]);
    expect(stage.core.state.connections.size).toBe(12);
  });

  it('"I don’t see my brand" tells the application that the car is incompatible', () => {
    const stage = setStage();
    const preamble =
      stage.get(`/oauth/authorize?response_type=code&client_id=${stage.applicationId}`).headers['location'] ?? '';
    const brand = stage.post(preamble, '').headers['location'] ?? '';
    expect(stage.post(brand, 'action=not-listed').headers['location']).toContain('error=vehicle_incompatible');
  });

  it('shares make and year of an incompatible car only if the owner agrees', () => {
    const stage = setStage({ scenario: 'incompatible' });
    const silent = stage.walk(connectLink(stage, {}), [selectAll]).parameters;
    expect(silent.has('make')).toBe(false);
    const preamble = stage.get(connectLink(stage, {})).headers['location'] ?? '';
    const signIn = stage.post(preamble, '').headers['location'] ?? '';
    const page = stage.post(signIn, '').headers['location'] ?? '';
    expect(stage.post(page, 'share=yes&action=back').headers['location']).toContain('make=TESLA');
  });
});
