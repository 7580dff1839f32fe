import { CliError } from '../../core/errors/cli-error.ts';
import { errorCode } from '../../core/errors/system-error.ts';
import { findExhaustion } from '../../core/errors/exhaustion.ts';
import { isLoopbackUrl } from '../http/loopback.ts';
import { sendHttp } from '../http/client.ts';

/**
 * Opens the final redirect as the owner's browser would. Only plain HTTP on this machine can be opened; addresses of
 * other schemes and hosts belong to programs elsewhere.
 */
export async function deliverRedirect(url: string, signal?: AbortSignal): Promise<void> {
  if (!isLoopbackUrl(url)) return;
  const response = await sendHttp({ method: 'GET', url, signal, headers: { accept: 'text/html' } }).catch(
    (error: unknown) => {
      throw undelivered(url, error, signal);
    },
  );
  const location = response.headers.location;
  if (location === undefined) return;
  const next = new URL(location, url).href;
  // The page behind may wait for the exchange, which waits for this walk to end: it is read on the side.
  if (isLoopbackUrl(next))
    sendHttp({ method: 'GET', url: next, signal, headers: { accept: 'text/html' } }).catch(() => undefined);
}

function undelivered(url: string, cause: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return cause;
  return new CliError('NETWORK', `The played owner cannot open the redirect to "${new URL(url).origin}".`, {
    hint:
      findExhaustion(errorCode(cause))?.hint ??
      'Something on this machine must listen there; in a container the loopback device must be up.',
    cause,
  });
}
