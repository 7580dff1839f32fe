import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../src/core/errors/api-error.ts';
import { CliError } from '../../../src/core/errors/cli-error.ts';
import { Secret } from '../../../src/core/secret.ts';
import { createSmartcarClient } from '../../../src/io/smartcar-api/api.ts';
import { json, scriptHttp, steppingClock, type ScriptedAnswer } from '../../support/scripted-http.ts';
import { origins } from './origins.ts';

const held = { current: async () => new Secret('token-a') };

function open(answers: readonly ScriptedAnswer[]) {
  const script = scriptHttp(answers);
  const clock = steppingClock(Date.UTC(2026, 10, 21));
  const api = createSmartcarClient({ http: script.http, clock })(origins);
  const paths = () => script.requests.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`);
  return { ...script, clock, api, paths };
}

describe('v2 with a user token', () => {
  it('takes a list without a text for no empty one', async () => {
    const { api } = open([json({ vehicles: [5, null], paging: { count: 2, offset: 0 } })]);
    await expect(api.v2(held).readVehicles()).rejects.toMatchObject({
      code: 'API_ERROR',
      message: 'https://api.smartcar.com answered 200 with no text in the list "vehicles" at /v2.0/vehicles.',
    });
  });

  it('seed 18: reads the user behind the new token', async () => {
    const { api, paths, requests } = open([json({ id: 'user-1' })]);
    expect(await api.v2(held).readUser()).toEqual({ id: 'user-1' });
    expect(paths()).toEqual(['GET https://api.smartcar.com/v2.0/user']);
    expect(requests[0]?.headers).toMatchObject({ authorization: 'Bearer token-a' });
  });

  it('reads all pages of vehicles and permissions', async () => {
    const first = Array.from({ length: 50 }, (_, index) => `v${index}`);
    const { api, paths } = open([
      json({ vehicles: first, paging: { count: 51, offset: 0 } }),
      json({ vehicles: ['v50'], paging: { count: 51, offset: 50 } }),
      json({ permissions: ['read_vin'], paging: { count: 1, offset: 0 } }),
    ]);
    const reader = api.v2(held);
    expect(await reader.readVehicles()).toHaveLength(51);
    expect(await reader.readPermissions('v 1')).toEqual(['read_vin']);
    expect(paths()).toEqual([
      'GET https://api.smartcar.com/v2.0/vehicles?limit=50&offset=0',
      'GET https://api.smartcar.com/v2.0/vehicles?limit=50&offset=50',
      'GET https://api.smartcar.com/v2.0/vehicles/v 1/permissions?limit=50&offset=0',
    ]);
  });

  it('does not turn in circles where a server ignores the offset', async () => {
    const page = json({ vehicles: ['v1'], paging: { count: 9, offset: 0 } });
    const { api, requests } = open([page, page]);
    expect(await api.v2(held).readVehicles()).toEqual([{ id: 'v1' }]);
    expect(requests).toHaveLength(2);
  });

  it.each([
    ['OWNER', { role: 'owner', scopes: ['vehicle_cmds'] }],
    ['DRIVER', { role: 'driver', scopes: ['vehicle_cmds'] }],
    [null, { role: null, scopes: ['vehicle_cmds'] }],
    ['SOMETHING', { role: null, scopes: ['vehicle_cmds'] }],
  ])("reads Tesla's own view: %s", async (accessType, expected) => {
    const { api, paths } = open([json({ accessType, permissions: ['vehicle_cmds'] })]);
    expect(await api.v2(held).readTeslaAccess('v1')).toEqual(expected);
    // Lower-case make: upper case is answered with a permission error.
    expect(paths()).toEqual(['GET https://api.smartcar.com/v2.0/vehicles/v1/tesla/user/access']);
  });

  it('reads key, migration and vehicle, and disconnects', async () => {
    const { api, paths } = open([
      json({ isPaired: false }),
      json({ requiresMigration: true }),
      json({ id: 'v1', make: 'TESLA', model: 'Model 3', year: 2022 }),
      json({ status: 'success' }),
    ]);
    const reader = api.v2(held);
    expect(await reader.readVirtualKey('v1')).toEqual({ paired: false });
    expect(await reader.readMigration('v1')).toEqual({ requiresMigration: true });
    expect(await reader.readVehicle('v1')).toEqual({ id: 'v1', make: 'TESLA', model: 'Model 3', year: 2022 });
    await reader.disconnect('v1');
    expect(paths().at(-1)).toBe('DELETE https://api.smartcar.com/v2.0/vehicles/v1/application');
  });

  it('asks for another token once when the first one is turned down', async () => {
    const failed: string[] = [];
    const tokens = {
      ...held,
      renew: async (token: Secret) => {
        failed.push(token.reveal());
        return new Secret('token-b');
      },
    };
    const refusal = json({ type: 'AUTHENTICATION', code: null, description: 'expired' }, 401);
    const { api, requests } = open([refusal, json({ id: 'user-1' }), refusal, refusal]);
    expect(await api.v2(tokens).readUser()).toEqual({ id: 'user-1' });
    expect(failed).toEqual(['token-a']);
    expect(requests[1]?.headers).toMatchObject({ authorization: 'Bearer token-b' });
    await expect(api.v2(tokens).readUser()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' });
  });
});

describe('patience', () => {
  const tooMany = (seconds: string) => json({ type: 'RATE_LIMIT', code: 'VEHICLE' }, 429, { 'retry-after': seconds });

  it.each([429, 500, 502, 503, 504])('asks again after %i, later each time, and not for ever', async (status) => {
    const { api, clock, requests } = open(Array(3).fill(json({ type: 'SERVER', code: 'INTERNAL' }, status)));
    await expect(api.v2(held).readUser()).rejects.toMatchObject({ code: 'API_ERROR', exitCode: 6 });
    expect(requests).toHaveLength(3);
    expect(clock.slept).toEqual([500, 1000]);
  });

  it.each([400, 403, 404, 409, 430, 501])('does not ask again after %i', async (status) => {
    const { api, requests } = open([json({ type: 'X', code: null }, status)]);
    await expect(api.v2(held).readUser()).rejects.toBeInstanceOf(ApiError);
    expect(requests).toHaveLength(1);
  });

  it('honours retry-after', async () => {
    const { api, clock } = open([tooMany('7'), json({ id: 'user-1' })]);
    await api.v2(held).readUser();
    expect(clock.slept).toEqual([7000]);
  });

  it('honours a retry-after that is a date', async () => {
    const { api, clock } = open([tooMany('Sat, 21 Nov 2026 00:00:04 GMT'), json({ id: 'user-1' })]);
    await api.v2(held).readUser();
    expect(clock.slept).toEqual([4000]);
  });

  it('waits for the half minute in which the published allowance gives a request back, and says so', async () => {
    const pauses: unknown[] = [];
    const { http } = scriptHttp([tooMany('30'), json({ id: 'user-1' }), json({}, 502), json({ id: 'user-1' })]);
    const clock = steppingClock();
    const onPause = (...pause: readonly unknown[]) => void pauses.push(pause);
    const api = createSmartcarClient({ http, clock, onPause })(origins);
    await api.v2(held).readUser();
    await api.v2(held).readUser();
    expect(clock.slept).toEqual([30_000, 500]);
    expect(pauses).toEqual([[30_000, new URL(origins.api).origin]]);
  });

  it('tells a long pause instead of sleeping through it', async () => {
    const { api, clock } = open([tooMany('3600')]);
    const error = await api
      .v2(held)
      .readUser()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ hint: 'Try again in 3600 s.', failure: { retryAfter: 3600 } });
    expect(clock.slept).toEqual([]);
  });

  it('asks again when nothing came back', async () => {
    const { api, clock } = open([new CliError('NETWORK', 'cut', { hint: '' }), json({ id: 'user-1' })]);
    await api.v2(held).readUser();
    expect(clock.slept).toEqual([500]);
  });
});

describe('failures, whatever their shape', () => {
  const failureOf = async (answer: ScriptedAnswer) => {
    const error = await open([answer])
      .api.v2(held)
      .readUser()
      .catch((thrown: unknown) => thrown);
    return error instanceof ApiError ? error.failure : error;
  };

  it('reads v2', async () => {
    const body = {
      type: 'PERMISSION',
      code: null,
      description: 'no access',
      docURL: 'https://smartcar.com/docs/errors/api-errors/permission-errors#null',
      statusCode: 403,
      requestId: 'r-9',
      resolution: { type: 'REAUTHENTICATE', url: 'https://connect.smartcar.com/oauth/reauthenticate' },
      suggestedUserMessage: 'Please reconnect',
      detail: [{ field: 'x' }],
    };
    expect(await failureOf(json(body, 403))).toEqual({
      status: 403,
      type: 'PERMISSION',
      code: null,
      description: 'no access',
      docs: 'https://smartcar.com/docs/errors/api-errors/permission-errors#null',
      requestId: 'r-9',
      resolution: { type: 'REAUTHENTICATE', url: 'https://connect.smartcar.com/oauth/reauthenticate' },
      ownerMessage: 'Please reconnect',
      detail: ['{"field":"x"}'],
    });
  });

  it.each([(one: object) => one, (one: object) => ({ errors: [one] })])('reads v3, bare or wrapped', async (wrap) => {
    const body = wrap({
      type: 'VALIDATION',
      code: 'MISSING_PARAMETER',
      title: 'Bad request',
      detail: 'missing userId',
      resolution: 'NONE',
    });
    expect(await failureOf(json(body, 400, { 'sc-request-id': 'r-3' }))).toEqual({
      status: 400,
      type: 'VALIDATION',
      code: 'MISSING_PARAMETER',
      description: 'missing userId',
      resolution: { type: 'NONE' },
      requestId: 'r-3',
      detail: [],
    });
  });

  it.each([
    '',
    'Not found',
    '<html>',
    'null',
    '[]',
    '"x"',
    '{"type":7,"code":{},"resolution":{"url":"javascript:alert(1)"}}',
  ])('makes do with %j', async (body) => {
    expect(await failureOf({ status: 404, body })).toEqual({ status: 404, code: null, detail: [] });
  });

  it('keeps control characters of a foreign text away from the terminal, and bounds it', async () => {
    const error = await open([json({ type: 'X', code: null, description: `\u001b[2J${'a'.repeat(999)}` }, 400)])
      .api.v2(held)
      .readUser()
      .catch((thrown: unknown) => thrown as Error);
    const message = error instanceof Error ? error.message : '';
    expect(message).not.toContain('\u001b');
    expect(message.length).toBeLessThan(450);
  });

  it.each([
    [401, {}, 'Check the credentials: `connect-cli config explain` shows where each came from.'],
    [403, {}, 'Try again later; if it persists, contact Smartcar support.'],
    [403, { 'sc-request-id': 'r-1' }, 'Try again later; if it persists, contact Smartcar support with the request id.'],
  ])('says what to do about a %i without a name, %j', async (status, headers, hint) => {
    const error = await open([{ ...json({}, status), headers: { 'content-type': 'application/json', ...headers } }])
      .api.v2(held)
      .readUser()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ hint });
  });

  it('keeps the bearer token out of an error that repeats it', async () => {
    const error = await open([json({ type: 'AUTHENTICATION', code: null, description: 'bad token-a' }, 401)])
      .api.v2(held)
      .readUser()
      .catch(String);
    expect(error).toContain('bad [redacted]');
  });
});

describe('v3 with the application token', () => {
  const connection = (user: string, vehicle: string, permissions: readonly string[]) => ({
    id: `c-${vehicle}`,
    type: 'connection',
    attributes: {
      permissions,
      vehicle: { make: 'TESLA', model: 'Model Y', year: 2023, mode: 'live' },
      user: { id: user, externalId: 'cust_42' },
    },
    relationships: { vehicle: { data: { id: vehicle } } },
  });

  it('reads what a user granted from the connections', async () => {
    const page = json({ data: [connection('u1', 'v1', ['read_vin'])], meta: { totalCount: 1 }, links: { next: null } });
    const { api, paths } = open([page, page, page]);
    const reader = api.v3(held, 'u1');
    expect(await reader.readUser()).toEqual({ id: 'u1', externalId: 'cust_42' });
    expect(await reader.readVehicles()).toEqual([
      { id: 'v1', make: 'TESLA', model: 'Model Y', year: 2023, mode: 'live' },
    ]);
    expect(await reader.readPermissions('v1')).toEqual(['read_vin']);
    expect(paths()).toEqual([
      'GET https://vehicle.api.smartcar.com/v3/connections?page[number]=1&page[size]=100&filter[userId]=u1',
      'GET https://vehicle.api.smartcar.com/v3/connections?page[number]=1&page[size]=100&filter[userId]=u1',
      'GET https://vehicle.api.smartcar.com/v3/connections?page[number]=1&page[size]=100&filter[userId]=u1&filter[vehicleId]=v1',
    ]);
  });

  it('does not take the connection of another user for this one', async () => {
    const { api } = open([json({ data: [connection('u2', 'v1', ['read_vin'])], links: { next: null } })]);
    await expect(api.v3(held, 'u1').readPermissions('v1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('reads all pages, to the end that the server tells', async () => {
    const { api, paths } = open([
      json({ data: [connection('u1', 'v1', [])], links: { next: '/v3/connections?page=2' } }),
      json({ data: [connection('u1', 'v2', []), { junk: true }, 7], links: {}, meta: { totalCount: 2, pageSize: 1 } }),
    ]);
    const found: string[] = [];
    for await (const { vehicle } of api.v3Connections(held).readConnections({ mode: 'simulated' }))
      found.push(vehicle.id);
    expect(found).toEqual(['v1', 'v2']);
    expect(paths()[1]).toBe(
      'GET https://vehicle.api.smartcar.com/v3/connections?page[number]=2&page[size]=100&filter[vehicle.mode]=simulated',
    );
  });

  it.each([undefined, null])('does not take permissions that are missing (%s) for none', async (permissions) => {
    const row = connection('u1', 'v1', []);
    const { api } = open([json({ data: [{ ...row, attributes: { ...row.attributes, permissions } }], links: {} })]);
    await expect(api.v3(held, 'u1').readPermissions('v1')).rejects.toMatchObject({ code: 'API_ERROR', exitCode: 6 });
  });

  it('asks for a look at the origin where it is sent elsewhere', async () => {
    const { api } = open([json({}, 302)]);
    await expect(api.v3(held, 'u1').readVehicles()).rejects.toMatchObject({
      code: 'API_ERROR',
      hint: expect.stringContaining('config explain'),
    });
  });

  it('counts what it read where a server gives smaller pages than it was asked for', async () => {
    const page = (vehicle: string) => json({ data: [connection('u1', vehicle, [])], meta: { totalCount: 2 } });
    const { api, paths } = open([page('v1'), page('v2')]);
    expect(await api.v3(held, 'u1').readVehicles()).toMatchObject([{ id: 'v1' }, { id: 'v2' }]);
    expect(paths()).toHaveLength(2);
  });

  it('reads key and Tesla scopes from signals, naming the user', async () => {
    const signal = (body: unknown, value = 'SUCCESS') => json({ data: { attributes: { status: { value }, body } } });
    const { api, paths, requests } = open([
      signal({ value: true }),
      signal({ values: ['vehicle_cmds'] }),
      signal({ value: 'Driver' }),
      signal(null, 'UNAVAILABLE'),
      json({ errors: [{ type: 'RESOURCE_NOT_FOUND', code: 'PATH' }] }, 404),
    ]);
    const reader = api.v3(held, 'u1');
    expect(await reader.readVirtualKey('v1')).toEqual({ paired: true });
    expect(await reader.readTeslaAccess('v1')).toEqual({ role: 'driver', scopes: ['vehicle_cmds'] });
    expect(await reader.readVirtualKey('v1')).toEqual({ paired: null });
    expect(await reader.readVirtualKey('v1')).toEqual({ paired: null });
    expect(paths()[0]).toBe(
      'GET https://vehicle.api.smartcar.com/v3/vehicles/v1/signals/connectivitystatus-isdigitalkeypaired',
    );
    expect(requests.every(({ headers }) => headers?.['sc-user-id'] === 'u1')).toBe(true);
  });

  it('reads a resource that comes without an envelope', async () => {
    const signal = (body: unknown) => json({ type: 'signal', attributes: { status: { value: 'SUCCESS' }, body } });
    const { api } = open([
      signal({ value: false }),
      signal({ values: ['vehicle_device_data'] }),
      signal({ value: 'Owner' }),
      json({ id: 'v1', type: 'vehicle', attributes: { make: 'TESLA', model: 'Model 3', year: 2023 } }),
    ]);
    const reader = api.v3(held, 'u1');
    expect(await reader.readVirtualKey('v1')).toEqual({ paired: false });
    expect(await reader.readTeslaAccess('v1')).toEqual({ role: 'owner', scopes: ['vehicle_device_data'] });
    expect(await reader.readVehicle('v1')).toMatchObject({ make: 'TESLA', model: 'Model 3', year: 2023 });
  });

  it('reads the documented connection, whose owner and times stand outside the attributes', async () => {
    const documented = {
      id: '32c4139a-e4aa-4c6c-b357-3ae9022dbf1b',
      type: 'connection',
      attributes: {
        permissions: ['read_vehicle_info', 'read_odometer'],
        vehicle: { make: 'Tesla', model: 'Model S', year: 2020, mode: 'live', powertrainType: 'BEV' },
      },
      relationships: {
        vehicle: { data: { id: 'a6a425d6-c661-4b21-af7a-d6b75f80f3b0', type: 'vehicle' } },
        user: { data: { id: '1e258add-fb21-4293-b9ab-cf8a61f7a880', type: 'user' } },
      },
      meta: { createdAt: '2024-01-01T00:00:00Z', updatedAt: '2024-01-02T00:00:00Z' },
    };
    const { api } = open([json({ data: [documented], links: { next: null } })]);
    const found = [];
    for await (const one of api.v3Connections(held).readConnections()) found.push(one);
    expect(found).toEqual([
      {
        id: '32c4139a-e4aa-4c6c-b357-3ae9022dbf1b',
        userId: '1e258add-fb21-4293-b9ab-cf8a61f7a880',
        vehicle: {
          id: 'a6a425d6-c661-4b21-af7a-d6b75f80f3b0',
          make: 'Tesla',
          model: 'Model S',
          year: 2020,
          mode: 'live',
        },
        connectedAt: '2024-01-01T00:00:00Z',
        permissions: ['read_vehicle_info', 'read_odometer'],
      },
    ]);
  });

  it('sends the headers of the documents and no other: the owner for signals, nobody for the rest', async () => {
    const signal = json({ data: { attributes: { status: { value: 'SUCCESS' }, body: { value: true } } } });
    const vehicle = json({ data: { attributes: { make: 'TESLA' } } });
    const { api, requests } = open([vehicle, signal, json({ data: [connection('u1', 'v1', [])], links: {} })]);
    const reader = api.v3(held, 'u1');
    await reader.readVehicle('v1');
    await reader.readVirtualKey('v1');
    await reader.readPermissions('v1');
    expect(requests.map(({ headers }) => Object.keys(headers ?? {}).toSorted())).toEqual([
      ['accept', 'authorization'],
      ['accept', 'authorization', 'sc-user-id'],
      ['accept', 'authorization'],
    ]);
  });

  it('waits the seconds that retry-after names before it asks again', async () => {
    const turnedAway = {
      ...json({ errors: [{ type: 'RATE_LIMIT', code: 'VEHICLE' }] }, 429),
      headers: { 'retry-after': '7' },
    };
    const { api, clock } = open([turnedAway, json({ data: { attributes: { make: 'TESLA' } } })]);
    expect(await api.v3(held, 'u1').readVehicle('v1')).toMatchObject({ make: 'TESLA' });
    expect(clock.slept).toEqual([7000]);
  });

  it('counts rows without a user or a vehicle, and reads on behind a page of them', async () => {
    const unreadable = (id: string) => ({ id, type: 'connection', attributes: {} });
    const { api, paths } = open([
      json({ data: [unreadable('c1'), unreadable('c2'), 5], links: { next: '/v3/connections?page[number]=2' } }),
      json({ data: [connection('u1', 'v1', []), unreadable('c3')], links: { next: '/v3/connections?page[number]=3' } }),
      json({ data: [connection('u1', 'v1', []), unreadable('c3')], links: { next: '/v3/connections?page[number]=4' } }),
    ]);
    const found: string[] = [];
    let count = 0;
    for await (const { vehicle } of api.v3Connections(held).readConnections({}, () => (count += 1)))
      found.push(vehicle.id);
    expect([found, count, paths().length]).toEqual([['v1'], 4, 3]);
  });

  it('takes a list of rows that cannot be read for none without connections', async () => {
    const { api } = open([json({ data: [{ id: 'c1' }], links: { next: null } })]);
    await expect(api.v3(held, 'u1').readVehicles()).rejects.toMatchObject({
      code: 'API_ERROR',
      message: expect.stringMatching(/^No connection could be read\. 1 row of the list/) as string,
    });
  });

  it('disconnects by the id of the connection', async () => {
    const { api, paths } = open([json({ data: [connection('u1', 'v1', [])], links: { next: null } }), { status: 204 }]);
    await api.v3(held, 'u1').disconnect('v1');
    expect(paths()[1]).toBe('DELETE https://vehicle.api.smartcar.com/v3/connections/c-v1');
  });
});

describe('the management API of v2', () => {
  it('follows the cursor with the management token', async () => {
    const { api, requests, paths } = open([
      json({
        connections: [{ userId: 'u1', vehicleId: 'v1', connectedAt: '2026-01-01T00:00:00Z', mode: 'live' }],
        paging: { cursor: 'next' },
      }),
      json({ connections: [{ userId: 'u2', vehicleId: 'v2' }, { userId: 'u3' }], paging: { cursor: null } }),
    ]);
    const found: unknown[] = [];
    let unreadable = 0;
    const reader = api.managementConnections(new Secret('amt'));
    for await (const one of reader.readConnections({}, () => (unreadable += 1))) found.push(one);
    expect(unreadable).toBe(1);
    expect(found).toEqual([
      { userId: 'u1', vehicle: { id: 'v1', mode: 'live' }, connectedAt: '2026-01-01T00:00:00Z' },
      { userId: 'u2', vehicle: { id: 'v2' } },
    ]);
    // printf 'default:amt' | base64
    expect(requests[0]?.headers).toMatchObject({ authorization: 'Basic ZGVmYXVsdDphbXQ=' });
    expect(paths()[1]).toBe('GET https://management.smartcar.com/v2.0/management/connections?limit=100&cursor=next');
  });

  it('deletes by user or by vehicle, never by both', async () => {
    const { api, paths } = open([json({}), json({})]);
    const reader = api.managementConnections(new Secret('amt'));
    await reader.deleteConnection({ userId: 'u1' });
    await reader.deleteConnection({ vehicleId: 'v1' });
    expect(paths()).toEqual([
      'DELETE https://management.smartcar.com/v2.0/management/connections?user_id=u1',
      'DELETE https://management.smartcar.com/v2.0/management/connections?vehicle_id=v1',
    ]);
  });
});
