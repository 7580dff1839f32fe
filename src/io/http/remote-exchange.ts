import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import type { HttpRequest, HttpResponse } from '../context.ts';
import { flattenHeaders, readBody } from './body.ts';
import { proxyOf, readProxies, type Environment } from './proxy.ts';

/** One exchange over the network: TLS, proxies of the environment, own certificate authorities. Redirects are not followed. */
export type RemoteExchange = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

/**
 * Loading this module loads undici: import it on first use only.
 * @param env `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` (either case), `SSL_CERT_FILE`, `NODE_EXTRA_CA_CERTS`
 */
export async function createRemoteExchange(env: Environment): Promise<RemoteExchange> {
  const dispatcher = await createDispatcher(env);
  return async (request, signal) => {
    const { origin, pathname, search } = new URL(request.url);
    const response = await dispatcher.request({
      origin,
      path: `${pathname}${search}`,
      method: request.method,
      headers: { ...request.headers },
      body: request.body ?? null,
      signal,
    });
    return {
      status: response.statusCode,
      headers: flattenHeaders(response.headers),
      body: await readBody(response.body, response.statusCode),
    };
  };
}

async function createDispatcher(env: Environment): Promise<Dispatcher> {
  const ca = await readAuthorities(env);
  const connectTo = buildConnector(ca === undefined ? {} : { ca });
  // A proxy that cannot be understood is told at once, not with the first connection.
  readProxies(env);
  const connect = async (options: buildConnector.Options, done: buildConnector.Callback): Promise<void> => {
    try {
      const socket = await reach(env, options, ca);
      if (socket === undefined) connectTo(options, done);
      // What is not encrypted is spoken on the tunnel itself.
      else if (options.protocol === 'http:') done(null, socket);
      else connectTo({ ...options, httpSocket: socket }, done);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)), null);
    }
  };
  return new Agent({
    connect: (options, done) => void connect(options, done),
    // Short enough that an idle connection does not hold the process for long.
    keepAliveTimeout: 1_000,
    keepAliveMaxTimeout: 5_000,
  });
}

/** @returns the way through the proxy of the environment; undefined where there is none between */
async function reach(
  env: Environment,
  { protocol, hostname, port }: buildConnector.Options,
  ca: readonly string[] | undefined,
): Promise<Socket | undefined> {
  const target = Number(port) || (protocol === 'https:' ? 443 : 80);
  const proxy = proxyOf(env, `${protocol}//${hostname}:${target}`);
  if (proxy === undefined) return undefined;
  // Loaded for those who have a proxy alone: it brings node:https.
  const { openTunnel } = await import('./tunnel.ts');
  return openTunnel(proxy, { host: hostname, port: target, ca });
}

/**
 * `SSL_CERT_FILE` adds to the authorities that Node knows. A list given to TLS replaces Node's own handling of
 * `NODE_EXTRA_CA_CERTS`, so that file is read along.
 */
async function readAuthorities(env: Environment): Promise<string[] | undefined> {
  const file = env['SSL_CERT_FILE'];
  if (file === undefined || file === '') return undefined;
  const { rootCertificates } = await import('node:tls');
  const extra = env['NODE_EXTRA_CA_CERTS'];
  const files = [file, ...(extra === undefined || extra === '' ? [] : [extra])];
  const contents = await Promise.all(files.map((path) => readFile(path, 'utf8').catch(() => '')));
  return [...rootCertificates, ...contents.filter((pem) => pem !== '')];
}
