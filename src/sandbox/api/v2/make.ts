import type { VehicleAccess } from '../call/decide.ts';
import { refuse, type Outcome } from '../call/outcome.ts';
import { reads, type Read } from '../car/reads.ts';
import { teslaReads } from '../tesla/reads.ts';

const makes: ReadonlySet<string> = new Set(['tesla']);

/** A read and the make with which its path began, as it was written. */
export interface FoundRead {
  readonly read: Read;
  readonly make: string | undefined;
}

/** @param path what follows the vehicle id, without a slash before and behind. */
export function findRead(path: string): FoundRead | undefined {
  const make = makeOf(path);
  const read = make === undefined ? reads.get(path) : teslaReads.get(path.slice(make.length + 1));
  return read && { read, make };
}

/** @returns the make with which the rest of a path begins, in any case. */
export function makeOf(rest: string): string | undefined {
  const slash = rest.indexOf('/');
  const first = slash < 0 ? '' : rest.slice(0, slash);
  return makes.has(first.toLowerCase()) ? first : undefined;
}

/** Published: the make stands in lower case; upper case is answered as a missing permission. */
export function refuseByMake({ vehicle }: VehicleAccess, make: string | undefined): Outcome | undefined {
  if (make === undefined) return undefined;
  if (make !== make.toLowerCase())
    return refuse('PERMISSION:null', `the make in the path is "${make}", not lower case`);
  return vehicle.make.toLowerCase() === make
    ? undefined
    : refuse('COMPATIBILITY:SMARTCAR_NOT_CAPABLE', `the car is not a ${make}`);
}
