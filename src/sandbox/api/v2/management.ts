import {
  connectionsBefore,
  connectionsOfApplication,
  connectionsOfUser,
  connectionsOfVehicle,
} from '../../state/connections.ts';
import { disconnect } from '../../state/subscriptions.ts';
import type { Application, Connection, SandboxState } from '../../state/state.ts';
import { applicationOfManagementToken, basicCredentials } from '../call/access.ts';
import { refuseParameter, succeed, type ApiCall, type Outcome } from '../call/outcome.ts';
import { refuseByPlan } from '../call/limits.ts';
import { refuseToken, refuseUnknownPath } from '../call/call.ts';
import { wholeNumber } from '../call/paging.ts';

/** Answers `/v2.0/management/connections`: Basic `default:<management token>`. */
export function answerManagement(call: ApiCall): Outcome {
  const { state, request, at } = call;
  const credentials = basicCredentials(request).find(({ id }) => id === 'default');
  const application = applicationOfManagementToken(state, credentials?.secret);
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
  const before = readCursor(asked.get('cursor'));
  if (before === undefined) return refuseParameter('cursor', 'must be the cursor of the page before');
  const pageRows = select(state, application, { ...filterOf(asked), before, limit: limit + 1 });
  const page = pageRows.slice(0, limit);
  const last = pageRows.length > limit ? page.at(-1) : undefined;
  return succeed(
    { connections: page.map(describe), paging: { cursor: last === undefined ? null : writeCursor(last.sequence) } },
    `200: ${page.length} connections`,
  );
}

interface ConnectionFilter {
  readonly userId: string | undefined;
  readonly vehicleId: string | undefined;
  readonly mode: string | undefined;
}

interface Selection extends ConnectionFilter {
  /** Sequence of the last connection of the page before; infinite for the first page. */
  readonly before: number;
  readonly limit: number;
}

function filterOf(asked: URLSearchParams): ConnectionFilter {
  return {
    userId: asked.get('user_id') ?? undefined,
    vehicleId: asked.get('vehicle_id') ?? undefined,
    mode: asked.get('mode') ?? undefined,
  };
}

/** Published: newest first. The connections that the filters leave, from a place on, at most so many. */
function select(state: SandboxState, application: Application, selection: Selection): readonly Connection[] {
  const { userId, vehicleId, mode, before, limit } = selection;
  if (userId === undefined && vehicleId === undefined && mode === undefined)
    return connectionsBefore(state, application.id, { before, limit });
  return poolOf(state, application, selection)
    .filter(
      (connection) =>
        connection.sequence < before &&
        connection.applicationId === application.id &&
        (userId === undefined || connection.userId === userId) &&
        (vehicleId === undefined || connection.vehicleId === vehicleId) &&
        (mode === undefined || connection.mode === mode),
    )
    .toReversed()
    .slice(0, limit);
}

function poolOf(
  state: SandboxState,
  application: Application,
  { userId, vehicleId }: ConnectionFilter,
): readonly Connection[] {
  if (userId !== undefined) return connectionsOfUser(state, application.id, userId);
  if (vehicleId !== undefined) return connectionsOfVehicle(state, vehicleId);
  return connectionsOfApplication(state, application.id);
}

function describe({ vehicleId, userId, connectedAt, mode }: Connection): unknown {
  return { vehicleId, userId, connectedAt: new Date(connectedAt).toISOString(), mode };
}

/** Together, both names end one connection: api-reference/management/delete-vehicle-connections (2026). */
function remove(state: SandboxState, application: Application, asked: URLSearchParams): Outcome {
  const userId = asked.get('user_id');
  const vehicleId = asked.get('vehicle_id');
  if (userId === null && vehicleId === null)
    return refuseParameter('user_id', 'is missing, and vehicle_id is missing as well');
  const pageRows = [...select(state, application, { ...filterOf(asked), before: Infinity, limit: Infinity })];
  for (const connection of pageRows) disconnect(state, connection);
  return succeed(
    {
      connections: pageRows.map((one) => ({ vehicleId: one.vehicleId, userId: one.userId })),
      paging: { cursor: null },
    },
    `200: ${pageRows.length} deleted`,
  );
}

function writeCursor(sequence: number): string {
  return btoa(`before ${sequence}`);
}

/** @returns the place before which the page begins: infinite for the first one, `undefined` for what is no cursor. */
function readCursor(cursor: string | null): number | undefined {
  if (cursor === null || cursor === '') return Infinity;
  try {
    const sequence = /^before (\d+)$/.exec(atob(cursor))?.[1];
    return sequence === undefined ? undefined : Number(sequence);
  } catch {
    return undefined;
  }
}
