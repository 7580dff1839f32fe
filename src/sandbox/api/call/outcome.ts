import type { SandboxRequest, SandboxResponse } from '../../http/message.ts';
import type { SandboxState } from '../../state/state.ts';
import { apiErrorInfo, errorDocUrl, type ApiErrorInfo, type ApiErrorName } from '../../state/api-errors.ts';

/** One request to the API, with what every answer needs. */
export interface ApiCall {
  readonly state: SandboxState;
  readonly request: SandboxRequest;
  /** UUID that goes into `sc-request-id` and into error bodies. */
  readonly requestId: string;
  /** Milliseconds since 1970 on the sandbox's clock. */
  readonly at: number;
  /** A fault makes the command of v3 outlast its first answer by so many milliseconds. */
  readonly longRunningMs?: number | undefined;
}

/** What was wrong with one field of a request. */
export interface ValidationDetail {
  readonly field: string;
  readonly message: string;
}

/** A good answer, before it is written in the form of v2, v3 or a batch item. */
export interface Success {
  readonly ok: true;
  readonly status?: number | undefined;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** One line for the request log. */
  readonly decision: string;
}

/** A refusal by a documented error. */
export interface Refusal {
  readonly ok: false;
  readonly error: ApiErrorInfo;
  readonly decision: string;
  readonly detail?: readonly ValidationDetail[] | undefined;
  /** Where the way out begins, such as the virtual key's link. */
  readonly url?: string | undefined;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  /** The rule behind it, where it is not that of the error; see `state/rules.ts`. */
  readonly rule?: string | undefined;
}

export type Outcome = Success | Refusal;

/** @returns a good answer. */
export function succeed(
  body: unknown,
  decision: string,
  extra: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): Success {
  return { ok: true, body, decision, ...extra };
}

/**
 * @param because what the request log says after the status, such as "box Vehicle Commands not ticked"
 * @returns a refusal by the error of that name
 */
export function refuse(
  name: ApiErrorName,
  because: string,
  extra: Pick<Refusal, 'detail' | 'url' | 'retryAfter' | 'rule'> = {},
): Refusal {
  const error = apiErrorInfo(name);
  return { ok: false, error, decision: `${error.status}: ${because}`, ...extra };
}

/** @returns a refusal of one parameter, with the detail that tells which and why. */
export function refuseParameter(field: string, message: string): Refusal {
  return refuse('VALIDATION:PARAMETER', `"${field}" ${message}`, {
    detail: [{ field, message: `"${field}" ${message}` }],
  });
}

/** Body of a v2 error. What is undefined is left out when it is written: the Java SDK stumbles over nulls. */
export function v2ErrorBody(refusal: Refusal, requestId: string): Record<string, unknown> {
  const { error, url, detail } = refusal;
  return {
    type: error.type,
    code: error.code,
    description: error.description,
    docURL: errorDocUrl(error),
    statusCode: error.status,
    requestId,
    resolution: { type: error.resolution, url },
    suggestedUserMessage: error.suggestedUserMessage,
    detail,
  };
}

/** @returns the outcome as an answer of the v2 API. */
export function answerV2(call: ApiCall, outcome: Outcome): SandboxResponse {
  const status = outcome.ok ? (outcome.status ?? 200) : outcome.error.status;
  return {
    status,
    headers: answerHeaders(call.requestId, outcome),
    body: JSON.stringify(outcome.ok ? outcome.body : v2ErrorBody(outcome, call.requestId)),
    decision: outcome.decision,
    rule: ruleName(outcome),
  };
}

/** @returns the rule behind an outcome for the request log; that of the path where nothing is refused */
export function ruleName(outcome: Outcome): string | undefined {
  return outcome.ok ? undefined : (outcome.rule ?? `${outcome.error.type}:${outcome.error.code ?? 'null'}`);
}

/** Headers that every answer carries, and those of this outcome. */
export function answerHeaders(requestId: string, outcome: Outcome): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'sc-request-id': requestId,
  };
  if (outcome.ok) return outcome.headers === undefined ? headers : Object.assign(headers, outcome.headers);
  if (outcome.retryAfter !== undefined) headers['retry-after'] = String(outcome.retryAfter);
  return headers;
}
