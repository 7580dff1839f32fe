import { CliError } from '../../core/errors/cli-error.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from '../context.ts';
import { AttemptTimeout, explainFailure, isLoopbackOrigin } from './failure.ts';
import type { AnswerInProcess, InProcessAnswer } from '../sandbox-control.ts';
import { proxyOf, type Environment } from './proxy.ts';
import type { RemoteExchange } from './remote-exchange.ts';

const defaultTimeoutMs = 30_000;

/** A transport, and a way to load its heavy part while the program waits for something else anyway. */
export interface NodeTransport {
  readonly send: HttpTransport;
  /** Loads undici; harmless to call twice. */
  warmUp(): Promise<void>;
  /** A sandbox of this process need not be asked over a socket: its answers cost a start a third of the time. */
  readonly answerInProcess: AnswerInProcess;
}

/**
 * Loopback origins go over node:http, all others over undici, which is loaded on first use.
 * @param userAgent sent with every request that names none: Smartcar's token endpoint demands one
 */
export function createHttpTransport(env: Environment, userAgent = 'connect-cli'): NodeTransport {
  let remote: Promise<RemoteExchange> | undefined;
  const loadRemote = (): Promise<RemoteExchange> =>
    (remote ??= import('./remote-exchange.ts').then((module) => module.createRemoteExchange(env)));
  const inProcess = new Map<string, InProcessAnswer>();
  const choose = (url: string): (() => Promise<RemoteExchange>) => {
    const answer = inProcess.size === 0 ? undefined : inProcess.get(new URL(url).origin);
    if (answer !== undefined) return () => Promise.resolve(exchangeInProcess(answer));
    return isLoopbackOrigin(url) ? exchangeOnLoopback : loadRemote;
  };
  return {
    send: (request) =>
      attempt(
        { ...request, headers: { 'user-agent': userAgent, ...request.headers } },
        { env, load: choose(request.url) },
      ),
    answerInProcess: (origin, answer) => {
      inProcess.set(origin, answer);
      return () => void inProcess.delete(origin);
    },
    async warmUp() {
      await loadRemote();
    },
  };
}

function exchangeInProcess(answer: InProcessAnswer): RemoteExchange {
  return ({ method, url, headers = {}, body = '' }, signal) => {
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    return answer({ method, url, headers: Object.fromEntries(lower), body }, signal);
  };
}

async function exchangeOnLoopback(): Promise<RemoteExchange> {
  const module = await import('./loopback-exchange.ts');
  return module.exchangeOnLoopback;
}

/** How a request travels. */
interface Way {
  readonly env: Environment;
  readonly load: () => Promise<RemoteExchange>;
}

/** Loads the exchange before the clock starts, then gives it the time that the request allows. */
async function attempt(request: HttpRequest, { env, load }: Way): Promise<HttpResponse> {
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
  const found = Object.entries(headers).find(([, value]) => /[^\t\x20-\x7E\x80-\xFF]/.test(value));
  if (found === undefined) return;
  const { origin } = new URL(url);
  throw new CliError('INVALID_VALUE', `The header "${found[0]}" for ${origin} holds a character that none can carry.`, {
    hint: 'Nothing was sent. Look for a line break or a typographic character in the key, token or id that goes there.',
  });
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
