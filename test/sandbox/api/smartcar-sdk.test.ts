import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readForms } from '../../support/page-forms.ts';
import { serve, type Served } from './served.ts';

// The package has no types of its own; what the tests touch is named here.
interface SmartcarError extends Error {
  readonly type: string;
  readonly code?: string;
  readonly statusCode: number;
  readonly requestId: string;
  readonly description: string;
  readonly docURL: string;
  readonly resolution: { readonly type: string | null; readonly url?: string };
  readonly retryAfter?: string;
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

interface Meta {
  readonly requestId: string;
}

/** An answer of which a test reads no field by name. */
type Reply = Promise<Readonly<Record<string, unknown>>>;
type Paging = Readonly<Record<string, number>>;

interface SmartcarVehicle {
  readonly id: string;
  attributes(): Reply;
  permissions(): Promise<{ readonly permissions: readonly string[]; readonly paging: Paging }>;
  odometer(): Promise<{ readonly distance: number; readonly meta: Meta }>;
  nominalCapacity(): Reply;
  fuel(): Reply;
  lock(): Reply;
  unlock(): Reply;
  startCharge(): Reply;
  stopCharge(): Reply;
  getChargeLimit(): Reply;
  setChargeLimit(limit: number): Reply;
  serviceHistory(from: string, to: string): Promise<{ readonly data: readonly unknown[] }>;
  batch(paths: readonly string[]): Promise<Record<string, () => Readonly<Record<string, unknown>>>>;
  disconnect(): Reply;
  subscribe(id: string): Reply;
  unsubscribe(token: string, id: string): Reply;
  getSignals(): Promise<{ readonly body: { readonly data: readonly unknown[] } }>;
  getSignal(code: string): Reply;
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Reply;
}

interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

interface Smartcar {
  readonly AuthClient: new (options: Readonly<Record<string, string>>) => {
    getAuthUrl(scope: readonly string[], options?: Readonly<Record<string, unknown>>): string;
    exchangeCode(code: string): Promise<Tokens>;
    exchangeRefreshToken(token: string): Promise<Tokens>;
  };
  readonly Vehicle: new (id: string, token: string) => SmartcarVehicle;
  getUser(token: string): Promise<{ readonly id: string; readonly meta: Meta }>;
  getVehicles(token: string): Promise<{ readonly vehicles: readonly string[]; readonly paging: Paging }>;
  getVehicle(token: string, id: string): Promise<{ readonly body: unknown }>;
  getCompatibility(
    vin: string,
    scope: readonly string[],
    country: null,
    client: Client,
  ): Promise<{ readonly capabilities: readonly { readonly capable: boolean }[] }>;
  getCompatibilityMatrix(region: string, options: Readonly<Record<string, unknown>>): Reply;
  getConnections(amt: string, filter: Readonly<Record<string, string>>): Reply;
  deleteConnections(amt: string, filter: Readonly<Record<string, string>>): Reply;
}

const require = createRequire(import.meta.url);
const smartcar = require('smartcar') as Smartcar;

const redirectUri = 'http://localhost:8000/exchange';
const scope = [
  'required:read_vehicle_info',
  'required:read_odometer',
  'read_vin',
  'read_battery',
  'read_charge',
  'read_location',
  'read_tires',
  'read_fuel',
  'read_security',
  'control_security',
  'control_charge',
  'control_navigation',
];
const minute = 60_000;

let sandbox: Served;

beforeEach(async () => {
  sandbox = await serve({ registration: { redirectUris: [redirectUri, 'https://example.com/auth'] } });
  for (const name of ['API', 'AUTH', 'API_V3', 'MANAGEMENT_API']) vi.stubEnv(`SMARTCAR_${name}_ORIGIN`, sandbox.url);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await sandbox.close();
});

function createClient(): InstanceType<Smartcar['AuthClient']> {
  const { id, clientSecret } = sandbox.core.application();
  return new smartcar.AuthClient({ clientId: id, clientSecret, redirectUri, mode: 'simulated' });
}

function vehicleOf(id: string | undefined, { accessToken }: Pick<Tokens, 'accessToken'>): SmartcarVehicle {
  return new smartcar.Vehicle(id ?? '', accessToken);
}

/** Auth URL → consent of a played owner → code → tokens. */
async function connect(asked: readonly string[] = scope): Promise<Tokens> {
  const client = createClient();
  const played = sandbox.play(client.getAuthUrl(asked, { state: 'abc' }));
  expect(played.outcome).toBe('redirected');
  const back = new URL(played.url);
  expect(back.searchParams.get('state')).toBe('abc');
  return client.exchangeCode(back.searchParams.get('code') ?? '');
}

async function failing(reply: Promise<unknown>): Promise<SmartcarError> {
  return reply.then(
    () => expect.fail('the call was not refused'),
    (error: SmartcarError) => error,
  );
}

describe('the official Node SDK', () => {
  it('lives a whole life: connect, read, command, key, refresh, disconnect', async () => {
    const tokens = await connect();
    expect(tokens.accessToken).toHaveLength(36);
    expect(tokens.refreshToken).toHaveLength(36);

    const user = await smartcar.getUser(tokens.accessToken);
    expect(Object.keys(user).toSorted()).toEqual(['id', 'meta']);
    expect(user.id).toHaveLength(36);
    expect(user.meta.requestId).toHaveLength(36);

    const { vehicles, paging } = await smartcar.getVehicles(tokens.accessToken);
    expect(paging).toEqual({ count: 2, offset: 0 });
    const [first, second] = [vehicleOf(vehicles[0], tokens), vehicleOf(vehicles[1], tokens)];

    const { permissions, paging: all } = await first.permissions();
    expect(permissions.toSorted()).toEqual(scope.map((name) => name.replace('required:', '')).toSorted());
    expect(all).toEqual({ count: 12, offset: 0 });

    const attributes = await first.attributes();
    expect(attributes).toMatchObject({ id: first.id, make: 'TESLA', model: 'Model 3', year: 2023 });
    const odometer = await first.odometer();
    expect(odometer.distance).toBeTypeOf('number');
    expect(odometer.meta).toMatchObject({
      unitSystem: 'metric',
      dataAge: expect.any(Date),
      fetchedAt: expect.any(Date),
    });
    const batch = await first.batch(['/odometer', 'battery', '/fuel', '/']);
    expect(batch['odometer']?.()['distance']).toBe(odometer.distance);
    expect(batch['battery']?.()['percentRemaining']).toBeLessThanOrEqual(1);
    expect(batch['attributes']?.()['make']).toBe('TESLA');
    expect(() => batch['fuel']?.()).toThrow('COMPATIBILITY:VEHICLE_NOT_CAPABLE');

    expect(await first.lock()).toMatchObject({ status: 'success', message: 'Successfully sent request to vehicle' });
    const refused = await failing(second.lock());
    expect(refused).toMatchObject({
      name: 'SmartcarError',
      type: 'CONNECTED_SERVICES_ACCOUNT',
      code: 'VIRTUAL_KEY_REQUIRED',
      statusCode: 400,
      resolution: { type: 'ACTION_REQUIRED', url: 'https://www.tesla.com/_ak/smartcar.com' },
      docURL: 'https://smartcar.com/docs/errors/api-errors/connected-services-account-errors#virtual-key-required',
    });
    expect(refused.requestId).toHaveLength(36);
    const car = sandbox.core.state.vehicles.get(second.id);
    if (car !== undefined) car.keys = [...car.keys, 'smartcar.com'];
    expect(await second.lock()).toMatchObject({ status: 'success' });

    const client = createClient();
    const renewed = await client.exchangeRefreshToken(tokens.refreshToken);
    expect(renewed.refreshToken).not.toBe(tokens.refreshToken);
    sandbox.advance(minute - 1);
    await client.exchangeRefreshToken(tokens.refreshToken);
    sandbox.advance(1);
    expect(await failing(client.exchangeRefreshToken(tokens.refreshToken))).toMatchObject({
      type: 'invalid_grant',
      statusCode: 400,
    });

    const again = vehicleOf(first.id, renewed);
    const gone = await again.disconnect();
    expect(Object.keys(gone).toSorted()).toEqual(['meta', 'status']);
    expect(await failing(again.odometer())).toMatchObject({
      type: 'PERMISSION',
      statusCode: 403,
      resolution: { type: 'REAUTHENTICATE' },
    });
  });

  it('meets the published errors with all their fields', async () => {
    const { accessToken } = await connect(['read_vehicle_info', 'control_security']);
    const { vehicles } = await smartcar.getVehicles(accessToken);
    const vehicle = vehicleOf(vehicles[0], { accessToken });
    expect(await failing(vehicle.odometer())).toMatchObject({
      message:
        'PERMISSION:null - Your application has insufficient permissions to access the requested resource. Please prompt the user to re-authenticate using Smartcar Connect.',
      docURL: 'https://smartcar.com/docs/errors/api-errors/permission-errors#null',
    });
    expect(await failing(vehicle.request('get', 'odometer', undefined, { Authorization: 'Bearer abc' }))).toMatchObject(
      {
        statusCode: 401,
        type: 'AUTHENTICATION',
        description:
          'The authorization header is missing or malformed, or it contains invalid or expired authentication credentials. Please check for missing parameters, spelling and casing mistakes, and other syntax issues.',
        docURL: 'https://smartcar.com/docs/errors/api-errors/authentication-errors#null',
      },
    );
    expect(await failing(vehicle.subscribe('webhookID'))).toMatchObject({
      statusCode: 400,
      message:
        'VALIDATION:null - Request invalid or malformed. Please check for missing parameters, spelling and casing mistakes, and other syntax issues.',
    });
    expect(await failing(vehicle.unsubscribe('wrong', 'webhookID'))).toMatchObject({
      statusCode: 401,
      type: 'AUTHENTICATION',
    });
    sandbox.core.state.faults.push({
      id: 'f1',
      remaining: 1,
      error: { type: 'RATE_LIMIT', code: 'VEHICLE' },
      headers: { 'retry-after': '30' },
    });
    expect(await failing(vehicle.attributes())).toMatchObject({ statusCode: 429, code: 'VEHICLE', retryAfter: '30' });
    await vehicle.attributes();
  });

  it('reads and commands a car of another make, as its own suite does', async () => {
    const client = createClient();
    const asked = [
      'required:read_vehicle_info',
      'read_fuel',
      'read_battery',
      'read_charge',
      'read_diagnostics',
      'read_service_history',
      'read_engine_oil',
      'control_charge',
      'control_security',
    ];
    const played = await playOtherMake(client.getAuthUrl(asked, {}), 'CHEVROLET');
    const { accessToken } = await client.exchangeCode(new URL(played).searchParams.get('code') ?? '');
    const { vehicles } = await smartcar.getVehicles(accessToken);
    const volt = vehicleOf(vehicles[0], { accessToken });
    expect(await volt.attributes()).toMatchObject({ make: 'CHEVROLET', model: 'Volt' });
    const fuel = await volt.fuel();
    expect(Object.keys(fuel).toSorted()).toEqual(['amountRemaining', 'meta', 'percentRemaining', 'range']);
    const capacity = await volt.nominalCapacity();
    expect(Object.keys(capacity).toSorted()).toEqual(['availableCapacities', 'capacity', 'meta', 'url']);
    const history = await volt.serviceHistory('2023-05-20', '2026-02-10');
    expect(Array.isArray(history.data)).toBe(true);
    expect(history.data.length).toBe(3);
    expect(await volt.lock()).toMatchObject({ status: 'success' });
    expect(await volt.unlock()).toMatchObject({ status: 'success' });
    expect(await volt.startCharge()).toMatchObject({ status: 'success' });
    expect(await volt.stopCharge()).toMatchObject({ status: 'success' });
    expect(await volt.setChargeLimit(0.9)).toMatchObject({ status: 'success' });
    expect(await volt.getChargeLimit()).toMatchObject({ limit: 0.9 });
  });

  it.each([
    [
      'VEHICLE_STATE.UNKNOWN@smartcar.com',
      409,
      'RETRY_LATER',
      'vehicle-state-errors#unknown',
      'VEHICLE_STATE:UNKNOWN - The vehicle was unable to perform your request due to an unknown issue.',
    ],
    [
      'CONNECTED_SERVICES_ACCOUNT.VEHICLE_MISSING@smartcar.com',
      400,
      null,
      'connected-services-account-errors#vehicle-missing',
      "CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING - This vehicle is no longer associated with the user's connected services account. Please prompt the user to re-add the vehicle to their account.",
    ],
  ])('fails for the test login %s, as its own suite expects', async (login, statusCode, resolution, page, message) => {
    const client = createClient();
    // Signing in a second time does not heal it.
    for (let round = 1; round <= 2; round += 1) {
      const played = await playOtherMake(client.getAuthUrl(['read_odometer'], {}), 'CHEVROLET', login);
      const { accessToken } = await client.exchangeCode(new URL(played).searchParams.get('code') ?? '');
      const { vehicles } = await smartcar.getVehicles(accessToken);
      expect(await failing(vehicleOf(vehicles[0], { accessToken }).odometer())).toMatchObject({
        statusCode,
        resolution: { type: resolution },
        docURL: `https://smartcar.com/docs/errors/api-errors/${page}`,
        message,
      });
    }
  });

  it('asks for compatibility, connections and webhooks', async () => {
    const { accessToken } = await connect();
    const { id: clientId, clientSecret, managementToken, webhookId } = sandbox.core.application();
    const tesla = await smartcar.getCompatibility('5YJXCDE22HF068739', ['read_odometer', 'read_location'], null, {
      clientId,
      clientSecret,
    });
    expect(tesla).toMatchObject({ compatible: true, reason: null });
    expect(tesla.capabilities.map(({ capable }) => capable)).toEqual([true, true]);
    const matrix = await smartcar.getCompatibilityMatrix('US', {
      scope: ['read_battery', 'read_charge'],
      make: 'NISSAN',
      type: 'BEV',
      clientId,
      clientSecret,
    });
    expect(matrix['NISSAN']).toEqual([
      {
        model: 'LEAF',
        type: 'BEV',
        startYear: 2018,
        endYear: 2025,
        endpoints: expect.arrayContaining(['/battery', '/charge']),
        permissions: expect.arrayContaining(['read_battery', 'read_charge']),
      },
    ]);
    const { vehicles } = await smartcar.getVehicles(accessToken);
    const vehicle = vehicleOf(vehicles[0], { accessToken });
    expect(await vehicle.subscribe(webhookId)).toMatchObject({ webhookId, vehicleId: vehicle.id });
    expect(Object.keys(await vehicle.unsubscribe(managementToken, webhookId)).toSorted()).toEqual(['meta', 'status']);
    const listed = await smartcar.getConnections(managementToken, { vehicleId: vehicle.id });
    expect(listed['connections']).toEqual([
      { vehicleId: vehicle.id, userId: expect.any(String), connectedAt: '2026-11-21T12:00:00.000Z', mode: 'simulated' },
    ]);
    const deleted = await smartcar.deleteConnections(managementToken, { vehicleId: vehicle.id });
    expect(deleted['connections']).toEqual([{ vehicleId: vehicle.id, userId: expect.any(String) }]);
  });

  it('reads the fixed v3 test data', async () => {
    const id = 'tst2e255-d3c8-4f90-9fec-e6e68b98e9cb';
    const vehicle = new smartcar.Vehicle(id, 'test-data-token');
    expect((await smartcar.getVehicle('test-data-token', id)).body).toMatchObject({
      id,
      attributes: { make: 'TESLA', model: 'Model Y', year: 2021 },
    });
    const { body } = await vehicle.getSignals();
    expect(body.data).toHaveLength(2);
    expect(body.data[0]).toMatchObject({ attributes: { status: { value: 'SUCCESS' } } });
    expect(await vehicle.getSignal('odometer-traveleddistance')).toMatchObject({
      body: { attributes: { status: { value: 'SUCCESS' } } },
    });
  });
});

/** The owner of a car that is not a Tesla: continue, brand, sign in, approve. */
async function playOtherMake(start: string, make: string, username?: string): Promise<string> {
  let url = start;
  let init: RequestInit = {};
  for (let step = 0; step < 20; step += 1) {
    // Each page follows from the one before.
    const response = await fetch(new URL(url, sandbox.url), { ...init, redirect: 'manual' });
    const location = response.headers.get('location');
    if (location !== null) {
      if (location.startsWith('http://localhost:8000')) return location;
      url = location;
      init = {};
      continue;
    }
    const forms = readForms(await response.text());
    const wanted = new Set(['continue-button', make, 'sign-in-button', 'approval-button']);
    const form = forms.find((one) => one.buttons.some((button) => wanted.has(button.id ?? '')));
    const button = form?.buttons.find(({ id }) => wanted.has(id ?? ''));
    if (form === undefined || button === undefined) throw new Error(`stuck at ${url}`);
    const body = new URLSearchParams();
    for (const field of form.fields)
      if (!field.disabled && (field.kind !== 'tick' || field.checked)) body.append(field.name, field.value);
    if (button.name !== '') body.append(button.name, button.value);
    if (username !== undefined && body.has('username')) body.set('username', username);
    url = form.action;
    init = { method: 'POST', body };
  }
  throw new Error('too many pages');
}
