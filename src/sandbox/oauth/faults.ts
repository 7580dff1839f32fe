import { faultResponse, sentWith, takeFault } from '../state/faults.ts';
import { findApiError } from '../state/api-errors.ts';
import { json, type SandboxRequest, type SandboxResponse } from '../http/message.ts';
import { tokenError } from '../state/connect-errors.ts';
import { findApplication } from '../state/registration.ts';
import type { Fault, SandboxState } from '../state/state.ts';
import { readCredentials, readTokenBody } from './client-credentials.ts';
import { tokenHeaders } from './errors.ts';

/** Consults the faults that name a token endpoint before its normal answer. */
export function throughTokenFaults(
  state: SandboxState,
  request: SandboxRequest,
  answer: () => SandboxResponse,
): SandboxResponse {
  if (state.faults.length === 0) return answer();
  const { method, path } = request;
  const fault = takeFault(state, {
    method,
    path,
    mustNamePath: true,
    applicationId: applicationNamed(state, request),
  });
  if (fault === undefined) return answer();
  return sentWith(fault, faultResponse(fault, state.ids.uuid()) ?? orderedError(state, fault) ?? answer());
}

// Who the client says it is: a fault comes before its secret is looked at.
function applicationNamed(state: SandboxState, request: SandboxRequest): string | undefined {
  for (const { id } of readCredentials(request, readTokenBody(request) ?? new URLSearchParams())) {
    const application =
      findApplication(state, id) ?? [...state.applications.values()].find(({ apiClientId }) => apiClientId === id);
    if (application !== undefined) return application.id;
  }
  return undefined;
}

// A name of RFC 6749 as it is; an error of the API as the nearest that a token endpoint has.
function orderedError(state: SandboxState, fault: Fault): SandboxResponse | undefined {
  if (fault.error === undefined) return undefined;
  const { type, code } = fault.error;
  const ofApi = findApiError(`${type}:${code ?? 'null'}`);
  const { error, status } = tokenError(
    ofApi === undefined ? type : ofApi.status < 500 ? 'invalid_request' : 'server_error',
  );
  return json(
    fault.status ?? ofApi?.status ?? status,
    { error, error_description: ofApi?.description ?? 'An error that was ordered.' },
    {
      headers: {
        ...tokenHeaders(state, status),
        ...fault.headers,
      },
      decision: `${error}: fault "${fault.id}" was ordered`,
      rule: 'ordered',
    },
  );
}
