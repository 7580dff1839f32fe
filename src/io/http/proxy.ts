import { CliError } from '../../core/errors/cli-error.ts';
import { ownValue } from '../../core/text/keys.ts';

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that the environment names. */
export interface Proxy {
  /** The variable that names it, as it is written there. */
  readonly variable: string;
  /** With its user name and password, if it has them: never shown. */
  readonly url: string;
  /** Host and port, which may be shown. */
  readonly address: string;
  readonly hasPassword: boolean;
}

/** What the environment says about proxies: for requests over TLS, for plain ones, and for which hosts none. */
export interface Proxies {
  readonly http: Proxy | undefined;
  readonly https: Proxy | undefined;
  readonly noProxy: string;
}

/**
 * Reads `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`; the lower-case names win, as in curl. Without the first, the second
 * serves both.
 * @throws CliError INVALID_VALUE for an address that is none, or a kind of proxy that cannot be used
 */
export function readProxies(env: Environment): Proxies {
  const http = readProxy(env, ['http_proxy', 'HTTP_PROXY']);
  const https = readProxy(env, ['https_proxy', 'HTTPS_PROXY']);
  return { http, https: https ?? http, noProxy: env['no_proxy'] ?? env['NO_PROXY'] ?? '' };
}

function readProxy(env: Environment, names: readonly string[]): Proxy | undefined {
  // An empty variable is a value: it switches the other spelling off.
  const variable = names.find((name) => ownValue(env, name) !== undefined);
  const value = (variable === undefined ? '' : (ownValue(env, variable) ?? '')).trim();
  if (variable === undefined || value === '') return undefined;
  // As curl has it, `host:port` alone means an HTTP proxy.
  const text = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    // The value is not quoted: proxies are often given with a password.
    throw new CliError('INVALID_VALUE', `The proxy in ${variable} is not an http or https address.`, {
      hint: `Write it as \`http://host:port\`, or unset ${variable}.`,
    });
  }
  if (!isEncoded(url.username) || !isEncoded(url.password)) {
    throw new CliError(
      'INVALID_VALUE',
      `The user name or password of the proxy in ${variable} is not percent-encoded.`,
      {
        hint: 'Write a % in it as `%25`, an @ as `%40`.',
      },
    );
  }
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return { variable, url: text, address: `${url.hostname}:${port}`, hasPassword: url.username !== '' };
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** @returns the proxy that a request to this address goes through, if one does */
export function proxyOf(env: Environment, address: string): Proxy | undefined {
  const { http, https, noProxy } = readProxies(env);
  const url = new URL(address);
  const proxy = url.protocol === 'https:' ? https : http;
  return proxy === undefined || isExempt(url, noProxy) ? undefined : proxy;
}

/** The rule of undici, which opens the connections: a name and everything below it, with or without a port. */
function isExempt(url: URL, noProxy: string): boolean {
  if (noProxy === '*') return true;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return noProxy
    .split(/[,\s]/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = entry, wanted] = /^(.+):(\d+)$/.exec(entry) ?? [];
      const exempt = name.replace(/^\*?\./, '').toLowerCase();
      return (wanted ?? port) === port && (url.hostname === exempt || url.hostname.endsWith(`.${exempt}`));
    });
}
