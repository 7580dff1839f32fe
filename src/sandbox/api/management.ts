import {
  connectionsAfter,
  connectionsOfApplication,
  connectionsOfUser,
  connectionsOfVehicle,
  removeConnection,
} from '../connections.ts';
import type { Application, Connection, SandboxState } from '../state.ts';
import { applicationOfManagementToken, basicCredentials } from './access.ts';
import { refuseParameter, succeed, type ApiCall, type Outcome } from './outcome.ts';
import { refuseByPlan } from './limits.ts';
import { refuseToken, refuseUnknownPath } from './call.ts';
import { wholeNumber } from './paging.ts';

/** Answers `/v2.0/management/connections`: Basic `default:<management token>`. */
export function answerManagement(call: ApiCall): Outcome {
  const { state, request, at } = call;
  const given = basicCredentials(request).find(({ id }) => id === 'default');
  const application = applicationOfManagementToken(state, given?.secret);
  if (application === undefined) return refuseToken(call);
  const refused = refuseByPlan(state, application, at);
  if (refused !== undefined) return refused;
  const asked = new URLSearchParams(request.query);
  if (request.method === 'GET') return list(state, application, asked);
  return request.method === 'DELETE' ? remove(state, application, asked) : refuseUnknownPath(call);
}

function list(state: SandboxState, application: Application, asked: URLSearchParams): Outcome {
  const limit = wholeNumber(asked.get('limit'), 10);
  if (limit === undefined || limit < 1 || limit > 100)
    return refuseParameter('limit', 'must be a whole number from 1 to 100');
  const after = readCursor(asked.get('cursor'));
  if (after === undefined) return refuseParameter('cursor', 'must be the cursor of the page before');
  const found = select(state, application, asked, after, limit + 1);
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return succeed(
    { connections: page.map(describe), paging: { cursor: last === undefined ? null : writeCursor(last.sequence) } },
    `200: ${page.length} connections`,
  );
}

/** The connections that the filters leave, from a place on, at most so many. */
function select(
  state: SandboxState,
  application: Application,
  asked: URLSearchParams,
  after: number,
  most: number,
): readonly Connection[] {
  const userId = asked.get('user_id') ?? undefined;
  const vehicleId = asked.get('vehicle_id') ?? undefined;
  const mode = asked.get('mode') ?? undefined;
  if (userId === undefined && vehicleId === undefined && mode === undefined)
    return connectionsAfter(state, application.id, after, most);
  const pool = poolOf(state, application, userId, vehicleId);
  return pool
    .filter(
      (one) =>
        one.sequence > after &&
        one.applicationId === application.id &&
        (userId === undefined || one.userId === userId) &&
        (vehicleId === undefined || one.vehicleId === vehicleId) &&
        (mode === undefined || one.mode === mode),
    )
    .slice(0, most);
}

function poolOf(
  state: SandboxState,
  application: Application,
  userId: string | undefined,
  vehicleId: string | undefined,
): readonly Connection[] {
  if (userId !== undefined) return connectionsOfUser(state, application.id, userId);
  if (vehicleId !== undefined) return connectionsOfVehicle(state, vehicleId);
  return connectionsOfApplication(state, application.id);
}

function describe({ vehicleId, userId, connectedAt, mode }: Connection): unknown {
  return { vehicleId, userId, connectedAt: new Date(connectedAt).toISOString(), mode };
}

function remove(state: SandboxState, application: Application, asked: URLSearchParams): Outcome {
  const userId = asked.get('user_id');
  const vehicleId = asked.get('vehicle_id');
  if ((userId === null) === (vehicleId === null))
    return refuseParameter(userId === null ? 'user_id' : 'vehicle_id', 'one of user_id and vehicle_id, never both');
  const found = [...select(state, application, asked, 0, Number.MAX_SAFE_INTEGER)];
  for (const connection of found) removeConnection(state, connection);
  return succeed(
    { connections: found.map((one) => ({ vehicleId: one.vehicleId, userId: one.userId })), paging: { cursor: null } },
    `200: ${found.length} deleted`,
  );
}

function writeCursor(sequence: number): string {
  return btoa(`after ${sequence}`);
}

/** @returns the place behind which the page begins: 0 for the first one, `undefined` for what is no cursor. */
function readCursor(cursor: string | null): number | undefined {
  if (cursor === null || cursor === '') return 0;
  try {
    const sequence = /^after (\d+)$/.exec(atob(cursor))?.[1];
    return sequence === undefined ? undefined : Number(sequence);
  } catch {
    return undefined;
  }
}
