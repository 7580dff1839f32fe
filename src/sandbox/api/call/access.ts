import type { SandboxRequest } from '../../http/message.ts';
import { readBasic, sameSecret, type SentCredentials } from '../../oauth/client-credentials.ts';
import { findApplication } from '../../state/registration.ts';
import type { AccessToken, Application, SandboxState } from '../../state/state.ts';
import { findToken } from '../../state/tokens.ts';

/** @returns the token of an `Authorization: Bearer` header. */
export function bearerToken(request: SandboxRequest): string | undefined {
  const header = request.headers['authorization'];
  return header !== undefined && header.slice(0, 7).toLowerCase() === 'bearer ' ? header.slice(7).trim() : undefined;
}

/** @returns the two halves of an `Authorization: Basic` header, in every reading. */
export function basicCredentials(request: SandboxRequest): readonly SentCredentials[] {
  const header = request.headers['authorization'];
  return header === undefined ? [] : readBasic(header);
}

/** @returns what the bearer token of the request stands for, unless there is none or its time is over. */
export function validToken(state: SandboxState, request: SandboxRequest): AccessToken | undefined {
  const text = bearerToken(request);
  return text === undefined ? undefined : findToken(state, text);
}

/** @returns the application whose management token this is. */
export function applicationOfManagementToken(state: SandboxState, token: string | undefined): Application | undefined {
  if (token === undefined || token === '') return undefined;
  for (const application of state.applications.values())
    if (sameSecret(token, application.managementToken)) return application;
  return undefined;
}

/** @returns the application whose client id and v2 secret stand in the Basic header. */
export function applicationOfBasic(state: SandboxState, request: SandboxRequest): Application | undefined {
  for (const { id, secret } of basicCredentials(request)) {
    const application = findApplication(state, id);
    if (application !== undefined && sameSecret(secret, application.clientSecret)) return application;
  }
  return undefined;
}
