import type { LogEntry, SandboxRequest, SandboxResponse } from '../http/message.ts';
import type { SandboxState } from './state.ts';

/** Answered requests that are remembered. Those in between make way before the garbage collector moves them. */
const kept = 300;

/** Secrets that travel in a query and must not rest in the log. */
const secretParameters = /([?&](?:code|client_secret|access_token|refresh_token|texture_scoped_key)=)[^&]*/g;

/** What only surrounds the requests that one looks for. */
function isUnlogged(path: string): boolean {
  return path.startsWith('/_sandbox') || path.startsWith('/_assets') || path.startsWith('/favicon.ico');
}

/** Writes one line of the request log. */
export function recordRequest(state: SandboxState, request: SandboxRequest, response: SandboxResponse): void {
  if (isUnlogged(request.path)) return;
  const requestId = response.headers['sc-request-id'];
  const entry: { -readonly [K in keyof LogEntry]: LogEntry[K] } = {
    sequence: state.nextLogSequence,
    at: state.now(),
    method: request.method,
    path: request.query === '' ? request.path : `${request.path}?${request.query}`,
    status: response.status,
    decision: response.decision ?? '',
  };
  if (requestId !== undefined) entry.requestId = requestId;
  // A ring: shifting the others for each entry would cost more than the request.
  state.log[(state.nextLogSequence - 1) % kept] = entry;
  state.nextLogSequence += 1;
}

/** @returns the newest entries, oldest first, with secret parameters taken out. */
export function readLog(state: SandboxState, after = 0, limit = 200): readonly LogEntry[] {
  return state.log
    .filter(({ sequence }) => sequence > after)
    .toSorted((one, other) => one.sequence - other.sequence)
    .slice(-limit)
    .map((entry) => ({ ...entry, path: entry.path.replaceAll(secretParameters, '$1[redacted]') }));
}
