import type { LogEntry, SandboxRequest, SandboxResponse } from './http.ts';
import type { SandboxState } from './state.ts';

const kept = 500;

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
  state.nextLogSequence += 1;
  state.log.push(entry);
  // Trimmed in blocks: shifting one entry a request would cost more than the request.
  if (state.log.length > kept * 2) state.log.splice(0, kept);
}

/** @returns the newest entries, oldest first, with secret parameters taken out. */
export function readLog(state: SandboxState, after = 0, limit = 200): readonly LogEntry[] {
  return state.log
    .filter(({ sequence }) => sequence > after)
    .slice(-limit)
    .map((entry) => ({ ...entry, path: entry.path.replaceAll(secretParameters, '$1[redacted]') }));
}
