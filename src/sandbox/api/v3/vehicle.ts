import type { Connection, Vehicle } from '../../state/state.ts';
import { succeed, type Outcome } from '../call/outcome.ts';
import type { V3VehicleCall } from './call.ts';
import { refuseByGrant } from '../call/decide.ts';

/** What the API tells of a car, wherever it names one. */
export function vehicleAttributes(
  { make, model, year, powertrain }: Vehicle,
  { mode }: Pick<Connection, 'mode'>,
): Readonly<Record<string, unknown>> {
  return { make, model, year, powertrainType: powertrain, mode };
}

/** A car as a JSON:API resource. Its link is a path alone, as Smartcar's sample has it. */
export function vehicleResource({ vehicle, connection }: Pick<V3VehicleCall, 'vehicle' | 'connection'>): unknown {
  return {
    id: vehicle.id,
    type: 'vehicle',
    attributes: vehicleAttributes(vehicle, connection),
    links: { self: `/vehicles/${vehicle.id}` },
  };
}

/**
 * `GET /vehicles/{id}` (smartcar.com/docs/api-reference/get-vehicle, 2026), under read_vehicle_info as in v2. The fixed
 * test vehicle alone is bare: the Node and Java SDKs' suites read it so.
 */
export function answerVehicleV3(call: V3VehicleCall): Outcome {
  return refuseByGrant(call, 'read_vehicle_info') ?? succeed({ data: vehicleResource(call) }, '200: vehicle');
}
