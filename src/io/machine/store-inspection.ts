import { rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../../core/errors/system-error.ts';
import { configDirectory, dataDirectory, stateDirectory } from '../credentials/directories.ts';
import { systemDisk, type DiskFacts } from '../credentials/disk.ts';
import { clearDeadLock, parseHolder, type LockDependencies } from '../credentials/lock.ts';
import { ownerInName, type Owners } from '../file-owner.ts';
import type { StoreInspection, StoreLeftover, StorePath, UnwritablePlace } from '../machine.ts';

/** A file without an owner in its name that is this old, in milliseconds, was left by a process that died. */
const litterAgeMs = 60 * 60 * 1000;

/** What the inspection needs of the process. */
export interface InspectionHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** Undefined on Windows. */
  readonly userId: number | undefined;
  readonly owners: () => Owners;
  readonly now: () => number;
}

interface Place {
  readonly directory: string;
  readonly holds: StorePath['holds'];
  /** Which names in it are ours: the directory may be one that the user shares with others. */
  readonly ours: RegExp;
}

/** The directories of connect-cli, each once; with `CONNECT_CLI_HOME` several are the same. */
function places({ env, platform }: InspectionHost): readonly Place[] {
  const config = configDirectory(env, platform);
  const data = dataDirectory(env, platform);
  const state = stateDirectory(env, platform);
  const all: readonly Place[] = [
    { directory: config, holds: 'settings', ours: /^config\./ },
    { directory: data, holds: 'secrets', ours: /^$/ },
    { directory: join(data, 'credentials'), holds: 'secrets', ours: /./ },
    { directory: state, holds: 'secrets', ours: /^$/ },
    { directory: join(state, 'attempts'), holds: 'secrets', ours: /./ },
    { directory: join(state, 'webhook-deliveries'), holds: 'secrets', ours: /./ },
  ];
  return all.filter((place, index) => all.findIndex(({ directory }) => directory === place.directory) === index);
}

/** Looks at everything that connect-cli keeps on disk. Nothing of it is opened for writing, and no secret is read. */
export async function inspectStore(host: InspectionHost): Promise<StoreInspection> {
  const faults: string[] = [];
  const inspections = await Promise.all(places(host).map((place) => inspectPlace(place, host, faults)));
  return {
    hasModes: host.userId !== undefined,
    directories: inspections.flatMap(({ paths }) => paths.slice(0, 1).map(({ path }) => path)),
    paths: inspections.flatMap(({ paths }) => paths),
    leftovers: inspections.flatMap(({ leftovers }) => leftovers),
    unwritable: await findUnwritable(host),
    faults,
  };
}

/** Only a write tells whether a disk is full or mounted read-only. */
async function findUnwritable({ env, platform, owners }: InspectionHost): Promise<readonly UnwritablePlace[]> {
  const wanted = [configDirectory, dataDirectory, stateDirectory].map((directory) => directory(env, platform));
  const existing = new Set(await Promise.all(wanted.map(nearestExisting)));
  const found: UnwritablePlace[] = [];
  for (const directory of existing) {
    const probe = join(directory, `.connect-cli-doctor.${owners().self.pid}.tmp`);
    try {
      await writeFile(probe, 'x', { flag: 'wx', mode: 0o600 });
    } catch (error) {
      found.push({ directory, code: errorCode(error) ?? 'unknown error' });
    } finally {
      await rm(probe, { force: true }).catch(() => undefined);
    }
  }
  return found;
}

/** @returns the directory itself, or the first above it that is there */
async function nearestExisting(path: string): Promise<string> {
  const parent = dirname(path);
  const isThere = await stat(path).then(
    () => true,
    (error: unknown) => !['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? ''),
  );
  return isThere || parent === path ? path : nearestExisting(parent);
}

type Found = Pick<StoreInspection, 'paths' | 'leftovers'>;

async function inspectPlace(place: Place, host: InspectionHost, faults: string[]): Promise<Found> {
  const { directory, ours } = place;
  try {
    const facts = await systemDisk.facts(directory);
    if (facts === undefined) return { paths: [], leftovers: [] };
    const names = (await systemDisk.list(directory)).filter((name) => ours.test(name));
    const inside = await Promise.all(names.map((name) => inspectFile(join(directory, name), place, host)));
    return {
      paths: [storePath(directory, facts, { place, host }), ...inside.flatMap(({ paths }) => paths)],
      leftovers: inside.flatMap(({ leftovers }) => leftovers),
    };
  } catch (error) {
    faults.push(`"${directory}" cannot be looked at (${errorCode(error) ?? 'unknown error'}).`);
    return { paths: [], leftovers: [] };
  }
}

async function inspectFile(path: string, place: Place, host: InspectionHost): Promise<Found> {
  const facts = await systemDisk.facts(path);
  if (facts === undefined) return { paths: [], leftovers: [] };
  const leftover = await readLeftover(path, facts, host);
  return {
    // Whoever writes a temporary file closes it to others himself.
    paths: leftover === undefined ? [storePath(path, facts, { place, host })] : [],
    leftovers: leftover === undefined ? [] : [leftover],
  };
}

interface Around {
  readonly place: Place;
  readonly host: InspectionHost;
}

function storePath(path: string, facts: DiskFacts, { place, host }: Around): StorePath {
  // A link to another place of the same user is a choice; the store itself refuses linked entries.
  const kind = facts.isSymbolicLink ? 'other' : facts.isFile ? 'file' : 'directory';
  const belongsToOther = host.userId !== undefined && facts.owner !== host.userId;
  return { path, kind, mode: facts.mode, belongsToOther, holds: place.holds };
}

/** @returns nothing for a file that is neither a lock nor temporary */
async function readLeftover(path: string, facts: DiskFacts, host: InspectionHost): Promise<StoreLeftover | undefined> {
  const name = basename(path);
  const named = ownerInName(name, host.owners().self);
  const isOld = host.now() - facts.modifiedAt >= litterAgeMs;
  if (/\.lock(?:\.breaker)?$/.test(name)) {
    const holder = parseHolder(await systemDisk.read(path));
    if (holder === undefined) return { path, kind: 'lock', owner: isOld ? 'gone' : 'unknown', pid: undefined };
    return { path, kind: 'lock', owner: ownerState(host.owners(), holder), pid: holder.pid };
  }
  if (!/\.tmp$|\.tmp-|\.lock\./.test(name)) return undefined;
  if (named !== undefined) return { path, kind: 'temporary', owner: ownerState(host.owners(), named), pid: named.pid };
  return { path, kind: 'temporary', owner: isOld ? 'gone' : 'unknown', pid: undefined };
}

function ownerState(owners: Owners, owner: Owners['self']): StoreLeftover['owner'] {
  if (owners.isGone(owner)) return 'gone';
  const { machine, boot, processes } = owners.self;
  // A process elsewhere cannot be asked.
  return owner.machine === machine && owner.boot === boot && owner.processes === processes ? 'running' : 'unknown';
}

/** @returns what was done, a sentence each */
export async function closeToOthers(paths: readonly StorePath[]): Promise<readonly string[]> {
  const done: string[] = [];
  for (const { path, kind, mode } of paths) {
    const wanted = mode & 0o700;
    await systemDisk.setMode(path, wanted);
    done.push(`Closed the ${kind} "${path}" to others: ${octal(mode)} is now ${octal(wanted)}.`);
  }
  return done;
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

/** Locks are cleared the way in which the store itself does it, so that a living one is never taken for a dead one. */
export async function removeLeftovers(
  leftovers: readonly StoreLeftover[],
  dependencies: Omit<LockDependencies, 'disk'>,
): Promise<readonly string[]> {
  const around = { ...dependencies, disk: systemDisk };
  const done: string[] = [];
  for (const leftover of leftovers) {
    const { path, kind, pid } = leftover;
    const whose = pid === undefined ? 'a process that died' : `process ${pid}, which is no longer running`;
    if (kind === 'lock' && !path.endsWith('.breaker')) {
      if (await clearDeadLock(path, around)) done.push(`Removed the lock "${path}" of ${whose}.`);
    } else {
      await systemDisk.remove(path);
      done.push(`Removed "${path}" of ${whose}.`);
    }
  }
  return done;
}
