import { CliError } from '../../core/errors/cli-error.ts';
import { isLoopbackRedirect } from '../../core/connect/redirect-uri.ts';
import { forwardedPort, type Codespace } from '../../core/machine/host-environment.ts';

/** A loopback redirect URI, taken apart for listening. */
export interface RedirectTarget {
  /** As registered; port 0 asks for any free port. */
  readonly uri: string;
  readonly port: number;
  /** Exact path of the callback. */
  readonly path: string;
  /** Addresses of which every one that the machine has must be held. */
  readonly addresses: readonly string[];
  /** Host of the URI, as in a Host header without the port. */
  readonly host: string;
  /** The host is a Codespace's, which forwards it to this machine. */
  readonly isForwarded?: boolean | undefined;
}

const localhost = ['127.0.0.1', '::1'] as const;

/**
 * `localhost` means two addresses: browsers differ in which they try first, and whoever holds the other one would get the code.
 * @throws CliError INVALID_VALUE if the URI is neither an http loopback address nor one that the Codespace forwards
 */
export function parseRedirectTarget(uri: string, codespace?: Codespace): RedirectTarget {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  const forwarded = url === undefined || codespace === undefined ? undefined : forwardedPort(codespace, uri);
  if (url !== undefined && forwarded !== undefined) {
    return { uri, port: forwarded, path: url.pathname, addresses: localhost, host: url.hostname, isForwarded: true };
  }
  if (url === undefined || !isLoopbackRedirect(uri)) {
    throw new CliError('INVALID_VALUE', `The redirect URI "${uri}" is not an http address on this machine.`, {
      hint: 'Use a registered one such as http://localhost:8000/exchange.',
    });
  }
  const port = url.port === '' ? 80 : Number(url.port);
  return { uri, port, path: url.pathname, addresses: loopbackAddresses(url.hostname), host: url.hostname };
}

function loopbackAddresses(hostname: string): readonly string[] {
  if (hostname === 'localhost') return localhost;
  return [hostname === '[::1]' ? '::1' : hostname];
}

/** @returns the registered URI with the port that is really held; only a URI with port 0 changes */
export function withPort(target: RedirectTarget, port: number): string {
  return target.port === 0 ? target.uri.replace(/^(https?:\/\/[^/]*?):0(?=[/?#]|$)/, `$1:${port}`) : target.uri;
}
