import type { Connection, Vehicle } from '../../state/state.ts';
import { succeed, type Outcome } from '../call/outcome.ts';
import type { V3VehicleCall } from './call.ts';
import { refuseByGrant } from '../call/decide.ts';

/** What the API tells of a car. */
export function vehicleAttributes({ make, model, year, powertrain }: Vehicle): Readonly<Record<string, unknown>> {
  return { make, model, year, powertrainType: powertrain };
}

/** Mode of a connection's car. */
export function modeOf(connection: Connection): string {
  return connection.mode;
}

/** A car as a JSON:API resource. */
export function vehicleResource({ vehicle, connection }: Pick<V3VehicleCall, 'vehicle' | 'connection'>): unknown {
  return {
    id: vehicle.id,
    type: 'vehicle',
    attributes: { ...vehicleAttributes(vehicle), mode: modeOf(connection) },
    links: { self: `/vehicles/${vehicle.id}` },
  };
}

/**
 * `GET /vehicles/{id}`, under read_vehicle_info as in v2. The Node and Java SDKs read the resource at the top of the
 * body, as the signal endpoint documents it, not inside `data`.
 */
export function answerVehicleV3(call: V3VehicleCall): Outcome {
  return refuseByGrant(call, 'read_vehicle_info') ?? succeed(vehicleResource(call), '200: vehicle');
}
