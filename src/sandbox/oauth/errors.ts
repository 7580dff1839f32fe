import { json, type SandboxResponse } from '../http/message.ts';
import type { SandboxState } from '../state/state.ts';
import type { OAuthErrorCode } from '../state/connect-errors.ts';

/** @returns an OAuth error. `description` is always sent: Python's SDK breaks without it. */
export function oauthError(state: SandboxState, error: OAuthErrorCode, description: string): SandboxResponse {
  const status = error === 'invalid_client' ? 401 : 400;
  return json(
    status,
    { error, error_description: description },
    {
      headers: tokenHeaders(state, status),
      decision: `${error}: ${description.replace(/: \S+$/, '')}`,
    },
  );
}

/** Headers of every answer of a token endpoint; a client that is not known is asked for its credentials. */
export function tokenHeaders(state: SandboxState, status = 200): Readonly<Record<string, string>> {
  const headers = { pragma: 'no-cache', 'sc-request-id': state.ids.uuid() };
  return status === 401 ? { ...headers, 'www-authenticate': 'Basic realm="Smartcar sandbox"' } : headers;
}
