import { ApiError } from '../../core/errors/api-error.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { redacted, type Secret } from '../../core/secret.ts';
import type { Clock, HttpRequest, HttpResponse, HttpTransport } from '../context.ts';
import { parseFailure, retryAfter } from './failure.ts';

/** A request, and the secrets in it: Smartcar repeats some of them in its error texts. */
export interface SecretRequest extends HttpRequest {
  readonly secrets: readonly Secret[];
}

/** What the API client works with. */
export interface Wire {
  readonly http: HttpTransport;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Is told before a pause that a server asked for. */
  readonly onPause?: ((milliseconds: number, origin: string) => void) | undefined;
}

/**
 * When a request may be sent again.
 * `never`: whatever happened to the first one. `idempotent`: no answer, or one of the statuses that ask for patience.
 * `unanswered`: only when no answer came at all, and only within the time that the caller names.
 */
export type RetryPolicy =
  | { readonly kind: 'never' }
  | { readonly kind: 'idempotent' }
  | { readonly kind: 'unanswered'; readonly withinMs: number };

const retries = 2;
const firstPauseMs = 500;
/**
 * A pause that a server asks for is honoured up to here; longer ones are told to the user instead. The published
 * allowance of an application gives a request back every thirty seconds.
 */
const longestPauseMs = 35_000;
const patient: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/**
 * Sends a request and returns the successful answer.
 * @throws ApiError when the answer is an error; CliError NETWORK or TIMED_OUT when none came
 */
export async function send(wire: Wire, secretRequest: SecretRequest, policy: RetryPolicy): Promise<HttpResponse> {
  const { secrets, ...request } = secretRequest;
  const startedAt = wire.clock.now();
  for (let attempt = 0; ; attempt += 1) {
    const result = await sendOnce(wire, request);
    if (!(result instanceof CliError) && isSuccess(result)) return result;
    const pause = attempt < retries ? pauseBefore(wire, { policy, result, attempt, startedAt }) : undefined;
    if (pause === undefined)
      throw result instanceof CliError ? result : refusal(wire, request, withoutSecrets(result, secrets));
    if (!(result instanceof CliError) && result.headers['retry-after'] !== undefined)
      wire.onPause?.(pause, new URL(request.url).origin);
    await wire.clock.sleep(pause, wire.signal);
  }
}

async function sendOnce(wire: Wire, request: HttpRequest): Promise<HttpResponse | CliError> {
  try {
    return await wire.http({ ...request, signal: wire.signal });
  } catch (error) {
    if (error instanceof CliError && (error.code === 'NETWORK' || error.code === 'TIMED_OUT')) return error;
    throw error;
  }
}

function isSuccess(response: HttpResponse): boolean {
  return response.status >= 200 && response.status < 300;
}

function refusal(wire: Wire, request: HttpRequest, response: HttpResponse): ApiError {
  return new ApiError(parseFailure(response, wire.clock.now()), `${request.method} ${withoutQuery(request.url)}`);
}

function withoutSecrets(response: HttpResponse, secrets: readonly Secret[]): HttpResponse {
  const body = secrets.reduce((text, secret) => text.replaceAll(secret.reveal(), redacted), response.body);
  return { ...response, body };
}

/** A query can hold ids of users; the path alone says what was asked. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

interface PauseBeforeInput {
  readonly policy: RetryPolicy;
  readonly result: HttpResponse | CliError;
  readonly attempt: number;
  readonly startedAt: number;
}

/** @returns milliseconds to wait before the next attempt, or undefined if there is to be none */
function pauseBefore(wire: Wire, { policy, result, attempt, startedAt }: PauseBeforeInput): number | undefined {
  const pause = firstPauseMs * 2 ** attempt;
  if (policy.kind === 'never') return undefined;
  if (result instanceof CliError) {
    if (policy.kind === 'idempotent') return pause;
    return attempt === 0 && wire.clock.now() + pause - startedAt < policy.withinMs ? pause : undefined;
  }
  if (policy.kind !== 'idempotent' || !patient.has(result.status)) return undefined;
  const asked = retryAfter(result.headers['retry-after'], wire.clock.now());
  const wanted = asked === undefined ? pause : Math.max(pause, asked * 1000);
  return wanted <= longestPauseMs ? wanted : undefined;
}
