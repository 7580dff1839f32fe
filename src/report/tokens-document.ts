import type { Document, NextStep } from '../core/document.ts';
import { redacted } from '../core/secret.ts';
import type { StoredTokens } from '../io/stores.ts';

/** `fresh`: usable now. `stale`: the next use refreshes it. `expired`: only a new grant helps. */
export type TokenState = 'fresh' | 'stale' | 'expired';

/** Stored tokens as they are shown. Times are ISO 8601. */
export interface TokenRow {
  readonly key: string;
  readonly type: StoredTokens['kind'];
  readonly state: TokenState;
  readonly origin: string;
  readonly userId: string | null;
  readonly vehicleIds: readonly string[];
  readonly askedScope: string | null;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly obtainedAt: string;
  readonly accessExpiresAt: string | null;
  readonly refreshExpiresAt: string | null;
}

/** Where secrets rest. */
export interface StoreRow {
  readonly backend: 'keychain' | 'file';
  readonly location: string;
}

export interface TokensDocument extends Document {
  readonly kind: 'tokens';
  readonly store: StoreRow;
  readonly tokens: readonly TokenRow[];
}

export interface TokenDocument extends Document {
  readonly kind: 'token';
  readonly token: TokenRow;
}

export interface TokenRefreshDocument extends Document {
  readonly kind: 'token-refresh';
  readonly tokens: readonly {
    readonly key: string;
    /** This command asked Smartcar; false if another one had just done it. */
    readonly refreshed: boolean;
    readonly accessExpiresAt: string | null;
    readonly refreshExpiresAt: string | null;
  }[];
}

export interface TokenRemovalDocument extends Document {
  readonly kind: 'token-removal';
  readonly removed: readonly string[];
}

export interface TokenEnvDocument extends Document {
  readonly kind: 'token-env';
  readonly key: string;
  readonly env: Readonly<Record<string, string>>;
}

/** @param now milliseconds since 1970 */
export function tokenState(tokens: StoredTokens, now: number): TokenState {
  if (tokens.accessExpiresAt === undefined || tokens.accessExpiresAt > now) return 'fresh';
  const isApplication = tokens.kind === 'smartcar-v3';
  const canRefresh = tokens.refreshToken !== undefined && (tokens.refreshExpiresAt ?? Infinity) > now;
  return isApplication || canRefresh ? 'stale' : 'expired';
}

/** @param reveal whether the values themselves are shown */
export function tokenRow(key: string, tokens: StoredTokens, now: number, reveal = false): TokenRow {
  const { accessToken, refreshToken } = tokens;
  return {
    key,
    type: tokens.kind,
    state: tokenState(tokens, now),
    origin: tokens.origin,
    userId: tokens.userId ?? null,
    vehicleIds: tokens.vehicleIds ?? [],
    askedScope: tokens.askedScope ?? null,
    accessToken: reveal ? accessToken.reveal() : redacted,
    refreshToken: refreshToken === undefined ? null : reveal ? refreshToken.reveal() : redacted,
    obtainedAt: isoTime(tokens.obtainedAt),
    accessExpiresAt: optionalTime(tokens.accessExpiresAt),
    refreshExpiresAt: optionalTime(tokens.refreshExpiresAt),
  };
}

/** @returns ISO 8601 of milliseconds since 1970; what is no time of day any more is the epoch */
export function isoTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}

export function optionalTime(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : isoTime(milliseconds);
}

/** The head that all documents share. */
export function documentHead<K extends string>(
  kind: K,
  warnings: readonly string[] = [],
  next: readonly NextStep[] = [],
): Document & { readonly kind: K } {
  return { schemaVersion: 1, kind, warnings, next };
}
