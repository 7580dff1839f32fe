import type { HttpTransport } from '../context.ts';
import { isLoopbackOrigin } from './loopback-origin.ts';
import type { AnswerInProcess, InProcessAnswer } from '../sandbox-control.ts';
import type { Environment } from './proxy.ts';
import type { RemoteExchange } from './remote-exchange.ts';

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
    async send(request) {
      const { attempt } = await import('./attempt.ts');
      const headers = { 'user-agent': userAgent, ...request.headers };
      return attempt({ ...request, headers }, { env, load: choose(request.url) });
    },
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
