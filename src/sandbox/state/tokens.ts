import { addExpiring } from './expiring-map.ts';
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
  const key = state.ids.uuid('code');
  const now = state.now();
  const row = {
    applicationId: code.applicationId,
    userId: code.userId,
    redirectUri: code.redirectUri,
    expiresAt: now + (state.settings.codeLifetimeMs ?? lifetimes.code),
  };
  addExpiring(state.codes, now, { key, row });
  return key;
}

/** Mints an access and a refresh token for an owner. */
export function mintPair(state: SandboxState, applicationId: string, userId: string): TokenPair {
  const now = state.now();
  const access = state.ids.uuid('access-token');
  const refresh = state.ids.uuid('refresh-token');
  const owner = { applicationId, userId };
  addExpiring(state.accessTokens, now, { key: access, row: { ...owner, expiresAt: now + lifetimes.access } });
  addExpiring(state.refreshTokens, now, { key: refresh, row: { ...owner, expiresAt: now + lifetimes.refresh } });
  return { access_token: access, token_type: 'Bearer', expires_in: lifetimes.access / 1000, refresh_token: refresh };
}

/** Mints an application token of the IAM host. */
export function mintApplicationToken(state: SandboxState, applicationId: string): string {
  const key = state.ids.uuid('application-token');
  const now = state.now();
  addExpiring(state.accessTokens, now, { key, row: { applicationId, expiresAt: now + lifetimes.iam } });
  return key;
}

/** @returns what a bearer token stands for, or `undefined` if it is unknown or has expired. */
export function findToken(state: SandboxState, token: string): AccessToken | undefined {
  const row = state.accessTokens.rows.get(token);
  return row !== undefined && row.expiresAt > state.now() ? row : undefined;
}
