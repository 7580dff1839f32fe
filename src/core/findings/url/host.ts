import { connectOrigin } from '../../connect/application.ts';

/** @returns whether a host looks like Connect's and is another: a letter more or less, or Smartcar's name in front of another domain. */
export function isMisspeltHost(host: string): boolean {
  if (host === new URL(connectOrigin).hostname || host === 'smartcar.com') return false;
  return host.endsWith('.smartcar.com') ? /^con+[a-z]{1,4}ct?s?\./.test(host) : /smartcar\.c/.test(host);
}
