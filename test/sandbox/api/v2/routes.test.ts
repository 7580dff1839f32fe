import { describe, expect, it } from 'vitest';
import { addConnection } from '../../../../src/sandbox/state/connections.ts';
import { application, at, createWorld, everyPermission, type World } from '../world.ts';

const managementToken = `Basic ${btoa('default:amt')}`;

/** What each path answers, by the fields that the official SDKs read. */
const readTable = [
  ['/odometer', ['distance'], true],
  ['/location', ['latitude', 'longitude'], false],
  ['/vin', ['vin'], false],
  ['/battery', ['percentRemaining', 'range'], true],
  ['/battery/capacity', ['capacity'], false],
  ['/battery/nominal_capacity', ['availableCapacities', 'capacity', 'url'], false],
  ['/charge', ['isPluggedIn', 'state'], false],
  ['/charge/limit', ['limit'], false],
  ['/tires/pressure', ['backLeft', 'backRight', 'frontLeft', 'frontRight'], true],
  ['/security', ['chargingPort', 'doors', 'isLocked', 'storage', 'sunroof', 'windows'], false],
  ['/tesla/alerts', ['alerts'], false],
  ['/tesla/compass', ['direction', 'heading'], false],
  ['/tesla/speedometer', ['speed'], true],
  ['/tesla/thermometer/interior', ['temperature'], true],
  ['/tesla/climate/cabin', ['status', 'temperature'], true],
  ['/tesla/climate/defroster', ['frontStatus', 'rearStatus'], false],
  ['/tesla/charge/schedule', ['departureTime', 'startTime'], false],
  ['/tesla/charge/records/billing', ['hasMoreData', 'records'], false],
  ['/tesla/status', ['gear', 'inService', 'status'], false],
  ['/tesla/user/info', ['email'], false],
] as const;

const commandTable = [
  ['POST', '/security', { action: 'LOCK' }],
  ['POST', '/security', { action: 'UNLOCK' }],
  ['POST', '/charge', { action: 'START' }],
  ['POST', '/charge', { action: 'STOP' }],
  ['POST', '/charge/limit', { limit: '0.7' }],
  ['POST', '/charge/limit', { limit: 0.9 }],
  ['POST', '/navigation/destination', { latitude: 47.62, longitude: -122.35 }],
  ['POST', '/tesla/charge/charge_port_door', { action: 'OPEN' }],
  ['POST', '/tesla/security/trunk', { action: 'OPEN' }],
  ['POST', '/tesla/security/frunk', { action: 'CLOSE' }],
  ['POST', '/tesla/pin', { pin: '1234' }],
  ['DELETE', '/tesla/pin', undefined],
] as const;

const malformed = [
  ['/security', { action: 'lock' }, 'action'],
  ['/charge', {}, 'action'],
  ['/charge/limit', { limit: 0.3 }, 'limit'],
  ['/charge/limit', { limit: 'much' }, 'limit'],
  ['/navigation/destination', { latitude: 91, longitude: 0 }, 'latitude'],
  ['/tesla/pin', { pin: '12345' }, 'pin'],
  ['/tesla/climate/cabin', { action: 'SET' }, 'temperature'],
  ['/tesla/charge/schedule', { type: 'START_TIME', enable: true, time: '25:00' }, 'time'],
  ['/batch', { requests: [] }, 'requests'],
] as const;

function send(world: World, method: string, path: string, body?: unknown): ReturnType<World['send']> {
  return world.send(method, at(world, path), { body });
}

describe('reads', () => {
  it.each(readTable)('GET %s', (path, fields, hasUnits) => {
    const { status, body, headers } = send(createWorld(), 'GET', path);
    expect(status).toBe(200);
    expect(Object.keys(Object(body)).toSorted()).toEqual(fields);
    expect(headers['sc-unit-system']).toBe(hasUnits ? 'metric' : undefined);
    expect(path === '/tesla/user/info' || headers['sc-data-age'] !== undefined).toBe(true);
    expect(headers['sc-request-id']).toHaveLength(36);
  });

  it('converts to imperial units on demand', () => {
    const world = createWorld();
    const metric = send(world, 'GET', '/odometer').body as { distance: number };
    const { body, headers } = world.send('GET', at(world, '/odometer'), { headers: { 'sc-unit-system': 'imperial' } });
    expect((body as { distance: number }).distance).toBeCloseTo(metric.distance / 1.609344, 1);
    expect(headers['sc-unit-system']).toBe('imperial');
  });

  it('takes paths with a slash at the end', () => {
    const world = createWorld();
    for (const path of ['/v2.0/user/', '/v2.0/vehicles/', `/v2.0/vehicles/${world.car.id}/`, `${at(world)}/odometer/`])
      expect(world.send('GET', path).status).toBe(200);
  });

  it('pages vehicles and permissions, at most fifty at once', () => {
    const world = createWorld();
    expect(world.send('GET', '/v2.0/vehicles?limit=1&offset=1').body).toEqual({
      vehicles: [],
      paging: { count: 1, offset: 1 },
    });
    expect(send(world, 'GET', '/permissions?limit=2&offset=1').body).toEqual({
      permissions: everyPermission.slice(1, 3),
      paging: { count: everyPermission.length, offset: 1 },
    });
    for (const query of ['limit=0', 'limit=51', 'limit=x', 'offset=-1'])
      expect(world.send('GET', `/v2.0/vehicles?${query}`)).toMatchObject({
        status: 400,
        body: { type: 'VALIDATION', code: 'PARAMETER' },
      });
  });

  it('answers a batch item by item, each with a code', () => {
    const world = createWorld({ permissions: ['read_odometer', 'read_fuel'] });
    const requests = ['/odometer', 'fuel', '/vin'].map((path) => ({ path }));
    const { status, body } = send(world, 'POST', '/batch', { requests });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      responses: [
        {
          path: '/odometer',
          code: 200,
          headers: { 'sc-unit-system': 'metric' },
          body: { distance: expect.any(Number) },
        },
        { path: '/fuel', code: 501, body: { type: 'COMPATIBILITY', code: 'VEHICLE_NOT_CAPABLE' } },
        { path: '/vin', code: 403, body: { type: 'PERMISSION', code: null } },
      ],
    });
  });

  it('refuses a batch with a path that does not exist as a whole, as the Python suite expects', () => {
    const requests = ['/odometer', '/LOCATIONNNNNNNN'].map((path) => ({ path }));
    expect(send(createWorld(), 'POST', '/batch', { requests })).toMatchObject({
      status: 400,
      body: { type: 'VALIDATION', code: null },
    });
  });

  it('tells the permissions in a batch, as the Go SDK asks for them', () => {
    const world = createWorld({ permissions: ['read_odometer'] });
    const requests = [{ path: '/permissions' }, { path: '/permissions?limit=1&offset=1' }];
    expect(send(world, 'POST', '/batch', { requests }).body).toMatchObject({
      responses: [
        { path: '/permissions', code: 200, body: { permissions: ['read_odometer'], paging: { count: 1, offset: 0 } } },
        {
          path: '/permissions?limit=1&offset=1',
          code: 200,
          body: { permissions: [], paging: { count: 1, offset: 1 } },
        },
      ],
    });
  });

  it("answers another make's path in a batch as it does alone", () => {
    const world = createWorld({ car: { make: 'CHEVROLET', model: 'Volt', year: 2018, powertrain: 'PHEV' } });
    const requests = [{ path: '/tesla/virtual_key' }];
    expect(send(world, 'GET', '/tesla/virtual_key').status).toBe(501);
    expect(send(world, 'POST', '/batch', { requests }).body).toMatchObject({ responses: [{ code: 501 }] });
  });
});

describe('commands', () => {
  it.each(commandTable)('%s %s', (method, path, body) => {
    expect(send(createWorld(), method, path, body)).toMatchObject({
      status: 200,
      body: { status: 'success', message: 'Successfully sent request to vehicle' },
    });
  });

  it.each(malformed)('POST %s with a wrong body names the field', (path, body, field) => {
    expect(send(createWorld(), 'POST', path, body)).toMatchObject({
      status: 400,
      body: { type: 'VALIDATION', code: 'PARAMETER', detail: [{ field }] },
    });
  });

  it('leaves the car as it was told', () => {
    const world = createWorld();
    send(world, 'POST', '/security', { action: 'UNLOCK' });
    send(world, 'POST', '/charge/limit', { limit: 0.65 });
    send(world, 'POST', '/tesla/climate/cabin', { action: 'START', temperature: 23 });
    expect(send(world, 'GET', '/security').body).toMatchObject({ isLocked: false });
    expect(send(world, 'GET', '/charge/limit').body).toEqual({ limit: 0.65 });
    expect(send(world, 'GET', '/tesla/climate/cabin').body).toEqual({ status: 'ON', temperature: 23 });
  });

  it('refuses by the state of the car once a command has set it', () => {
    const world = createWorld();
    const codes = ['START', 'START', 'STOP', 'STOP'].map((action) => send(world, 'POST', '/charge', { action }));
    expect(codes.map(({ status }) => status)).toEqual([200, 409, 200, 409]);
    expect(codes[1]?.body).toMatchObject({ type: 'VEHICLE_STATE', code: 'CHARGING_IN_PROGRESS' });
    expect(codes[3]?.body).toMatchObject({ type: 'VEHICLE_STATE', code: 'NOT_CHARGING' });
  });
});

describe('what stands in the way', () => {
  const lock = (world: World): ReturnType<World['send']> => send(world, 'POST', '/security', { action: 'LOCK' });

  it('seed 20: a box that is not ticked is PERMISSION with a null code at the call', () => {
    const world = createWorld({ permissions: ['read_odometer'], boxes: ['vehicle_device_data'] });
    const { status, body, decision } = lock(world);
    expect(status).toBe(403);
    expect(body).toMatchObject({
      type: 'PERMISSION',
      code: null,
      statusCode: 403,
      resolution: { type: 'REAUTHENTICATE' },
    });
    expect(decision).toBe('403: control_security needs the Tesla box "Vehicle Commands", which is not ticked');
  });

  it('seed 79: without the key a command is VIRTUAL_KEY_REQUIRED, with the way out in the resolution', () => {
    const world = createWorld({ car: { model: 'Model 3', year: 2023, keys: [] } });
    expect(lock(world)).toMatchObject({
      status: 400,
      body: {
        type: 'CONNECTED_SERVICES_ACCOUNT',
        code: 'VIRTUAL_KEY_REQUIRED',
        resolution: { type: 'ACTION_REQUIRED', url: 'https://www.tesla.com/_ak/smartcar.com' },
      },
    });
    world.car.keys = ['smartcar.com'];
    expect(lock(world).status).toBe(200);
  });

  it('seed 80: a command after the owner removed access at Tesla is CONNECTED_SERVICES_ACCOUNT:PERMISSION', () => {
    const world = createWorld();
    delete world.account.consents.smartcar;
    expect(lock(world)).toMatchObject({
      status: 400,
      body: { type: 'CONNECTED_SERVICES_ACCOUNT', code: 'PERMISSION' },
    });
  });

  it('seed 81: only what was asked is granted, however many boxes are ticked', () => {
    const world = createWorld({ permissions: ['read_vin'] });
    expect(send(world, 'GET', '/permissions').body).toEqual({
      permissions: ['read_vin'],
      paging: { count: 1, offset: 0 },
    });
    expect(send(world, 'GET', '/odometer').status).toBe(403);
  });

  it('seed 82: no matching Tesla box, no grant: the request is refused', () => {
    const world = createWorld({ boxes: ['vehicle_device_data'] });
    expect(send(world, 'GET', '/location')).toMatchObject({ status: 403, body: { type: 'PERMISSION', code: null } });
    expect(send(world, 'GET', '/odometer').status).toBe(200);
  });

  it('seed 85: Migration Status tells a legacy connection from a new one', () => {
    expect(send(createWorld({ legacy: true }), 'GET', '/tesla/migration').body).toEqual({ requiresMigration: true });
    expect(send(createWorld(), 'GET', '/tesla/migration').body).toEqual({ requiresMigration: false });
    expect(send(createWorld({ legacy: true }), 'GET', '/tesla/virtual_key')).toMatchObject({
      status: 501,
      body: { type: 'COMPATIBILITY', code: 'PLATFORM_NOT_CAPABLE' },
    });
  });

  it('seed 87: requests work while the car is in the account, and end in VEHICLE_MISSING after', () => {
    const world = createWorld();
    world.account.vehicles.delete(world.car.id);
    expect(send(world, 'GET', '/odometer')).toMatchObject({
      status: 400,
      body: { type: 'CONNECTED_SERVICES_ACCOUNT', code: 'VEHICLE_MISSING', resolution: { type: null } },
    });
  });

  it('seed 91: for a driver, too, the key decides and not the role', () => {
    const world = createWorld({ role: 'driver', car: { model: 'Model Y', year: 2024, keys: [] } });
    expect(lock(world).status).toBe(400);
    world.car.keys = ['smartcar.com'];
    expect(lock(world).status).toBe(200);
  });

  it('seed 92: a driver reads without a key, as often as needed', () => {
    const world = createWorld({ role: 'driver', car: { model: 'Model Y', year: 2024, keys: [] } });
    for (const path of ['/odometer', '/battery', '/odometer']) expect(send(world, 'GET', path).status).toBe(200);
    expect(send(world, 'GET', '/tesla/virtual_key')).toMatchObject({ status: 400, body: { code: 'VEHICLE_MISSING' } });
  });

  it('seed 141: read_fuel and read_engine_oil are granted on a Tesla and end in VEHICLE_NOT_CAPABLE', () => {
    const world = createWorld();
    for (const path of ['/fuel', '/engine/oil'])
      expect(send(world, 'GET', path)).toMatchObject({
        status: 501,
        body: { type: 'COMPATIBILITY', code: 'VEHICLE_NOT_CAPABLE' },
      });
  });

  it('tells the real Tesla grant by User Access', () => {
    const world = createWorld({ boxes: ['vehicle_device_data', 'vehicle_cmds'], role: 'driver' });
    expect(send(world, 'GET', '/tesla/user/access').body).toEqual({
      accessType: 'DRIVER',
      permissions: ['vehicle_device_data', 'vehicle_cmds'],
    });
  });

  it('wants the make in lower case', () => {
    expect(send(createWorld(), 'GET', '/TESLA/migration')).toMatchObject({ status: 403, body: { type: 'PERMISSION' } });
  });

  it('looks at the token first: missing, unknown, expired', () => {
    const world = createWorld();
    for (const authorization of [null, 'Bearer nobody', 'Basic x', `Bearer ${world.appToken}`])
      expect(world.send('GET', at(world, '/odometer'), { authorization })).toMatchObject({
        status: 401,
        body: { type: 'AUTHENTICATION', code: null },
      });
    world.advance(2 * 3_600_000);
    expect(send(world, 'GET', '/odometer').status).toBe(401);
  });

  it('takes a vehicle id that is not a UUID for malformed, as the Python suite expects', () => {
    const world = createWorld();
    const malformed = { status: 400, body: { type: 'VALIDATION', code: null, statusCode: 400 } };
    expect(world.send('GET', '/v2.0/vehicles/bad_id')).toMatchObject(malformed);
    expect(world.send('DELETE', '/v2.0/vehicles/bad_id/application', { authorization: 'Bearer amt' })).toMatchObject(
      malformed,
    );
    expect(world.send('GET', '/v2.0/vehicles/29ee9e55-53df-4b1c-8b4b-4bd4fc1b9b44').status).toBe(403);
  });

  it('subscribes to the registered webhook whatever its id looks like', () => {
    const world = createWorld();
    world.application.webhookId = 'hook-1';
    const path = at(world, '/webhooks/hook-1');
    const manager = { authorization: 'Bearer amt' };
    expect(world.send('POST', path).body).toEqual({ webhookId: 'hook-1', vehicleId: world.car.id });
    expect(world.send('DELETE', path, manager).status).toBe(200);
    expect(world.send('DELETE', path, manager).status).toBe(404);
    expect(world.send('POST', at(world, '/webhooks/hook-2')).status).toBe(400);
  });

  it('knows no other path', () => {
    const world = createWorld();
    for (const path of [
      '/v2.0/nothing',
      '/v2.0/vehicles/x/nothing',
      at(world, '/charge/nothing'),
      '/v2.0//user',
      '/v2.0/vehicles//odometer',
      at(world, '//'),
    ])
      expect(world.send('GET', path)).toMatchObject({
        status: 404,
        body: { type: 'RESOURCE_NOT_FOUND', code: 'PATH' },
      });
  });

  it('ends access at a disconnect, by the owner or by the management token', () => {
    const world = createWorld();
    expect(send(world, 'DELETE', '/application').body).toEqual({ status: 'success' });
    expect(send(world, 'GET', '/odometer').status).toBe(403);
    const other = createWorld();
    expect(other.send('DELETE', at(other, '/application'), { authorization: 'Bearer amt' }).status).toBe(200);
    expect(send(other, 'GET', '/odometer').status).toBe(403);
  });
});

describe('compatibility', () => {
  const ask = (vin: string): unknown =>
    createWorld().send('GET', `/v2.0/compatibility?vin=${vin}&scope=read_odometer%20read_fuel`, {
      authorization: `Basic ${btoa(`${application.id}:${application.clientSecret}`)}`,
    }).body;

  it('takes the simulated VIN of the Python suite for an electric car', () => {
    expect(ask('0SCGMCT0386A85356')).toEqual({
      compatible: true,
      reason: null,
      capabilities: [
        { permission: 'read_odometer', endpoint: '/odometer', capable: true, reason: null },
        { permission: 'read_fuel', endpoint: '/fuel', capable: false, reason: 'VEHICLE_NOT_CAPABLE' },
      ],
    });
  });

  it('knows the documented simulated VINs, letters and all', () => {
    expect(ask('0SCAUDI037A5ADB1C')).toMatchObject({ compatible: true });
    expect(ask('0SCAUDI012FE3B132')).toMatchObject({ compatible: false, reason: 'VEHICLE_NOT_COMPATIBLE' });
    expect(ask('1SCAUDI037A5ADB1C')).toMatchObject({ type: 'VALIDATION' });
  });
});

describe('management connections', () => {
  it('lists, filters and deletes by user, by vehicle, or by both', () => {
    const world = createWorld();
    const list = (query: string): ReturnType<World['send']> =>
      world.send('GET', `/v2.0/management/connections?${query}`, { authorization: managementToken });
    const expected = [
      { vehicleId: world.car.id, userId: world.account.userId, connectedAt: '2026-11-21T12:00:00.000Z', mode: 'live' },
    ];
    expect(list('').body).toEqual({ connections: expected, paging: { cursor: null } });
    expect(list(`vehicle_id=${world.car.id}`).body).toEqual({ connections: expected, paging: { cursor: null } });
    expect(list('user_id=nobody').body).toEqual({ connections: [], paging: { cursor: null } });
    expect(list('limit=101').status).toBe(400);
    expect(list('cursor=wrong').status).toBe(400);
    const remove = (query: string): ReturnType<World['send']> =>
      world.send('DELETE', `/v2.0/management/connections?${query}`, { authorization: managementToken });
    expect(remove('').status).toBe(400);
    const both = (userId: string) => remove(`user_id=${userId}&vehicle_id=${world.car.id}`).body;
    expect(both('nobody')).toMatchObject({ connections: [] });
    expect(list('').body).toMatchObject({ connections: expected });
    expect(both(world.account.userId)).toMatchObject({ connections: [{ vehicleId: world.car.id }] });
    expect(list('').body).toEqual({ connections: [], paging: { cursor: null } });
    const other = createWorld();
    const byUser = other.send('DELETE', `/v2.0/management/connections?user_id=${other.account.userId}`, {
      authorization: managementToken,
    });
    expect(byUser.body).toMatchObject({ connections: [{ vehicleId: other.car.id }] });
  });

  it('lists the newest connection first, page by page, with and without a filter', () => {
    const world = createWorld();
    for (const vehicleId of ['second', 'third']) {
      world.advance(1000);
      addConnection(world.state, { ...world.connection, id: vehicleId, vehicleId, connectedAt: world.state.now() });
    }
    const ids = ['third', 'second', world.car.id];
    for (const filter of ['', `user_id=${world.account.userId}`, 'mode=live']) {
      const seen: unknown[] = [];
      for (let cursor = ''; seen.length < 9;) {
        const page = world.send('GET', `/v2.0/management/connections?limit=1&cursor=${cursor}&${filter}`, {
          authorization: managementToken,
        }).body as { connections: { vehicleId: string }[]; paging: { cursor: string | null } };
        seen.push(...page.connections.map(({ vehicleId }) => vehicleId));
        if (page.paging.cursor === null) break;
        cursor = encodeURIComponent(page.paging.cursor);
      }
      expect(seen).toEqual(ids);
    }
  });

  it('takes Basic default:<management token> only', () => {
    const world = createWorld();
    for (const authorization of [null, 'Bearer amt', `Basic ${btoa('other:amt')}`, `Basic ${btoa('default:wrong')}`])
      expect(world.send('GET', '/v2.0/management/connections', { authorization }).status).toBe(401);
  });
});

describe('two applications', () => {
  it('seed 77: a legacy and a new application both read and command the same car', () => {
    const world = createWorld();
    const legacy = createWorld({ legacy: true });
    for (const each of [world, legacy]) {
      expect(send(each, 'GET', '/odometer').status).toBe(200);
      expect(send(each, 'POST', '/security', { action: 'LOCK' }).status).toBe(200);
    }
  });

  it('seed 130: a changed Vehicle Access set leaves existing connections as they were', () => {
    const world = createWorld({ permissions: ['read_odometer'] });
    world.application.vehicleAccess = [{ name: 'read_vin', required: false }];
    expect(send(world, 'GET', '/permissions').body).toMatchObject({ permissions: ['read_odometer'] });
    expect(application.vehicleAccess).toEqual([{ name: 'read_odometer', required: false }]);
  });
});
