import { codeOfAnswer } from './answer-faults.ts';
import { CliError } from './cli-error.ts';

/** What Smartcar said went wrong, in one shape for OAuth, v2 and v3. */
export interface ApiFailure {
  /** HTTP status. */
  readonly status: number;
  /** Such as `PERMISSION`; for OAuth the `error`, such as `invalid_grant`. */
  readonly type?: string | undefined;
  /** Null where Smartcar's own answer says null. */
  readonly code: string | null;
  readonly description?: string | undefined;
  /** Smartcar's own words for the owner. */
  readonly ownerMessage?: string | undefined;
  readonly resolution?: { readonly type: string | null; readonly url?: string | undefined } | undefined;
  /** Fields that a validation error names, as sent. */
  readonly detail: readonly string[];
  readonly docs?: string | undefined;
  readonly requestId?: string | undefined;
  /** Seconds after which asking again makes sense. */
  readonly retryAfter?: number | undefined;
}

/** Smartcar answered, and the answer is an error. */
export class ApiError extends CliError {
  readonly failure: ApiFailure;

  /** @param asked what was asked for, such as `GET /v2.0/user` */
  constructor(failure: ApiFailure, asked: string) {
    super(codeOfAnswer(failure), describe(failure, asked), { hint: hintOf(failure) });
    this.failure = failure;
  }
}

/** @returns `TYPE:CODE` as Smartcar's pages write it; `PERMISSION:NULL` where the code is JSON null. */
function failureName(failure: Pick<ApiFailure, 'type' | 'code'>): string | undefined {
  if (failure.type === undefined) return undefined;
  const isOAuth = failure.type === failure.type.toLowerCase();
  return isOAuth ? failure.type : `${failure.type}:${failure.code ?? 'NULL'}`;
}

/** Whether a name can stand in a command that people copy: a server may answer with anything. */
export function isErrorName(name: string): boolean {
  return /^[A-Za-z_]+(:[A-Za-z_]+)?$/.test(name);
}

function describe(failure: ApiFailure, asked: string): string {
  const name = failureName(failure);
  const answer = name === undefined ? `${failure.status}` : `${failure.status} "${name}"`;
  const words = failure.description === undefined ? '' : `: ${failure.description.replace(/[\s.]+$/, '')}`;
  const request = failure.requestId === undefined ? '' : ` (request ${failure.requestId})`;
  return `${asked} was answered with ${answer}${words}${request}.`;
}

/** For an answer that Smartcar would not give. */
export const wrongOrigin =
  'Check that the origin is the one of Smartcar: `connect-cli config explain` shows where it came from.';

function hintOf(failure: ApiFailure): string {
  if (failure.retryAfter !== undefined) return `Try again in ${failure.retryAfter} s.`;
  const name = failureName(failure);
  if (failure.resolution?.url !== undefined) return `The way out that Smartcar names: ${failure.resolution.url}`;
  if (name !== undefined && isErrorName(name)) {
    return `\`connect-cli explain-error ${name}\` explains the cause and who can fix it.`;
  }
  if (failure.status < 400) return wrongOrigin;
  if (failure.status === 401) return 'Check the credentials: `connect-cli config explain` shows where each came from.';
  const withId = failure.requestId === undefined ? '' : ' with the request id';
  return `Try again later; if it persists, contact Smartcar support${withId}.`;
}
