import { smartcarPermissions } from '../../core/providers/smartcar/permissions.ts';
import type { Vehicle } from '../state/state.ts';
import { brandName } from './brands.ts';

/** @returns a car's name for people. */
export function carName(car: Pick<Vehicle, 'make' | 'model' | 'year'>): string {
  return `${car.year} ${brandName(car.make)} ${car.model}`;
}

/** @returns what a permission allows, in words. */
export function describePermission(name: string): string {
  // The catalogue holds exactly the names that a session can ask for; the fallback keeps this total.
  return Object.entries(smartcarPermissions).find(([key]) => key === name)?.[1].description ?? name;
}
