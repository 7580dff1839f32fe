import type { Connection, SandboxData } from './state.ts';

/** The key under which a user's connections with one application are indexed. */
export function userKey(applicationId: string, userId: string): string {
  return `${applicationId} ${userId}`;
}

/** Adds a connection to the table and its indexes. */
export function addConnection(state: SandboxData, connection: Omit<Connection, 'sequence'>): Connection {
  const added: Connection = { ...connection, sequence: state.nextSequence };
  state.nextSequence += 1;
  state.connections.set(added.id, added);
  append(state.connectionsByUser, userKey(added.applicationId, added.userId), added);
  append(state.connectionsByApplication, added.applicationId, added);
  append(state.connectionsByVehicle, added.vehicleId, added);
  return added;
}

/** Removes a connection; the application cannot reach the car for that owner any more. */
export function removeConnection(state: SandboxData, connection: Connection): void {
  if (!state.connections.delete(connection.id)) return;
  drop(state.connectionsByUser, userKey(connection.applicationId, connection.userId), connection);
  drop(state.connectionsByApplication, connection.applicationId, connection);
  drop(state.connectionsByVehicle, connection.vehicleId, connection);
}

/** @returns the owner's connections with the application, oldest first. */
export function connectionsOfUser(state: SandboxData, applicationId: string, userId: string): readonly Connection[] {
  return state.connectionsByUser.get(userKey(applicationId, userId)) ?? [];
}

/** @returns the connection of one car, for one owner if a user id is given. */
export function findConnection(
  state: SandboxData,
  applicationId: string,
  vehicleId: string,
  userId?: string,
): Connection | undefined {
  return state.connectionsByVehicle
    .get(vehicleId)
    ?.find(
      (connection) =>
        connection.applicationId === applicationId && (userId === undefined || connection.userId === userId),
    );
}

/**
 * Pages through an application's connections without walking over the ones before.
 * @param after sequence of the last connection of the page before; 0 for the first page.
 */
export function connectionsAfter(
  state: SandboxData,
  applicationId: string,
  after: number,
  limit: number,
): readonly Connection[] {
  const all = state.connectionsByApplication.get(applicationId) ?? [];
  const start = firstAfter(all, after);
  return all.slice(start, start + limit);
}

function firstAfter(sorted: readonly Connection[], sequence: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.sequence ?? 0) <= sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}

function append(index: Map<string, Connection[]>, key: string, connection: Connection): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [connection]);
  else list.push(connection);
}

function drop(index: Map<string, Connection[]>, key: string, connection: Connection): void {
  const list = index.get(key);
  const at = list?.findIndex(({ sequence }) => sequence === connection.sequence) ?? -1;
  if (list === undefined || at < 0) return;
  list.splice(at, 1);
  if (list.length === 0) index.delete(key);
}
