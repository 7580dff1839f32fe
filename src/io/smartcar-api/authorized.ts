import { ApiError } from '../../core/errors/api-error.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { asObject, parseJson, type JsonObject } from '../../core/text/json.ts';
import type { Secret } from '../../core/secret.ts';
import type { HttpResponse } from '../context.ts';
import type { AccessTokens } from '../smartcar.ts';
import { send, type RetryPolicy, type Wire } from './send.ts';

/** A request without its token. */
export interface ApiRequest {
  readonly method: 'GET' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Sends requests of one reader with its token. */
export type Ask = (request: ApiRequest) => Promise<HttpResponse>;

/** Adds the bearer token; a token that was turned down is replaced once, where another one can be had. */
export function createAsk(wire: Wire, tokens: AccessTokens, policy: RetryPolicy = { kind: 'idempotent' }): Ask {
  const attempt = (request: ApiRequest, token: Secret) =>
    send(
      wire,
      {
        ...request,
        headers: { accept: 'application/json', ...request.headers, authorization: `Bearer ${token.reveal()}` },
        secrets: [token],
      },
      policy,
    );
  return async (request) => {
    const token = await tokens.current();
    try {
      return await attempt(request, token);
    } catch (error) {
      if (tokens.renew === undefined || !isTurnedDown(error)) throw error;
      return attempt(request, await tokens.renew(token));
    }
  };
}

function isTurnedDown(error: unknown): boolean {
  return error instanceof ApiError && error.failure.status === 401;
}

/**
 * Reads an answer that must be a JSON object.
 * @throws CliError API_ERROR for anything else: a proxy's login page, an empty answer
 */
export function readObject(response: HttpResponse, url: string): JsonObject {
  const value = parseJson(response.body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return asObject(value);
  throw unexpectedAnswer(url, 'no JSON object');
}

/** The error for an answer that is fine by its status and does not hold what it should. */
export function unexpectedAnswer(url: string, what: string): CliError {
  return new CliError('API_ERROR', `${new URL(url).origin} answered with ${what} at ${new URL(url).pathname}.`, {
    hint: 'Check that the origin is the one of Smartcar: `connect-cli config explain` shows where it came from.',
  });
}
