import { parseModel } from './vin.ts';
import { explainModelKeyNeed, type KeyNeed } from './virtual-key-need.ts';

/** Whether a car's owner has to add the virtual key still. */
export type VehicleKey = 'paired' | 'missing' | 'not-needed' | 'unknown';

/** A car as an API names it; null where it does not tell. */
export interface NamedCar {
  readonly make: string | null;
  readonly model: string | null;
  readonly year: number | null;
}

/** @returns false only for a car that is known to be of another make. */
export function mayBeTesla({ make }: Pick<NamedCar, 'make'>): boolean {
  return make === null || make.toUpperCase() === 'TESLA';
}

/** @returns whether commands to this car need a key, by the published rule. */
export function keyNeed({ model, year }: Pick<NamedCar, 'model' | 'year'>): KeyNeed['needed'] {
  const known = model === null ? undefined : parseModel(model);
  return known === undefined ? 'unknown' : explainModelKeyNeed(known, year).needed;
}

/** @param paired what the provider says of the key; null or absent where it said nothing */
export function judgeVehicleKey(car: NamedCar, paired: boolean | null | undefined): VehicleKey {
  if (paired === true) return 'paired';
  if (!mayBeTesla(car)) return 'not-needed';
  const need = keyNeed(car);
  if (need === 'no') return 'not-needed';
  return paired === false && need === 'yes' ? 'missing' : 'unknown';
}
