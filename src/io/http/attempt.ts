import { CliError } from '../../core/errors/cli-error.ts';
import type { HttpRequest, HttpResponse } from '../context.ts';
import { AttemptTimeout, explainFailure } from './failure.ts';
import { isLoopbackOrigin } from './loopback-origin.ts';
import { proxyOf, type Environment } from './proxy.ts';
import type { RemoteExchange } from './remote-exchange.ts';

const defaultTimeoutMs = 30_000;

/** How a request travels. */
interface Way {
  readonly env: Environment;
  readonly load: () => Promise<RemoteExchange>;
}

/** Loads the exchange before the clock starts, then gives it the time that the request allows. */
export async function attempt(request: HttpRequest, { env, load }: Way): Promise<HttpResponse> {
  request.signal?.throwIfAborted();
  requireSendable(request);
  const exchange = await load();
  const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
  const limit = new AbortController();
  const abort = (): void => limit.abort(request.signal?.reason);
  const timer = setTimeout(() => limit.abort(new AttemptTimeout()), timeoutMs);
  request.signal?.addEventListener('abort', abort, { once: true });
  try {
    // undici heeds the signal only once a proxy has opened the way.
    return await Promise.race([exchange(request, limit.signal), rejectOn(limit.signal)]);
  } catch (error) {
    request.signal?.throwIfAborted();
    const timedOut: unknown = limit.signal.reason;
    const { origin } = new URL(request.url);
    const proxy = isLoopbackOrigin(origin) ? undefined : proxyOf(env, origin);
    throw explainFailure(timedOut instanceof AttemptTimeout ? timedOut : error, { origin, timeoutMs, proxy, env });
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', abort);
  }
}

/** Named before anything is sent: Node's own error would read as if the server were out of reach. */
function requireSendable({ url, headers = {} }: HttpRequest): void {
  const header = Object.entries(headers).find(([, value]) => /[^\t\x20-\x7E\x80-\xFF]/.test(value));
  if (header === undefined) return;
  const { origin } = new URL(url);
  throw new CliError(
    'INVALID_VALUE',
    `The header "${header[0]}" for ${origin} holds a character that none can carry.`,
    {
      hint: 'Nothing was sent. Look for a line break or a typographic character in the key, token or id that goes there.',
    },
  );
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
