import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BoxId } from '../../../src/core/tesla/boxes.ts';
import { createIds, createSeededUuid } from '../../../src/sandbox/state/ids.ts';
import { createSandboxCore } from '../../../src/sandbox/sandbox.ts';
import type { SandboxCore } from '../../../src/sandbox/control/sandbox-core.ts';
import type { Account, Application } from '../../../src/sandbox/state/state.ts';
import { play } from './served.ts';

/** Box behind each permission (table of 2026-02), typed out; null where no box is published. */
const boxOf: Readonly<Record<string, BoxId | null>> = {
  read_vehicle_info: 'vehicle_device_data',
  read_odometer: 'vehicle_device_data',
  read_location: 'vehicle_location',
  read_user_profile: 'user_data',
  read_fuel: 'vehicle_device_data',
  read_alerts: null,
  control_security: 'vehicle_cmds',
  control_charge: 'vehicle_charging_cmds',
};
const permissionNames = Object.keys(boxOf);
const boxes: readonly BoxId[] = [
  'user_data',
  'vehicle_device_data',
  'vehicle_location',
  'vehicle_cmds',
  'vehicle_charging_cmds',
];

/** Calls with the permission that each needs. */
const calls = [
  ['GET', '/odometer', 'read_odometer'],
  ['GET', '/location', 'read_location'],
  ['GET', '/fuel', 'read_fuel'],
  ['GET', '/tesla/alerts', 'read_alerts'],
  ['GET', '/tesla/user/info', 'read_user_profile'],
  ['GET', '', 'read_vehicle_info'],
  ['POST', '/security', 'control_security', '{"action":"LOCK"}'],
  ['POST', '/charge/limit', 'control_charge', '{"limit":0.7}'],
] as const;

const second = 1000;
const hour = 3600 * second;
const origin = 'http://localhost:9';
const redirectUri = 'http://localhost:8000/exchange';

export interface Code {
  readonly value: string;
  readonly app: number;
  readonly at: number;
  used: boolean;
}

export interface Pair {
  readonly access: string;
  readonly refresh: string;
  readonly app: number;
  readonly at: number;
  refreshUsedAt?: number;
}

/** What the test knows by itself; of the sandbox it reads only the owner's side: boxes, keys, cars. */
export interface Model {
  now: number;
  readonly codes: Code[];
  readonly pairs: Pair[];
  /** Application → car → granted permissions. */
  readonly grants: readonly Map<string, Set<string>>[];
}

export interface Real {
  readonly core: SandboxCore;
  readonly apps: readonly Application[];
  readonly account: Account;
  readonly cars: readonly string[];
}

export type Step = fc.Command<Model, Real>;

/** A sandbox with two applications, one owner and two cars of which one needs the key. */
export function createReal(): Real {
  const core = createSandboxCore({
    now: () => 1_800_000_000_000,
    ids: createIds(createSeededUuid('model')),
    origin,
    registration: { redirectUris: [redirectUri] },
    scenario: {
      name: 'model',
      story: 'Two applications, one owner, two cars.',
      applications: [{ name: 'A' }, { name: 'B', redirectUris: [redirectUri] }],
      accounts: [
        {
          username: 'owner@example.com',
          cars: [
            { model: 'Model 3', year: 2023 },
            { model: 'Model S', year: 2019 },
          ],
        },
      ],
    },
  });
  const apps = [...core.state.applications.values()].filter(({ provider }) => provider === 'smartcar');
  const account = [...core.state.accounts.values()][0];
  if (account === undefined) throw new Error('the scenario has an account');
  return { core, apps, account, cars: [...account.vehicles.keys()] };
}

interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

function send(real: Real, method: string, target: string, headers: Record<string, string>, body = ''): Reply {
  const [path = '', query = ''] = target.split('?');
  const answer = real.core.handle({ method, path, query, headers, body });
  const parsed: unknown =
    answer.headers['content-type']?.startsWith('application/json') === true && answer.body !== ''
      ? JSON.parse(answer.body)
      : {};
  if (answer.status >= 500) assert.equal(answer.status, 501, `${method} ${target}: ${answer.body}`);
  return { status: answer.status, body: parsed as Readonly<Record<string, unknown>> };
}

function allowed(permission: string, ticked: readonly BoxId[] | undefined): boolean {
  const box = boxOf[permission];
  return box === null || (box !== undefined && ticked?.includes(box) === true);
}

/** Whether the token may do it now, by the rules as published. */
function mayDo(model: Model, real: Real, pair: Pair, car: string, permission: string): boolean {
  const ticked = real.account.consents.smartcar?.boxes;
  return (
    model.now < pair.at + 2 * hour &&
    model.grants[pair.app]?.get(car)?.has(permission) === true &&
    ticked !== undefined &&
    allowed(permission, ticked) &&
    real.account.vehicles.has(car)
  );
}

function lacksKey(real: Real, car: string): boolean {
  const vehicle = real.core.state.vehicles.get(car);
  return vehicle?.model === 'Model 3' && !vehicle.keys.includes('smartcar.com');
}

function basic({ id, clientSecret }: Application): Record<string, string> {
  return { authorization: `Basic ${btoa(`${id}:${clientSecret}`)}` };
}

class Connect implements Step {
  readonly app: number;
  readonly scope: readonly string[];
  readonly ticked: readonly BoxId[];
  readonly untick: readonly string[];

  constructor(app: number, scope: readonly string[], ticked: readonly BoxId[], untick: readonly string[]) {
    this.app = app;
    this.scope = scope;
    this.ticked = ticked;
    this.untick = untick;
  }

  check(): boolean {
    return this.scope.length > 0;
  }

  run(model: Model, real: Real): void {
    const id = real.apps[this.app]?.id ?? '';
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: id,
      redirect_uri: redirectUri,
      approval_prompt: 'force',
      scope: this.scope.join(' '),
      state: 's',
    });
    const owner = {
      rounds: [{ kind: 'boxes', boxes: this.ticked } as const, { kind: 'select-all' } as const],
      untick: this.untick,
    };
    const { url } = play(real.core, origin, `/oauth/authorize?${query.toString()}`, owner);
    const code = url.startsWith(redirectUri) ? new URL(url).searchParams.get('code') : null;
    if (code === null) return;
    model.codes.push({ value: code, app: this.app, at: model.now, used: false });
    const held = real.account.consents.smartcar?.boxes;
    const granted = this.scope.filter((name) => allowed(name, held) && !this.untick.includes(name));
    const grants = model.grants[this.app];
    grants?.clear();
    for (const car of real.account.vehicles.keys()) grants?.set(car, new Set(granted));
  }

  toString(): string {
    return `connect(${this.app}, ${this.scope.join(' ')}, boxes ${this.ticked.join(' ')}, untick ${this.untick.join(' ')})`;
  }
}

class Exchange implements Step {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }

  check({ codes }: Readonly<Model>): boolean {
    return codes.length > 0;
  }

  run(model: Model, real: Real): void {
    const code = model.codes[this.index % model.codes.length];
    const app = code && real.apps[code.app];
    if (code === undefined || app === undefined) return;
    const form = new URLSearchParams({ grant_type: 'authorization_code', code: code.value, redirect_uri: redirectUri });
    const { status, body } = send(real, 'POST', '/oauth/token', basic(app), form.toString());
    assert.equal(status === 200, !code.used && model.now < code.at + 600 * second);
    if (status !== 200) return;
    code.used = true;
    model.pairs.push({
      access: String(body['access_token']),
      refresh: String(body['refresh_token']),
      app: code.app,
      at: model.now,
    });
  }

  toString(): string {
    return `exchange(${this.index})`;
  }
}

class Refresh implements Step {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }

  check({ pairs }: Readonly<Model>): boolean {
    return pairs.length > 0;
  }

  run(model: Model, real: Real): void {
    const pair = model.pairs[this.index % model.pairs.length];
    const app = pair && real.apps[pair.app];
    if (pair === undefined || app === undefined) return;
    const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: pair.refresh });
    const { status, body } = send(real, 'POST', '/oauth/token', basic(app), form.toString());
    const isInGrace = pair.refreshUsedAt === undefined || model.now < pair.refreshUsedAt + 60 * second;
    assert.equal(status === 200, isInGrace && model.now < pair.at + 60 * 24 * hour);
    if (status !== 200) return;
    pair.refreshUsedAt ??= model.now;
    model.pairs.push({
      access: String(body['access_token']),
      refresh: String(body['refresh_token']),
      app: pair.app,
      at: model.now,
    });
  }

  toString(): string {
    return `refresh(${this.index})`;
  }
}

class Call implements Step {
  readonly token: number;
  readonly car: number;
  readonly call: number;
  readonly inBatch: boolean;

  constructor(token: number, car: number, call: number, inBatch: boolean) {
    this.token = token;
    this.car = car;
    this.call = call;
    this.inBatch = inBatch;
  }

  check({ pairs }: Readonly<Model>): boolean {
    return pairs.length > 0;
  }

  run(model: Model, real: Real): void {
    const pair = model.pairs[this.token % model.pairs.length];
    const [method, path, permission, body] = calls[this.call % calls.length] ?? calls[0];
    const car = real.cars[this.car % real.cars.length] ?? '';
    if (pair === undefined) return;
    const status =
      this.inBatch && method === 'GET'
        ? this.batch(real, pair, car, path)
        : send(real, method, `/v2.0/vehicles/${car}${path}`, { authorization: `Bearer ${pair.access}` }, body).status;
    if (!mayDo(model, real, pair, car, permission))
      assert.ok([400, 401, 403].includes(status), `${path} must be refused`);
    else if (method === 'POST' && lacksKey(real, car)) assert.equal(status, 400);
    else assert.equal(status, permission === 'read_fuel' ? 501 : 200);
  }

  private batch(real: Real, pair: Pair, car: string, path: string): number {
    const asked = JSON.stringify({ requests: [{ path: path === '' ? '/' : path }] });
    const { status, body } = send(
      real,
      'POST',
      `/v2.0/vehicles/${car}/batch`,
      { authorization: `Bearer ${pair.access}` },
      asked,
    );
    if (status !== 200) return status;
    return (body['responses'] as readonly { code: number }[])[0]?.code ?? 0;
  }

  toString(): string {
    return `call(token ${this.token}, car ${this.car}, ${calls[this.call % calls.length]?.[1]}, batch ${this.inBatch})`;
  }
}

class Disconnect implements Step {
  readonly token: number;
  readonly car: number;

  constructor(token: number, car: number) {
    this.token = token;
    this.car = car;
  }

  check({ pairs }: Readonly<Model>): boolean {
    return pairs.length > 0;
  }

  run(model: Model, real: Real): void {
    const pair = model.pairs[this.token % model.pairs.length];
    const car = real.cars[this.car % real.cars.length] ?? '';
    if (pair === undefined) return;
    const { status } = send(real, 'DELETE', `/v2.0/vehicles/${car}/application`, {
      authorization: `Bearer ${pair.access}`,
    });
    const grants = model.grants[pair.app];
    assert.equal(status === 200, model.now < pair.at + 2 * hour && grants?.has(car) === true);
    if (status === 200) grants?.delete(car);
  }

  toString(): string {
    return `disconnect(token ${this.token}, car ${this.car})`;
  }
}

class Revoke implements Step {
  readonly app: number;
  readonly scope: readonly string[];
  readonly ticked: readonly BoxId[];

  constructor(app: number, scope: readonly string[], ticked: readonly BoxId[]) {
    this.app = app;
    this.scope = scope;
    this.ticked = ticked;
  }

  check(): boolean {
    return this.scope.length > 0;
  }

  run(model: Model, real: Real): void {
    const query = new URLSearchParams({
      response_type: 'none',
      make: 'TESLA',
      revoke_access: 'true',
      client_id: real.apps[this.app]?.id ?? '',
      scope: this.scope.join(' '),
    });
    const { page } = play(real.core, origin, `/oauth/reauthenticate?${query.toString()}`, {
      rounds: [{ kind: 'boxes', boxes: this.ticked }],
      untick: [],
    });
    if (page !== 'success') return;
    for (const name of this.scope) assert.equal(allowed(name, real.account.consents.smartcar?.boxes), true);
    for (const granted of model.grants[this.app]?.values() ?? []) for (const name of this.scope) granted.add(name);
  }

  toString(): string {
    return `revoke(${this.app}, ${this.scope.join(' ')}, boxes ${this.ticked.join(' ')})`;
  }
}

/** What only the owner does, outside Connect and outside the API. */
class OwnerAction implements Step {
  readonly name: string;
  readonly act: (real: Real) => void;

  constructor(name: string, act: (real: Real) => void) {
    this.name = name;
    this.act = act;
  }

  check(): boolean {
    return true;
  }

  run(_model: Model, real: Real): void {
    this.act(real);
  }

  toString(): string {
    return this.name;
  }
}

class Advance implements Step {
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, real: Real): void {
    real.core.state.clockOffset += this.milliseconds;
    model.now += this.milliseconds;
  }

  toString(): string {
    return `advance(${this.milliseconds})`;
  }
}

/** Anything that a client can send; the answer must be an answer. */
class Hostile implements Step {
  readonly parts: readonly string[];

  constructor(parts: readonly string[]) {
    this.parts = parts;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, real: Real): void {
    const [method = '', path = '', query = '', body = '', header = ''] = this.parts;
    const car = real.cars[0] ?? '';
    const token = model.pairs.at(-1)?.access ?? '';
    send(
      real,
      method,
      `${path.replace('{car}', car)}?${query}`,
      { authorization: header.replace('{token}', token), 'sc-unit-system': query },
      body,
    );
  }

  toString(): string {
    return `hostile(${this.parts.map((part) => JSON.stringify(part)).join(', ')})`;
  }
}

const app = fc.integer({ min: 0, max: 1 });
const index = fc.nat(20);
const car = fc.nat(1);
const scope = fc.subarray(permissionNames);
const ticked = fc.subarray([...boxes]);
const someBoxes = fc.oneof(fc.constant([...boxes]), ticked);
const junk = fc.oneof(
  fc.string(),
  fc.json(),
  fc.constantFrom(
    '',
    '%',
    '%E0%A4%A',
    '__proto__',
    'constructor',
    '{"requests":[null]}',
    '{"error":1,"startTime":"09:00"}',
  ),
);
const path = fc.oneof(
  fc.constantFrom(
    '/v2.0/vehicles/{car}/batch',
    '/v2.0/vehicles/{car}/security',
    '/v2.0/vehicles/{car}/charge/limit',
    '/v2.0/vehicles/{car}/tesla/charge/records',
    '/v2.0/vehicles/{car}/tesla/climate/cabin',
    '/v2.0/vehicles',
    '/v2.0/management/connections',
    '/v2.0/compatibility',
    '/v2.0/compatibility/matrix',
    '/v3/connections',
    '/v3/vehicles/{car}/signals',
    '/v3/vehicles/{car}/charge-schedules/daily',
    '/v3/subscriptions',
    '/v3/users/x',
    '/v1/connections',
    '/v1/devices',
    '/oauth/token',
    '/oauth2/token',
    '/v9/x',
    '/v2.0',
    '/v3',
    '/',
  ),
  fc.string().map((text) => `/v2.0/${text}`),
  fc.string().map((text) => `/v3/${text}`),
);

/** Everything that can happen. */
export const steps: fc.Arbitrary<Step>[] = [
  fc
    .tuple(app, scope, someBoxes, fc.subarray(permissionNames, { maxLength: 2 }))
    .map(([a, s, b, u]) => new Connect(a, s, b, u)),
  index.map((at) => new Exchange(at)),
  index.map((at) => new Exchange(at)),
  index.map((at) => new Refresh(at)),
  fc.tuple(index, car, index, fc.boolean()).map(([t, c, k, b]) => new Call(t, c, k, b)),
  fc.tuple(index, car, index, fc.boolean()).map(([t, c, k, b]) => new Call(t, c, k, b)),
  fc.tuple(index, car, index, fc.boolean()).map(([t, c, k, b]) => new Call(t, c, k, b)),
  fc.tuple(index, car).map(([t, c]) => new Disconnect(t, c)),
  fc.tuple(app, scope, someBoxes).map(([a, s, b]) => new Revoke(a, s, b)),
  fc
    .constantFrom(second, 59 * second, 61 * second, 601 * second, 2 * hour, 8 * hour, 61 * 24 * hour)
    .map((ms) => new Advance(ms)),
  fc.constant(new OwnerAction('remove access at Tesla', ({ account }) => delete account.consents.smartcar)),
  ticked.map(
    (kept) =>
      new OwnerAction(`boxes now ${kept.join(' ')}`, ({ account }) => {
        if (account.consents.smartcar !== undefined) account.consents.smartcar = { boxes: kept, grantedAt: 0 };
      }),
  ),
  fc.tuple(car, fc.boolean()).map(
    ([which, has]) =>
      new OwnerAction(`key of car ${which}: ${has}`, ({ core, cars }) => {
        const vehicle = core.state.vehicles.get(cars[which] ?? '');
        if (vehicle !== undefined) vehicle.keys = has ? ['smartcar.com'] : [];
      }),
  ),
  fc.tuple(car, fc.boolean()).map(
    ([which, stays]) =>
      new OwnerAction(`car ${which} in account: ${stays}`, ({ account, cars }) => {
        if (stays) account.vehicles.set(cars[which] ?? '', 'owner');
        else account.vehicles.delete(cars[which] ?? '');
      }),
  ),
  fc
    .tuple(
      fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'HEAD'),
      path,
      junk,
      junk,
      fc.oneof(fc.constantFrom('Bearer {token}', 'Basic !', ''), fc.string()),
    )
    .map((parts) => new Hostile(parts)),
];
