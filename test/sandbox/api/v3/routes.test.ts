import { describe, expect, it } from 'vitest';
import { signalCodes } from '../../../../src/core/providers/smartcar/signals.ts';
import { createWorld, type Answer, type World } from '../world.ts';

function call(
  world: World,
  method: string,
  path: string,
  options: { body?: unknown; user?: string | null } = {},
): Answer {
  const user = options.user === undefined ? world.account.userId : options.user;
  return world.send(method, `/v3${path}`, {
    authorization: `Bearer ${world.appToken}`,
    headers: user === null ? {} : { 'sc-user-id': user },
    body: options.body,
  });
}

describe('signals', () => {
  it('knows all 93, each with a body, a reason why there is none, or nothing to tell', () => {
    expect(signalCodes).toHaveLength(93);
    const world = createWorld();
    const { status, body } = call(world, 'GET', `/vehicles/${world.car.id}/signals`);
    expect(status).toBe(200);
    const { data, meta, included } = body as {
      data: { id: string; attributes: { status: { value: string }; body?: unknown } }[];
      meta: unknown;
      included: unknown;
    };
    expect(data.map(({ id }) => id)).toEqual(signalCodes);
    expect(meta).toEqual({ page: 1, pageNumber: 1, pageSize: 93, totalCount: 93 });
    expect(included).toMatchObject({
      vehicle: { id: world.car.id, attributes: { make: 'TESLA', model: 'Model 3', year: 2023 } },
    });
    for (const { attributes } of data)
      expect(attributes.body !== undefined).toBe(attributes.status.value === 'SUCCESS');
  });

  it('gives one signal with name, group, times and links', () => {
    const world = createWorld();
    const self = `http://localhost:9/v3/vehicles/${world.car.id}/signals/tractionbattery-stateofcharge`;
    expect(call(world, 'GET', `/vehicles/${world.car.id}/signals/tractionbattery-stateofcharge`).body).toMatchObject({
      data: {
        id: 'tractionbattery-stateofcharge',
        type: 'signal',
        attributes: {
          code: 'tractionbattery-stateofcharge',
          name: 'StateOfCharge',
          group: 'TractionBattery',
          status: { value: 'SUCCESS' },
          body: { unit: 'percent', value: expect.any(Number) },
        },
        meta: {
          ingestedAt: '2026-11-21T12:00:00.000Z',
          retrievedAt: '2026-11-21T12:00:00.000Z',
          oemUpdatedAt: expect.stringMatching(/^2026-11-21T1[12]:\d\d:\d\d\.\d{3}Z$/),
        },
        links: { self },
      },
      included: { vehicle: { id: world.car.id } },
    });
  });

  it('tells a box that was unticked later, or what the car cannot do, signal by signal', () => {
    const world = createWorld({ boxes: ['vehicle_device_data'] });
    const status = (code: string): unknown => call(world, 'GET', `/vehicles/${world.car.id}/signals/${code}`).body;
    expect(status('location-preciselocation')).toMatchObject({
      data: { attributes: { status: { value: 'ERROR', error: { type: 'PERMISSION', code: 'UNKNOWN' } } } },
    });
    expect(status('internalcombustionengine-fuellevel')).toMatchObject({
      data: {
        attributes: { status: { value: 'ERROR', error: { type: 'COMPATIBILITY', code: 'VEHICLE_NOT_CAPABLE' } } },
      },
    });
    const narrow = createWorld({ permissions: ['read_vin'] });
    expect(call(narrow, 'GET', `/vehicles/${narrow.car.id}/signals/odometer-traveleddistance`).status).toBe(403);
    expect(call(narrow, 'GET', `/vehicles/${narrow.car.id}/signals/no-signal`).status).toBe(404);
  });

  it('tells key, role and the real Tesla grant', () => {
    const world = createWorld({ role: 'driver', boxes: ['user_data', 'vehicle_device_data'] });
    const value = (code: string): unknown => call(world, 'GET', `/vehicles/${world.car.id}/signals/${code}`).body;
    expect(value('connectivitystatus-isdigitalkeypaired')).toMatchObject({
      data: { attributes: { body: { value: true } } },
    });
    expect(value('vehicleuseraccount-role')).toMatchObject({
      data: { attributes: { body: { value: 'Driver' } } },
    });
    expect(value('vehicleuseraccount-permissions')).toMatchObject({
      data: { attributes: { body: { values: ['user_data', 'vehicle_device_data'] } } },
    });
  });

  it('wants sc-user-id for signals and commands, not for the vehicle itself', () => {
    const world = createWorld();
    expect(call(world, 'GET', `/vehicles/${world.car.id}/signals`, { user: null })).toMatchObject({
      status: 400,
      body: { errors: [{ status: '400', type: 'VALIDATION', code: 'MISSING_PARAMETER', detail: 'missing userId' }] },
    });
    expect(call(world, 'GET', `/vehicles/${world.car.id}`, { user: null })).toMatchObject({
      status: 200,
      body: { data: { id: world.car.id, type: 'vehicle' } },
    });
    expect(call(world, 'GET', `/vehicles/${world.car.id}/signals`, { user: 'somebody else' }).status).toBe(403);
  });
});

const attributes = (given: object): object => ({ data: { attributes: given } });

describe('commands', () => {
  it('take a flat body, for nobody says what Smartcar does with one, and note it in the log', () => {
    const world = createWorld();
    const path = `/vehicles/${world.car.id}/commands/charge/set-limit`;
    expect(call(world, 'POST', path, { body: { percent: 70 } })).toMatchObject({
      status: 200,
      decision: expect.stringContaining('Smartcar documents {"data":{"attributes":{…}}}'),
    });
    expect(call(world, 'POST', path, { body: attributes({ percent: 70 }) }).decision).toBe(
      '200: charge limit 0.7 done',
    );
    expect(call(world, 'POST', path, { body: { limit: 70 } }).status).toBe(400);
    expect(call(world, 'POST', path, { body: { data: [] } }).status).toBe(400);
    expect(call(world, 'POST', path, { body: '{' }).status).toBe(400);
  });

  it('are refused without the key, below half a charge, and where none exists', () => {
    const world = createWorld({ car: { model: 'Model 3', year: 2023, keys: [] } });
    const path = `/vehicles/${world.car.id}/commands`;
    expect(call(world, 'POST', `${path}/security/lock`)).toMatchObject({
      status: 400,
      body: {
        errors: [
          {
            type: 'CONNECTED_SERVICES_ACCOUNT',
            code: 'VIRTUAL_KEY_REQUIRED',
            title: 'Virtual Key Required',
            resolution: { url: 'https://www.tesla.com/_ak/smartcar.com' },
          },
        ],
      },
    });
    expect(call(world, 'POST', `${path}/charge/set-limit`, { body: attributes({ percent: 40 }) }).status).toBe(400);
    expect(call(world, 'POST', `${path}/climate/start`).status).toBe(404);
  });
});

describe('charge schedules', () => {
  const daily = attributes({
    location: { latitude: 37.7749, longitude: -122.4194 },
    startTime: '23:00',
    stopTime: '06:00',
  });
  const order = (world: World, body: unknown): Answer =>
    call(world, 'POST', `/vehicles/${world.car.id}/charge-schedules/daily`, { body });

  it('are refused for the grant before the body, for the body before the box, for the make before the key', () => {
    const ungranted = createWorld({ permissions: ['read_charge'] });
    expect(order(ungranted, {})).toMatchObject({ status: 403, body: { errors: [{ type: 'PERMISSION' }] } });
    const unticked = createWorld({ boxes: ['vehicle_device_data'] });
    expect(order(unticked, {})).toMatchObject({ status: 400, body: { errors: [{ type: 'VALIDATION' }] } });
    expect(order(unticked, daily)).toMatchObject({ status: 403, body: { errors: [{ type: 'PERMISSION' }] } });
    const keyless = createWorld({ car: { model: 'Model 3', year: 2023, keys: [] } });
    expect(order(keyless, daily)).toMatchObject({ body: { errors: [{ code: 'VIRTUAL_KEY_REQUIRED' }] } });
  });

  it.each([
    ['FORD', 'Mustang Mach-E', 'daily', 501, { errors: [{ type: 'COMPATIBILITY', code: 'VEHICLE_NOT_CAPABLE' }] }],
    ['VOLVO', 'XC40', 'daily', 200, { data: { type: 'charge-schedule-execution' } }],
    ['VOLVO', 'XC40', 'weekly', 501, { errors: [{ type: 'COMPATIBILITY', code: 'VEHICLE_NOT_CAPABLE' }] }],
  ])('%s %s: %s is %i', (make, model, kind, status, told) => {
    const world = createWorld({ car: { make, model, year: 2024, powertrain: 'BEV' } });
    const location = { latitude: 1, longitude: 2 };
    const body = attributes(
      kind === 'daily'
        ? { location, startTime: '08:00', stopTime: '10:00' }
        : { location, days: { monday: { startTime: '08:00', stopTime: '10:00' } } },
    );
    const path = `/vehicles/${world.car.id}/charge-schedules/${kind}`;
    expect(call(world, 'POST', path, { body })).toMatchObject({ status, body: told });
  });

  it('stand beside the schedule that Tesla itself keeps', () => {
    const world = createWorld();
    world.car.condition = { schedule: { type: 'START_TIME', enabled: true, time: '22:15' } };
    order(world, daily);
    const { body } = call(world, 'GET', `/vehicles/${world.car.id}/signals/charge-chargetimers`);
    const week = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
    expect(body).toMatchObject({
      data: {
        attributes: {
          body: {
            values: [
              { type: 'GLOBAL', schedules: [{ start: '22:15:00', end: null, days: week }] },
              {
                type: 'LOCATION',
                scheduleType: 'daily',
                condition: { latitude: 37.7749, longitude: -122.4194 },
                schedules: [{ start: '23:00:00', end: '06:00:00', days: week }],
              },
            ],
          },
        },
      },
    });
  });
});

describe('connections', () => {
  it('lists in JSON:API with paging and filters', () => {
    const world = createWorld({ permissions: ['read_odometer', 'read_location'], boxes: ['vehicle_device_data'] });
    const { status, body } = call(world, 'GET', '/connections?filter%5BvehicleId%5D=' + world.car.id, { user: null });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: [
        {
          id: world.connection.id,
          type: 'connection',
          attributes: {
            permissions: ['read_odometer'],
            vehicle: { make: 'TESLA', model: 'Model 3', year: 2023, mode: 'live' },
            user: { id: world.account.userId, externalId: null },
          },
          relationships: { vehicle: { data: { id: world.car.id } } },
        },
      ],
      meta: { pageNumber: 1, pageSize: 10, totalCount: 1 },
      links: { prev: null, next: null },
    });
    expect(call(world, 'GET', '/connections?filter[vehicle.mode]=simulated', { user: null }).body).toMatchObject({
      data: [],
    });
    expect(call(world, 'GET', '/connections?page[size]=101', { user: null }).status).toBe(400);
  });

  it('tells the first consent of a connection from the last one', () => {
    const world = createWorld();
    world.connection.consentedAt += 86_400_000;
    expect(call(world, 'GET', `/connections/${world.connection.id}`, { user: null }).body).toMatchObject({
      data: { meta: { createdAt: '2026-11-21T12:00:00.000Z', updatedAt: '2026-11-22T12:00:00.000Z' } },
    });
  });

  it('names a filter that no reference has in the log, for every list', () => {
    const world = createWorld();
    for (const [path, lists] of [
      ['/connections', '1 of 1 connections'],
      ['/subscriptions', '0 of 0 subscriptions'],
      ['/webhooks', '1 of 1 webhooks'],
      ['/applications', '1 of 1 applications'],
    ])
      expect(call(world, 'GET', `${path}?filter[userID]=x&page[size]=9`, { user: null }).decision).toBe(
        `200: ${lists} (Smartcar documents no filter[userID]: it filters nothing)`,
      );
    expect(call(world, 'GET', '/compatible-vehicles?filter[model]=x').decision).toMatch(
      / models \(Smartcar documents no filter\[model\]: it filters nothing\)$/,
    );
    const all = '/connections?filter[userId]=x&filter[vehicleId]=x&filter[vehicle.mode]=live&filter[user.externalId]=x';
    expect(call(world, 'GET', all, { user: null }).decision).toBe('200: 0 of 0 connections');
    for (const filter of ['filter[name]=x', 'filter[callbackUri]=elsewhere', 'filter[isEnabled]=false'])
      expect(call(world, 'GET', `/webhooks?${filter}`, { user: null }).body).toMatchObject({ data: [] });
    expect(call(world, 'GET', '/webhooks?filter[name]=TEST WEB', { user: null }).decision).toBe('200: 1 of 1 webhooks');
  });

  it('disconnects by connection and by user', () => {
    const world = createWorld();
    expect(call(world, 'DELETE', `/connections/${world.connection.id}`, { user: null }).status).toBe(204);
    expect(call(world, 'GET', `/connections/${world.connection.id}`, { user: null }).status).toBe(404);
    const other = createWorld();
    expect(call(other, 'DELETE', `/users/${other.account.userId}`, { user: null }).status).toBe(204);
    expect(other.send('GET', `/v2.0/vehicles/${other.car.id}/odometer`).status).toBe(403);
  });

  it('ends the subscription of a car with its connection; lists applications and compatible cars', () => {
    const world = createWorld();
    const { id: vehicleId } = world.car;
    const body = attributes({ vehicleId, userId: world.account.userId, webhookId: world.application.webhookId });
    expect(call(world, 'POST', '/subscriptions', { body, user: null }).status).toBe(202);
    for (const [webhookId, what] of [
      [5, 'must be a text'],
      [undefined, 'is missing'],
    ])
      expect(
        call(world, 'POST', '/subscriptions', { body: attributes({ vehicleId, webhookId }), user: null }).body,
      ).toMatchObject({ errors: [{ code: 'BAD_REQUEST', detail: `"webhookId" ${what}` }] });
    expect(call(world, 'DELETE', `/connections/${world.connection.id}`, { user: null }).status).toBe(204);
    expect(call(world, 'GET', '/subscriptions', { user: null }).body).toMatchObject({ data: [] });
    const secrets = call(world, 'GET', `/applications/${world.application.id}/secrets`, { user: null });
    expect(JSON.stringify(secrets.body)).not.toContain('secret-v3');
    expect(call(world, 'GET', '/compatible-vehicles?filter[make]=tesla&filter[region]=CA').body).toMatchObject({
      meta: { page: 1, pageSize: 4, totalCount: 4 },
    });
  });

  it("turns away what has no token, another version of a path, and a user's token", () => {
    const world = createWorld();
    expect(world.send('GET', '/v3/connections', { authorization: null })).toMatchObject({
      status: 401,
      body: { errors: [{ type: 'AUTHENTICATION', code: 'UNAUTHORIZED' }] },
    });
    expect(call(world, 'GET', `/vehicles/${world.car.id}/odometer`)).toMatchObject({
      status: 404,
      body: { errors: [{ code: 'INVALID_PATH' }] },
    });
    expect(world.send('GET', '/v3/webhooks').status).toBe(401);
    expect(world.send('GET', `/v3/vehicles/${world.car.id}`).status).toBe(401);
  });

  it('an id that an app left empty names nothing: no path stands in for another', () => {
    const world = createWorld();
    const notFound = { status: 404, body: { errors: [{ type: 'RESOURCE_NOT_FOUND', code: 'INVALID_PATH' }] } };
    const { id } = world.car;
    for (const [method, path] of [
      ['DELETE', `/users//${world.account.userId}`],
      ['DELETE', `/connections//${world.connection.id}`],
      ['DELETE', `/vehicles/${id}/charge-schedules//`],
      ['POST', `/vehicles/${id}/commands/security//lock`],
      ['GET', '/vehicles//signals'],
      ['GET', `/vehicles/${id}//`],
      ['GET', '/connections//'],
    ] as const)
      expect(call(world, method, path), `${method} ${path}`).toMatchObject(notFound);
    expect(call(world, 'GET', `/vehicles/${id}/`).status).toBe(200);
    expect(call(world, 'GET', `/connections/${world.connection.id}/`, { user: null }).status).toBe(200);
  });

  it('tells an id of no car from a car that is not connected', () => {
    const world = createWorld();
    const id = '5f1c2c5e-6d1b-4b0e-9c63-0d8a7f1e2b3c';
    for (const path of [`/vehicles/${id}`, `/vehicles/${id}/signals`])
      expect(call(world, 'GET', path)).toMatchObject({
        status: 404,
        body: {
          errors: [
            { type: 'RESOURCE_NOT_FOUND', code: 'VEHICLE_NOT_FOUND', detail: `Vehicle with ID ${id} not found` },
          ],
        },
      });
    expect(call(world, 'GET', `/vehicles/${world.car.id}/signals`, { user: id })).toMatchObject({
      status: 403,
      body: { errors: [{ type: 'AUTHENTICATION', code: 'ACCESS_DENIED' }] },
    });
  });
});
