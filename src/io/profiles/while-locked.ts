import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import { systemDisk } from '../credentials/disk.ts';
import { withLock } from '../credentials/lock.ts';
import { createOwners, ownerInName, readOwnerSystem, type OwnerSystem, type Owners } from '../file-owner.ts';
import { systemRandom } from '../random.ts';

/** The settings file that is to be written. */
export interface LockedFile {
  readonly directory: string;
  /** Its name without `.json`. */
  readonly name: string;
}

/**
 * Does the work while no other process writes the file. Loaded by those who write alone.
 * @param host the process, by which a dead writer is told from a living one
 */
export async function whileLocked(
  host: Pick<OwnerSystem, 'pid' | 'kill'>,
  { directory, name }: LockedFile,
  work: () => Promise<void>,
): Promise<void> {
  const owners = createOwners(readOwnerSystem(host));
  await systemDisk.makeDirectory(directory);
  await withLock(
    join(directory, `${name}.lock`),
    { disk: systemDisk, clock: systemClock, random: systemRandom, owners: () => owners },
    async () => {
      // Whoever holds the lock is the only writer: what others left half written is litter.
      for (const entry of await systemDisk.list(directory))
        if (isLitter(entry, name, owners)) await systemDisk.remove(join(directory, entry));
      await work();
    },
  );
}

/** What a writer that died left: half of a file, or its turn in the line before the lock. */
function isLitter(entry: string, name: string, owners: Owners): boolean {
  if (entry.startsWith(`${name}.json.tmp-`)) return true;
  const owner = entry.startsWith(`${name}.lock.`) ? ownerInName(entry, owners.self) : undefined;
  return owner !== undefined && owners.isGone(owner);
}
