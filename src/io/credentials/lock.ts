import { AsyncLocalStorage } from 'node:async_hooks';
import { CliError } from '../../core/errors/cli-error.ts';
import { errorCode } from '../../core/errors/system-error.ts';
import { fileVersion, isNewerFile } from '../../core/errors/newer-file.ts';
import { asObject, numberField, parseJson, textField } from '../../core/text/json.ts';
import type { Clock, Randomness } from '../context.ts';
import { ownerTag, type FileOwner, type Owners } from '../file-owner.ts';
import type { Disk } from './disk.ts';

/** What the lock works with. */
export interface LockDependencies {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly owners: () => Owners;
  readonly signal?: AbortSignal | undefined;
}

/** A lock that does not say whose it is was left half written; a living holder completes it at once. */
const unfinishedMs = 20_000;
/** Longer than the slowest refresh, so that a waiter only gives up if something is wrong. */
const timeoutMs = 90_000;
const shortestPauseMs = 10;
const longestPauseMs = 120;

const held = new AsyncLocalStorage<ReadonlySet<string>>();

/**
 * Runs the work while this process alone holds the lock at the path. Work inside the work may ask for the same lock.
 *
 * The lock is a file that names its holder. It comes into being by `link`, whole and for one process only. It is dead
 * when its holder is: a process that does not run any more, whatever the clocks say; of a holder on another machine
 * that cannot be known. Only the owner of a second lock may clear a dead one away, and looks again before doing so, so
 * that two who found the same dead holder never clear away a living one.
 *
 * @throws CliError STORE_UNAVAILABLE if the lock cannot be had
 */
export async function withLock<T>(path: string, around: LockDependencies, work: () => Promise<T>): Promise<T> {
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

/**
 * Takes the lock at once or not at all: for work that two processes must not do at the same time.
 * @returns what gives it back; undefined where a living process holds it
 */
export async function takeLock(path: string, around: LockDependencies): Promise<Release | undefined> {
  const candidate = await createCandidate(path, around);
  try {
    if (await take(path, candidate, around)) return releaseOf(path, candidate, around);
    await clearIfDead(path, { candidate, waitedMs: 0 }, around);
    return (await take(path, candidate, around)) ? releaseOf(path, candidate, around) : undefined;
  } finally {
    await around.disk.remove(candidate.path);
  }
}

/** A file that names this process, ready to become the lock. */
interface Candidate {
  readonly path: string;
  readonly content: string;
  readonly token: string;
}

async function createCandidate(path: string, around: LockDependencies): Promise<Candidate> {
  const token = around.random.uuid();
  const { self } = around.owners();
  const candidate = {
    path: `${path}.${ownerTag(self)}.${token}`,
    content: JSON.stringify({ version: fileVersion, ...self, token }),
    token,
  };
  await around.disk.create(candidate.path, candidate.content, { durable: false });
  return candidate;
}

/** File systems without hard links, such as exFAT. */
const noLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

async function acquire(path: string, around: LockDependencies): Promise<Release> {
  const candidate = await createCandidate(path, around);
  try {
    await waitForTurn(path, candidate, around);
  } finally {
    await around.disk.remove(candidate.path);
  }
  return releaseOf(path, candidate, around);
}

function releaseOf(path: string, { token }: Candidate, around: LockDependencies): Release {
  return async () => {
    // Somebody may have removed the file by hand: only the own lock is given back.
    if ((await readHolder(path, around))?.token === token) await around.disk.remove(path);
  };
}

/**
 * Removes a lock whose holder died, in the way in which one who waits for it would.
 * @returns whether it is gone
 */
export async function clearDeadLock(path: string, around: LockDependencies): Promise<boolean> {
  const candidate = await createCandidate(path, around);
  try {
    await clearIfDead(path, { candidate, waitedMs: unfinishedMs + 1 }, around);
  } finally {
    await around.disk.remove(candidate.path);
  }
  return (await around.disk.facts(path)) === undefined;
}

async function waitForTurn(path: string, candidate: Candidate, around: LockDependencies): Promise<void> {
  const startedAt = around.clock.now();
  const waited = (): number => around.clock.now() - startedAt;
  while (!(await take(path, candidate, around))) {
    await clearIfDead(path, { candidate, waitedMs: waited() }, around);
    if (waited() > timeoutMs) throw stuck(path);
    // Waiters that woke up together would collide together.
    const share = Number.parseInt(around.random.uuid().slice(0, 4), 16) / 0xffff;
    await around.clock.sleep(shortestPauseMs + share * (longestPauseMs - shortestPauseMs), around.signal);
  }
}

async function take(path: string, candidate: Candidate, around: LockDependencies): Promise<boolean> {
  const linked = await attempt(() => around.disk.link(candidate.path, path));
  if (linked !== 'no-links') return linked === 'done';
  return (await attempt(() => around.disk.create(path, candidate.content, { durable: false }))) === 'done';
}

async function attempt(step: () => Promise<void>): Promise<'done' | 'taken' | 'no-links'> {
  try {
    await step();
    return 'done';
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return 'taken';
    if (code !== undefined && noLinks.has(code)) return 'no-links';
    throw error;
  }
}

interface Waiter {
  readonly candidate: Candidate;
  /** How long this process has waited by its own clock: the times of files come from other clocks. */
  readonly waitedMs: number;
}

async function clearIfDead(path: string, waiter: Waiter, around: LockDependencies): Promise<void> {
  if (!(await isDead(path, waiter, around))) return;
  const breaker = `${path}.breaker`;
  if (!(await take(breaker, waiter.candidate, around))) {
    // Whoever holds the second lock needs it for an instant; left over, it came from a process that died in between.
    if (await isDead(breaker, waiter, around)) await around.disk.remove(breaker);
    return;
  }
  try {
    if (await isDead(path, waiter, around)) await around.disk.remove(path);
  } finally {
    await around.disk.remove(breaker);
  }
}

async function isDead(path: string, { waitedMs }: Waiter, around: LockDependencies): Promise<boolean> {
  if ((await around.disk.facts(path)) === undefined) return false;
  const text = await around.disk.read(path);
  const holder = parseHolder(text);
  if (holder !== undefined) return around.owners().isGone(holder);
  // Whom a newer connect-cli names is not known here: its lock counts as held.
  return waitedMs > unfinishedMs && !isNewerFile(asObject(parseJson(text ?? ''))['version']);
}

type Holder = FileOwner & { readonly token: string };

async function readHolder(path: string, around: LockDependencies): Promise<Holder | undefined> {
  return parseHolder(await around.disk.read(path));
}

/** @returns who holds a lock, by the text of its file; undefined for one that was left half written */
export function parseHolder(text: string | undefined): Holder | undefined {
  const object = asObject(text === undefined ? undefined : parseJson(text));
  if (isNewerFile(object['version'])) return undefined;
  const [pid, machine, token] = [numberField(object, 'pid'), textField(object, 'machine'), textField(object, 'token')];
  if (pid === undefined || machine === undefined || token === undefined) return undefined;
  const told = (name: string): string => textField(object, name) ?? '';
  return { pid, machine, token, started: told('started'), boot: told('boot'), processes: told('processes') };
}

function stuck(path: string): CliError {
  return new CliError('STORE_UNAVAILABLE', `The lock "${path}" was held for more than ${timeoutMs / 1000} s.`, {
    hint: 'Look for a connect-cli that hangs, also on other machines that share the folder; if there is none, remove that file.',
  });
}
