import { findConnection } from '../connections.ts';
import { withUser, type UserCall } from './call.ts';
import type { VehicleAccess } from './decide.ts';
import { refuse, type ApiCall, type Outcome } from './outcome.ts';

/** A user's call to one car that is connected. */
export interface VehicleCall extends UserCall, VehicleAccess {}

/** Finds the car of a user's call. A car that is not connected, never was or does not exist is PERMISSION (assumption). */
export function withVehicle(call: ApiCall, vehicleId: string, answer: (call: VehicleCall) => Outcome): Outcome {
  return withUser(call, (user) => {
    const { state, application, token } = user;
    const connection = findConnection(state, application.id, vehicleId, token.userId);
    const vehicle = connection && state.vehicles.get(connection.vehicleId);
    if (connection === undefined || vehicle === undefined)
      return refuse('PERMISSION:null', "the car is not connected to the application by this token's owner");
    return answer({ ...user, connection, vehicle, account: state.accounts.get(connection.accountId) });
  });
}
