import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createOwners, ownerInName, ownerTag, readOwnerSystem, type Owners, type OwnerSystem } from '../file-owner.ts';

/** The process, by which a dead writer is told from a living one. */
export type FolderHost = Pick<OwnerSystem, 'pid' | 'kill'>;

/** Directories hold what names users: they are this user's alone. */
const folderMode = 0o700;

/**
 * Makes a directory whose name tells which process works in it, and removes those of processes that died.
 * @param start of its name; directories that begin so are of the same kind
 * @throws the system's error
 */
export function makeOwnFolder(parent: string, start: string, host: FolderHost): string {
  const owners = createOwners(readOwnerSystem(host));
  const path = join(parent, `${start}.${ownerTag(owners.self)}.${randomBytes(6).toString('hex')}.tmp`);
  mkdirSync(path, folderMode);
  removeLeft({ parent, start, owners, user: lstatSync(path).uid });
  return path;
}

interface Left {
  readonly parent: string;
  readonly start: string;
  readonly owners: Owners;
  /** Others may have put something of theirs under such a name, as into /tmp: it is left alone. */
  readonly user: number;
}

function removeLeft({ parent, start, owners, user }: Left): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(`${start}.`) || !name.endsWith('.tmp')) continue;
    const owner = ownerInName(name.slice(start.length), owners.self);
    if (owner === undefined || !owners.isGone(owner)) continue;
    try {
      const path = join(parent, name);
      const stats = lstatSync(path);
      if (stats.isDirectory() && stats.uid === user) rmSync(path, { recursive: true, force: true });
    } catch {
      // Another process may have removed it in between.
    }
  }
}
