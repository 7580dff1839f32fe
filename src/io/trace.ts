import { CliError } from '../core/errors/cli-error.ts';
import { redacted } from '../core/secret.ts';
import type { Context, HttpTransport } from './context.ts';
import { ownValue } from '../core/text/keys.ts';

/** Query parameters whose values are shown; the value of any other one stays out of the trace. */
const harmlessParameters = new Set([
  'access_tier',
  'application_id',
  'approval_prompt',
  'client_id',
  'filter',
  'flags',
  'grant_type',
  'limit',
  'make',
  'mode',
  'offset',
  'page',
  'redirect_uri',
  'response_type',
  'revoke_access',
  'scope',
  'single_select',
  'user_id',
  'vehicle_id',
]);

/** Headers in which providers number their answers; support asks for them. */
const requestIdHeaders = ['sc-request-id', 'x-request-id', 'x-amzn-requestid', 'x-amz-cf-id'];

/**
 * Writes one line for each exchange: method, address, status, duration, request id.
 * Bodies and headers never appear, nor does any query value that is not known to be harmless.
 */
export function traceHttp(send: HttpTransport, { stderr, clock }: Pick<Context, 'stderr' | 'clock'>): HttpTransport {
  return async (request) => {
    const started = clock.now();
    const line = (result: string): void =>
      stderr.write(`[http] ${request.method} ${describeUrl(request.url)} ${result} in ${clock.now() - started} ms\n`);
    try {
      const response = await send(request);
      const id = requestIdHeaders.map((name) => ownValue(response.headers, name)).find((value) => value !== undefined);
      line(`-> ${response.status}${id === undefined ? '' : ` (request ${printable(id)})`}`);
      return response;
    } catch (error) {
      line(`-> ${error instanceof CliError ? error.code : 'aborted'}`);
      throw error;
    }
  };
}

/** @returns origin, path and query with every value of unknown nature replaced; no user info, no fragment */
export function describeUrl(url: string): string {
  const parsed = new URL(url);
  const query = [...parsed.searchParams].map(
    ([name, value]) =>
      `${encodeURIComponent(name)}=${harmlessParameters.has(name) ? encodeURIComponent(value) : redacted}`,
  );
  return `${parsed.origin}${parsed.pathname}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/** Headers come from outside: control characters would let them draw on the terminal. */
function printable(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '').slice(0, 100);
}
