import { ApiError } from '../../core/errors/api-error.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { foreignToTokens } from '../../core/text/control-characters.ts';
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
  const attempt = async (request: ApiRequest, token: Secret) => {
    requireSendable(token);
    return send(
      wire,
      {
        ...request,
        headers: { accept: 'application/json', ...request.headers, authorization: `Bearer ${token.reveal()}` },
        secrets: [token],
      },
      policy,
    );
  };
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

/** A header cannot carry every character; what Node says of it names the wrong fault. */
function requireSendable(token: Secret): void {
  const character = foreignToTokens(token.reveal());
  if (character === undefined) return;
  throw new CliError('CREDENTIALS_UNUSABLE', `The access token holds ${character}, which no token can have.`, {
    hint: 'It was not sent. Remove it with `connect-cli token remove`, then run `connect-cli authorize`.',
  });
}
