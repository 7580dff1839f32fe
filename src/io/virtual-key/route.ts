import type { SecureContextOptions } from 'node:tls';
import { rootCertificates } from 'node:tls';
import { errorCode } from '../../core/errors/system-error.ts';
import type { KeyRoute } from '../../core/findings/key/facts.ts';
import type { KeyHostRequest } from '../key-tools.ts';
import { isPublicAddress } from '../private-address.ts';
import { fixedLookup, resolveHost } from './addresses.ts';

/** Options for one TLS connection to the host; the name that it proves is always the domain. */
export interface KeyTarget {
  readonly host: string;
  readonly port: number;
  readonly servername: string;
  readonly lookup: ReturnType<typeof fixedLookup>;
  readonly ca?: SecureContextOptions['ca'] | undefined;
  readonly ALPNProtocols: string[];
}

/** The way to a host: what is reported of it, and how to connect where that is allowed. */
export interface ResolvedRoute {
  readonly route: KeyRoute;
  readonly target: KeyTarget | null;
}

/** Resolves once; all connections then go to the addresses that were judged here. */
export async function resolveRoute(request: KeyHostRequest): Promise<ResolvedRoute> {
  const { domain, connectTo, allowPrivate } = request;
  const host = connectTo?.host ?? domain;
  const base = {
    connectTo: connectTo === undefined ? null : `${connectTo.host}:${connectTo.port}`,
    privateAllowed: allowPrivate,
    extraAuthority: request.ca !== undefined,
  };
  try {
    const resolved = await resolveHost(host);
    const addresses = resolved.map(({ address }) => address);
    const privateAddresses = addresses.filter((address) => !isPublicAddress(address));
    const route: KeyRoute = { ...base, addresses, privateAddresses, failure: null };
    if (privateAddresses.length > 0 && !allowPrivate) return { route, target: null };
    return { route, target: createTarget(request, host, fixedLookup(resolved)) };
  } catch (error) {
    const failure = `${host}: ${describeFailure(error)}`;
    return { route: { ...base, addresses: [], privateAddresses: [], failure }, target: null };
  }
}

function createTarget(request: KeyHostRequest, host: string, lookup: KeyTarget['lookup']): KeyTarget {
  return {
    host,
    port: request.connectTo?.port ?? 443,
    servername: request.domain,
    lookup,
    ca: request.ca === undefined ? undefined : [...rootCertificates, request.ca],
    ALPNProtocols: ['http/1.1'],
  };
}

/** The short code of a system error, else its sentence. */
export function describeFailure(error: unknown): string {
  return errorCode(error) ?? (error instanceof Error ? error.message : 'failed');
}
