import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findExhaustion } from '../../core/errors/exhaustion.ts';
import { namePortOwner } from '../../core/machine/port-owner.ts';
import type { RedirectTarget } from './redirect-target.ts';

/** Port held on every address of the target, or why not. */
export type Binding =
  | { readonly bound: true; readonly port: number; readonly servers: readonly Server[] }
  | ({ readonly bound: false } & BindFailure);

export interface BindFailure {
  /** The system's error, such as `EMFILE`. */
  readonly code: string;
  readonly reason: string;
  /** What to do, where that has nothing to do with the address. */
  readonly hint?: string | undefined;
}

/** Attempts to find a port that is free on both families when any port will do. */
const freePortAttempts = 20;

/** This machine has no such address: nobody else can hold it either. */
const absentAddress: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/**
 * Listens on all addresses of the target or on none.
 * @param createServer makes one server for each address
 */
export async function bindTarget(target: RedirectTarget, createServer: () => Server): Promise<Binding> {
  let binding = await bindAll(target, target.port, createServer);
  for (let attempt = 1; target.port === 0 && !binding.bound && attempt < freePortAttempts; attempt += 1) {
    binding = await bindAll(target, 0, createServer);
  }
  return binding;
}

async function bindAll(target: RedirectTarget, wanted: number, createServer: () => Server): Promise<Binding> {
  const servers: Server[] = [];
  let port = wanted;
  for (const address of target.addresses) {
    const server = createServer();
    const failure = await listen(server, address, port);
    if (failure === undefined) {
      servers.push(server);
      port = portOf(server);
    } else if (!absentAddress.has(failure)) {
      for (const held of servers) held.close();
      return { bound: false, ...(await explainFailure(failure, address, port)) };
    }
  }
  if (servers.length === 0)
    return {
      bound: false,
      code: 'EADDRNOTAVAIL',
      reason: `this machine has no address ${target.addresses.join(' or ')}`,
    };
  return { bound: true, port, servers };
}

/** @returns the error code, or undefined once the server listens */
function listen(server: Server, host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException): void => resolve(error.code ?? error.name);
    server.once('error', onError);
    server.listen({ host, port, exclusive: true, ipv6Only: host.includes(':') }, () => {
      server.removeListener('error', onError);
      // A failed accept (no file descriptors left) costs one connection, not the wait.
      server.on('error', () => undefined);
      resolve(undefined);
    });
  });
}

function portOf(server: Server): number {
  // A server that listens on TCP has an address object; the other forms belong to pipes.
  return (server.address() as AddressInfo).port;
}

async function explainFailure(code: string, address: string, port: number): Promise<BindFailure> {
  const where = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  if (code === 'EADDRINUSE') return { code, reason: `${where} is taken by ${await nameOwner(port, address)}` };
  if (code === 'EACCES') return { code, reason: `this user may not listen on ${where}` };
  const exhaustion = findExhaustion(code);
  return {
    code,
    reason: `${where} cannot be listened on (${exhaustion === undefined ? code : `${code}: ${exhaustion.reason}`})`,
    hint: exhaustion?.hint,
  };
}

/** Looked up only where a port is taken, so no start pays for it. */
async function nameOwner(port: number, address: string): Promise<string> {
  const { findPortOwner } = await import('../machine/port-owner.ts');
  return namePortOwner((await findPortOwner(port, address)) ?? {});
}
