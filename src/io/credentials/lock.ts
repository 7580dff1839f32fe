import { AsyncLocalStorage } from 'node:async_hooks';
import { hostname } from 'node:os';
import { CliError } from '../../core/errors/cli-error.ts';
import { asObject, numberField, parseJson, textField } from '../../core/text/json.ts';
import type { Clock, Randomness } from '../context.ts';
import { diskErrorCode, type Disk } from './disk.ts';

/** What the lock needs of the surroundings. */
export interface LockSurroundings {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: Randomness;
  /** True while a process of that id runs on this machine. */
  readonly isAlive: (pid: number) => boolean;
  readonly pid: number;
  readonly signal?: AbortSignal | undefined;
}

/** A holder shows every two seconds that it lives. */
const heartbeatMs = 2_000;
/** Whoever was silent for this long is gone, even if its process cannot be asked: another machine, a shared folder. */
const silentMs = 20_000;
/** Longer than the slowest refresh, so that a waiter only gives up if something is wrong. */
const patienceMs = 90_000;
const shortestPauseMs = 10;
const longestPauseMs = 120;

const held = new AsyncLocalStorage<ReadonlySet<string>>();

/**
 * Runs the work while this process alone holds the lock at the path. Work inside the work may ask for the same lock.
 *
 * The lock is a file that names its holder. It comes into being by `link`, whole and for one process only. A holder
 * that died is recognised by its process id, or by its silence; only the owner of a second lock may clear it away,
 * and looks again before doing so, so that two who found the same dead holder never clear away a living one.
 *
 * @throws CliError STORE_UNAVAILABLE if the lock cannot be had
 */
export async function withLock<T>(path: string, around: LockSurroundings, work: () => Promise<T>): Promise<T> {
  const mine = held.getStore();
  if (mine?.has(path) === true) return work();
  const release = await acquire(path, around);
  try {
    return await held.run(new Set([...(mine ?? []), path]), work);
  } finally {
    await release();
  }
}

type Release = () => Promise<void>;

/** A file that names this process, ready to become the lock. */
interface Candidate {
  readonly path: string;
  readonly content: string;
}

/** File systems without hard links, such as exFAT. */
const noLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

async function acquire(path: string, around: LockSurroundings): Promise<Release> {
  const token = around.random.uuid();
  const candidate = { path: `${path}.${token}`, content: JSON.stringify({ pid: around.pid, host: hostname(), token }) };
  await around.disk.create(candidate.path, candidate.content, { durable: false });
  try {
    await waitForTurn(path, candidate, around);
  } finally {
    await around.disk.remove(candidate.path);
  }
  const stopHeartbeat = keepAlive(path, around);
  return async () => {
    stopHeartbeat();
    // Another process may have taken the lock from one that slept too long: only the own lock is given back.
    if ((await readHolder(path, around))?.token === token) await around.disk.remove(path);
  };
}

async function waitForTurn(path: string, candidate: Candidate, around: LockSurroundings): Promise<void> {
  const startedAt = around.clock.now();
  while (!(await take(path, candidate, around))) {
    await clearIfDead(path, candidate, around);
    if (around.clock.now() - startedAt > patienceMs) throw stuck(path);
    // Waiters that woke up together would collide together.
    const share = Number.parseInt(around.random.uuid().slice(0, 4), 16) / 0xffff;
    await around.clock.sleep(shortestPauseMs + share * (longestPauseMs - shortestPauseMs), around.signal);
  }
}

async function take(path: string, candidate: Candidate, around: LockSurroundings): Promise<boolean> {
  const linked = await attempt(() => around.disk.link(candidate.path, path));
  if (linked !== 'no-links') return linked === 'done';
  return (await attempt(() => around.disk.create(path, candidate.content, { durable: false }))) === 'done';
}

async function attempt(step: () => Promise<void>): Promise<'done' | 'taken' | 'no-links'> {
  try {
    await step();
    return 'done';
  } catch (error) {
    const code = diskErrorCode(error);
    if (code === 'EEXIST') return 'taken';
    if (code !== undefined && noLinks.has(code)) return 'no-links';
    throw error;
  }
}

function keepAlive(path: string, around: LockSurroundings): () => void {
  const timer = setInterval(() => {
    around.disk.touch(path, around.clock.now()).catch(() => undefined);
  }, heartbeatMs);
  timer.unref();
  return () => clearInterval(timer);
}

async function clearIfDead(path: string, candidate: Candidate, around: LockSurroundings): Promise<void> {
  if (!(await isDead(path, around))) return;
  const breaker = `${path}.breaker`;
  if (!(await take(breaker, candidate, around))) {
    // Whoever holds the second lock needs it for an instant; left over, it came from a process that died in between.
    if (await isDead(breaker, around)) await around.disk.remove(breaker);
    return;
  }
  try {
    if (await isDead(path, around)) await around.disk.remove(path);
  } finally {
    await around.disk.remove(breaker);
  }
}

async function isDead(path: string, around: LockSurroundings): Promise<boolean> {
  const facts = await around.disk.facts(path);
  if (facts === undefined) return false;
  if (around.clock.now() - facts.modifiedAt > silentMs) return true;
  const holder = await readHolder(path, around);
  return holder !== undefined && holder.host === hostname() && !around.isAlive(holder.pid);
}

async function readHolder(path: string, around: LockSurroundings) {
  const text = await around.disk.read(path);
  const object = asObject(text === undefined ? undefined : parseJson(text));
  const [pid, host, token] = [numberField(object, 'pid'), textField(object, 'host'), textField(object, 'token')];
  return pid === undefined || host === undefined || token === undefined ? undefined : { pid, host, token };
}

function stuck(path: string): CliError {
  return new CliError('STORE_UNAVAILABLE', `The lock "${path}" was held for more than ${patienceMs / 1000} s.`, {
    hint: 'Look for a connect-cli that hangs; if there is none, remove that file.',
  });
}

/** @returns true while a process of that id runs on this machine, whoever it belongs to */
export function isAlive(host: { kill(pid: number, signal: 0): boolean }, pid: number): boolean {
  try {
    return host.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
