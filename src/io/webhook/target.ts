import { isIP } from 'node:net';
import { CliError } from '../../core/errors/cli-error.ts';
import { isLoopbackAddress, isPrivateNetwork } from '../private-address.ts';
import { resolveHost } from '../virtual-key/addresses.ts';
import type { WebhookTarget } from '../webhook.ts';

type Resolve = (host: string) => Promise<WebhookTarget['addresses']>;

/**
 * Judges where a delivery may go. Events carry where a car stands and who drives it; a forged one can do harm.
 * @param resolve looks a host name up
 */
export async function resolveTarget(
  text: string,
  options: { readonly allowPublic: boolean },
  resolve: Resolve = resolveHost,
): Promise<WebhookTarget> {
  const url = parseTarget(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await lookUp(host, resolve) : [{ address: host, family: isIP(host) }];
  const outside = addresses.find(({ address }) => !isLoopbackAddress(address) && !isPrivateNetwork(address));
  if (outside === undefined || options.allowPublic) return { url: url.href, addresses };
  throw new CliError(
    'SECURITY',
    `"${text}" leads to ${outside.address}, which is neither this machine nor a private network.`,
    {
      hint: 'Nothing was sent. Pass an address of your own machine or network, or --allow-public if the receiver is really yours.',
    },
  );
}

function parseTarget(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new CliError('INVALID_VALUE', `"${text}" is not an http address of a receiver.`, {
      hint: 'Write it whole, such as http://localhost:3000/webhook.',
    });
  }
  if (url.username === '' && url.password === '') return url;
  throw new CliError('INVALID_VALUE', 'The address of the receiver has a user name or a password in it.', {
    hint: 'Leave them out: everyone who lists the processes of this machine reads them.',
  });
}

async function lookUp(host: string, resolve: Resolve): Promise<WebhookTarget['addresses']> {
  const addresses = await resolve(host).catch(() => []);
  if (addresses.length > 0) return addresses;
  throw new CliError('NETWORK', `The name "${host}" does not resolve.`, {
    hint: 'Check the spelling, and the network.',
  });
}
