import type { LogEntry, LoggedRequest, SandboxRequest, SandboxResponse } from '../http/message.ts';
import type { SandboxState } from './state.ts';

/** Answered requests that are remembered. Those in between make way before the garbage collector moves them. */
const kept = 300;
/** Characters of a body that are remembered. */
const bodyKept = 2000;

/** Secrets that travel in a query or in a form and must not rest in the log. */
const secretParameters =
  /((?:^|[?&])(?:code|client_secret|access_token|refresh_token|texture_scoped_key|password|pin)=)[^&]*/g;
/** The same in JSON, where `code` is that of an error. */
const secretFields =
  /("(?:client_?secret|access_?token|refresh_?token|texture_?scoped_?key|scoped_?key|password|pin)"\s*:\s*)"(?:[^"\\]|\\.)*"?/gi;

/** What only surrounds the requests that one looks for. */
function isUnlogged(path: string): boolean {
  return path.startsWith('/_sandbox') || path.startsWith('/_assets') || path.startsWith('/favicon.ico');
}

/** Writes one line of the request log. */
export function recordRequest(state: SandboxState, request: SandboxRequest, response: SandboxResponse): void {
  if (isUnlogged(request.path)) return;
  const requestId = response.headers['sc-request-id'];
  const entry: { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] } = {
    sequence: state.nextLogSequence,
    at: state.now(),
    method: request.method,
    path: request.query === '' ? request.path : `${request.path}?${request.query}`,
    status: response.status,
    decision: response.decision ?? '',
    headers: tellingHeaders(request.headers),
    body: beginning(request.body),
    answer: response.status >= 400 ? beginning(response.body) : '',
  };
  if (requestId !== undefined) entry.requestId = requestId;
  if (response.rule !== undefined) entry.rule = response.rule;
  // A ring: shifting the others for each entry would cost more than the request.
  state.log[(state.nextLogSequence - 1) % kept] = entry;
  state.nextLogSequence += 1;
}

function tellingHeaders(headers: SandboxRequest['headers']): LoggedRequest['headers'] {
  return {
    authorization: schemeOf(headers['authorization']),
    'content-type': headers['content-type'],
    'sc-user-id': headers['sc-user-id'],
    'sc-unit-system': headers['sc-unit-system'],
    'user-agent': headers['user-agent'],
  };
}

function schemeOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const scheme = /^(?:basic|bearer)(?= )/i.exec(authorization)?.[0];
  return scheme === undefined ? '[redacted]' : `${scheme} [redacted]`;
}

// A part of a text keeps the whole of it alive; written anew it does not.
function beginning(text: string): string {
  return text.length <= bodyKept ? text : `${Buffer.from(text.slice(0, bodyKept)).toString('utf8')}…`;
}

/** @returns the newest entries, oldest first, with secret parameters taken out. */
export function readLog(state: SandboxState, after = 0, limit = 200): readonly LogEntry[] {
  return newest(state, after, limit).map(({ headers: _headers, body: _body, answer: _answer, ...entry }) => ({
    ...entry,
    path: redact(entry.path),
  }));
}

/** @returns the newest entries, oldest first, with all that is known of each and without secrets */
export function readRequests(state: SandboxState, limit: number): readonly LoggedRequest[] {
  return newest(state, 0, limit).map((entry) => ({
    ...entry,
    path: redact(entry.path),
    body: redact(entry.body),
    answer: redact(entry.answer),
  }));
}

function newest(state: SandboxState, after: number, limit: number): readonly LoggedRequest[] {
  return state.log
    .filter(({ sequence }) => sequence > after)
    .toSorted((one, other) => one.sequence - other.sequence)
    .slice(-limit);
}

function redact(text: string): string {
  return text.replaceAll(secretParameters, '$1[redacted]').replaceAll(secretFields, '$1"[redacted]"');
}
