import type { Vehicle } from '../../state/state.ts';
import { refuseByGrant, refuseByStanding } from '../call/decide.ts';
import { refuseUnkeyedRead } from '../call/limits.ts';
import { succeed, type Outcome } from '../call/outcome.ts';
import type { Read, ReadInput } from './reads.ts';
import { vehicleAt } from './simulation.ts';
import { unitSystem } from './units.ts';
import type { VehicleCall } from '../call/vehicle-call.ts';

/** Answers one read: grant, own reasons, 8-hour rule, data. */
export function answerRead(call: VehicleCall, read: Read, options: { readonly isCounted?: boolean } = {}): Outcome {
  const refused = read.permission === undefined ? refuseByStanding(call) : refuseByGrant(call, read.permission);
  if (refused !== undefined) return refused;
  const input = readInput(call);
  const own = read.refuses?.(input);
  if (own !== undefined) return own;
  if (read.isMeta === true) return succeed(read.body(input), '200: read');
  const unkeyed = options.isCounted === true ? undefined : refuseUnkeyedRead(call.application, call.vehicle, call.at);
  return unkeyed ?? succeed(read.body(input), '200: read', { headers: dataHeaders(input, read) });
}

function readInput(call: VehicleCall): ReadInput {
  return {
    ...call,
    moment: vehicleAt(call.vehicle, call.vehicle.condition ?? {}, call.at),
    units: unitSystem(call.request),
    query: call.request.query,
  };
}

function dataHeaders({ vehicle, moment, units }: ReadInput, read: Read): Record<string, string> {
  const age = new Date(moment.at - dataAge(vehicle, moment.at)).toISOString();
  const fetched = new Date(moment.at).toISOString();
  return read.hasUnits === true
    ? { 'sc-data-age': age, 'sc-fetched-at': fetched, 'sc-unit-system': units }
    : { 'sc-data-age': age, 'sc-fetched-at': fetched };
}

/** Milliseconds since the car told its data last. Published for a Model S or X without streaming: about five minutes. */
export function dataAge(vehicle: Vehicle, at: number): number {
  return at % (vehicle.make === 'TESLA' && !vehicle.streaming ? 300_000 : 20_000);
}
