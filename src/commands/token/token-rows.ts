import { redacted } from '../../core/secret.ts';
import type { StoredTokens } from '../../io/stores.ts';
import type { TokenRow, TokenState } from '../../report/documents/tokens.ts';

/** @param now milliseconds since 1970 */
function tokenState(tokens: StoredTokens, now: number): TokenState {
  if (tokens.accessExpiresAt === undefined || tokens.accessExpiresAt > now) return 'fresh';
  const isApplication = tokens.kind === 'smartcar-v3';
  const canRefresh = tokens.refreshToken !== undefined && (tokens.refreshExpiresAt ?? Infinity) > now;
  return isApplication || canRefresh ? 'stale' : 'expired';
}

/** What {@link tokenRow} works on. */
export interface TokenRowInput {
  readonly key: string;
  readonly tokens: StoredTokens;
  readonly now: number;
  readonly reveal?: boolean | undefined;
}

/** @param reveal whether the values themselves are shown */
export function tokenRow({ key, tokens, now, reveal = false }: TokenRowInput): TokenRow {
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
function isoTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}

export function optionalTime(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : isoTime(milliseconds);
}
