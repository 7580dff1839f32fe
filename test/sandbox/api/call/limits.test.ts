import { describe, expect, it } from 'vitest';
import { apiErrorInfo, apiErrorNames, errorDocUrl, findApiError } from '../../../../src/sandbox/state/api-errors.ts';
import { matchesPath } from '../../../../src/sandbox/state/faults.ts';
import type { Fault } from '../../../../src/sandbox/state/state.ts';
import { at, createWorld } from '../world.ts';

const minute = 60_000;

describe('allowances', () => {
  it('takes 120 requests and two more a minute, where the published allowance is switched on', () => {
    const world = createWorld();
    world.application.rateLimited = true;
    const statuses = Array.from({ length: 121 }, () => world.send('GET', '/v2.0/user').status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(120);
    expect(world.send('GET', '/v2.0/user')).toMatchObject({
      status: 429,
      body: { type: 'RATE_LIMIT', code: 'SMARTCAR_API', resolution: { type: 'RETRY_LATER' } },
    });
    world.advance(minute);
    expect([1, 2, 3].map(() => world.send('GET', '/v2.0/user').status)).toEqual([200, 200, 429]);
  });

  it('gives a streaming car without the key one read in eight hours', () => {
    const world = createWorld({ car: { model: 'Model Y', year: 2024, keys: [] } });
    world.application.rateLimited = true;
    expect(world.send('GET', at(world, '/odometer')).status).toBe(200);
    expect(world.send('GET', at(world)).status).toBe(200);
    world.advance(60 * minute);
    const refused = world.send('GET', at(world, '/battery'));
    expect(refused).toMatchObject({ status: 429, body: { type: 'RATE_LIMIT', code: 'VEHICLE' } });
    expect(refused.headers['retry-after']).toBe(String(7 * 3600));
    expect(
      world.send('POST', at(world, '/batch'), { body: { requests: [{ path: '/vin' }, { path: '/' }] } }).body,
    ).toMatchObject({
      responses: [{ code: 429 }, { code: 200 }],
    });
    world.car.keys = ['smartcar.com'];
    expect(world.send('GET', at(world, '/battery')).status).toBe(200);
  });

  it('refuses by the plan with 430', () => {
    const world = createWorld();
    world.application.billing = 'VEHICLE_LIMIT';
    expect(world.send('GET', '/v2.0/user')).toMatchObject({
      status: 430,
      body: { type: 'BILLING', code: 'VEHICLE_LIMIT' },
    });
  });
});

describe('faults', () => {
  function order(fault: Partial<Fault>): ReturnType<typeof createWorld> {
    const world = createWorld();
    world.state.faults.push({ id: 'f', remaining: null, ...fault });
    return world;
  }

  it.each(apiErrorNames)('%s can be provoked by name, in v2 and in v3', (name) => {
    const info = apiErrorInfo(name);
    const world = order({ error: { type: info.type, code: info.code } });
    expect(world.send('GET', at(world, '/odometer'))).toMatchObject({
      status: info.status,
      body: {
        type: info.type,
        code: info.code,
        statusCode: info.status,
        description: expect.any(String),
        docURL: expect.stringMatching(/^https:\/\/smartcar\.com\/docs\/errors\/api-errors\/[a-z-]+-errors#[a-z-]+$/),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        resolution: { type: info.resolution },
      },
    });
    expect(world.send('GET', '/v3/connections')).toMatchObject({
      status: info.status,
      body: { errors: [{ type: info.type, code: info.code, status: String(info.status) }] },
    });
  });

  it('hits so many requests, one car, one path, with a delay', () => {
    const world = order({
      remaining: 2,
      path: '/v2.0/vehicles/*/odometer',
      error: { type: 'UPSTREAM', code: 'NO_RESPONSE' },
      delayMs: 50,
    });
    const statuses = [1, 2, 3].map(() => world.send('GET', at(world, '/odometer')).status);
    expect(statuses).toEqual([502, 502, 200]);
    expect(world.state.faults).toEqual([]);
    const other = order({ vehicleId: 'another car', error: { type: 'SERVER', code: 'INTERNAL' } });
    expect(other.send('GET', at(other, '/odometer')).status).toBe(200);
  });

  it('hits the request of a number, and so many from there on', () => {
    const third = order({ nth: 3, remaining: 1, status: 502 });
    expect([1, 2, 3, 4].map(() => third.send('GET', '/v2.0/user').status)).toEqual([200, 200, 502, 200]);
    const fromSecond = order({ nth: 2, remaining: 2, status: 502 });
    expect([1, 2, 3, 4].map(() => fromSecond.send('GET', '/v2.0/user').status)).toEqual([200, 502, 502, 200]);
  });

  it('hits a share of the requests, the same ones for the same seed', () => {
    const hits = (fault: Partial<Fault>) => {
      const world = order({ status: 429, ...fault });
      return Array.from({ length: 400 }, (_, index) => index).filter(
        () => world.send('GET', '/v2.0/user').status === 429,
      );
    };
    const some = hits({ rate: 0.1, seed: 7 });
    expect(some.length).toBeGreaterThan(20);
    expect(some.length).toBeLessThan(60);
    expect(hits({ rate: 0.1, seed: 7 })).toEqual(some);
    expect(hits({ rate: 0.1, seed: 8 })).not.toEqual(some);
    expect(hits({ rate: 0 })).toEqual([]);
    expect(hits({ rate: 1 })).toHaveLength(400);
  });

  it('holds a request against the next fault where the first one lets it pass', () => {
    const world = order({ rate: 0, status: 429 });
    world.state.faults.push({ id: 'g', remaining: null, status: 502 });
    expect(world.send('GET', '/v2.0/user').status).toBe(502);
  });

  it('answers a bare status with its body and headers', () => {
    const world = order({ status: 504, body: '{"x":1}', headers: { 'x-y': 'z' } });
    expect(world.send('GET', '/v2.0/user')).toMatchObject({ status: 504, body: { x: 1 }, headers: { 'x-y': 'z' } });
  });

  it('hits a read inside a batch as well', () => {
    const world = order({
      remaining: 1,
      path: '/v2.0/vehicles/*/vin',
      error: { type: 'VEHICLE_STATE', code: 'ASLEEP' },
    });
    const requests = [{ path: '/vin' }, { path: '/odometer' }];
    expect(world.send('POST', at(world, '/batch'), { body: { requests } }).body).toMatchObject({
      responses: [{ code: 409 }, { code: 200 }],
    });
  });

  it.each([
    ['/v2.0/vehicles/*/odometer', '/v2.0/vehicles/a/odometer', true],
    ['/v2.0/vehicles/*/odometer', '/v2.0/vehicles/a/odometer/', true],
    ['/v2.0/vehicles/*', '/v2.0/vehicles/a/odometer', false],
    ['/v2.0/vehicles/**', '/v2.0/vehicles/a/odometer', true],
    ['/v2.0/**', '/v3/connections', false],
    ['**', '/anything', true],
  ])('pattern %s and path %s: %s', (pattern, path, fits) => {
    expect(matchesPath(pattern, path)).toBe(fits);
  });
});

describe('error names', () => {
  it('are read in any case, with or without the null code', () => {
    for (const text of ['PERMISSION', 'permission:null', 'PERMISSION:NULL', 'Permission.null'])
      expect(findApiError(text)).toMatchObject({ type: 'PERMISSION', code: null });
    expect(findApiError('virtual_key_required')).toMatchObject({ type: 'CONNECTED_SERVICES_ACCOUNT' });
    for (const text of ['', 'null', 'NULL', 'NOPE', 'constructor']) expect(findApiError(text)).toBeUndefined();
  });

  it('have the published page each', () => {
    expect(errorDocUrl({ type: 'CONNECTED_SERVICES_ACCOUNT', code: 'VEHICLE_MISSING' })).toBe(
      'https://smartcar.com/docs/errors/api-errors/connected-services-account-errors#vehicle-missing',
    );
    expect(errorDocUrl({ type: 'VEHICLE_STATE', code: 'UNKNOWN' })).toBe(
      'https://smartcar.com/docs/errors/api-errors/vehicle-state-errors#unknown',
    );
  });
});
