import { isLoopbackUrl } from '../loopback.ts';
import { sendHttp } from './http-client.ts';

/**
 * Opens the final redirect as the owner's browser would. Only plain HTTP on this machine can be opened; addresses of
 * other schemes and hosts belong to programs elsewhere.
 */
export async function deliverRedirect(url: string, signal?: AbortSignal): Promise<void> {
  if (!isLoopbackUrl(url)) return;
  const response = await sendHttp({ method: 'GET', url, signal, headers: { accept: 'text/html' } });
  const location = response.headers.location;
  if (location === undefined) return;
  const next = new URL(location, url).href;
  // The page behind may wait for the exchange, which waits for this walk to end: it is read on the side.
  if (isLoopbackUrl(next))
    sendHttp({ method: 'GET', url: next, signal, headers: { accept: 'text/html' } }).catch(() => undefined);
}
