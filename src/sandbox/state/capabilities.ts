import type { Vehicle } from './state.ts';

const combustionOnly = new Set(['read_fuel', 'read_engine_oil']);
const batteryOnly = new Set([
  'read_battery',
  'read_charge',
  'read_charge_events',
  'read_charge_locations',
  'read_charge_records',
  'control_charge',
]);
/** No Tesla endpoint is known behind these. */
const notAtTesla = new Set(['read_charge_locations', 'read_diagnostics', 'read_service_history']);

/** @returns true when the car can do what the permission allows; asking for it may be granted all the same. */
export function isCapable(vehicle: Pick<Vehicle, 'make' | 'powertrain'>, permission: string): boolean {
  if (combustionOnly.has(permission)) return vehicle.powertrain !== 'BEV';
  if (batteryOnly.has(permission) && vehicle.powertrain === 'ICE') return false;
  return !(vehicle.make === 'TESLA' && notAtTesla.has(permission));
}
