import type { SandboxRequest } from '../http.ts';
import type { AccessToken, Application, SandboxState } from '../state.ts';
import { findToken } from '../tokens.ts';

/** @returns the token of an `Authorization: Bearer` header. */
export function bearerToken(request: SandboxRequest): string | undefined {
  const header = request.headers['authorization'];
  return header !== undefined && header.slice(0, 7).toLowerCase() === 'bearer ' ? header.slice(7).trim() : undefined;
}

/** @returns the two halves of an `Authorization: Basic` header. */
export function basicCredentials(request: SandboxRequest): { user: string; password: string } | undefined {
  const header = request.headers['authorization'];
  if (header === undefined || header.slice(0, 6).toLowerCase() !== 'basic ') return undefined;
  const text = decodeBase64(header.slice(6).trim());
  const colon = text?.indexOf(':') ?? -1;
  return text === undefined || colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

function decodeBase64(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}

/** @returns what the bearer token of the request stands for, unless there is none or its time is over. */
export function validToken(state: SandboxState, request: SandboxRequest): AccessToken | undefined {
  const text = bearerToken(request);
  return text === undefined ? undefined : findToken(state, text);
}

/** @returns the application whose management token this is. */
export function applicationOfManagementToken(state: SandboxState, token: string | undefined): Application | undefined {
  return token === undefined || token === ''
    ? undefined
    : findApplication(state, (one) => one.managementToken === token);
}

/** @returns the application whose client id and v2 secret stand in the Basic header. */
export function applicationOfBasic(state: SandboxState, request: SandboxRequest): Application | undefined {
  const given = basicCredentials(request);
  const application = given && state.applications.get(given.user);
  return application?.clientSecret === given?.password ? application : undefined;
}

function findApplication(state: SandboxState, fits: (one: Application) => boolean): Application | undefined {
  for (const application of state.applications.values()) if (fits(application)) return application;
  return undefined;
}
