import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds a lock or wrote a temporary file: one process, told apart from a later one that got the same id. */
export interface FileOwner {
  readonly pid: number;
  /** When the process began, as its system counts; empty where the system does not tell. */
  readonly started: string;
  /** The machine, as long as it is not told anew. */
  readonly machine: string;
  /** One run of the machine; empty where the system does not tell. */
  readonly boot: string;
  /** The set of process ids that the process sees: containers have sets of their own. */
  readonly processes: string;
}

/** What processes can be told about others. */
export interface Owners {
  readonly self: FileOwner;
  /** True only if the owner certainly does not run any more, whatever the clocks say. */
  isGone(owner: FileOwner): boolean;
}

/** What is asked of the system; tests answer in its place. */
export interface OwnerSystem {
  readonly pid: number;
  /** Throws as `process.kill` does; signal 0 only asks. */
  kill(pid: number, signal: 0): boolean;
  /** The start of a process; empty where it cannot be told. */
  startOf(pid: number): string;
  readonly place: Pick<FileOwner, 'machine' | 'boot' | 'processes'>;
}

/** Linux tells all of it below /proc; elsewhere a process is known by its id alone. */
export function readOwnerSystem(host: Pick<OwnerSystem, 'pid' | 'kill'>): OwnerSystem {
  return {
    pid: host.pid,
    kill: (pid, signal) => host.kill(pid, signal),
    startOf: (pid) =>
      text(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
        .replace(/^.*\) /s, '')
        .split(' ')[19] ?? '',
    place: {
      machine: text(() => readFileSync('/etc/machine-id', 'utf8')) || hostname(),
      boot: text(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
      processes: text(() => readlinkSync('/proc/self/ns/pid')),
    },
  };
}

/** @param system asked on first use: a start that writes nothing asks nothing */
export function createOwners(system: OwnerSystem): Owners {
  const self = { pid: system.pid, started: system.startOf(system.pid), ...system.place };
  return {
    self,
    isGone(owner) {
      if (owner.machine !== self.machine) return false;
      if (owner.boot !== self.boot) return true;
      if (owner.processes !== self.processes) return false;
      return !isRunning(system, owner);
    },
  };
}

function isRunning(system: OwnerSystem, { pid, started }: FileOwner): boolean {
  try {
    system.kill(pid, 0);
  } catch (error) {
    // Another user's process answers EPERM: it runs.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
  }
  const now = system.startOf(pid);
  return started === '' || now === '' || now === started;
}

/** @returns the owner as a part of a file's name: process id, start, and a digest of where it runs */
export function ownerTag(owner: FileOwner): string {
  return `${owner.pid}-${owner.started === '' ? '0' : owner.started}-${placeDigest(owner)}`;
}

/** @returns whose file it is by its name, if the process ran where this one runs; else undefined */
export function ownerInName(name: string, self: FileOwner): FileOwner | undefined {
  const match = /\.(\d{1,10})-(\d{1,20})-([0-9a-f]{8})\./.exec(name);
  if (match === null || match[3] !== placeDigest(self)) return undefined;
  return { ...self, pid: Number(match[1]), started: match[2] === '0' ? '' : (match[2] ?? '') };
}

function placeDigest({ machine, boot, processes }: FileOwner): string {
  return createHash('sha256').update([machine, boot, processes].join('\n')).digest('hex').slice(0, 8);
}

function text(read: () => string): string {
  try {
    return read().trim();
  } catch {
    return '';
  }
}
