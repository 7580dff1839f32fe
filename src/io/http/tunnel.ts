import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Proxy } from './proxy.ts';
import { ProxyRefusal } from './proxy-refusal.ts';

/** What a tunnel leads to, and how long opening it may take. */
export interface TunnelTarget {
  readonly host: string;
  readonly port: number;
  /** Authorities to trust in place of Node's own, for a proxy that is reached over TLS. */
  readonly ca?: readonly string[] | undefined;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const defaultTimeoutMs = 30_000;

/**
 * Has a proxy open a connection (RFC 9110, section 9.3.6). It is our own, since undici asks a proxy that hangs up again
 * and again without a pause, and heeds no signal before the way is open.
 * @throws ProxyRefusal when the proxy answers anything but 2xx; else the error of Node
 */
export function openTunnel(proxy: Proxy, target: TunnelTarget): Promise<Socket> {
  const url = new URL(proxy.url);
  const path = `${target.host}:${target.port}`;
  const start = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const asking = start({
      method: 'CONNECT',
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || undefined,
      path,
      headers: { host: path, ...signIn(url) },
      agent: false,
      timeout: target.timeoutMs ?? defaultTimeoutMs,
      ...(target.ca === undefined ? {} : { ca: [...target.ca] }),
      ...(target.signal === undefined ? {} : { signal: target.signal }),
    });
    const refuse = (response: IncomingMessage): void => {
      asking.destroy();
      reject(new ProxyRefusal(response.statusCode ?? 0));
    };
    asking.once('connect', (response: IncomingMessage, socket: Socket) => {
      const status = response.statusCode ?? 0;
      socket.setTimeout(0);
      if (status >= 200 && status < 300) return resolve(socket);
      socket.destroy();
      refuse(response);
    });
    // A server that knows no CONNECT answers as it answers everything.
    asking.once('response', refuse);
    asking.once('timeout', () => asking.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    asking.once('error', reject);
    asking.end();
  });
}

function signIn({ username, password }: URL): { 'proxy-authorization'?: string } {
  if (username === '') return {};
  const pair = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`, 'utf8');
  return { 'proxy-authorization': `Basic ${pair.toString('base64')}` };
}
