import { json, type SandboxRequest, type SandboxResponse } from '../http/message.ts';
import { lifetimes } from '../state/lifetimes.ts';
import type { Application, SandboxState } from '../state/state.ts';
import { mintApplicationToken } from '../state/tokens.ts';
import { readCredentials, readTokenBody, sameSecret } from './client-credentials.ts';
import { oauthError, tokenHeaders } from './errors.ts';

/**
 * `POST /oauth2/token`: the IAM host's endpoint, client credentials only, one token for the whole application.
 * The documents show the credentials in a form, the OpenAPI file in JSON; both are taken.
 */
export function handleIamToken(state: SandboxState, request: SandboxRequest): SandboxResponse {
  if (request.method !== 'POST') return oauthError(state, 'invalid_request', 'The token endpoint takes POST.');
  const form = readTokenBody(request);
  if (form === undefined) return oauthError(state, 'invalid_request', 'The body is neither a form nor a JSON object.');
  const grant = form.get('grant_type');
  if (grant === null) return oauthError(state, 'invalid_request', 'Missing parameter grant_type.');
  if (grant !== 'client_credentials')
    return oauthError(state, 'unsupported_grant_type', 'grant_type is client_credentials here.');
  const application = authenticate(state, request, form);
  if (application === undefined) {
    return oauthError(state, 'invalid_client', 'The client_… id or its secret are wrong or missing.');
  }
  const body = {
    access_token: mintApplicationToken(state, application.id),
    token_type: 'Bearer',
    expires_in: lifetimes.iam / 1000,
  };
  return json(200, body, { headers: tokenHeaders(state), decision: 'application token minted' });
}

function authenticate(state: SandboxState, request: SandboxRequest, form: URLSearchParams): Application | undefined {
  for (const { id, secret } of readCredentials(request, form)) {
    for (const application of state.applications.values()) {
      if (application.apiClientId === id && sameSecret(secret, application.apiClientSecret)) return application;
    }
  }
  return undefined;
}
