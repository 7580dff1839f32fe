import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiAnswer } from './api-client.ts';
import { connectApplication, type ConnectedApplication } from './application.ts';
import { WebhookReceiver } from './receiver.ts';
import { pick, pickList, pickText } from './shape.ts';

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const errorPages = 'https://smartcar.com/docs/errors/api-errors/v3/';

let app: ConnectedApplication;
let vehicleId: string;
let connectionId: string;

beforeEach(async () => {
  app = await connectApplication();
  const { body } = await app.api.vehicle('/connections');
  vehicleId = pickText(body, 'data.0.relationships.vehicle.data.id');
  connectionId = pickText(body, 'data.0.id');
});

afterEach(() => app.close());

function firstError(answer: ApiAnswer): unknown {
  return pick(answer.body, 'errors.0');
}

describe('the token', () => {
  it('comes for API credentials, lives an hour and cannot be refreshed', async () => {
    const { status, body } = await app.api.requestToken();
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600 });
  });

  it('comes for a JSON body as well', async () => {
    const { apiClientId, apiClientSecret } = app.sandbox.application;
    const response = await fetch(`${app.sandbox.url}/oauth2/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: apiClientId,
        client_secret: apiClientSecret,
      }),
    });
    expect(response.status).toBe(200);
  });

  it('is refused with the two documented errors', async () => {
    const ask = async (form: Record<string, string>): Promise<unknown> => {
      const response = await fetch(`${app.sandbox.url}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams(form),
      });
      return [response.status, pick(await response.json(), 'error')];
    };
    expect(await ask({ client_id: 'client_x', client_secret: 'y' })).toEqual([400, 'invalid_request']);
    expect(await ask({ grant_type: 'client_credentials', client_id: 'client_x', client_secret: 'y' })).toEqual([
      401,
      'invalid_client',
    ]);
  });

  it('is missed and mistaken with 401', async () => {
    for (const headers of [{}, { Authorization: 'Bearer nothing' }]) {
      const response = await fetch(`${app.sandbox.url}/v3/connections`, { headers });
      expect(response.status).toBe(401);
      expect(pick(await response.json(), 'errors.0')).toMatchObject({
        status: '401',
        type: 'AUTHENTICATION',
        code: 'UNAUTHORIZED',
        links: { about: `${errorPages}authentication-errors` },
      });
    }
  });
});

describe('connections', () => {
  it('are listed newest first, with owner, car, permissions and times', async () => {
    const { body } = await app.api.vehicle('/connections');
    expect(body).toMatchObject({
      meta: { pageNumber: 1, pageSize: 10, totalCount: 2, orderBy: 'createdAt', orderDirection: 'DESC' },
      links: { prev: null, next: null },
    });
    expect(pick(body, 'data.0')).toEqual({
      id: connectionId,
      type: 'connection',
      attributes: {
        permissions: expect.arrayContaining(['read_vehicle_info', 'control_charge']),
        vehicle: {
          make: 'TESLA',
          model: expect.any(String),
          year: expect.any(Number),
          mode: 'live',
          powertrainType: 'BEV',
        },
        user: { id: app.userId, externalId: null },
      },
      relationships: {
        vehicle: {
          data: { id: vehicleId, type: 'vehicle' },
          links: { related: `${app.sandbox.url}/v3/vehicles/${vehicleId}` },
        },
        user: { data: { id: app.userId, type: 'user' } },
      },
      meta: { createdAt: expect.stringMatching(isoTime), updatedAt: expect.stringMatching(isoTime) },
      links: { self: `${app.sandbox.url}/v3/connections/${connectionId}` },
    });
  });

  it('are paged by links', async () => {
    const seen: unknown[] = [];
    for await (const { body } of app.api.pages(await app.api.vehicle('/connections?page[size]=1')))
      seen.push(...pickList(body, 'data').map((one) => pick(one, 'id')));
    expect(seen).toHaveLength(2);
    expect(new Set(seen).size).toBe(2);
    expect(seen[0]).toBe(connectionId);
  });

  it('are filtered by owner, car, mode and the id that the application gave the owner', async () => {
    const count = async (query: string): Promise<unknown> =>
      pick((await app.api.vehicle(`/connections?${query}`)).body, 'meta.totalCount');
    expect(await count(`filter[userId]=${app.userId}`)).toBe(2);
    expect(await count(`filter[vehicleId]=${vehicleId}`)).toBe(1);
    expect(await count('filter[vehicle.mode]=simulated')).toBe(0);
    expect(await count('filter[user.externalId]=unknown')).toBe(0);
    expect((await app.api.vehicle('/connections?filter[vehicle.mode]=both')).status).toBe(400);
    expect((await app.api.vehicle('/connections?page[size]=101')).status).toBe(400);
    const named = await app.api.vehicle('/connections', { userId: '00000000-0000-4000-8000-000000000000' });
    expect(pick(named.body, 'meta.totalCount')).toBe(0);
  });

  it('carry the default filter in their links', async () => {
    const { body } = await app.api.vehicle('/connections');
    expect(decodeURIComponent(pickText(body, 'links.self'))).toContain('filter[vehicle.mode]=live');
  });

  it('end by connection and by user', async () => {
    expect((await app.api.vehicle(`/connections/${connectionId}`, { method: 'DELETE' })).status).toBe(204);
    expect((await app.api.vehicle(`/connections/${connectionId}`)).status).toBe(404);
    expect((await app.api.vehicle(`/users/${app.userId}`, { method: 'DELETE' })).status).toBe(204);
    expect((await app.api.vehicle(`/users/${app.userId}`, { method: 'DELETE' })).status).toBe(404);
  });
});

describe('the vehicle', () => {
  it('stands in data and needs no owner', async () => {
    const { status, body } = await app.api.vehicle(`/vehicles/${vehicleId}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: {
        id: vehicleId,
        type: 'vehicle',
        attributes: { make: 'TESLA', year: expect.any(Number), powertrainType: 'BEV', mode: 'live' },
        links: { self: `/vehicles/${vehicleId}` },
      },
    });
  });
});

const groups = [
  'Charge',
  'Climate',
  'Closure',
  'ConnectivitySoftware',
  'ConnectivityStatus',
  'Diagnostics',
  'HVAC',
  'InternalCombustionEngine',
  'Location',
  'LowVoltageBattery',
  'Motion',
  'Odometer',
  'Service',
  'Surveillance',
  'TractionBattery',
  'Transmission',
  'VehicleIdentification',
  'VehicleUserAccount',
  'Wheel',
];

/** What a signal tells: its body, and when it came. */
function kindsOf(signal: unknown): Readonly<Record<string, string>> {
  const timeAt = (name: string): string => {
    const time = pick(signal, `meta.${name}`);
    return typeof time === 'string' && isoTime.test(time) ? 'time' : typeof time;
  };
  return {
    body: typeof pick(signal, 'attributes.body'),
    ingestedAt: timeAt('ingestedAt'),
    retrievedAt: timeAt('retrievedAt'),
    oemUpdatedAt: timeAt('oemUpdatedAt'),
  };
}

describe('signals', () => {
  it('are listed in one page, with the vehicle beside them', async () => {
    const { body } = await app.api.vehicle(`/vehicles/${vehicleId}/signals`, { userId: app.userId });
    const data = pickList(body, 'data');
    expect(body).toMatchObject({
      meta: { totalCount: data.length, pageSize: data.length, pageNumber: 1 },
      links: { self: `${app.sandbox.url}/v3/vehicles/${vehicleId}/signals` },
      included: { vehicle: { id: vehicleId, type: 'vehicle' } },
    });
  });

  it.each(groups)('tell something of the group %s', async (group) => {
    const { body } = await app.api.vehicle(`/vehicles/${vehicleId}/signals`, { userId: app.userId });
    const found = pickList(body, 'data').filter((signal) => pick(signal, 'attributes.group') === group);
    for (const signal of found) {
      expect(signal).toMatchObject({ type: 'signal', id: pick(signal, 'attributes.code') });
      expect(kindsOf(signal)).toEqual(
        pick(signal, 'attributes.status.value') === 'SUCCESS'
          ? { body: 'object', ingestedAt: 'time', retrievedAt: 'time', oemUpdatedAt: 'time' }
          : { body: 'undefined', ingestedAt: 'time', retrievedAt: 'undefined', oemUpdatedAt: 'undefined' },
      );
    }
    // A car without a combustion engine: those permissions were not even asked for.
    expect(found.length > 0).toBe(group !== 'InternalCombustionEngine');
  });

  it('come singly in data, with the vehicle beside them', async () => {
    const path = `/vehicles/${vehicleId}/signals/vehicleidentification-vin`;
    const { body } = await app.api.vehicle(path, { userId: app.userId });
    expect(body).toMatchObject({
      data: {
        id: 'vehicleidentification-vin',
        type: 'signal',
        attributes: { name: 'VIN', group: 'VehicleIdentification', status: { value: 'SUCCESS' } },
        links: { self: `${app.sandbox.url}/v3${path}` },
      },
      included: { vehicle: { id: vehicleId } },
    });
    expect(pickText(body, 'data.attributes.body.value')).toMatch(/^[A-HJ-NPR-Z0-9]{17}$/);
  });

  it('say by signal what the car cannot do', async () => {
    const { body } = await app.api.vehicle(`/vehicles/${vehicleId}/signals/diagnostics-abs`, { userId: app.userId });
    expect(pick(body, 'data.attributes.status')).toEqual({
      value: 'ERROR',
      error: {
        type: 'COMPATIBILITY',
        code: expect.any(String),
        title: expect.any(String),
        detail: expect.any(String),
        description: 'Deprecated. Use detail',
        resolution: { type: expect.any(String) },
      },
    });
    expect(Object.keys(pick(body, 'data.meta') as object)).toEqual(['ingestedAt']);
  });

  it('are refused without the owner, unknown by code, and below another path', async () => {
    expect(firstError(await app.api.vehicle(`/vehicles/${vehicleId}/signals`))).toMatchObject({
      status: '400',
      type: 'VALIDATION',
      code: 'MISSING_PARAMETER',
      detail: 'missing userId',
      links: { about: `${errorPages}validation-errors` },
    });
    const { userId } = app;
    expect(firstError(await app.api.vehicle(`/vehicles/${vehicleId}/signals/no-such`, { userId }))).toMatchObject({
      status: '404',
      type: 'RESOURCE_NOT_FOUND',
      code: 'SIGNAL_NOT_FOUND',
      detail: `Signal with code no-such not found for vehicle with ID ${vehicleId}`,
    });
    expect(firstError(await app.api.vehicle(`/vehicles/${vehicleId}/odometer`, { userId }))).toMatchObject({
      status: '404',
      code: 'INVALID_PATH',
    });
  });
});

describe('commands', () => {
  it.each([
    ['charge/stop', undefined, 'charge-stop'],
    ['charge/start', undefined, 'charge-start'],
    ['charge/set-limit', { percent: 80 }, 'charge-set-limit'],
    ['charge-port/open', undefined, 'charge-port-open'],
    ['charge-port/close', undefined, 'charge-port-close'],
    ['security/lock', undefined, 'security-lock'],
    ['security/unlock', undefined, 'security-unlock'],
    ['navigation/set-destination', { latitude: 37.7749, longitude: -122.4194 }, 'navigation-set-destination'],
  ])('%s', async (name, attributes, commandType) => {
    const { status, body } = await app.api.command(vehicleId, app.userId, name, attributes);
    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        id: expect.stringMatching(/^exec_/),
        type: 'command-execution',
        attributes: {
          commandType,
          status: { value: 'SUCCESS' },
          executionMode: 'sync',
          ...(attributes === undefined ? {} : { parameters: attributes }),
        },
        meta: {
          executedAt: expect.stringMatching(isoTime),
          completedAt: expect.stringMatching(isoTime),
          durationInSeconds: expect.any(Number),
        },
      },
    });
  });

  it('change what the signals tell', async () => {
    await app.api.command(vehicleId, app.userId, 'charge/set-limit', { percent: 65 });
    const { body } = await app.api.vehicle(`/vehicles/${vehicleId}/signals/charge-chargelimits`, {
      userId: app.userId,
    });
    expect(pick(body, 'data.attributes.body.activeLimit')).toBe(65);
  });

  it.each([49, 101, 80.5, '80', undefined])('refuse a limit of %s percent', async (percent) => {
    const answer = await app.api.command(vehicleId, app.userId, 'charge/set-limit', { percent });
    expect(answer.status).toBe(400);
    expect(firstError(answer)).toMatchObject({ type: 'VALIDATION' });
  });

  it('need the owner and the virtual key', async () => {
    const without = await app.api.vehicle(`/vehicles/${vehicleId}/commands/security/lock`, { method: 'POST' });
    expect(firstError(without)).toMatchObject({ status: '400', code: 'MISSING_PARAMETER' });
    app.sandbox.owner.deleteKey();
    expect(firstError(await app.api.command(vehicleId, app.userId, 'security/lock'))).toMatchObject({
      status: '400',
      type: 'CONNECTED_SERVICES_ACCOUNT',
      code: 'VIRTUAL_KEY_REQUIRED',
    });
  });

  it('know no climate and answer only POST', async () => {
    expect((await app.api.command(vehicleId, app.userId, 'climate/start')).status).toBe(404);
    const get = await app.api.vehicle(`/vehicles/${vehicleId}/commands/charge/start`, { userId: app.userId });
    expect(get.status).toBe(404);
  });

  it('that last answer 202 at once and bring the result on the open connection', async () => {
    app.sandbox.faults.add({ path: '/v3/vehicles/*/commands/**', longRunningSeconds: 0.3, times: 1 });
    const token = pickText((await app.api.requestToken()).body, 'access_token');
    const started = performance.now();
    const response = await fetch(`${app.sandbox.url}/v3/vehicles/${vehicleId}/commands/security/lock`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'sc-user-id': app.userId },
    });
    const headed = performance.now() - started;
    expect(response.status).toBe(202);
    expect(response.headers.get('content-length')).toBeNull();
    const body: unknown = await response.json();
    expect(performance.now() - started - headed).toBeGreaterThan(100);
    expect(pick(body, 'data.attributes.status.value')).toBe('SUCCESS');
    expect(pick(body, 'data.attributes.executionMode')).not.toBe('sync');
  });

  it('that last may fail: the body has the status that counts', async () => {
    app.sandbox.owner.deleteKey();
    app.sandbox.faults.add({ path: '/v3/vehicles/*/commands/**', longRunningSeconds: 0.05, times: 1 });
    const answer = await app.api.command(vehicleId, app.userId, 'security/lock');
    expect(answer.status).toBe(202);
    expect(firstError(answer)).toMatchObject({ status: '400', code: 'VIRTUAL_KEY_REQUIRED' });
  });
});

describe('charge schedules', () => {
  const location = { latitude: 37.7749, longitude: -122.4194 };
  const window = { startTime: '22:00', stopTime: '06:00' };
  const set = (kind: string, attributes: object): Promise<ApiAnswer> =>
    app.api.vehicle(`/vehicles/${vehicleId}/charge-schedules/${kind}`, {
      method: 'POST',
      userId: app.userId,
      body: { data: { attributes } },
    });
  const timers = async (): Promise<readonly unknown[]> => {
    const path = `/vehicles/${vehicleId}/signals/charge-chargetimers`;
    return pickList((await app.api.vehicle(path, { userId: app.userId })).body, 'data.attributes.body.values');
  };

  it.each([
    ['daily', { location, ...window }],
    ['weekly', { location, days: { monday: window, friday: { startTime: '12:00', stopTime: '14:00' } } }],
    ['workweek', { location, weekdays: window, weekends: { startTime: '10:00', stopTime: '16:00' } }],
  ])('%s: made, read back from the signal, deleted', async (scheduleType, attributes) => {
    const made = await set(scheduleType, attributes);
    expect(made.status).toBe(200);
    const scheduleId = pickText(made.body, 'data.attributes.scheduleId');
    expect(pick(made.body, 'data')).toMatchObject({
      type: 'charge-schedule-execution',
      attributes: { action: 'create', scheduleType, status: { value: 'SUCCESS' }, parameters: attributes },
      links: { schedule: `/vehicles/${vehicleId}/charge-schedules/${scheduleId}` },
    });
    expect(await timers()).toContainEqual(expect.objectContaining({ type: 'LOCATION', scheduleType, scheduleId }));
    const path = `/vehicles/${vehicleId}/charge-schedules/${scheduleId}`;
    const remove = (): Promise<ApiAnswer> => app.api.vehicle(path, { method: 'DELETE', userId: app.userId });
    expect((await remove()).status).toBe(200);
    expect(await timers()).toEqual([]);
    expect((await remove()).status).toBe(404);
  });

  it('refuse times that are none, wherever they stand', async () => {
    expect((await set('daily', { location, startTime: '08:00', stopTime: '99:99' })).status).toBe(400);
    expect((await set('weekly', { location, days: { monday: { startTime: '8' } } })).status).toBe(400);
    expect((await set('workweek', { location, weekdays: { ...window, stopTime: '24:00' } })).status).toBe(400);
    expect((await set('weekly', { location, days: { someday: window } })).status).toBe(400);
    expect((await set('monthly', { location, ...window })).status).toBe(404);
  });

  it('are listed by the signal alone', async () => {
    const answer = await app.api.vehicle(`/vehicles/${vehicleId}/charge-schedules`, { userId: app.userId });
    expect(answer.status).toBe(404);
  });
});

describe('subscriptions', () => {
  const subscribe = (attributes: object): Promise<ApiAnswer> =>
    app.api.management('/subscriptions', { method: 'POST', body: { data: { attributes } } });
  const whole = (): object => ({ webhookId: app.sandbox.application.webhookId, userId: app.userId, vehicleId });

  it('are accepted, listed, found and ended', async () => {
    const made = await subscribe(whole());
    expect(made.status).toBe(202);
    expect(made.body).toEqual({ meta: { message: 'subscription creation in progress' } });
    const { body } = await app.api.management('/subscriptions');
    expect(body).toMatchObject({ meta: { pageSize: 25, totalCount: 1 } });
    const id = pickText(body, 'data.0.id');
    const one = await app.api.management(`/subscriptions/${id}`);
    expect(pick(one.body, 'data')).toMatchObject({
      attributes: { vehicle: { make: 'TESLA', mode: 'live' } },
      relationships: { user: { data: { id: app.userId } }, vehicle: { data: { id: vehicleId } } },
    });
    expect((await app.api.management(`/subscriptions/${id}/zzz`, { method: 'DELETE' })).status).toBe(404);
    expect((await app.api.management(`/subscriptions/${id}`)).status).toBe(200);
    expect((await app.api.management(`/subscriptions/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await app.api.management(`/subscriptions/${id}`)).status).toBe(404);
  });

  it('conflict with themselves', async () => {
    await subscribe(whole());
    const again = await subscribe(whole());
    expect(again.status).toBe(409);
    expect(firstError(again)).toMatchObject({ status: '409' });
  });

  it.each(['webhookId', 'userId', 'vehicleId'])('need %s', async (field) => {
    const answer = await subscribe({ ...whole(), [field]: undefined });
    expect(answer.status).toBe(400);
    expect(firstError(answer)).toMatchObject({ type: 'VALIDATION', code: 'BAD_REQUEST', title: 'Bad Request' });
  });

  it('are filtered by owner, webhook, car and mode', async () => {
    await subscribe(whole());
    const count = async (query: string): Promise<unknown> =>
      pick((await app.api.management(`/subscriptions?${query}`)).body, 'meta.totalCount');
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect(await count(`filter[vehicleId]=${vehicleId}&filter[userId]=${app.userId}`)).toBe(1);
    expect(await count(`filter[vehicleId]=${nobody}`)).toBe(0);
    expect(await count(`filter[userId]=${nobody}`)).toBe(0);
    expect(await count(`filter[webhookId]=${nobody}`)).toBe(0);
    expect(await count('filter[vehicle.mode]=simulated')).toBe(0);
    expect((await app.api.management('/subscriptions?page[size]=101')).status).toBe(400);
  });
});

describe('webhooks', () => {
  it('are listed fifty to a page, filtered, and not made here', async () => {
    const { webhookId } = app.sandbox.application;
    const { body } = await app.api.management('/webhooks');
    expect(body).toMatchObject({ data: [{ id: webhookId }], meta: { pageSize: 50, totalCount: 1 } });
    const count = async (query: string): Promise<unknown> =>
      pick((await app.api.management(`/webhooks?${query}`)).body, 'meta.totalCount');
    const name = pickText(body, 'data.0.attributes.name');
    expect(await count(`filter[name]=${name.slice(1, 5).toUpperCase()}`)).toBe(1);
    expect(await count('filter[name]=nothing-like-it')).toBe(0);
    expect(await count('filter[isEnabled]=false')).toBe(0);
    expect(await count('filter[autoSubscribe]=true')).toBe(0);
    expect(await count('filter[callbackUri]=elsewhere.example')).toBe(0);
    expect((await app.api.management('/webhooks', { method: 'POST', body: {} })).status).toBe(404);
    expect((await app.api.management(`/webhooks/${webhookId}/zzz`)).status).toBe(404);
  });

  it('are verified and deliver signed events', async () => {
    const receiver = new WebhookReceiver(app.sandbox.application.managementToken);
    const url = await receiver.listen();
    try {
      const order = async (path: string, body: object): Promise<unknown> => {
        const response = await fetch(`${app.sandbox.url}/_sandbox/webhooks/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ url, ...body }),
        });
        return response.json();
      };
      expect(await order('verify', {})).toMatchObject({ verified: true });
      expect(await order('deliver', { vehicleId })).toMatchObject({ delivered: true });
      expect(receiver.refused).toBe(0);
      expect(receiver.events).toMatchObject([
        { eventType: 'VEHICLE_STATE', body: { data: { user: { id: app.userId }, vehicle: { id: vehicleId } } } },
      ]);
    } finally {
      await receiver.close();
    }
  });
});

describe('compatible vehicles', () => {
  it('are told without a token, all in one page', async () => {
    const { status, body } = await app.api.compatibility('/compatible-vehicles');
    expect(status).toBe(200);
    const data = pickList(body, 'data');
    expect(pick(body, 'meta')).toEqual({ page: 1, pageSize: data.length, totalCount: data.length });
    expect(pick(body, 'links.self')).toMatch(/\/v3\/compatible-vehicles$/);
    const tesla = data.find((row) => pick(row, 'attributes.model') === 'Model 3');
    expect(tesla).toMatchObject({
      id: 'TESLA-Model 3-2016-2026-BEV-US',
      type: 'vehicle-model-capability',
      attributes: {
        make: 'Tesla',
        model: 'Model 3',
        region: 'US',
        powertrainType: 'BEV',
        years: { start: 2016, end: 2026 },
      },
    });
    const capabilities = pickList(tesla, 'attributes.capabilities');
    for (const one of capabilities)
      expect(Object.keys(one as object).toSorted()).toEqual([
        'capability',
        'code',
        'group',
        'name',
        'permission',
        'type',
      ]);
    // The capabilities that smartcar.com/docs/api-reference/compatible-vehicles prints of this car (2026).
    const printed = [
      [
        'signal',
        'State Of Charge',
        'TractionBattery',
        'StateOfCharge',
        'tractionbattery-stateofcharge',
        'read_battery',
      ],
      ['signal', 'Range', 'TractionBattery', 'Range', 'tractionbattery-range', 'read_battery'],
      ['signal', 'Location', 'Location', 'PreciseLocation', 'location-preciselocation', 'read_location'],
      ['command', 'Start charge', '', 'charge-start', 'charge-start', ''],
      ['command', 'Lock vehicle', '', 'closure-lock', 'closure-lock', ''],
    ] as const;
    for (const [type, name, group, code, capability, permission] of printed)
      expect(capabilities).toContainEqual({ type, name, group, code, capability, permission });
    expect(capabilities).toContainEqual(
      expect.objectContaining({ type: 'signal', capability: 'odometer-traveleddistance', group: 'Odometer' }),
    );
  });

  it('are filtered by make in any case, region and powertrain', async () => {
    const makes = async (query: string): Promise<ReadonlySet<unknown>> => {
      const { body } = await app.api.compatibility(`/compatible-vehicles?${query}`);
      return new Set(pickList(body, 'data').map((row) => pick(row, 'attributes.make')));
    };
    expect(await makes('filter[make]=tesla')).toEqual(new Set(['Tesla']));
    expect(await makes('filter[make]=TESLA&filter[powertrainType]=ICE')).toEqual(new Set());
    expect((await makes('filter[region]=EUROPE')).has('Tesla')).toBe(true);
    expect((await app.api.compatibility('/compatible-vehicles?filter[region]=MARS')).status).toBe(400);
    expect((await app.api.compatibility('/compatible-vehicles/zzz')).status).toBe(404);
  });
});

describe('allowances', () => {
  it('are refused with the seconds to wait', async () => {
    app.sandbox.faults.add({
      path: '/v3/connections',
      error: 'RATE_LIMIT:SMARTCAR_API',
      headers: { 'retry-after': '30' },
      times: 1,
    });
    const answer = await app.api.vehicle('/connections');
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('30');
    expect((await app.api.vehicle('/connections')).status).toBe(200);
  });
});
