import { isLoopbackHost } from '../../core/text/loopback-host.ts';

/** @returns true if requests to this origin never leave the machine */
export function isLoopbackOrigin(origin: string): boolean {
  return isLoopbackHost(new URL(origin).hostname);
}
