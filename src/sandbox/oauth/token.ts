import { hasUuidShape } from '../state/ids.ts';
import { json, type SandboxRequest, type SandboxResponse } from '../http/message.ts';
import { lifetimes } from '../state/lifetimes.ts';
import { findApplication } from '../state/registration.ts';
import type { Application, SandboxState } from '../state/state.ts';
import { mintPair, type TokenPair } from '../state/tokens.ts';
import { isJson, readCredentials, sameSecret } from './client-credentials.ts';
import { oauthError, tokenHeaders } from './errors.ts';
import type { OAuthErrorCode } from '../state/connect-errors.ts';

/** `POST /oauth/token`: the v2 token endpoint, for codes and refresh tokens. */
export function handleToken(state: SandboxState, request: SandboxRequest): SandboxResponse {
  if (request.method !== 'POST') return oauthError(state, 'invalid_request', 'The token endpoint takes POST.');
  if (isJson(request))
    return oauthError(state, 'invalid_request', 'Send the parameters as application/x-www-form-urlencoded.');
  const form = new URLSearchParams(request.body);
  const application = authenticate(state, request, form);
  if (application === undefined)
    return oauthError(state, 'invalid_client', 'Client id or client secret are wrong or missing.');
  const grant = form.get('grant_type');
  if (grant === 'authorization_code') return exchangeCode(state, application, form);
  if (grant === 'refresh_token') return exchangeRefreshToken(state, application, form);
  if (grant === null) return oauthError(state, 'invalid_request', 'Missing parameter grant_type.');
  return oauthError(state, 'unsupported_grant_type', 'grant_type is authorization_code or refresh_token here.');
}

function authenticate(state: SandboxState, request: SandboxRequest, form: URLSearchParams): Application | undefined {
  for (const { id, secret } of readCredentials(request, form)) {
    const application = findApplication(state, id);
    if (application !== undefined && sameSecret(secret, application.clientSecret)) return application;
  }
  return undefined;
}

function exchangeCode(state: SandboxState, application: Application, form: URLSearchParams): SandboxResponse {
  const value = form.get('code');
  if (value === null || value === '') return oauthError(state, 'invalid_request', 'Missing parameter code.');
  const code = state.codes.rows.get(value);
  if (code === undefined || code.applicationId !== application.id || code.expiresAt <= state.now()) {
    return oauthError(state, flawOf(value), `Invalid code: ${value}.`);
  }
  const redirectUri = form.get('redirect_uri') ?? '';
  if (redirectUri !== code.redirectUri) {
    return oauthError(state, 'invalid_grant', `Unauthorized redirect_uri: ${redirectUri}`);
  }
  // A code that was used is as unknown as one that never was.
  state.codes.rows.delete(value);
  return tokens(state, mintPair(state, application.id, code.userId), 'code exchanged for a token pair');
}

/** Published by the SDKs' suites: what no code or token can look like is a flaw of the request, what is spent one of the grant. */
function flawOf(value: string): OAuthErrorCode {
  return hasUuidShape(value) ? 'invalid_grant' : 'invalid_request';
}

function exchangeRefreshToken(state: SandboxState, application: Application, form: URLSearchParams): SandboxResponse {
  const value = form.get('refresh_token');
  if (value === null || value === '') return oauthError(state, 'invalid_request', 'Missing parameter refresh_token.');
  const token = state.refreshTokens.rows.get(value);
  const now = state.now();
  const usable =
    token !== undefined &&
    token.applicationId === application.id &&
    token.expiresAt > now &&
    (token.usedAt === undefined || now < token.usedAt + lifetimes.refreshGrace);
  if (!usable) return oauthError(state, flawOf(value), `Invalid refresh_token: ${value}.`);
  token.usedAt ??= now;
  return tokens(
    state,
    mintPair(state, application.id, token.userId),
    'refresh token exchanged; the old one dies one minute after its first use',
  );
}

function tokens(state: SandboxState, pair: TokenPair, decision: string): SandboxResponse {
  return json(200, pair, { headers: tokenHeaders(state), decision });
}
