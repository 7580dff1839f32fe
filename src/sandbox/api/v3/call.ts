import { findConnection } from '../../state/connections.ts';
import type { AccessToken, Application, Connection } from '../../state/state.ts';
import { validToken } from '../call/access.ts';
import type { VehicleAccess } from '../call/decide.ts';
import { refuseByPlan } from '../call/limits.ts';
import { isDegree } from './attributes.ts';
import type { JsonBody } from '../call/body.ts';
import { refuse, type ApiCall, type Outcome, type Refusal } from '../call/outcome.ts';

/** A v3 call whose token was found good. */
export interface V3Call extends ApiCall {
  readonly application: Application;
  readonly token: AccessToken;
  /** Parsed query. */
  readonly asked: URLSearchParams;
  /** From `sc-user-id`. */
  readonly userId: string | undefined;
}

/** A v3 call to one connected car. */
export interface V3VehicleCall extends V3Call, VehicleAccess {}

/**
 * Runs a call with a token of the IAM host. A user's token of v2 does not reach v3 (smartcar.com/docs, migration guide
 * of 2026); that it is refused like an unknown one is an assumption.
 */
export function withApplication(call: ApiCall, answer: (call: V3Call) => Outcome): Outcome {
  const { state, request, at } = call;
  const token = validToken(state, request);
  if (token?.userId !== undefined)
    return refuse('AUTHENTICATION:UNAUTHORIZED', "a user's token of v2 does not reach v3");
  const application = token && state.applications.get(token.applicationId);
  if (token === undefined || application === undefined) return refuseTokenV3(call);
  const refused = refuseByPlan(state, application, at);
  if (refused !== undefined) return refused;
  const userId = request.headers['sc-user-id']?.trim() || undefined;
  return answer({ ...call, application, token, userId, asked: new URLSearchParams(request.query) });
}

function refuseTokenV3({ request }: ApiCall): Refusal {
  const isThere = request.headers['authorization'] !== undefined;
  return refuse(
    'AUTHENTICATION:UNAUTHORIZED',
    isThere ? 'the token is unknown or has expired' : 'no Authorization header',
  );
}

/** Finds the car of a call that must name its owner in `sc-user-id`. */
export function withUserVehicle(call: V3Call, vehicleId: string, answer: (call: V3VehicleCall) => Outcome): Outcome {
  if (call.userId === undefined)
    return refuse('VALIDATION:MISSING_PARAMETER', 'the header sc-user-id is missing', {
      detail: [{ field: 'sc-user-id', message: 'missing userId' }],
    });
  return withVehicleV3(call, vehicleId, answer);
}

/**
 * Finds the car of a call. An id that is no car's is VEHICLE_NOT_FOUND, as one field report of 2026-05 shows it; a car
 * that is not connected is ACCESS_DENIED (assumption, as in v2).
 */
export function withVehicleV3(call: V3Call, vehicleId: string, answer: (call: V3VehicleCall) => Outcome): Outcome {
  const { state } = call;
  if (!state.vehicles.has(vehicleId))
    return refuse('RESOURCE_NOT_FOUND:VEHICLE_NOT_FOUND', 'no such car', {
      detail: [{ field: 'vehicleId', message: `Vehicle with ID ${vehicleId} not found` }],
    });
  const connection = findConnection(state, { applicationId: call.application.id, vehicleId, userId: call.userId });
  const access = connection && vehicleAccess(call, connection);
  return access === undefined
    ? refuse('AUTHENTICATION:ACCESS_DENIED', 'the car is not connected to the application by this owner', {
        rule: 'not-connected',
      })
    : answer({ ...call, ...access });
}

/** @returns the car of a connection, or `undefined` if it no longer exists. */
function vehicleAccess({ state, application }: V3Call, connection: Connection): VehicleAccess | undefined {
  const vehicle = state.vehicles.get(connection.vehicleId);
  return vehicle && { state, application, connection, vehicle, account: state.accounts.get(connection.accountId) };
}

/** @returns the refusal of a value with the wrong form. */
export function refuseFormat(field: string, message: string): Refusal {
  const text = `"${field}" ${message}`;
  return refuse('VALIDATION:INVALID_INPUT_FORMAT', text, { detail: [{ field, message: text }] });
}

/**
 * @returns the refusal of a place that is none on earth, one error for each of its numbers, in the words of
 * smartcar.com/docs/errors/api-errors/v3/validation-errors (2026)
 */
export function refusePlace(place: JsonBody | undefined): Refusal | undefined {
  if (place === undefined) return undefined;
  const faults = [
    ['latitude', 90, 'Invalid latitude. Latitude must be a number between -90 and 90.'],
    ['longitude', 180, 'Invalid longitude. Longitude must be a number between -180 and 180.'],
  ] as const;
  const detail = faults
    .filter(([field, most]) => !isDegree(place[field], most))
    .map(([field, , message]) => ({ field, message }));
  const fields = detail.map(({ field }) => field).join(' and ');
  return detail.length === 0 ? undefined : refuse('VALIDATION:INVALID_INPUT_FORMAT', `${fields} invalid`, { detail });
}

/** @returns the refusal of a path that v3 does not have. */
export function refusePathV3({ request }: ApiCall): Refusal {
  return refuse('RESOURCE_NOT_FOUND:INVALID_PATH', `no such path: ${request.method} ${request.path.slice(0, 200)}`);
}

/** @returns the refusal of a request that lacks what the management API needs, with the code of its published sample. */
export function refuseBadRequest(field: string, message: string): Refusal {
  const text = `"${field}" ${message}`;
  return refuse('VALIDATION:BAD_REQUEST', text, { detail: [{ field, message: text }] });
}
