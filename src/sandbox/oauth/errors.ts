import { json, type SandboxResponse } from '../http.ts';
import type { SandboxState } from '../state.ts';

/** Errors of RFC 6749 §5.2 that the token endpoints answer. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

/** @returns an OAuth error. `description` is always sent: Python's SDK breaks without it. */
export function oauthError(state: SandboxState, error: OAuthErrorCode, description: string): SandboxResponse {
  const refusedClient = error === 'invalid_client';
  return json(
    refusedClient ? 401 : 400,
    { error, error_description: description },
    {
      headers: {
        ...tokenHeaders(state),
        ...(refusedClient ? { 'www-authenticate': 'Basic realm="Smartcar sandbox"' } : {}),
      },
      decision: `${error}: ${description.replace(/: \S+$/, '')}`,
    },
  );
}

/** Headers of every answer of a token endpoint. */
export function tokenHeaders(state: SandboxState): Readonly<Record<string, string>> {
  return { pragma: 'no-cache', 'sc-request-id': state.ids.uuid() };
}
