import type { BoxId } from '../../../src/core/tesla/boxes.ts';
import { createApiRoutes } from '../../../src/sandbox/api/routes.ts';
import { createAccount } from '../../../src/sandbox/state/accounts.ts';
import { createCar, type CarSeed } from '../../../src/sandbox/state/cars.ts';
import { addConnection } from '../../../src/sandbox/state/connections.ts';
import { createHandler } from '../../../src/sandbox/handler.ts';
import type { SandboxResponse } from '../../../src/sandbox/http/message.ts';
import { createIds, createSeededUuid } from '../../../src/sandbox/state/ids.ts';
import {
  createState,
  type Account,
  type Application,
  type Connection,
  type SandboxState,
  type Vehicle,
} from '../../../src/sandbox/state/state.ts';
import { mintApplicationToken, mintPair } from '../../../src/sandbox/state/tokens.ts';

/** A Saturday at noon, UTC. */
const noon = Date.UTC(2026, 10, 21, 12);

const allBoxes: readonly BoxId[] = [
  'user_data',
  'vehicle_device_data',
  'vehicle_location',
  'vehicle_cmds',
  'vehicle_charging_cmds',
];

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly decision: string;
}

export interface WorldOptions {
  readonly permissions?: readonly string[];
  readonly boxes?: readonly BoxId[] | null;
  readonly car?: CarSeed;
  readonly role?: 'owner' | 'driver';
  readonly legacy?: boolean;
}

/** An application, an owner with one car, a connection and a user token. */
export interface World {
  readonly state: SandboxState;
  readonly application: Application;
  readonly account: Account;
  readonly car: Vehicle;
  readonly connection: Connection;
  readonly token: string;
  /** Token of the IAM host. */
  readonly appToken: string;
  /** Moves the clock, milliseconds. */
  advance(milliseconds: number): void;
  /** Sends with the user token unless `authorization` is given. */
  send(method: string, target: string, options?: SendOptions): Answer;
}

export interface SendOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** `null` sends none. */
  readonly authorization?: string | null;
}

export const application: Application = {
  id: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07',
  name: 'Test',
  provider: 'smartcar',
  clientSecret: 'secret-v2',
  apiClientId: 'client_test',
  apiClientSecret: 'secret-v3',
  managementToken: 'amt',
  webhookId: 'dd214915-0c26-43c5-8e42-7edfc2ab320a',
  webhook: {
    name: 'Test webhook',
    callbackUri: 'http://localhost:8000/webhook',
    isEnabled: true,
    autoSubscribe: false,
    createdAt: 0,
  },
  redirectUris: ['http://localhost:8000/exchange'],
  vehicleAccess: [{ name: 'read_odometer', required: false }],
  virtualKeyDomain: 'smartcar.com',
  integration: 'current',
  codeRedirect: 'code',
  textureServerKey: 'texture-server',
  textureConnectKey: 'texture-connect',
};

/** Every published permission that a world grants unless told otherwise. */
export const everyPermission: readonly string[] = [
  'read_alerts',
  'read_battery',
  'read_charge',
  'read_charge_locations',
  'read_charge_records',
  'read_charge_events',
  'read_climate',
  'read_compass',
  'read_diagnostics',
  'read_engine_oil',
  'read_extended_vehicle_info',
  'read_fuel',
  'read_location',
  'read_odometer',
  'read_security',
  'read_service_history',
  'read_speedometer',
  'read_thermometer',
  'read_tires',
  'read_user_profile',
  'read_vehicle_info',
  'read_vin',
  'control_charge',
  'control_climate',
  'control_navigation',
  'control_pin',
  'control_security',
  'control_trunk',
];

export function createWorld(options: WorldOptions = {}): World {
  const state = createState(
    { edition: '2026-02', scenario: 'test', origin: 'http://localhost:9' },
    { now: () => noon, ids: createIds(createSeededUuid('test')) },
  );
  const mine = { ...application };
  state.applications.set(mine.id, mine);
  const make = options.car?.make ?? 'TESLA';
  const account = createAccount(make, 'owner@example.com');
  state.accounts.set(account.id, account);
  const car = createCar('car', { model: 'Model 3', year: 2023, keys: ['smartcar.com'], ...options.car });
  state.vehicles.set(car.id, car);
  account.vehicles.set(car.id, options.role ?? 'owner');
  const boxes = options.boxes === undefined ? allBoxes : options.boxes;
  if (boxes !== null) account.consents.smartcar = { boxes, grantedAt: noon };
  const connection = addConnection(state, {
    id: state.ids.uuid(),
    applicationId: mine.id,
    accountId: account.id,
    userId: account.userId,
    vehicleId: car.id,
    asked: (options.permissions ?? everyPermission).map((name) => ({ name, required: false })),
    unticked: [],
    permissions: options.permissions ?? everyPermission,
    mode: 'live',
    connectedAt: noon,
    era: 'v2',
    legacy: options.legacy ?? false,
  });
  const token = mintPair(state, mine.id, account.userId).access_token;
  const handler = createHandler(state, createApiRoutes(state));
  const world: World = {
    state,
    application: mine,
    account,
    car,
    connection,
    token,
    appToken: mintApplicationToken(state, mine.id),
    advance: (milliseconds) => {
      state.clockOffset += milliseconds;
    },
    send: (method, target, extra = {}) => {
      const [path = '', query = ''] = target.split('?');
      const authorization = extra.authorization === undefined ? `Bearer ${token}` : extra.authorization;
      return read(
        handler({
          method,
          path,
          query,
          headers: { ...(authorization === null ? {} : { authorization }), ...extra.headers },
          body:
            typeof extra.body === 'string' ? extra.body : extra.body === undefined ? '' : JSON.stringify(extra.body),
        }),
      );
    },
  };
  return world;
}

function read(response: SandboxResponse): Answer {
  return {
    status: response.status,
    headers: response.headers,
    body: response.body === '' ? undefined : (JSON.parse(response.body) as unknown),
    decision: response.decision ?? '',
  };
}

/** @returns a path of the world's car in the v2 API. */
export function at(world: World, path = ''): string {
  return `/v2.0/vehicles/${world.car.id}${path}`;
}
