import type { Secret } from '../core/secret.ts';

/** Where each part of Smartcar is reached: origins without a trailing slash or path. */
export interface SmartcarOrigins {
  readonly connect: string;
  readonly auth: string;
  /** v2 vehicle API. */
  readonly api: string;
  /** Token endpoint of v3. */
  readonly iam: string;
  /** v3 vehicle API. */
  readonly vehicleApi: string;
  readonly management: string;
}

/** What a token endpoint gave. Times are milliseconds since 1970, counted from the moment the request left. */
export interface TokenAnswer {
  readonly accessToken: Secret;
  /** v2 only; it dies one minute after it was used. */
  readonly refreshToken?: Secret | undefined;
  readonly accessExpiresAt: number;
  readonly refreshExpiresAt?: number | undefined;
  readonly obtainedAt: number;
  readonly requestId?: string | undefined;
}

/** Who asks at a token endpoint: the application id in v2, a `client_…` id in v3. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/** The token endpoints of both eras. All throw ApiError when refused. */
export interface TokenEndpoints {
  /** v2. Sent once: a code is never posted twice, whatever happened to the first request. */
  exchangeCode(
    client: ClientCredentials,
    grant: { readonly code: Secret; readonly redirectUri: string },
  ): Promise<TokenAnswer>;
  /** v2. Repeated once if no answer came, within the minute that Smartcar keeps the old token alive. */
  refresh(client: ClientCredentials, refreshToken: Secret): Promise<TokenAnswer>;
  /** v3: one token for the whole application, without a refresh token. */
  application(client: ClientCredentials): Promise<TokenAnswer>;
}

/** Gives the access token of a request, and another one if Smartcar turned that one down. */
export interface AccessTokens {
  current(): Promise<Secret>;
  /** Called once when a request with `failed` came back as 401. Absent where no other token can be had. */
  renew?(failed: Secret): Promise<Secret>;
}

/** A vehicle as far as its listing tells. */
export interface VehicleInfo {
  readonly id: string;
  readonly make?: string | undefined;
  readonly model?: string | undefined;
  readonly year?: number | undefined;
  /** `live`, `simulated` or `test` where told. */
  readonly mode?: string | undefined;
}

/** Tesla's own view of the grant. */
export interface TeslaAccess {
  readonly role: 'owner' | 'driver' | null;
  /** Tesla scope ids such as `vehicle_cmds`; null when Smartcar does not know them. */
  readonly scopes: readonly string[] | null;
}

/** What the signals of a vehicle say of the permissions behind them. */
export interface SignalStates {
  readonly answered: readonly string[];
  /** Those in ERROR for want of their permission. */
  readonly refused: readonly string[];
}

/** What one user granted, read the same way in both eras. */
export interface GrantReader {
  readonly era: 'v2' | 'v3';
  readUser(): Promise<{ readonly id: string; readonly externalId?: string | undefined }>;
  /** All pages. In v2 only ids; ask {@link readVehicle} for the rest. */
  readVehicles(): Promise<readonly VehicleInfo[]>;
  readVehicle(vehicleId: string): Promise<VehicleInfo>;
  /** All pages; names without `required:`. */
  readPermissions(vehicleId: string): Promise<readonly string[]>;
  /** v3: codes of the stored signals, by what they answered: a value, or that the permission is missing. */
  readSignalStates?(vehicleId: string): Promise<SignalStates>;
  readTeslaAccess(vehicleId: string): Promise<TeslaAccess>;
  /** Null when the signal is not there (v3). */
  readVirtualKey(vehicleId: string): Promise<{ readonly paired: boolean | null }>;
  /** Undefined in v3, which has no such endpoint. */
  readMigration(vehicleId: string): Promise<{ readonly requiresMigration: boolean } | undefined>;
  /** Any read of a vehicle, such as `/odometer` (v2) or a signal code (v3): proves a permission live. */
  read(vehicleId: string, path: string): Promise<ApiReading>;
  /** Ends the application's access to that vehicle. */
  disconnect(vehicleId: string): Promise<void>;
}

/** The body of one read, as it came. */
export interface ApiReading {
  readonly body: unknown;
  readonly requestId?: string | undefined;
}

/** Which connections to list; all of them when empty. */
export interface ConnectionFilter {
  readonly userId?: string | undefined;
  readonly vehicleId?: string | undefined;
  /** v3 only. */
  readonly externalId?: string | undefined;
  readonly mode?: 'live' | 'simulated' | undefined;
}

/** One user's access to one vehicle, as the application sees it. */
export interface Connection {
  /** v3 only. */
  readonly id?: string | undefined;
  readonly userId: string;
  readonly externalId?: string | undefined;
  readonly vehicle: VehicleInfo;
  /** v3 only: what was granted. */
  readonly permissions?: readonly string[] | undefined;
  /** ISO 8601, as sent. */
  readonly connectedAt?: string | undefined;
}

/** The application's view over all of its users. */
export interface ConnectionReader {
  /**
   * Page by page, so that thousands can be worked on while they arrive.
   * @param onUnreadable called for each row without a user or a vehicle, which is left out
   */
  readConnections(filter?: ConnectionFilter, onUnreadable?: () => void): AsyncIterable<Connection>;
  /** v2 management API: by user or by vehicle, never both. v3: by connection id. */
  deleteConnection(
    which: { readonly id: string } | { readonly userId: string } | { readonly vehicleId: string },
  ): Promise<void>;
}

/** Where a page of connections begins: its number (v3) or a cursor (v2). Plain data, so that it can be kept. */
export type PageStart = number | string;

/** One page of the application's connections. */
export interface ConnectionPage {
  /** As they came. */
  readonly rows: readonly unknown[];
  /** Connections in all, where told (v3). */
  readonly total?: number | undefined;
  /** Connections on a full page. */
  readonly size: number;
  /** Where the next page begins; absent on the last one. */
  readonly next?: PageStart | undefined;
}

/** Why a page is asked for again, and when. */
export interface PageWait {
  /** A sentence that names status and host. */
  readonly reason: string;
  readonly milliseconds: number;
}

/** What a reader of pages tells, and what stops it. */
export interface PageOptions {
  readonly onWait: (wait: PageWait) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads the application's connections page by page, with more patience than a single question has: `retry-after` is
 * obeyed by all reads together, and an answer that failed or was cut is asked for again, a bounded number of times.
 */
export interface ConnectionPages {
  /** @param start absent for the first page */
  readPage(start?: PageStart): Promise<ConnectionPage>;
}

/** Smartcar behind one small interface, for v2 and v3. */
export interface SmartcarApi {
  readonly tokens: TokenEndpoints;
  /** v2 with a user's access token. */
  v2(tokens: AccessTokens): GrantReader;
  /** v3 with the application's token; `userId` goes into `sc-user-id`. */
  v3(tokens: AccessTokens, userId: string): Required<GrantReader>;
  /** v3 connections of the whole application. */
  v3Connections(tokens: AccessTokens): ConnectionReader;
  /** v2 connections of the whole application, with the application management token. */
  managementConnections(managementToken: Secret): ConnectionReader;
  /** The same of v3, for hundreds of thousands. */
  v3Pages(tokens: AccessTokens, options: PageOptions): ConnectionPages;
  /** The same of v2. Its pages tell no permissions. */
  managementPages(managementToken: Secret, options: PageOptions): ConnectionPages;
}

/** Makes a client for these origins; loads nothing and sends nothing by itself. */
export type SmartcarClient = (origins: SmartcarOrigins) => SmartcarApi;
