import { describe, expect, it } from 'vitest';
import { createSandbox, type ListeningSandbox } from '../../src/sandbox/library.ts';
import { parseScenario } from '../../src/sandbox/scenarios/file.ts';
import { serveSandbox } from '../../src/sandbox/http/serve.ts';
import { get as getRaw } from '../support/raw-http.ts';
import { boxes, connectLink, redirectUri, selectAll, setStage, type Stage } from './visitor.ts';

// The helper reads until the other side closes.
const get = (port: number, target: string, headers = {}) => getRaw(port, target, { Connection: 'close', ...headers });

function portOf(sandbox: ListeningSandbox): number {
  return Number(new URL(sandbox.url).port);
}

function ask(stage: Stage, method: string, path: string, body: unknown = {}) {
  const answer = stage.core.handle({
    method,
    path: `/_sandbox/${path}`,
    query: '',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: JSON.parse(answer.body) };
}

describe('addresses that a stranger can write', () => {
  it.each([
    'http://localhost:80@evil.example/',
    'http://localhost@evil.example/',
    'http://localhost.evil.example/',
    'http://127.0.0.1.evil.example/',
    'https://localhost/',
    'javascript:alert(1)',
    '//evil.example/',
  ])('back_url=%s does not lead away from this machine', (uri) => {
    const stage = setStage();
    stage.get(`/tesla/user/revoke/consent?back_url=${encodeURIComponent(uri)}`);
    expect([...stage.core.state.sessions.values()][0]?.redirectUri).toBeUndefined();
  });

  it('a line break in back_url reaches no header', () => {
    const stage = setStage();
    const at = stage.get(`/tesla/user/revoke/consent?back_url=${encodeURIComponent('http://localhost/a\r\nX: y')}`);
    const { headers } = stage.post(at.headers['location'] ?? '', { username: '' });
    expect(headers['location']).toBe('http://localhost/aX:%20y');
  });

  it('letters of any script in a redirect URI travel as their bytes', () => {
    const stage = setStage({ registration: { redirectUris: ['myapp://zurück/日本'] } });
    const { headers } = stage.get(connectLink(stage, { redirect_uri: 'myapp://zurück/日本', scope: 'read_vin' }));
    stage.core.state.settings.owner = { rounds: [selectAll], untick: [] };
    expect(headers['location']).toMatch(/^\/connect\//);
    const end = stage.get(connectLink(stage, { redirect_uri: 'myapp://zurück/日本', scope: 'read_vin', state: 'ü' }));
    expect(end.headers['location']).toMatch(/^myapp:\/\/zur%C3%BCck\/%E6%97%A5%E6%9C%AC\?code=.+&state=%C3%BC$/);
  });
});

describe('over a socket', () => {
  it('a link of 100 kB is refused in words', async () => {
    const sandbox = await createSandbox({ port: 0 });
    const answer = await get(portOf(sandbox), `/oauth/authorize?state=${'a'.repeat(100_000)}`);
    expect(answer.status).toBe(431);
    expect(answer.body).toBe('The address is longer than 16384 bytes.\n');
    await sandbox.close();
  });

  it('an answer that HTTP cannot carry is a 500 with the reason, and the next one is answered', async () => {
    const server = await serveSandbox(({ path }) => ({
      status: 200,
      headers: path === '/bad' ? { location: 'a\r\nb' } : {},
      body: 'well',
    }));
    const bad = await get(server.port, '/bad');
    expect([bad.status, bad.body]).toEqual([500, expect.stringContaining('Invalid character in header content')]);
    expect((await get(server.port, '/good')).body).toBe('well');
    await server.close();
  });

  it('with --host, a foreign name that points at this machine does not reach the control interface', async () => {
    const server = await serveSandbox(() => ({ status: 200, headers: {}, body: 'well' }), { host: '0.0.0.0' });
    const seen = await Promise.all(
      ['/_sandbox/state', '/v2.0/vehicles'].map((path) => get(server.port, path, { Host: 'rebound.example' })),
    );
    expect(seen.map(({ status }) => status)).toEqual([403, 200]);
    expect((await get(server.port, '/_sandbox/state')).status).toBe(200);
    await server.close();
  });
});

describe('the control API refuses what would break the sandbox or pass for done', () => {
  it.each([
    [
      'PUT',
      'application',
      { redirectUris: ['http://x/\r\nA: b'] },
      '"redirectUris": "http://x/\r\nA: b" is not a redirect',
    ],
    ['PUT', 'application', { redirectUris: ['somewhere'] }, 'is not a redirect URI'],
    ['PUT', 'application', { vehicleAccess: 'read_odomter' }, '"vehicleAccess": "read_odomter" is not a permission.'],
    ['PUT', 'application', { billing: 'LOL' }, '"billing": "LOL" is not the limit of a plan; there are: INVALID_PLAN'],
    [
      'PUT',
      'application',
      { unlistedPermissions: 'read-new' },
      '"unlistedPermissions": "read-new" has not the form of a permission.',
    ],
    ['PUT', 'application', { virtualKeyDomain: 'a b' }, '"virtualKeyDomain": "a b" is not the domain of a key'],
    ['PUT', 'application', { applicationId: '11111111-1111-4111-8111-111111111111' }, 'keeps its id'],
    ['POST', 'applications', { applicationId: 'mine' }, '"applicationId": "mine" is not a UUID.'],
    ['POST', 'clock/advance', { seconds: 1e300 }, 'The clock ends with the year 9999.'],
    ['POST', 'faults', { status: 42 }, '"status" must be a whole number from 200 to 599.'],
    ['POST', 'faults', { status: 9999 }, '"status" must be a whole number from 200 to 599.'],
    ['POST', 'faults', { status: 503, headers: { 'x-a': 'b\r\nc: d' } }, '"headers": "x-a" has a value'],
    ['POST', 'faults', { status: 503, headers: { 'x a': 'b' } }, '"headers": "x a" is not the name of a header.'],
    ['POST', 'faults', { status: 503, times: 0 }, '"times" must be a whole number from 1'],
    ['POST', 'faults', { status: 503, times: 1.5 }, '"times" must be a whole number from 1'],
    ['POST', 'faults', { status: 503, path: 'v2.0/**' }, '"path" begins with a slash'],
    ['POST', 'faults', { delaySeconds: -5 }, '"delaySeconds" must be a number from 0 to 86400.'],
    ['POST', 'faults', { delaySeconds: 1e12 }, '"delaySeconds" must be a number from 0 to 86400.'],
    ['POST', 'faults', { error: 'UPSTREAM:RATE_LIMT' }, '"UPSTREAM:RATE_LIMT" is not an error from Smartcar'],
    ['PATCH', 'accounts/owner@example.com', { pageDelaySeconds: -1 }, '"pageDelaySeconds" must be a number from 0'],
    ['PATCH', 'accounts/owner@example.com', { problem: 'LOL' }, '"problem": "LOL" is not an error'],
    ['POST', 'accounts', { username: '  ' }, '"username" is blank.'],
    ['POST', 'accounts/owner@example.com/vehicles', { year: -5 }, '"year" must be a whole number from 1981 to 2039.'],
    ['POST', 'accounts/owner@example.com/vehicles', { model: '' }, '"model" is missing.'],
    ['POST', 'accounts/owner@example.com/vehicles', { vin: 'x' }, '"vin": "x" is not a VIN'],
  ])('%s %s %j', (method, path, body, message) => {
    const stage = setStage();
    const before = ask(stage, 'GET', 'state').body;
    const answer = ask(stage, method, path, body);
    expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining(message)]);
    expect(ask(stage, 'GET', 'state').body).toEqual(before);
  });

  it('a fault for somebody unknown, a key of no domain', () => {
    const stage = setStage();
    const [car] = stage.core.state.vehicles.keys();
    expect(ask(stage, 'POST', 'faults', { error: 'SERVER:INTERNAL', applicationId: 'x' })).toEqual({
      status: 404,
      body: { error: { message: 'There is no application "x".' } },
    });
    expect(ask(stage, 'PUT', `vehicles/${car ?? ''}/keys/a%20b`)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringMatching(/^"domain": "a b" is not the domain of a key/) } },
    });
    expect([stage.core.state.faults, stage.core.state.vehicles.get(car ?? '')?.keys]).toEqual([[], []]);
  });

  it('shows in the inspector whom a fault is for', () => {
    const stage = setStage();
    const [vehicleId = ''] = stage.core.state.vehicles.keys();
    ask(stage, 'POST', 'faults', { error: 'SERVER:INTERNAL', applicationId: stage.applicationId, vehicleId });
    const faults = stage.get('/_sandbox').body.split('id="faults"')[1] ?? '';
    expect(faults).toContain(`vehicle ${vehicleId}`);
    expect(faults).toContain(`application ${stage.applicationId}`);
  });

  it('an error of no table goes with a status of its own', () => {
    expect(ask(setStage(), 'POST', 'faults', { error: 'NEW:ONE', status: 418 }).status).toBe(200);
  });

  it('renames the application', () => {
    const stage = setStage();
    expect(ask(stage, 'PUT', 'application', { name: '<b>Charge & Go</b>' }).body.name).toBe('<b>Charge & Go</b>');
    const at = stage.get(connectLink(stage, { scope: 'read_vin' })).headers['location'] ?? '';
    expect(stage.get(at).body).toContain('&lt;b&gt;Charge &amp; Go&lt;/b&gt; would like to connect');
  });
});

describe('the library and files refuse with the place', () => {
  it.each([
    [{ edition: '2024-01' }, 'edition: there is no permission table "2024-01".'],
    [{ asOf: '2026-02-30' }, 'asOf: "2026-02-30" is not a date in the form YYYY-MM-DD.'],
    [{ registration: { redirectUris: ['x'] } }, 'registration.redirectUris: "x" is not a redirect URI'],
    [{ registration: { vehicleAccess: 'read_odomter' } }, 'registration.vehicleAccess: "read_odomter"'],
    [{ scenario: 'al-granted' }, 'There is no scenario "al-granted".'],
    [
      { scenario: { name: 'x', story: 'y', accounts: [{ username: 'a', cars: [{ model: '3', year: 3 }] }] } },
      'scenario.accounts[0].cars[0].year: must be a whole number from 1981 to 2039.',
    ],
  ])('%j', async (options, message) => {
    await expect(createSandbox(options)).rejects.toThrow(RangeError);
    await expect(createSandbox(options)).rejects.toThrow(message);
  });

  it.each([
    [
      'applications: [{name: a, vehicleAccess: read_odomter}]',
      'applications[0].vehicleAccess: "read_odomter" is not a',
    ],
    [
      'applications: [{name: a, redirectUris: [nowhere]}]',
      'applications[0].redirectUris[0]: "nowhere" is not a redirect',
    ],
    ['connections: [{account: a, asked: read_odomter}]', 'connections[0].asked: "read_odomter" is not a permission'],
    ['faults: [{path: /v2.0/**, error: UPSTREAM:RATE_LIMT}]', 'faults[0].error: "UPSTREAM:RATE_LIMT" is not an error'],
    ['faults: [{path: /v2.0/**, status: 42}]', 'faults[0].status: must be a whole number from 200 to 599'],
    ['faults: [{path: /v2.0/**, delay: -1}]', 'faults[0].delay: must be a number of seconds from 0 to 86400'],
    ['accounts: [{username: a, problem: LOL}]', 'accounts[0].problem: "LOL" is not an error'],
    [
      'accounts: [{username: a, cars: [{model: "3", year: 2022, vin: x}]}]',
      'accounts[0].cars[0].vin: "x" is not a VIN',
    ],
    ['asOf: "2026-13-45"', 'asOf: must be a day'],
    ['applications: [{name: a, billing: LOL}]', 'applications[0].billing: must be one of INVALID_PLAN, VEHICLE_LIMIT'],
    ['faults: [{path: /v2.0/**}]', 'faults[0]: needs an error, a status, a delay, longRunning or cutAfter'],
    ['applications: [{name: a}, {name: A}]', 'applications[1].name: "A" is there twice'],
    ['accounts: [{username: a}, {username: A, make: tesla}]', 'accounts[1].username: "TESLA a" is there twice'],
    [
      'accounts: [{username: a, cars: [{model: "3", year: 2022, ref: x}, {model: "3", year: 2022, ref: x}]}]',
      'accounts[0].cars[1].ref: "x" is there twice',
    ],
    ['fleet: {cars: 1.5}', 'fleet.cars: must be a whole number from 0 to 1000000'],
  ])('%s', async (text, message) => {
    await expect(parseScenario('mine.yaml', `name: x\nstory: y\n${text}`)).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      message: expect.stringContaining(message),
    });
  });

  it('a scenario that names what it does not hold, and leaves everything as it was', async () => {
    const broken = { name: 'x', story: 'y', connections: [{ account: 'nobody' }] };
    await expect(createSandbox({ scenario: broken })).rejects.toThrow(RangeError);
    const sandbox = await createSandbox({ scenario: 'all-granted' });
    const { now: _now, ...before } = sandbox.state();
    expect(() => sandbox.reset(broken)).toThrow('The scenario has no account "nobody".');
    const { now: _later, ...after } = sandbox.state();
    expect(after).toEqual(before);
    sandbox.reset();
    expect(sandbox.state()['settings']).toMatchObject({ scenario: 'all-granted' });
  });

  it('a consent tells a refused link from one that came to its end', async () => {
    const sandbox = await createSandbox({ registration: { redirectUris: [redirectUri] } });
    const id = sandbox.application.applicationId;
    const ends = [
      `/oauth/authorize?client_id=${id}&response_type=code&redirect_uri=https://other.example/`,
      `/oauth/authorize?client_id=${id}&response_type=none&make=TESLA&scope=read_odometer`,
    ].map((link) => sandbox.owner.consent(`${sandbox.origin}${link}`));
    expect(ends).toMatchObject([
      { outcome: 'refused', page: 'error-400', parameters: {} },
      { outcome: 'finished', page: 'success', parameters: {} },
    ]);
    expect(() => sandbox.owner.consent('https://connect.smartcar.com/oauth/authorize')).toThrow(
      new TypeError('The sandbox answers for http://sandbox.localhost, not for https://connect.smartcar.com.'),
    );
  });

  it('the clock of the library moves forward only', async () => {
    const sandbox = await createSandbox();
    for (const by of [{ days: -1 }, { hours: Number.NaN }, { days: 1e12 }])
      expect(() => sandbox.clock.advance(by)).toThrow(RangeError);
    expect(() => sandbox.state()).not.toThrow();
  });
});

describe('what changes while a page is open', () => {
  const grantPage = (stage: Stage, scope: string): string => {
    let at = stage.get(connectLink(stage, { scope })).headers['location'] ?? '';
    for (const form of ['', 'username=', 'box=vehicle_device_data&box=vehicle_cmds'])
      at = stage.post(at, form).headers['location'] ?? '';
    expect(at).toMatch(/\/grant$/);
    return at;
  };
  const approve = (stage: Stage, at: string): string => {
    const cars = [...stage.core.state.vehicles.keys()].map((id) => `vehicle=${id}`).join('&');
    return (
      stage.post(at, `action=allow&permission=read_odometer&permission=control_security&${cars}`).headers['location'] ??
      ''
    );
  };

  it('an access removed in another tab: the grant screen does not connect an owner without any consent', () => {
    const stage = setStage();
    const at = grantPage(stage, 'read_odometer control_security');
    for (const account of stage.core.state.accounts.values()) delete account.consents.smartcar;
    expect(approve(stage, at)).toMatch(/\/missing-permissions$/);
    expect(stage.granted()).toEqual([]);
  });

  it('a required box unticked in another tab: no connection without it', () => {
    const stage = setStage();
    const at = grantPage(stage, 'required:control_security read_odometer');
    for (const account of stage.core.state.accounts.values())
      account.consents.smartcar = { boxes: ['vehicle_device_data'], grantedAt: 0 };
    expect(approve(stage, at)).toMatch(/\/missing-permissions$/);
    expect(stage.run().missing).toEqual(['vehicle_cmds']);
  });

  it('an access removed while the key page is open: no connection either', () => {
    const stage = setStage();
    const at = approve(stage, grantPage(stage, 'read_odometer control_security'));
    expect(at).toMatch(/\/virtual-key$/);
    for (const car of stage.core.state.vehicles.values()) car.keys = ['smartcar.com'];
    for (const account of stage.core.state.accounts.values()) delete account.consents.smartcar;
    expect(stage.post(at, '').headers['location']).toMatch(/\/missing-permissions$/);
  });

  it('two tabs of one owner come to their own ends', () => {
    const stage = setStage({ scenario: 'pre-2021-model-s' });
    const [first, second] = ['A', 'B'].map((state) => connectLink(stage, { scope: 'read_odometer', state }));
    const one = stage.walk(first ?? '', [boxes('vehicle_device_data')]);
    const two = stage.walk(second ?? '', [selectAll]);
    expect([one.parameters.get('state'), two.parameters.get('state')]).toEqual(['A', 'B']);
    expect(one.parameters.get('code')).not.toBe(two.parameters.get('code'));
  });
});

describe('starting over', () => {
  it('keeps the owner that the sandbox was started with, and the numbers of the log', () => {
    const stage = setStage({ owner: { rounds: [selectAll], untick: [] } });
    const link = connectLink(stage, { redirect_uri: redirectUri, scope: 'read_vin' });
    stage.get(link);
    expect(ask(stage, 'POST', 'reset').status).toBe(200);
    expect(stage.get(link).headers['location']).toMatch(/^https:\/\/example\.com\/auth\?code=/);
    expect(ask(stage, 'GET', 'log').body.entries.map(({ sequence }: { sequence: number }) => sequence)).toEqual([2]);
  });

  it('a restored snapshot does not turn the numbers of the log back', async () => {
    const sandbox = await createSandbox();
    const restore = sandbox.snapshot();
    await sandbox.fetch('/v2.0/user');
    restore();
    await sandbox.fetch('/v2.0/user');
    expect(sandbox.log().map(({ sequence }) => sequence)).toEqual([2]);
  });
});

it('an unknown make leads to the list of makes, where those of a scenario stand as well', () => {
  const stage = setStage({
    scenario: { name: 'x', story: 'y', accounts: [{ make: 'ZEEKR', username: 'a@example.com' }] },
  });
  const pageAfter = (make: string): string => {
    const at = stage.get(connectLink(stage, { scope: 'read_vin', make })).headers['location'] ?? '';
    return stage.post(at, '').headers['location'] ?? '';
  };
  const list = pageAfter('NOPE');
  expect(list).toMatch(/\/brand$/);
  expect(stage.get(list).body).toContain('id="ZEEKR"');
  expect(['BMW', 'zeekr', 'TESLA'].map((make) => pageAfter(make).split('/').at(-1))).toEqual([
    'sign-in',
    'sign-in',
    'sign-in',
  ]);
});

it('another phone is offered only where it helps', () => {
  const stage = setStage({ scenario: 'driver-account' });
  expect(stage.get('/_ak/nobody.example').body).not.toContain('Try another phone');
  expect(stage.get('/_ak/smartcar.com').body).toContain('Try another phone');
});

it('the cars of a story have the key of the domain that the application uses', () => {
  const { core } = setStage({ scenario: 'all-granted', registration: { virtualKeyDomain: 'key.example.com' } });
  expect([...core.state.vehicles.values()].map(({ keys }) => keys)).toEqual([
    ['smartcar.com', 'key.example.com'],
    ['smartcar.com', 'key.example.com'],
  ]);
});

it('the year of an incompatible car that the owner shares is that of its VIN', () => {
  const stage = setStage({ scenario: 'incompatible' });
  const vin = '5YJ3E1EA8JF000001';
  let at = stage.get(connectLink(stage, { scope: 'read_vin', single_select: 'true', single_select_vin: vin })).headers[
    'location'
  ];
  for (const form of ['', 'username=', 'box=vehicle_device_data', 'action=back&share=yes'])
    at = stage.post(at ?? '', form).headers['location'];
  expect(Object.fromEntries(new URL(at ?? '').searchParams)).toMatchObject({ vin, year: '2018', make: 'TESLA' });
});
