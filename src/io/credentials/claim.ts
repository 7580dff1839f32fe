import { systemClock } from '../clock.ts';
import type { Owners } from '../file-owner.ts';
import { systemRandom } from '../random.ts';
import { systemDisk } from './disk.ts';
import { takeLock } from './lock.ts';

/** Keeps a path for this process alone. @returns what gives it back; undefined where a living process has it */
export function claimPath(path: string, owners: Owners): ReturnType<typeof takeLock> {
  const around = { disk: systemDisk, clock: systemClock, random: systemRandom, owners: () => owners };
  return takeLock(`${path}.lock`, around);
}
