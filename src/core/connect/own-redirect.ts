import { forwardedPort, type Codespace } from '../machine/host-environment.ts';
import { isLoopbackRedirect } from './redirect-uri.ts';

/** @returns true for a redirect URI that a server on this machine can catch, directly or through its Codespace */
export function isOwnRedirect(redirectUri: string, codespace: Codespace | undefined): boolean {
  return (
    isLoopbackRedirect(redirectUri) || (codespace !== undefined && forwardedPort(codespace, redirectUri) !== undefined)
  );
}
