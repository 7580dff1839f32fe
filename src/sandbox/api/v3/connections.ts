import { connectionsOfMode, connectionsOfUser, connectionsOfVehicle, userKey } from '../../state/connections.ts';
import { disconnect } from '../../state/subscriptions.ts';
import { effectivePermissions } from '../../state/grants.ts';
import type { Connection } from '../../state/state.ts';
import { refuse, succeed, type Outcome } from '../call/outcome.ts';
import { isoTime } from './answer.ts';
import type { V3Call } from './call.ts';
import { answerList, readFilter } from './list.ts';
import { vehicleAttributes } from './vehicle.ts';

/** `GET /connections`, newest first: filters `userId`, `vehicleId`, `vehicle.mode` (live by default), `user.externalId`. */
export function listConnections(call: V3Call): Outcome {
  const mode = readFilter(call.asked, 'filter[vehicle.mode]', ['live', 'simulated']) ?? 'live';
  if (typeof mode !== 'string') return mode;
  return answerList(call, {
    path: 'connections',
    all: select(call, mode),
    isNewestLast: true,
    toResource: (one) => connectionResource(call, one),
    size: 10,
    filterNames: ['userId', 'vehicleId', 'vehicle.mode', 'user.externalId'],
    filters: { 'filter[vehicle.mode]': mode },
    meta: { orderBy: 'createdAt', orderDirection: 'DESC' },
  });
}

/** The page of a fleet is cut from an index; with a filter the shortest list that can hold all of them is walked. */
function select(call: V3Call, mode: Connection['mode']): readonly Connection[] {
  const { state, application, asked } = call;
  const user = asked.get('filter[userId]');
  const vehicle = asked.get('filter[vehicleId]');
  const external = asked.get('filter[user.externalId]');
  const ofMode = connectionsOfMode(state, application.id, mode);
  if (call.userId === undefined && user === null && vehicle === null && external === null) return ofMode;
  return poolOf(call, { user: call.userId ?? user, vehicle, ofMode }).filter(
    (connection) =>
      connection.applicationId === application.id &&
      connection.mode === mode &&
      (user === null || connection.userId === user) &&
      (vehicle === null || connection.vehicleId === vehicle) &&
      (external === null || state.externalIds.get(userKey(application.id, connection.userId)) === external),
  );
}

interface Pools {
  readonly user: string | null;
  readonly vehicle: string | null;
  readonly ofMode: readonly Connection[];
}

function poolOf({ state, application }: V3Call, { user, vehicle, ofMode }: Pools): readonly Connection[] {
  if (user !== null) return connectionsOfUser(state, application.id, user);
  return vehicle === null ? ofMode : connectionsOfVehicle(state, vehicle);
}

/**
 * Fields of smartcar.com/docs/api-reference/get-connection (2026); `attributes.user` and whole addresses in `links` as
 * recorded from live accounts.
 */
function connectionResource({ state, application }: V3Call, connection: Connection): unknown {
  const { id, vehicleId, userId } = connection;
  const vehicle = state.vehicles.get(vehicleId);
  const base = `${state.settings.origin}/v3`;
  return {
    id,
    type: 'connection',
    attributes: {
      permissions: effectivePermissions(state, connection),
      vehicle: vehicle === undefined ? null : vehicleAttributes(vehicle, connection),
      user: { id: userId, externalId: state.externalIds.get(userKey(application.id, userId)) ?? null },
    },
    relationships: {
      vehicle: { data: { id: vehicleId, type: 'vehicle' }, links: { related: `${base}/vehicles/${vehicleId}` } },
      user: { data: { id: userId, type: 'user' } },
    },
    meta: { createdAt: isoTime(connection.connectedAt), updatedAt: isoTime(connection.consentedAt) },
    links: { self: `${base}/connections/${id}` },
  };
}

/** `GET` and `DELETE /connections/{connectionId}`. */
export function answerConnection(call: V3Call, id: string): Outcome {
  const connection = call.state.connections.get(id);
  const isTheirs =
    connection?.applicationId === call.application.id &&
    (call.userId === undefined || call.userId === connection.userId);
  if (connection === undefined || !isTheirs) return refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'no such connection');
  if (call.request.method === 'GET') return succeed({ data: connectionResource(call, connection) }, '200: connection');
  disconnect(call.state, connection);
  return succeed(undefined, '204: disconnected', { status: 204 });
}

/** `DELETE /users/{userId}`: ends every connection of that user with the application. */
export function deleteUser(call: V3Call, id: string): Outcome {
  if (call.userId !== undefined && call.userId !== id)
    return refuse('AUTHENTICATION:ACCESS_DENIED', 'the call is bound to another user');
  const theirs = [...connectionsOfUser(call.state, call.application.id, id)];
  if (theirs.length === 0) return refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'the user has no connection');
  for (const connection of theirs) disconnect(call.state, connection);
  return succeed(undefined, `204: ${theirs.length} connections ended`, { status: 204 });
}
