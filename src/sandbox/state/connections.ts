import { keyStateOf } from './virtual-key.ts';
import type { Connection, ConnectionEntry, SandboxData, SandboxState } from './state.ts';

/** The key under which a user's connections with one application are indexed. */
export function userKey(applicationId: string, userId: string): string {
  return `${applicationId} ${userId}`;
}

/** Adds a connection to the table and its indexes; its first consent is its last one so far. */
export function addConnection(
  state: SandboxData,
  connection: Omit<Connection, 'sequence' | 'consentedAt'>,
): Connection {
  const added: Connection = { ...connection, sequence: state.nextSequence, consentedAt: connection.connectedAt };
  insertConnections(state, [added]);
  return added;
}

/**
 * Adds the connections of one owner with one application, of one mode, that have their sequences, the next ones,
 * already. A fleet is added owner by owner: looking each index up for each car would take half of its time.
 */
export function insertConnections(state: SandboxData, connections: readonly Connection[]): void {
  const [first] = connections;
  if (first === undefined) return;
  for (const connection of connections) {
    state.connections.set(connection.id, connection);
    append(state.connectionsByVehicle, connection.vehicleId, [connection]);
  }
  append(state.connectionsByUser, userKey(first.applicationId, first.userId), connections);
  append(state.connectionsByApplication, first.applicationId, connections);
  append(state.connectionsByMode, modeKey(first), connections);
  state.nextSequence = first.sequence + connections.length;
}

/** Removes a connection; the application cannot reach the car for that owner any more. */
export function removeConnection(state: SandboxData, connection: Connection): void {
  if (!state.connections.delete(connection.id)) return;
  drop(state.connectionsByUser, userKey(connection.applicationId, connection.userId), connection);
  drop(state.connectionsByApplication, connection.applicationId, connection);
  drop(state.connectionsByMode, modeKey(connection), connection);
  drop(state.connectionsByVehicle, connection.vehicleId, connection);
}

/** @returns the owner's connections with the application, oldest first. */
export function connectionsOfUser(state: SandboxData, applicationId: string, userId: string): readonly Connection[] {
  return listOf(state.connectionsByUser.get(userKey(applicationId, userId)));
}

/** @returns all connections of an application, oldest first. */
export function connectionsOfApplication(state: SandboxData, applicationId: string): readonly Connection[] {
  return listOf(state.connectionsByApplication.get(applicationId));
}

function modeKey({ applicationId, mode }: Pick<Connection, 'applicationId' | 'mode'>): string {
  return `${applicationId} ${mode}`;
}

/** @returns the connections of an application that are of one mode, oldest first. */
export function connectionsOfMode(
  state: SandboxData,
  applicationId: string,
  mode: Connection['mode'],
): readonly Connection[] {
  return listOf(state.connectionsByMode.get(modeKey({ applicationId, mode })));
}

/** @returns all connections of a car, of every application and owner, oldest first. */
export function connectionsOfVehicle(state: SandboxData, vehicleId: string): readonly Connection[] {
  return listOf(state.connectionsByVehicle.get(vehicleId));
}

/** What names one connection. */
export interface ConnectionKey {
  readonly applicationId: string;
  readonly vehicleId: string;
  /** Any owner's when absent. */
  readonly userId?: string | undefined;
}

/** @returns the connection of one car, for one owner if a user id is given. */
export function findConnection(
  state: SandboxData,
  { applicationId, vehicleId, userId }: ConnectionKey,
): Connection | undefined {
  return listOf(state.connectionsByVehicle.get(vehicleId)).find(
    (connection) =>
      connection.applicationId === applicationId && (userId === undefined || connection.userId === userId),
  );
}

/**
 * Pages through an application's connections, newest first, without walking over the ones before.
 * @param before sequence of the last connection of the page before; infinite for the first page.
 */
export function connectionsBefore(
  state: SandboxData,
  applicationId: string,
  { before, limit }: { readonly before: number; readonly limit: number },
): readonly Connection[] {
  const all = connectionsOfApplication(state, applicationId);
  const end = firstAfter(all, before - 1);
  return all.slice(Math.max(0, end - limit), end).toReversed();
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

// Most cars have one connection: a list for each would be the larger half of a fleet's memory.
function listOf(entry: ConnectionEntry | undefined): readonly Connection[] {
  if (entry === undefined) return [];
  return 'id' in entry ? [entry] : entry;
}

function append(index: Map<string, ConnectionEntry>, key: string, added: readonly Connection[]): void {
  const entry = index.get(key);
  const [only] = added;
  if (entry === undefined) index.set(key, added.length === 1 && only !== undefined ? only : [...added]);
  else if ('id' in entry) index.set(key, [entry, ...added]);
  else for (const connection of added) entry.push(connection);
}

function drop(index: Map<string, ConnectionEntry>, key: string, connection: Connection): void {
  const entry = index.get(key);
  if (entry === undefined) return;
  if ('id' in entry) {
    if (entry.sequence === connection.sequence) index.delete(key);
    return;
  }
  // Every list is in order of sequence: no walk over a fleet for one car.
  const at = firstAfter(entry, connection.sequence - 1);
  if (entry[at]?.sequence === connection.sequence) entry.splice(at, 1);
  if (entry.length === 0) index.delete(key);
}

/**
 * @returns whether the car of a connection holds its application's key, which no car of another make needs; undefined
 *   where car or application is gone
 */
export function keyOfConnection(
  state: SandboxState,
  { vehicleId, applicationId }: Connection,
): ReturnType<typeof keyStateOf> | undefined {
  const car = state.vehicles.get(vehicleId);
  const application = state.applications.get(applicationId);
  if (car === undefined || application === undefined) return undefined;
  return car.make === 'TESLA' ? keyStateOf(car, application.virtualKeyDomain) : 'not-needed';
}

/** @returns whose the car of a connection is in the account that shares it; undefined once it is gone from there */
export function roleOfConnection(
  { accounts }: SandboxState,
  { accountId, vehicleId }: Connection,
): 'owner' | 'driver' | undefined {
  return accounts.get(accountId)?.vehicles.get(vehicleId);
}
