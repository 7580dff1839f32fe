import {
  connectionsOfApplication,
  connectionsOfUser,
  connectionsOfVehicle,
  removeConnection,
  userKey,
} from '../../state/connections.ts';
import { effectivePermissions } from '../../state/grants.ts';
import type { Connection } from '../../state/state.ts';
import { refuse, succeed, type Outcome } from '../call/outcome.ts';
import { listBody } from './answer.ts';
import { readPageV3, refuseFormat, type V3Call } from './call.ts';
import { modeOf, vehicleAttributes } from './vehicle.ts';

/** `GET /connections`: filters `userId`, `vehicleId`, `vehicle.mode` (live by default), `user.externalId`. */
export function listConnections(call: V3Call): Outcome {
  const page = readPageV3(call.asked);
  if ('error' in page) return page;
  const mode = call.asked.get('filter[vehicle.mode]') ?? 'live';
  if (mode !== 'live' && mode !== 'simulated') return refuseFormat('filter[vehicle.mode]', 'must be live or simulated');
  const found = pool(call).filter((one) => matches(call, one, mode));
  const start = (page.number - 1) * page.size;
  const data = found.slice(start, start + page.size).map((one) => connectionResource(call, one));
  const base = `${call.state.settings.origin}/v3/connections`;
  return succeed(
    listBody({ base, asked: call.asked, page, data, totalCount: found.length }),
    `200: ${data.length} of ${found.length} connections`,
  );
}

/** The shortest list that holds all connections which can match. */
function pool({ state, application, asked, userId }: V3Call): readonly Connection[] {
  const user = userId ?? asked.get('filter[userId]');
  if (user !== null) return connectionsOfUser(state, application.id, user);
  const vehicle = asked.get('filter[vehicleId]');
  if (vehicle !== null) return connectionsOfVehicle(state, vehicle);
  return connectionsOfApplication(state, application.id);
}

function matches({ state, application, asked }: V3Call, one: Connection, mode: string): boolean {
  const user = asked.get('filter[userId]');
  const vehicle = asked.get('filter[vehicleId]');
  const external = asked.get('filter[user.externalId]');
  return (
    one.applicationId === application.id &&
    one.mode === mode &&
    (user === null || one.userId === user) &&
    (vehicle === null || one.vehicleId === vehicle) &&
    (external === null || state.externalIds.get(userKey(application.id, one.userId)) === external)
  );
}

function connectionResource({ state, application }: V3Call, connection: Connection): unknown {
  const vehicle = state.vehicles.get(connection.vehicleId);
  const self = `/connections/${connection.id}`;
  return {
    id: connection.id,
    type: 'connection',
    attributes: {
      connectedAt: new Date(connection.connectedAt).toISOString(),
      permissions: effectivePermissions(state, connection),
      vehicle: vehicle === undefined ? null : { ...vehicleAttributes(vehicle), mode: modeOf(connection) },
      user: {
        id: connection.userId,
        externalId: state.externalIds.get(userKey(application.id, connection.userId)) ?? null,
      },
    },
    relationships: {
      vehicle: { data: { id: connection.vehicleId, type: 'vehicle' } },
      user: { data: { id: connection.userId, type: 'user' } },
    },
    links: { self },
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
  removeConnection(call.state, connection);
  return succeed(undefined, '204: disconnected', { status: 204 });
}

/** `DELETE /users/{userId}`: ends every connection of that user with the application. */
export function deleteUser(call: V3Call, id: string): Outcome {
  if (call.userId !== undefined && call.userId !== id)
    return refuse('AUTHENTICATION:ACCESS_DENIED', 'the call is bound to another user');
  const theirs = [...connectionsOfUser(call.state, call.application.id, id)];
  if (theirs.length === 0) return refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'the user has no connection');
  for (const connection of theirs) removeConnection(call.state, connection);
  return succeed(undefined, `204: ${theirs.length} connections ended`, { status: 204 });
}
