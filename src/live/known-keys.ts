import type { SandboxConnection, SandboxHandle } from '../io/sandbox-control.ts';

/** A sandbox knows the key of each car and whose the car is, also where the grant lets the application read neither. */
export async function knownKeys(
  sandbox: SandboxHandle | undefined,
): Promise<ReadonlyMap<string, Pick<SandboxConnection, 'virtualKey' | 'role'>>> {
  const connections = (await sandbox?.connections()) ?? [];
  return new Map(connections.map((connection) => [connection.vehicleId, connection]));
}
