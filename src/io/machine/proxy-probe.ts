import { explainFailure, explainProxyRefusal } from '../http/failure.ts';
import { ProxyRefusal } from '../http/proxy-refusal.ts';
import { proxyOf, type Environment } from '../http/proxy.ts';
import { openTunnel } from '../http/tunnel.ts';
import type { ProxyProbe } from '../machine.ts';

const timeoutMs = 6_000;

/** Has the proxy of the environment open a connection to the host of an address, sends nothing, and closes it. */
export async function askProxy(env: Environment, address: string, signal: AbortSignal): Promise<ProxyProbe> {
  const proxy = proxyOf(env, address);
  if (proxy === undefined) return { outcome: 'open' };
  const { hostname, port, origin } = new URL(address);
  try {
    const socket = await openTunnel(proxy, { host: hostname, port: Number(port) || 443, timeoutMs, signal });
    socket.destroy();
    return { outcome: 'open' };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProxyRefusal) return { outcome: 'failed', ...explainProxyRefusal(error.status, proxy) };
    const { message, hint } = explainFailure(error, { origin, timeoutMs, proxy, env });
    return { outcome: 'failed', reason: message.replace(/^"[^"]*" (?:could not be reached: )?|\.$/g, ''), hint };
  }
}
