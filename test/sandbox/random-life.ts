import { smartcar } from '../../src/core/providers/smartcar/provider.ts';
import { loadControl } from '../../src/sandbox/control/lazy.ts';
import type { SandboxCore } from '../../src/sandbox/control/sandbox-core.ts';
import type { SandboxResponse } from '../../src/sandbox/http/message.ts';
import { createSandboxCore } from '../../src/sandbox/sandbox.ts';
import { createIds, createSeededUuid } from '../../src/sandbox/state/ids.ts';
import type { Connection } from '../../src/sandbox/state/state.ts';

// A sandbox lives through random calls of owners, clock, APIs, webhooks and control, and each answer is held against
// rules that are written down here once more: what a token may do, and that nothing fails unless somebody ordered it.

/** How a life went. */
export interface Life {
  /** Answers that no rule allows, such as `GET /v2.0/… 200: read_odometer is not granted`. */
  readonly faults: readonly string[];
  /** How often each kind of call was answered with success, so that nobody believes a life of refusals. */
  readonly successes: ReadonlyMap<string, number>;
}

const hour = 3_600_000;
const redirectUri = 'http://localhost:8000/exchange';

/** Published lifetimes of tokens, and the minute in which a used refresh token is taken once more. */
const lifetimes = { code: hour / 6, access: 2 * hour, refresh: 60 * 24 * hour, grace: 60_000, application: hour };

/** Reads of v2 and the permission that each takes. Source: smartcar.com/docs/api-reference. */
const reads: Readonly<Record<string, string>> = {
  '': 'read_vehicle_info',
  '/odometer': 'read_odometer',
  '/location': 'read_location',
  '/vin': 'read_vin',
  '/battery': 'read_battery',
  '/battery/nominal_capacity': 'read_battery',
  '/charge': 'read_charge',
  '/charge/limit': 'read_charge',
  '/tires/pressure': 'read_tires',
  '/security': 'read_security',
};

const commands: Readonly<Record<string, readonly [body: string, permission: string]>> = {
  '/charge': ['{"action":"START"}', 'control_charge'],
  '/charge/limit': ['{"limit":0.8}', 'control_charge'],
  '/security': ['{"action":"LOCK"}', 'control_security'],
};

const signals: Readonly<Record<string, string>> = {
  'odometer-traveleddistance': 'read_odometer',
  'location-preciselocation': 'read_location',
  'tractionbattery-stateofcharge': 'read_battery',
  'vehicleidentification-vin': 'read_vin',
};

const commandsV3: Readonly<Record<string, string>> = {
  'charge/start': 'control_charge',
  'charge/stop': 'control_charge',
  'security/lock': 'control_security',
  'security/unlock': 'control_security',
};

const permissions = [...new Set([...Object.values(reads), 'control_charge', 'control_security'])];
const boxes = ['vehicle_device_data', 'vehicle_location', 'vehicle_cmds', 'vehicle_charging_cmds'] as const;

interface Token {
  readonly value: string;
  readonly userId: string | null;
  readonly expiresAt: number;
}

interface RefreshToken extends Token {
  usedAt: number | null;
}

/** @returns numbers from 0 below a bound, the same for the same seed (Lehmer) */
function createChance(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}

/** Plays a life of so many steps. */
export async function liveRandomly(steps: number, seed: number): Promise<Life> {
  // The control API is loaded with its first request; from then on every answer comes at once.
  await loadControl();
  const below = createChance(seed);
  let now = Date.UTC(2026, 10, 21, 12);
  const core = createSandboxCore({
    now: () => now,
    ids: createIds(createSeededUuid(`life ${seed}`)),
    registration: { redirectUris: [redirectUri] },
  });
  const life = new RandomLife(core, below, (milliseconds) => (now += milliseconds));
  for (let step = 0; step < steps; step += 1) life.step();
  return life;
}

class RandomLife implements Life {
  readonly faults: string[] = [];
  readonly successes = new Map<string, number>();
  readonly #core: SandboxCore;
  readonly #below: (bound: number) => number;
  readonly #pass: (milliseconds: number) => void;
  #access: Token[] = [];
  #refresh: RefreshToken[] = [];
  #application: Token[] = [];
  #codes: { value: string; userId: string; expiresAt: number; used: boolean }[] = [];
  #snapshots: string[] = [];

  constructor(core: SandboxCore, below: (bound: number) => number, pass: (milliseconds: number) => void) {
    this.#core = core;
    this.#below = below;
    this.#pass = pass;
  }

  step(): void {
    this.#pass(this.#below(400));
    const roll = this.#below(1000);
    kinds.find(([share]) => roll < share)?.[1](this);
  }

  // Chance

  pick<T>(list: readonly T[]): T | undefined {
    return list[this.#below(list.length)];
  }

  some<T>(list: readonly T[]): readonly T[] {
    return list.filter(() => this.#below(3) > 0);
  }

  // Calls

  #send(
    kind: string,
    request: { method: string; target: string; headers?: Record<string, string>; body?: string },
  ): SandboxResponse {
    const { method, target, headers = {}, body = '' } = request;
    const mark = target.indexOf('?');
    const [path, query] = mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
    const answer = this.#core.handle({ method, path, query, headers, body });
    if (answer.status < 300) this.successes.set(kind, (this.successes.get(kind) ?? 0) + 1);
    // 501 says what a car cannot do; everything else from 500 up somebody must have ordered.
    if (answer.status >= 500 && answer.status !== 501 && !/was ordered|is set to fail/.test(answer.decision ?? ''))
      this.#fault(request, answer, 'nobody ordered it');
    return answer;
  }

  #fault({ method, target }: { method: string; target: string }, answer: SandboxResponse, why: string): void {
    if (this.faults.length < 20) this.faults.push(`${method} ${target} ${answer.status}: ${why}`);
  }

  control(method: string, path: string, body: unknown = {}): SandboxResponse {
    const headers = { 'content-type': 'application/json' };
    return this.#send(`control ${method}`, {
      method,
      target: `/_sandbox/${path}`,
      headers,
      body: method === 'GET' ? '' : JSON.stringify(body),
    });
  }

  get #state() {
    return this.#core.state;
  }

  accountId(): string {
    return encodeURIComponent(this.pick([...this.#state.accounts.keys()]) ?? '');
  }

  carId(): string {
    return this.pick([...this.#state.vehicles.keys()]) ?? 'none';
  }

  // Owners

  authorize(): void {
    const play = {
      rounds: [this.pick(['select-all', 'none', 'deny', 'Vehicle Information', 'Vehicle Commands'])],
      untick: this.#below(4) === 0 ? this.some(permissions) : [],
    };
    this.control('PUT', 'owner', play);
    const scope = this.some(permissions);
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: this.#core.application().id,
      redirect_uri: redirectUri,
      make: 'TESLA',
      state: 's',
      ...(scope.length === 0 ? {} : { scope: scope.join(' ') }),
    });
    const answer = this.#send('authorize', { method: 'GET', target: `/oauth/authorize?${query}` });
    const back = new URLSearchParams(answer.headers['location']?.split('?')[1] ?? '');
    const code = back.get('code');
    const userId = back.get('user_id');
    if (code !== null && userId !== null) {
      this.#codes.push({ value: code, userId, expiresAt: this.#state.now() + lifetimes.code, used: false });
      this.successes.set('code', (this.successes.get('code') ?? 0) + 1);
    }
    this.control('DELETE', 'owner');
  }

  // Tokens

  #token(body: Record<string, string>) {
    const { id, clientSecret } = this.#core.application();
    return this.#send('token', {
      method: 'POST',
      target: '/oauth/token',
      headers: {
        authorization: `Basic ${btoa(`${id}:${clientSecret}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(body).toString(),
    });
  }

  exchange(): void {
    const code = this.pick(this.#codes);
    if (code === undefined) return;
    const answer = this.#token({ grant_type: 'authorization_code', code: code.value, redirect_uri: redirectUri });
    if (answer.status === 200 && (code.used || this.#state.now() >= code.expiresAt))
      this.#fault({ method: 'POST', target: '/oauth/token' }, answer, 'the code was used or had run out');
    if (answer.status === 200) this.#keep(answer, code.userId);
    code.used = true;
    this.#codes = this.#codes.slice(-20);
  }

  refresh(): void {
    const token = this.pick(this.#refresh);
    if (token === undefined) return;
    const answer = this.#token({ grant_type: 'refresh_token', refresh_token: token.value });
    const now = this.#state.now();
    const isOver = now >= token.expiresAt || (token.usedAt !== null && now >= token.usedAt + lifetimes.grace);
    if (answer.status === 200 && isOver)
      this.#fault({ method: 'POST', target: '/oauth/token' }, answer, 'the refresh token was over');
    if (answer.status !== 200) return;
    token.usedAt ??= now;
    this.#keep(answer, token.userId ?? '');
  }

  #keep(answer: SandboxResponse, userId: string): void {
    const pair = JSON.parse(answer.body) as { access_token: string; refresh_token: string };
    const now = this.#state.now();
    this.#access = [
      ...this.#access.slice(-30),
      { value: pair.access_token, userId, expiresAt: now + lifetimes.access },
    ];
    this.#refresh = [
      ...this.#refresh.slice(-30),
      { value: pair.refresh_token, userId, expiresAt: now + lifetimes.refresh, usedAt: null },
    ];
  }

  applicationToken(): void {
    const { apiClientId, apiClientSecret } = this.#core.application();
    const answer = this.#send('application token', {
      method: 'POST',
      target: '/oauth2/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: apiClientId,
        client_secret: this.#below(10) === 0 ? 'wrong' : apiClientSecret,
      }).toString(),
    });
    if (answer.status !== 200) return;
    const { access_token: value } = JSON.parse(answer.body) as { access_token: string };
    this.#application = [
      ...this.#application.slice(-10),
      { value, userId: null, expiresAt: this.#state.now() + lifetimes.application },
    ];
  }

  // The rules of a grant, from the tables and the state alone

  #connection(vehicleId: string, userId: string | null): Connection | undefined {
    const { id } = this.#core.application();
    return [...this.#state.connections.values()].find(
      (one) => one.vehicleId === vehicleId && one.applicationId === id && one.userId === userId,
    );
  }

  /** @returns why the permission does not hold */
  #flaw(connection: Connection | undefined, permission: string): string | undefined {
    if (connection === undefined) return 'the car is not connected';
    if (!connection.permissions.includes(permission)) return `${permission} is not granted`;
    const account = this.#state.accounts.get(connection.accountId);
    if (account?.vehicles.has(connection.vehicleId) !== true) return 'the car left the account';
    if (connection.legacy || account.make !== 'TESLA') return undefined;
    const ticked = account.consents.smartcar?.boxes;
    if (ticked === undefined) return "Tesla's consent was taken back";
    const edition = smartcar.editions.find(({ id }) => id === this.#state.settings.edition);
    const rule = edition?.rows[permission] ?? [];
    const isTicked = rule.length === 0 || rule.some((all) => all.every((box) => ticked.includes(box)));
    return isTicked ? undefined : `the box of ${permission} is not ticked`;
  }

  #keyFlaw(vehicleId: string): string | undefined {
    const car = this.#state.vehicles.get(vehicleId);
    const needsKey = car?.make === 'TESLA' && !(/^Model [SX]$/.test(car.model) && car.year < 2021);
    const hasKey = car?.keys.includes(this.#core.application().virtualKeyDomain) === true;
    return needsKey && !hasKey ? 'the virtual key is not on the car' : undefined;
  }

  #isOver({ expiresAt }: Token): string | undefined {
    return this.#state.now() >= expiresAt ? 'the token had run out' : undefined;
  }

  // API v2

  readV2(): void {
    const token = this.pick(this.#access);
    if (token === undefined) return;
    const vehicleId = this.carId();
    const path = this.pick(Object.keys(reads)) ?? '';
    const request = this.#bearer(token, 'GET', `/v2.0/vehicles/${vehicleId}${path}`);
    const answer = this.#send('v2 read', request);
    if (answer.status >= 300) return;
    const flaw = this.#isOver(token) ?? this.#flaw(this.#connection(vehicleId, token.userId), reads[path] ?? '');
    if (flaw !== undefined) this.#fault(request, answer, flaw);
  }

  commandV2(): void {
    const token = this.pick(this.#access);
    const [path, [body, permission] = ['', '']] = this.pick(Object.entries(commands)) ?? [''];
    if (token === undefined) return;
    const vehicleId = this.carId();
    const request = { ...this.#bearer(token, 'POST', `/v2.0/vehicles/${vehicleId}${path}`), body };
    const answer = this.#send('v2 command', request);
    if (answer.status >= 300) return;
    const flaw =
      this.#isOver(token) ??
      this.#flaw(this.#connection(vehicleId, token.userId), permission) ??
      this.#keyFlaw(vehicleId);
    if (flaw !== undefined) this.#fault(request, answer, flaw);
  }

  batchV2(): void {
    const token = this.pick(this.#access);
    if (token === undefined) return;
    const vehicleId = this.carId();
    const paths = this.some(Object.keys(reads)).map((path) => (path === '' ? '/' : path));
    const body = JSON.stringify({ requests: paths.map((path) => ({ path })) });
    const request = { ...this.#bearer(token, 'POST', `/v2.0/vehicles/${vehicleId}/batch`), body };
    const answer = this.#send('v2 batch', request);
    if (answer.status >= 300) return;
    const { responses } = JSON.parse(answer.body) as { responses: readonly { path: string; code: number }[] };
    for (const { path, code } of responses) {
      if (code >= 300) continue;
      const permission = reads[path === '/' ? '' : path] ?? '';
      const flaw = this.#isOver(token) ?? this.#flaw(this.#connection(vehicleId, token.userId), permission);
      if (flaw !== undefined) this.#fault(request, answer, `${path}: ${flaw}`);
    }
  }

  listV2(): void {
    const token = this.pick(this.#access);
    if (token === undefined) return;
    const target = this.pick(['/v2.0/user', '/v2.0/vehicles?limit=50', `/v2.0/vehicles/${this.carId()}/permissions`]);
    const request = this.#bearer(token, 'GET', target ?? '');
    const answer = this.#send('v2 list', request);
    if (answer.status >= 300) return;
    const over = this.#isOver(token);
    if (over !== undefined) this.#fault(request, answer, over);
    const body = JSON.parse(answer.body) as { id?: string; vehicles?: readonly string[] };
    if (body.id !== undefined && body.id !== token.userId) this.#fault(request, answer, 'another user');
    for (const id of body.vehicles ?? [])
      if (this.#connection(id, token.userId) === undefined) this.#fault(request, answer, `car ${id} of another user`);
  }

  disconnectV2(): void {
    const token = this.pick(this.#access);
    if (token === undefined) return;
    const vehicleId = this.carId();
    const before = this.#connection(vehicleId, token.userId);
    const request = this.#bearer(token, 'DELETE', `/v2.0/vehicles/${vehicleId}/application`);
    const answer = this.#send('v2 disconnect', request);
    if (answer.status < 300 && before === undefined) this.#fault(request, answer, 'nothing was connected');
    if (answer.status < 300 && this.#connection(vehicleId, token.userId) !== undefined)
      this.#fault(request, answer, 'it is connected still');
  }

  manageV2(): void {
    const { managementToken } = this.#core.application();
    const secret = this.#below(5) === 0 ? 'wrong' : managementToken;
    const request = {
      method: 'GET',
      target: `/v2.0/management/connections?limit=${this.#below(110)}`,
      headers: { authorization: `Basic ${btoa(`default:${secret}`)}` },
    };
    const answer = this.#send('v2 management', request);
    if (answer.status < 300 && secret === 'wrong') this.#fault(request, answer, 'the management token is wrong');
  }

  // API v3

  #bearer(token: Token, method: string, target: string, userId?: string) {
    return {
      method,
      target,
      headers: {
        authorization: `Bearer ${token.value}`,
        'content-type': 'application/json',
        ...(userId === undefined ? {} : { 'sc-user-id': userId }),
      },
    };
  }

  /** A user's token of v2 now and then: it must not reach v3. */
  #tokenV3(): Token | undefined {
    return this.#below(10) === 0 ? this.pick(this.#access) : this.pick(this.#application);
  }

  #flawV3(token: Token): string | undefined {
    return token.userId === null ? this.#isOver(token) : "a user's token of v2 reached v3";
  }

  #userV3(): string {
    return this.pick([...this.#state.accounts.values()])?.userId ?? 'none';
  }

  signalV3(): void {
    const token = this.#tokenV3();
    if (token === undefined) return;
    const [userId, vehicleId] = [this.#userV3(), this.carId()];
    const code = this.pick(Object.keys(signals)) ?? '';
    const request = this.#bearer(token, 'GET', `/v3/vehicles/${vehicleId}/signals/${code}`, userId);
    const answer = this.#send('v3 signal', request);
    if (answer.status >= 300) return;
    const { data } = JSON.parse(answer.body) as { data: { attributes: { status: { value: string } } } };
    if (data.attributes.status.value !== 'SUCCESS') return;
    const flaw = this.#flawV3(token) ?? this.#flaw(this.#connection(vehicleId, userId), signals[code] ?? '');
    if (flaw !== undefined) this.#fault(request, answer, flaw);
  }

  commandV3(): void {
    const token = this.#tokenV3();
    if (token === undefined) return;
    const [userId, vehicleId] = [this.#userV3(), this.carId()];
    const name = this.pick(Object.keys(commandsV3)) ?? '';
    const request = this.#bearer(token, 'POST', `/v3/vehicles/${vehicleId}/commands/${name}`, userId);
    const answer = this.#send('v3 command', request);
    if (answer.status >= 300) return;
    const flaw =
      this.#flawV3(token) ??
      this.#flaw(this.#connection(vehicleId, userId), commandsV3[name] ?? '') ??
      this.#keyFlaw(vehicleId);
    if (flaw !== undefined) this.#fault(request, answer, flaw);
  }

  listV3(): void {
    const token = this.#tokenV3();
    if (token === undefined) return;
    const request = this.#bearer(
      token,
      'GET',
      this.pick(['/v3/connections?page[size]=100', '/v3/applications', '/v3/webhooks', '/v3/subscriptions']) ?? '',
    );
    const answer = this.#send('v3 list', request);
    if (answer.status >= 300) return;
    const flaw = this.#flawV3(token);
    if (flaw !== undefined) this.#fault(request, answer, flaw);
    const { data } = JSON.parse(answer.body) as { data: readonly Record<string, unknown>[] };
    for (const one of data) this.#checkConnection(request, answer, one);
  }

  /** A list of connections tells what holds right now, and nothing more. */
  #checkConnection(request: { method: string; target: string }, answer: SandboxResponse, data: unknown): void {
    const { type, attributes, relationships } = data as {
      type: string;
      attributes: { permissions: readonly string[] };
      relationships: Record<'user' | 'vehicle', { data: { id: string } }>;
    };
    if (type !== 'connection') return;
    const connection = this.#connection(relationships.vehicle.data.id, relationships.user.data.id);
    const extra = attributes.permissions.find((name) => connection?.permissions.includes(name) !== true);
    if (extra !== undefined) this.#fault(request, answer, `${extra} was never granted`);
  }

  subscribeV3(): void {
    const token = this.#tokenV3();
    if (token === undefined) return;
    const attributes = {
      webhookId: this.#core.application().webhookId,
      userId: this.#userV3(),
      vehicleId: this.carId(),
    };
    const ids = [...this.#state.webhookSubscriptions.keys()];
    const id = this.#below(3) === 0 ? this.pick(ids) : undefined;
    const request =
      id === undefined
        ? { ...this.#bearer(token, 'POST', '/v3/subscriptions'), body: JSON.stringify({ data: { attributes } }) }
        : this.#bearer(token, 'DELETE', `/v3/subscriptions/${encodeURIComponent(id)}`);
    const answer = this.#send('v3 subscription', request);
    const flaw = this.#flawV3(token);
    if (answer.status < 300 && flaw !== undefined) this.#fault(request, answer, flaw);
  }

  disconnectV3(): void {
    const token = this.#tokenV3();
    const id = this.pick([...this.#state.connections.keys()]);
    if (token === undefined || id === undefined) return;
    const request = this.#bearer(token, 'DELETE', `/v3/connections/${id}`);
    const answer = this.#send('v3 disconnect', request);
    const flaw = this.#flawV3(token);
    if (answer.status < 300 && flaw !== undefined) this.#fault(request, answer, flaw);
  }

  // Strangers

  stranger(): void {
    const value = this.pick(['', 'x', '5a4db021-0000-4000-8000-000000000000', '\u0000', 'a'.repeat(3000)]) ?? '';
    const target = this.pick([
      '/v2.0/user',
      '/v3/connections',
      `/v2.0/vehicles/${this.carId()}/vin`,
      '/v3/vehicles/%zz',
      '/%00',
      '/v2.0/vehicles/__proto__/vin',
      '/v3/subscriptions/constructor',
      '/oauth/authorize?client_id=__proto__',
      '/connect/consent?session=x',
      '/_ak/smartcar.com',
      '/v9.9/x',
    ]);
    const request = {
      method: this.pick(['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD']) ?? 'GET',
      target: target ?? '/',
      headers: {
        authorization: `Bearer ${value}`,
        'content-type': this.pick(['application/json', 'text/plain', '']) ?? '',
      },
      body: this.pick(['', '{', '[]', 'null', '{"__proto__":1}', 'a=b&a=c']) ?? '',
    };
    const answer = this.#send('stranger', request);
    if (answer.status < 300 && /^\/v[23]/.test(request.target)) this.#fault(request, answer, 'the token is nobody’s');
  }

  // Time and control

  advance(): void {
    const seconds = this.pick([1, 59, 61, 599, 601, 3599, 3601, 7201, 86_400, 61 * 86_400]) ?? 1;
    this.control('POST', 'clock/advance', { seconds: this.#below(40) === 0 ? seconds : Math.min(seconds, 700) });
  }

  orderFault(): void {
    const fault = this.pick([
      { error: 'UPSTREAM:RATE_LIMIT', times: 1 },
      { status: 503, times: 2 },
      { status: 502, rate: 0.5, times: 2, seed: 3 },
      { error: 'SERVER:INTERNAL', nth: 2 },
      { cutAfterBytes: 3, times: 1 },
      { delaySeconds: 1, times: 1 },
      { error: 'server_error', times: 1 },
      { error: 'NO:SUCH' },
      { rate: 7, status: 500 },
    ]);
    this.control('POST', 'faults', fault);
  }

  snapshot(): void {
    if (this.#snapshots.length < 2 || this.#below(2) === 0) {
      const { id } = JSON.parse(this.control('POST', 'snapshots').body) as { id: string };
      this.#snapshots = [...this.#snapshots.slice(-2), id];
      return;
    }
    this.control('POST', `snapshots/${this.pick(this.#snapshots) ?? ''}/restore`);
    this.#forget();
  }

  reset(): void {
    this.control('POST', 'reset', { scenario: this.pick(['new-owner', 'all-granted', 'driver-account', 'no-such']) });
    this.#forget();
  }

  /** Tokens of a life that was taken back mean something else now, or nothing. */
  #forget(): void {
    this.#access = [];
    this.#refresh = [];
    this.#application = [];
    this.#codes = [];
  }
}

/** What happens, and up to which of a thousand rolls. */
const kinds: readonly (readonly [number, (life: RandomLife) => void])[] = [
  [90, (life) => life.authorize()],
  [170, (life) => life.exchange()],
  [200, (life) => life.refresh()],
  [240, (life) => life.applicationToken()],
  [390, (life) => life.readV2()],
  [450, (life) => life.commandV2()],
  [480, (life) => life.batchV2()],
  [530, (life) => life.listV2()],
  [535, (life) => life.disconnectV2()],
  [555, (life) => life.manageV2()],
  [665, (life) => life.signalV3()],
  [725, (life) => life.commandV3()],
  [765, (life) => life.listV3()],
  [785, (life) => life.subscribeV3()],
  [790, (life) => life.disconnectV3()],
  [830, (life) => life.stranger()],
  [870, (life) => life.advance()],
  [885, (life) => life.orderFault()],
  [895, (life) => void life.control('DELETE', 'faults')],
  [
    925,
    (life) => void life.control('PUT', `accounts/${life.accountId()}/consents/smartcar`, { untick: life.some(boxes) }),
  ],
  [
    955,
    (life) => void life.control('PUT', `accounts/${life.accountId()}/consents/smartcar`, { tick: life.some(boxes) }),
  ],
  [960, (life) => void life.control('DELETE', `accounts/${life.accountId()}/consents/smartcar`)],
  [972, (life) => void life.control('PUT', `vehicles/${life.carId()}/keys/smartcar.com`)],
  [980, (life) => void life.control('DELETE', `vehicles/${life.carId()}/keys/smartcar.com`)],
  [983, (life) => void life.control('DELETE', `accounts/${life.accountId()}/vehicles/${life.carId()}`)],
  [985, (life) => void life.control('POST', `accounts/${life.accountId()}/vehicles`, { model: 'Model S', year: 2019 })],
  [988, (life) => void life.control('GET', 'state')],
  [991, (life) => void life.control('GET', 'log?after=5')],
  [994, (life) => void life.control('PATCH', `accounts/${life.accountId()}`, { subscription: 'active', problem: '' })],
  [998, (life) => life.snapshot()],
  [1000, (life) => life.reset()],
];
