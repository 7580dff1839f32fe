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
    expect(meta).toEqual({ page: 1, pageSize: 93, totalCount: 93 });
    expect(included).toMatchObject({
      vehicle: { id: world.car.id, attributes: { make: 'TESLA', model: 'Model 3', year: 2023 } },
    });
    for (const { attributes } of data)
      expect(attributes.body !== undefined).toBe(attributes.status.value === 'SUCCESS');
  });

  it('gives one signal with name, group, times and links', () => {
    const world = createWorld();
    expect(call(world, 'GET', `/vehicles/${world.car.id}/signals/tractionbattery-stateofcharge`).body).toMatchObject({
      id: 'tractionbattery-stateofcharge',
      type: 'signal',
      attributes: {
        code: 'tractionbattery-stateofcharge',
        name: 'StateOfCharge',
        group: 'TractionBattery',
        status: { value: 'SUCCESS' },
        body: { unit: 'percent', value: expect.any(Number) },
      },
      meta: { retrievedAt: expect.any(Number), oemUpdatedAt: expect.any(Number) },
      links: { self: `/vehicles/${world.car.id}/signals/tractionbattery-stateofcharge` },
    });
  });

  it('tells a box that was unticked later, or what the car cannot do, signal by signal', () => {
    const world = createWorld({ boxes: ['vehicle_device_data'] });
    const status = (code: string): unknown => call(world, 'GET', `/vehicles/${world.car.id}/signals/${code}`).body;
    expect(status('location-preciselocation')).toMatchObject({
      attributes: { status: { value: 'ERROR', error: { type: 'PERMISSION', code: null } } },
    });
    expect(status('internalcombustionengine-fuellevel')).toMatchObject({
      attributes: { status: { value: 'ERROR', error: { type: 'COMPATIBILITY', code: 'VEHICLE_NOT_CAPABLE' } } },
    });
    const narrow = createWorld({ permissions: ['read_vin'] });
    expect(call(narrow, 'GET', `/vehicles/${narrow.car.id}/signals/odometer-traveleddistance`).status).toBe(403);
    expect(call(narrow, 'GET', `/vehicles/${narrow.car.id}/signals/no-signal`).status).toBe(404);
  });

  it('tells key, role and the real Tesla grant', () => {
    const world = createWorld({ role: 'driver', boxes: ['user_data', 'vehicle_device_data'] });
    const value = (code: string): unknown => call(world, 'GET', `/vehicles/${world.car.id}/signals/${code}`).body;
    expect(value('connectivitystatus-isdigitalkeypaired')).toMatchObject({ attributes: { body: { value: true } } });
    expect(value('vehicleuseraccount-role')).toMatchObject({ attributes: { body: { value: 'Driver' } } });
    expect(value('vehicleuseraccount-permissions')).toMatchObject({
      attributes: { body: { values: ['user_data', 'vehicle_device_data'] } },
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
      body: { id: world.car.id, type: 'vehicle' },
    });
    expect(call(world, 'GET', `/vehicles/${world.car.id}/signals`, { user: 'somebody else' }).status).toBe(403);
  });
});

describe('commands', () => {
  it.each([
    ['charge/start', {}],
    ['charge/stop', {}],
    ['charge/set-limit', { limit: 80 }],
    ['charge-port/open', {}],
    ['charge-port/close', {}],
    ['security/lock', {}],
    ['security/unlock', {}],
    ['navigation/set-destination', { latitude: 1, longitude: 2 }],
  ])('%s', (name, body) => {
    const world = createWorld();
    expect(call(world, 'POST', `/vehicles/${world.car.id}/commands/${name}`, { body })).toMatchObject({
      status: 200,
      body: { data: { attributes: { status: 'SUCCESS' } } },
    });
  });

  it('refuses without the key, below half a charge, and what does not exist', () => {
    const world = createWorld({ car: { model: 'Model 3', year: 2023, keys: [] } });
    const path = `/vehicles/${world.car.id}/commands`;
    expect(call(world, 'POST', `${path}/security/lock`)).toMatchObject({
      status: 400,
      body: {
        errors: [
          {
            type: 'CONNECTED_SERVICES_ACCOUNT',
            code: 'VIRTUAL_KEY_REQUIRED',
            resolution: { url: 'https://www.tesla.com/_ak/smartcar.com' },
          },
        ],
      },
    });
    expect(call(world, 'POST', `${path}/charge/set-limit`, { body: { limit: 40 } }).status).toBe(400);
    expect(call(world, 'POST', `${path}/climate/start`).status).toBe(404);
  });

  it('keeps charge schedules', () => {
    const world = createWorld();
    const path = `/vehicles/${world.car.id}/charge-schedules`;
    const made = call(world, 'POST', `${path}/daily`, { body: { startTime: '23:00', endTime: '06:00' } });
    expect(made.status).toBe(201);
    const { data } = made.body as { data: { id: string } };
    expect(call(world, 'GET', path).body).toMatchObject({
      data: [{ id: data.id, attributes: { kind: 'daily', startTime: '23:00' } }],
    });
    expect(call(world, 'DELETE', `${path}/${data.id}`).status).toBe(204);
    expect(call(world, 'DELETE', `${path}/${data.id}`).status).toBe(404);
    expect(call(world, 'POST', `${path}/daily`, { body: { startTime: '9' } }).status).toBe(400);
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

  it('disconnects by connection and by user', () => {
    const world = createWorld();
    expect(call(world, 'DELETE', `/connections/${world.connection.id}`, { user: null }).status).toBe(204);
    expect(call(world, 'GET', `/connections/${world.connection.id}`, { user: null }).status).toBe(404);
    const other = createWorld();
    expect(call(other, 'DELETE', `/users/${other.account.userId}`, { user: null }).status).toBe(204);
    expect(other.send('GET', `/v2.0/vehicles/${other.car.id}/odometer`).status).toBe(403);
  });

  it('subscribes to webhooks and lists applications and compatible cars', () => {
    const world = createWorld();
    const body = { vehicleId: world.car.id, webhookId: world.application.webhookId };
    expect(call(world, 'POST', '/subscriptions', { body, user: null }).status).toBe(201);
    expect(call(world, 'GET', '/subscriptions', { user: null }).body).toMatchObject({ data: [{ attributes: body }] });
    expect(call(world, 'GET', '/webhooks', { user: null }).body).toMatchObject({
      data: [{ id: world.application.webhookId }],
    });
    const secrets = call(world, 'GET', `/applications/${world.application.id}/secrets`, { user: null });
    expect(JSON.stringify(secrets.body)).not.toContain('secret-v3');
    expect(call(world, 'GET', '/compatible-vehicles?filter[make]=tesla', { user: null }).body).toMatchObject({
      meta: { pageSize: 50, totalCount: 4 },
    });
  });

  it('turns away what has no token, another version of a path, and a user token at management', () => {
    const world = createWorld();
    expect(world.send('GET', '/v3/connections', { authorization: null })).toMatchObject({
      status: 401,
      body: { errors: [{ type: 'AUTHENTICATION', code: 'UNAUTHORIZED' }] },
    });
    expect(call(world, 'GET', `/vehicles/${world.car.id}/odometer`)).toMatchObject({
      status: 404,
      body: { errors: [{ code: 'INVALID_PATH' }] },
    });
    expect(world.send('GET', '/v3/webhooks').status).toBe(403);
  });
});
