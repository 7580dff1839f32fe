import { lifetimes } from './lifetimes.ts';
import { userKey } from './connections.ts';
import type { AccessToken, AuthorizationCode, SandboxState } from './state.ts';

/** A v2 token pair as `/oauth/token` answers it. */
export interface TokenPair {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
  readonly refresh_token: string;
}

/** Mints a code that lives ten minutes and is taken once. */
export function mintCode(state: SandboxState, code: Omit<AuthorizationCode, 'expiresAt'>): string {
  const value = state.ids.secret();
  const now = state.now();
  dropExpired(state.codes, now);
  state.codes.set(value, {
    applicationId: code.applicationId,
    userId: code.userId,
    redirectUri: code.redirectUri,
    expiresAt: now + (state.settings.codeLifetimeMs ?? lifetimes.code),
  });
  return value;
}

/**
 * Pairs that are kept for one owner and application: more than an application that refreshes every two hours mints
 * in the sixty days of a refresh token. Without an end a load test would fill the memory with tokens that nobody holds.
 */
const pairsKept = 1000;

/** Mints an access and a refresh token for an owner. The oldest of a thousand pairs makes way. */
export function mintPair(state: SandboxState, applicationId: string, userId: string): TokenPair {
  const now = state.now();
  const access = state.ids.secret();
  const refresh = state.ids.secret();
  dropExpired(state.accessTokens, now);
  dropExpired(state.refreshTokens, now);
  keepPair(state, userKey(applicationId, userId), access, refresh);
  state.accessTokens.set(access, { applicationId, userId, expiresAt: now + lifetimes.access });
  state.refreshTokens.set(refresh, { applicationId, userId, expiresAt: now + lifetimes.refresh });
  return { access_token: access, token_type: 'Bearer', expires_in: lifetimes.access / 1000, refresh_token: refresh };
}

/** Mints an application token of the IAM host. */
export function mintApplicationToken(state: SandboxState, applicationId: string): string {
  const value = state.ids.secret();
  dropExpired(state.accessTokens, state.now());
  state.accessTokens.set(value, { applicationId, expiresAt: state.now() + lifetimes.iam });
  return value;
}

/** @returns what a bearer token stands for, or `undefined` if it is unknown or has expired. */
export function findToken(state: SandboxState, token: string): AccessToken | undefined {
  const found = state.accessTokens.get(token);
  return found !== undefined && found.expiresAt > state.now() ? found : undefined;
}

function keepPair(state: SandboxState, owner: string, access: string, refresh: string): void {
  let ring = state.tokenRings.get(owner);
  if (ring === undefined) state.tokenRings.set(owner, (ring = { next: 0, tokens: [] }));
  const at = ring.next;
  const [oldAccess, oldRefresh] = [ring.tokens[at], ring.tokens[at + 1]];
  if (oldAccess !== undefined) state.accessTokens.delete(oldAccess);
  if (oldRefresh !== undefined) state.refreshTokens.delete(oldRefresh);
  ring.tokens[at] = access;
  ring.tokens[at + 1] = refresh;
  ring.next = (at + 2) % (2 * pairsKept);
}

/** A table that is smaller than this is not worth the sweep. */
const sweptFrom = 2500;

// Maps keep the order of insertion, so what expires first stands first: this looks at few entries each time.
function dropExpired(table: Map<string, { readonly expiresAt: number }>, now: number): void {
  if (table.size < sweptFrom) return;
  for (const [key, { expiresAt }] of table) {
    if (expiresAt > now) return;
    table.delete(key);
  }
}
