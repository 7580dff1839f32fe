/** A request as plain data: node:http and `fetch` are both mapped to it, so that the handler needs neither. */
export interface SandboxRequest {
  /** Upper case. */
  readonly method: string;
  /** Path as sent, without the query. */
  readonly path: string;
  /** Raw query without `?`; empty if there was none. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** The body was too long for the server, which kept nothing of it. */
  readonly isTooLong?: true | undefined;
}

/** An answer as plain data. */
export interface SandboxResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds that the socket should wait before it sends the answer (slow owner, injected delay). */
  readonly delayMs?: number | undefined;
  /** Milliseconds between the head, which leaves at once and without a length, and the body: a long-running command. */
  readonly bodyDelayMs?: number | undefined;
  /** The connection is cut after so many bytes of the body, at the latest before the last one. */
  readonly cutAfter?: number | undefined;
  /** The answer that is sent in place of this one, where it depends on another program. */
  readonly later?: Promise<SandboxResponse> | undefined;
  /** What was decided and why, for the request log. Never sent. Holds no secret. */
  readonly decision?: string | undefined;
  /** Name of the rule behind the decision, where it is not the usual one of the path; see `state/rules.ts`. Never sent. */
  readonly rule?: string | undefined;
}

/** Answers every request below one first path segment. */
export type SandboxRoute = (request: SandboxRequest) => SandboxResponse;

/** One line of the request log that the inspector shows. */
export interface LogEntry {
  /** Counts up from 1 for the life of the sandbox. */
  readonly sequence: number;
  /** Milliseconds since 1970 on the sandbox's clock. */
  readonly at: number;
  readonly method: string;
  /** Path and query; values of secret parameters are replaced. */
  readonly path: string;
  readonly status: number;
  readonly decision: string;
  readonly requestId?: string | undefined;
  /** Name of the rule behind the decision, where it is not the usual one of the path. */
  readonly rule?: string | undefined;
}

/** A line of the log with what the inspector shows when it is opened. */
export interface LoggedRequest extends LogEntry {
  /** Headers that tell clients apart; of credentials the scheme alone. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Its beginning. */
  readonly body: string;
  /** The beginning of a refusal; answers that succeed may hold tokens. */
  readonly answer: string;
}

/** @returns a JSON answer that no cache keeps. */
export function json(
  status: number,
  body: unknown,
  extra: { headers?: Readonly<Record<string, string>>; decision?: string; rule?: string } = {},
): SandboxResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...extra.headers },
    body: JSON.stringify(body),
    decision: extra.decision ?? '',
    rule: extra.rule,
  };
}

const unsafe = /[^\x21-\x7e]/;

// A header carries visible ASCII only; what a redirect URI holds besides is written as its bytes in UTF-8.
function escapeAddress(address: string): string {
  return address.replace(/[^\x21-\x7e]+/g, (part) =>
    Array.from(Buffer.from(part, 'utf8'), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

/** @returns a redirect. A form is answered with 303, a link with 302. */
export function redirect(
  location: string,
  extra: { status?: 302 | 303; decision?: string; rule?: string | undefined } = {},
): SandboxResponse {
  return {
    status: extra.status ?? 302,
    headers: { location: unsafe.test(location) ? escapeAddress(location) : location, 'cache-control': 'no-store' },
    body: '',
    decision: extra.decision ?? '',
    rule: extra.rule,
  };
}

/** @returns the segments of a path as they came. A slash at the end counts for nothing; a doubled one is an empty segment. */
export function rawSegments(path: string): readonly string[] {
  const parts = path.split('/').slice(1);
  return parts.at(-1) === '' ? parts.slice(0, -1) : parts;
}

/** @returns the segments of a path, decoded; one that cannot be decoded stays as it is. */
export function segments(path: string): readonly string[] {
  return rawSegments(path).map(decodeSegment);
}

function decodeSegment(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Answers one request at once; an answer that waits for another program stands in `later`. */
export type SandboxHandler = (request: SandboxRequest) => SandboxResponse;
