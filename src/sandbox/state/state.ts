import type { AskedPermission } from './scope.ts';
import type { OwnerPlay } from '../../core/tesla/owner-play.ts';
import type { BoxId } from '../../core/tesla/boxes.ts';
import type { VehicleCondition } from './condition.ts';
import { createExpiringMap, type ExpiringMap } from './expiring-map.ts';
import type { LoggedRequest } from '../http/message.ts';
import { createIds, type IdSource } from './ids.ts';
import type { ConnectSession } from './session.ts';
import type { EnergySite, ScopedKey, TextureCommand, TextureLink } from './texture.ts';
import type { WatchedSubscription, WebhookDeliveryRecord } from './webhook-deliveries.ts';
import type { WebhookSettings, WebhookSubscription } from './webhook.ts';

/** Who Tesla's consent is given to: the company, never one of its customers' applications. */
export type ThirdParty = 'smartcar' | 'texture';

/** See {@link Application.codeRedirect}. */
export type CodeRedirect = 'code' | 'user-id' | 'nothing';

/** An application registered with Smartcar or Texture. */
export interface Application {
  /** UUID: the application id, which is also the legacy client id. */
  readonly id: string;
  name: string;
  readonly provider: ThirdParty;
  /** v2, for `/oauth/token`. */
  clientSecret: string;
  /** `client_…`, for `/oauth2/token` only. */
  apiClientId: string;
  apiClientSecret: string;
  managementToken: string;
  webhookId: string;
  webhook: WebhookSettings;
  /** Registered redirect URIs of any scheme; the first one is the default. */
  redirectUris: readonly string[];
  /** What Connect presents when the URL carries no scope. */
  vehicleAccess: readonly AskedPermission[];
  /** Permissions outside Smartcar's published list that Connect takes all the same, as it will those of tomorrow. */
  unlistedPermissions?: readonly string[] | undefined;
  /** The domain whose virtual key owners pair. */
  virtualKeyDomain: string;
  /** `legacy` applications still connect through Tesla's old integration: `requiresMigration` is true. */
  integration: 'current' | 'legacy';
  /** Texture: the secret Server key and the public Connect key. */
  textureServerKey: string;
  textureConnectKey: string;
  /**
   * What a link with `response_type=code` brings: `code` beside `user_id`, as documented, or what field reports of 2026
   * tell of some applications of v3, `user-id` alone or `nothing`.
   */
  codeRedirect: CodeRedirect;
  /** Plan limit that every API call runs into, such as `VEHICLE_LIMIT` (430 BILLING). */
  billing?: string | undefined;
  /**
   * The published allowances are enforced: a bucket of 120 requests that fills by two a minute, and one read per
   * eight hours of a streaming car without the key. Off unless a scenario switches it on.
   */
  rateLimited?: boolean | undefined;
}

/** What the owner ticked on Tesla's screen, for one third party. */
export interface Consent {
  readonly boxes: readonly BoxId[];
  readonly grantedAt: number;
}

/** An account with a car maker. */
export interface Account {
  readonly id: string;
  readonly make: string;
  /** What is typed into the sign-in page, lower case. */
  readonly username: string;
  /** Smartcar's id of the owner who signs in with it. */
  readonly userId: string;
  /** Vehicle id → role of this account on that car. */
  readonly vehicles: Map<string, 'owner' | 'driver'>;
  /** Tesla's consents by third party. Other makes have one as well once connected, with no boxes. */
  consents: Partial<Record<ThirdParty, Consent>>;
  /** Phone as a Key is set up on the owner's phone. */
  phoneKey: boolean;
  /** Deletes the application's key on the Locks screen of each car as soon as Connect is through. */
  losesKeys?: boolean | undefined;
  /** An inactive connected-services plan ends Connect with `invalid_subscription`. */
  subscription: 'active' | 'inactive';
  /** No car of the account is compatible: Connect ends with `vehicle_incompatible`. */
  compatible: boolean;
  /** Every later API call fails with this error (test logins `TYPE.CODE@smartcar.com`). */
  problem?: { readonly type: string; readonly code: string | null } | undefined;
  /** Milliseconds that each page of this account takes (slow owner). */
  pageDelayMs: number;
  /** The home's Powerwall, which Texture's energy boxes open; made by the first command. */
  energySite?: EnergySite | undefined;
}

/** A car. Kept small: a hundred thousand of them fit into memory. */
export interface Vehicle {
  readonly id: string;
  readonly vin: string;
  /** Upper case, as in the API. */
  readonly make: string;
  readonly model: string;
  readonly year: number;
  readonly powertrain: 'BEV' | 'PHEV' | 'ICE';
  /** Domains whose virtual keys are on the car. */
  keys: readonly string[];
  /** Keys on the car that are not of a third party: phones, cards. The car takes 20 in all. */
  otherKeys: number;
  /** The car demands signed commands, so a virtual key. */
  readonly needsKey: boolean;
  /** Can stream its data; without a key its reads drop to one per eight hours. */
  readonly streaming: boolean;
  /** Made on first read. */
  condition?: VehicleCondition | undefined;
  /** Milliseconds of the last data read that the 8-hour rule counted. */
  lastRead?: number | undefined;
}

/** One car of one owner, shared with one application. */
export interface Connection {
  readonly id: string;
  /** Counts up; lists are in this order and cursors point at it. */
  readonly sequence: number;
  readonly applicationId: string;
  readonly accountId: string;
  readonly userId: string;
  readonly vehicleId: string;
  /** What the application asked for when Connect ended; re-authentication adds to it. */
  asked: readonly AskedPermission[];
  /** What the owner unticked on Smartcar's own grant screen. */
  unticked: readonly string[];
  /** Granted when Connect ended: scope ∩ boxes ∩ ticks. See `effectivePermissions` for what holds now. */
  permissions: readonly string[];
  readonly mode: 'live' | 'simulated';
  /** First consent. */
  readonly connectedAt: number;
  /** Last consent. */
  consentedAt: number;
  /** v3 where Connect sent the application no code, so that it has no tokens of this owner. */
  era: 'v2' | 'v3';
  /** Connected through Tesla's old integration; re-authentication ends it. */
  legacy: boolean;
}

/** What an index holds for one key: a connection, or several in order of sequence. Read it through `connections.ts`. */
export type ConnectionEntry = Connection | Connection[];

/** An answer on the grant screen; `approval_prompt=auto` repeats it without the screen. */
export interface Approval {
  /** The scope as asked. */
  readonly scope: string;
  readonly unticked: readonly string[];
  readonly vehicleIds: readonly string[];
}

/** `/oauth/token` takes it once, within ten minutes; then it is gone. */
export interface AuthorizationCode {
  readonly applicationId: string;
  readonly userId: string;
  /** Exactly the one that Connect redirected to. */
  readonly redirectUri: string;
  readonly expiresAt: number;
}

export interface AccessToken {
  readonly applicationId: string;
  /** Absent on tokens of the IAM host, which belong to the application. */
  readonly userId?: string | undefined;
  readonly expiresAt: number;
}

export interface RefreshToken {
  readonly applicationId: string;
  readonly userId: string;
  readonly expiresAt: number;
  /** First use; the token dies one minute later. */
  usedAt?: number | undefined;
}

/** An error that requests run into by order of the control API or a scenario. */
export interface Fault {
  readonly id: string;
  /** Upper case; any method when absent. */
  readonly method?: string | undefined;
  /** Path with `*` for one segment and `**` for the rest, such as `/v2.0/vehicles/*\/odometer`; any path when absent. */
  readonly path?: string | undefined;
  readonly vehicleId?: string | undefined;
  readonly applicationId?: string | undefined;
  /** How many more requests it hits; `null` is all of them. */
  remaining: number | null;
  /** Requests so far that it concerns. */
  met?: number | undefined;
  /** It hits none before the one of this number, from 1. */
  readonly nth?: number | undefined;
  /** It hits this share of the requests, from 0 to 1, drawn from `seed`: the same ones in every run. */
  readonly rate?: number | undefined;
  readonly seed?: number | undefined;
  /** The connection is cut after so many bytes of the body, at the latest before the last one. */
  readonly cutAfter?: number | undefined;
  readonly delayMs?: number | undefined;
  /** Commands of v3 answer 202 and bring their result after so many milliseconds. */
  readonly longRunningMs?: number | undefined;
  /** An API error by name, `UPSTREAM:RATE_LIMIT`. Without it and without `status` the request is only delayed. */
  readonly error?: { readonly type: string; readonly code: string | null } | undefined;
  readonly status?: number | undefined;
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Which published behaviour is played. */
export interface Settings {
  /** Smartcar's mapping edition, such as `2026-02`. */
  readonly edition: string;
  /** `YYYY-MM-DD`; the newest behaviour when absent. */
  readonly asOf?: string | undefined;
  readonly scenario: string;
  /** Milliseconds that an authorization code lives, where the scenario wants another time than ten minutes. */
  readonly codeLifetimeMs?: number | undefined;
  /** Plays every owner without a browser: the authorize URL answers at once with the redirect. */
  owner?: OwnerPlay | undefined;
  /** Origin under which the pages are reached, without a trailing slash; set once the socket is open. */
  origin: string;
}

/** Everything that a snapshot holds. Plain data and Maps only, so that it can be cloned. */
export interface SandboxData {
  settings: Settings;
  /** Milliseconds by which the clock was advanced. */
  clockOffset: number;
  /** By application id. */
  applications: Map<string, Application>;
  accounts: Map<string, Account>;
  vehicles: Map<string, Vehicle>;
  /** By connection id. Change them through `connections.ts`, which keeps the indexes. */
  connections: Map<string, Connection>;
  /** By `applicationId userId`, in order of sequence. */
  connectionsByUser: Map<string, ConnectionEntry>;
  /** By application id, in order of sequence. */
  connectionsByApplication: Map<string, ConnectionEntry>;
  /** By `applicationId mode`, in order of sequence. */
  connectionsByMode: Map<string, ConnectionEntry>;
  /** By vehicle id. */
  connectionsByVehicle: Map<string, ConnectionEntry>;
  nextSequence: number;
  /** `applicationId userId` → the application's own id of that owner. */
  externalIds: Map<string, string>;
  /** `applicationId userId` → what the owner approved last on Smartcar's grant screen. */
  approvals: Map<string, Approval>;
  codes: ExpiringMap<AuthorizationCode>;
  accessTokens: ExpiringMap<AccessToken>;
  refreshTokens: ExpiringMap<RefreshToken>;
  /** Runs with pages, by id. Keep and find runs through `runs.ts`. */
  sessions: Map<string, ConnectSession>;
  /** How many runs were started. */
  runCount: number;
  /** Runs that were over without a page: a ring. */
  played: ConnectSession[];
  playedCount: number;
  /** Change and read them through `subscriptions.ts`. */
  webhookSubscriptions: Map<string, WebhookSubscription>;
  /** By subscription id. */
  watchedSubscriptions: Map<string, WatchedSubscription>;
  /** What the sandbox sent by itself, the newest last. */
  webhookDeliveries: WebhookDeliveryRecord[];
  /** Rate limit buckets by name (`applicationId`, `applicationId vehicleId` …). */
  buckets: Map<string, { tokens: number; at: number }>;
  faults: Fault[];
  textureLinks: Map<string, TextureLink>;
  scopedKeys: Map<string, ScopedKey>;
  textureCommands: Map<string, TextureCommand>;
  /** A ring; read it through `log.ts`, which puts it in order. */
  log: LoggedRequest[];
  nextLogSequence: number;
}

/** The state of one sandbox. Mutable; every change happens inside one synchronous request. */
export interface SandboxState extends SandboxData {
  /** Milliseconds since 1970: the injected clock plus what `clock.advance` added. */
  readonly now: () => number;
  readonly ids: IdSource;
}

/** Where time and chance come from. Tests pass both. */
export interface SandboxEnvironment {
  readonly now?: (() => number) | undefined;
  readonly ids?: IdSource | undefined;
}

/** @returns an empty state: no applications, no accounts. A scenario fills it. */
export function createState(settings: Settings, environment: SandboxEnvironment = {}): SandboxState {
  const wall = environment.now ?? Date.now;
  const state: SandboxState = {
    ...emptyData(settings),
    now: () => wall() + state.clockOffset,
    ids: environment.ids ?? createIds(),
  };
  return state;
}

function emptyData(settings: Settings): SandboxData {
  return {
    settings,
    clockOffset: 0,
    applications: new Map(),
    accounts: new Map(),
    vehicles: new Map(),
    connections: new Map(),
    connectionsByUser: new Map(),
    connectionsByApplication: new Map(),
    connectionsByMode: new Map(),
    connectionsByVehicle: new Map(),
    nextSequence: 1,
    externalIds: new Map(),
    approvals: new Map(),
    codes: createExpiringMap(),
    accessTokens: createExpiringMap(),
    refreshTokens: createExpiringMap(),
    sessions: new Map(),
    runCount: 0,
    played: [],
    playedCount: 0,
    webhookSubscriptions: new Map(),
    watchedSubscriptions: new Map(),
    webhookDeliveries: [],
    buckets: new Map(),
    faults: [],
    textureLinks: new Map(),
    scopedKeys: new Map(),
    textureCommands: new Map(),
    log: [],
    nextLogSequence: 1,
  };
}
