import { findConnection } from '../../state/connections.ts';
import { hasUuidShape } from '../../state/ids.ts';
import { withUser, type UserCall } from './call.ts';
import type { VehicleAccess } from './decide.ts';
import { refuse, type ApiCall, type Outcome } from './outcome.ts';

/** A user's call to one car that is connected. */
export interface VehicleCall extends UserCall, VehicleAccess {}

/** Finds the car of a user's call. */
export function withVehicle(call: ApiCall, vehicleId: string, answer: (call: VehicleCall) => Outcome): Outcome {
  return withUser(call, (user) => {
    const { state, application, token } = user;
    const connection = findConnection(state, { applicationId: application.id, vehicleId, userId: token.userId });
    const vehicle = connection && state.vehicles.get(connection.vehicleId);
    if (connection === undefined || vehicle === undefined)
      return refuseVehicle(vehicleId, "the car is not connected to the application by this token's owner");
    return answer({ ...user, connection, vehicle, account: state.accounts.get(connection.accountId) });
  });
}

/** An id that is not a UUID is malformed; a car that is not connected, never was or does not exist is PERMISSION (assumption). */
export function refuseVehicle(vehicleId: string, why: string): Outcome {
  return hasUuidShape(vehicleId)
    ? refuse('PERMISSION:null', why, { rule: 'not-connected' })
    : refuse('VALIDATION:null', 'the vehicle id is not a UUID');
}
