import type { SandboxRequest } from '../../http/message.ts';
import { round } from './prng.ts';

export type UnitSystem = 'metric' | 'imperial';

/** @returns the unit system that `sc-unit-system` asks for; metric by default. */
export function unitSystem(request: SandboxRequest): UnitSystem {
  return request.headers['sc-unit-system']?.toLowerCase() === 'imperial' ? 'imperial' : 'metric';
}

/** Kilometres or miles. */
export function distance(kilometres: number, system: UnitSystem): number {
  return system === 'metric' ? kilometres : round(kilometres * 0.621371, 2);
}

/** Kilopascal or pounds per square inch. */
export function pressure(kilopascal: number, system: UnitSystem): number {
  return system === 'metric' ? kilopascal : round(kilopascal * 0.145038, 2);
}

/** Litres or US gallons. */
export function volume(litres: number, system: UnitSystem): number {
  return system === 'metric' ? litres : round(litres * 0.264172, 2);
}

/** Degrees Celsius or Fahrenheit. */
export function temperature(celsius: number, system: UnitSystem): number {
  return system === 'metric' ? celsius : round(celsius * 1.8 + 32, 1);
}
