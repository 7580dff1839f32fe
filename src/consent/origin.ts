import { isLoopbackHost } from '../core/text/loopback-host.ts';
import { ConsentError } from './consent-error.ts';
import { checkOptional, quote } from './input.ts';

/**
 * Origin of a Connect that is not Smartcar's own, such as a sandbox: https, or http on this machine.
 * @throws ConsentError INVALID_VALUE
 */
export function checkOrigin(origin: unknown): string | undefined {
  const text = checkOptional(origin, 'origin', 300);
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isSafe(url) || `${url.origin}${url.pathname}` !== `${text.replace(/\/$/, '')}/`) {
    throw new ConsentError(
      'INVALID_VALUE',
      `origin is ${quote(origin)}; it is https://host, or http://localhost:port.`,
    );
  }
  return url.origin;
}

function isSafe({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' || (protocol === 'http:' && (isLoopbackHost(hostname) || hostname.endsWith('.localhost')))
  );
}
