import { lifetimes } from './lifetimes.ts';
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

/** Mints an access and a refresh token for an owner. */
export function mintPair(state: SandboxState, applicationId: string, userId: string): TokenPair {
  const now = state.now();
  const access = state.ids.secret();
  const refresh = state.ids.secret();
  dropExpired(state.accessTokens, now);
  dropExpired(state.refreshTokens, now);
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
