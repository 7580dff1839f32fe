import { readFile } from 'node:fs/promises';
import { EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { CliError } from '../../core/errors/cli-error.ts';
import type { HttpRequest, HttpResponse } from '../context.ts';
import { flattenHeaders, readBody } from './body.ts';

type Environment = Readonly<Record<string, string | undefined>>;

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
      body: await readBody(response.body),
    };
  };
}

async function createDispatcher(env: Environment): Promise<Dispatcher> {
  const ca = await readAuthorities(env);
  const tls = ca === undefined ? {} : { ca };
  const proxies = readProxies(env);
  return new EnvHttpProxyAgent({
    ...proxies,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    // Short enough that an idle connection does not hold the process for long.
    keepAliveTimeout: 1_000,
    keepAliveMaxTimeout: 5_000,
  });
}

/** Given values, even empty ones, keep undici from reading the process's own environment. */
function readProxies(env: Environment): { httpProxy: string; httpsProxy: string; noProxy: string } {
  const httpProxy = parseProxy(env['http_proxy'] ?? env['HTTP_PROXY']);
  const httpsProxy = parseProxy(env['https_proxy'] ?? env['HTTPS_PROXY']);
  const noProxy = env['no_proxy'] ?? env['NO_PROXY'] ?? '';
  return { httpProxy, httpsProxy: httpsProxy === '' ? httpProxy : httpsProxy, noProxy };
}

/** As curl has it, `host:port` alone means an HTTP proxy. */
function parseProxy(value = ''): string {
  const proxy = value === '' || value.includes('://') ? value : `http://${value}`;
  if (proxy === '' || (URL.canParse(proxy) && /^https?:/i.test(proxy))) return proxy;
  // The value is not quoted: proxies are often given with a password.
  throw new CliError('INVALID_VALUE', 'The proxy in HTTPS_PROXY or HTTP_PROXY is no http or https address.', {
    hint: 'Write it as `http://host:port`, or unset the variable.',
  });
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
