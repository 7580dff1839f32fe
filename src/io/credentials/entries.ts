import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { CliError } from '../../core/errors/cli-error.ts';
import { fileRefusalReason } from '../../core/machine/file-refusal.ts';
import { errorCode } from '../../core/errors/system-error.ts';
import type { OwnFile } from '../../core/errors/newer-file.ts';
import type { Randomness } from '../context.ts';
import { ownerInName, ownerTag, type Owners } from '../file-owner.ts';
import type { Disk, DiskFacts } from './disk.ts';
import { claimDirectory, ownDirectory, refuseForeignFile } from './ownership.ts';
import { ownValue } from '../../core/text/keys.ts';

/** No entry comes near this size; a larger file was not written by connect-cli. */
const largestEntry = 1024 * 1024;
/** Longest file name that every usual file system takes, with room for the endings of lock and temporary files. */
const longestName = 180;
/** A temporary file this old, in milliseconds, belongs to a process that died, where that cannot be asked. */
const litterAgeMs = 60 * 60 * 1000;

/** What the entries works with. */
export interface EntryDependencies {
  readonly disk: Disk;
  readonly random: Randomness;
  readonly now: () => number;
  /** User id of this process; undefined on Windows, where files have no modes either. */
  readonly userId: number | undefined;
  readonly owners: () => Owners;
}

/** One file for each entry, so that two processes with different keys never meet. */
export interface Entries {
  readonly directory: string;
  /** Path of an entry, whether or not it exists. */
  path(key: string): string;
  /** Undefined if there is none. */
  read(path: string): Promise<string | undefined>;
  /** The whole new content or the old one, also if the process or the machine stops in between. */
  write(key: string, content: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** Paths of all entries. */
  list(): Promise<readonly string[]>;
  /** Creates the directory, and proves that a write would work. */
  prepare(key: string): Promise<void>;
  /** Files that others could read until now, and were closed to them. */
  widened(): readonly string[];
}

/** @throws CliError SECURITY for a file that is not ours alone, STORE_UNAVAILABLE for what the system refuses */
export function createEntries(directory: string, around: EntryDependencies): Entries {
  const { disk } = around;
  const widened: string[] = [];
  let ready: Promise<void> | undefined;

  const path = (key: string): string => join(directory, `${fileName(key)}.json`);
  const prepareDirectory = (): Promise<void> =>
    (ready ??= openDirectory(directory, around, widened).then(async () =>
      sweep(directory, await disk.list(directory), around),
    ));

  async function write(key: string, content: string, finish: 'rename' | 'discard'): Promise<void> {
    await prepareDirectory();
    const target = path(key);
    const temporary = `${target}.${ownerTag(around.owners().self)}.${around.random.uuid()}.tmp`;
    try {
      await disk.create(temporary, content, { durable: true });
      if (finish === 'rename') await disk.rename(temporary, target);
    } catch (error) {
      await disk.remove(temporary).catch(() => undefined);
      throw error;
    }
    if (finish === 'discard') await disk.remove(temporary);
    else await disk.syncDirectory(dirname(target));
  }

  return {
    directory,
    path,
    read: (file) =>
      explained(file, async () => {
        const facts = await disk.facts(file);
        if (facts === undefined) return undefined;
        await checkEntry({ file, facts, around, widened });
        return disk.read(file);
      }),
    write: (key, content) => explained(path(key), () => write(key, content, 'rename')),
    prepare: (key) => explained(path(key), () => write(key, ' '.repeat(4096), 'discard')),
    remove: (key) => explained(path(key), () => disk.remove(path(key))),
    list: () =>
      explained(directory, async () => {
        await ownDirectory(directory, around.userId, disk);
        const names = await disk.list(directory);
        await sweep(directory, names, around);
        return names.filter((name) => name.endsWith('.json')).map((name) => join(directory, name));
      }),
    widened: () => widened,
  };
}

/**
 * A key as a file name. Keys hold ids from outside: nothing but small letters, digits, `-` and `_` passes unescaped,
 * so that no key leaves the directory, and no two keys meet on a file system that ignores case.
 */
function fileName(key: string): string {
  const escaped = [...new TextEncoder().encode(key)].map(escapeByte).join('');
  if (escaped.length <= longestName) return escaped;
  const digest = createHash('sha256').update(key).digest('hex');
  return `${escaped.slice(0, 100)}_${digest}`;
}

function escapeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[a-z0-9_-]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`;
}

async function openDirectory(directory: string, around: EntryDependencies, widened: string[]): Promise<void> {
  if (await claimDirectory(directory, around.userId, around.disk)) widened.push(directory);
}

interface CheckEntryInput {
  readonly file: string;
  readonly facts: DiskFacts;
  readonly around: EntryDependencies;
  readonly widened: string[];
}

async function checkEntry({ file, facts, around, widened }: CheckEntryInput): Promise<void> {
  refuseForeignFile(file, facts, around.userId);
  if (facts.size > largestEntry) throw unreadable(file, 'it is too large to be an entry');
  if (around.userId === undefined) return;
  if ((facts.mode & 0o077) === 0) return;
  await around.disk.setMode(file, 0o600);
  widened.push(file);
}

/** The error for an entry whose content cannot be used. */
export function unreadable(file: string, why: string): CliError {
  return new CliError('STORE_UNAVAILABLE', `The stored entry "${file}" cannot be read: ${why}.`, {
    hint: 'Remove that file; `connect-cli init` stores secrets again, `connect-cli authorize` tokens.',
  });
}

/** An entry as it is named where a newer connect-cli wrote it. */
export function newerEntry(file: string): OwnFile {
  return {
    name: `The stored entry "${file}"`,
    hint: 'Use the newer connect-cli that wrote it, or set CONNECT_CLI_HOME to another directory.',
  };
}

/** Removes the temporary files of processes that died in the middle of a write. */
async function sweep(directory: string, names: readonly string[], around: EntryDependencies): Promise<void> {
  for (const name of names.filter((one) => /\.(?:json\.[0-9a-f.-]+\.tmp|lock\.[0-9a-f.-]+)$/.test(one))) {
    const path = join(directory, name);
    if (await isLitter(path, name, around)) await around.disk.remove(path).catch(() => undefined);
  }
}

async function isLitter(path: string, name: string, around: EntryDependencies): Promise<boolean> {
  const owners = around.owners();
  const owner = ownerInName(name, owners.self);
  if (owner !== undefined) return owners.isGone(owner);
  const facts = await around.disk.facts(path);
  return facts !== undefined && around.now() - facts.modifiedAt >= litterAgeMs;
}

async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = errorCode(error);
    if (error instanceof CliError || code === undefined) throw error;
    throw new CliError('STORE_UNAVAILABLE', `The credential store failed at "${path}": ${fileRefusalReason(code)}.`, {
      hint: ownValue(hints, code) ?? 'Check the directory, or set CONNECT_CLI_HOME to one that can be written.',
    });
  }
}

const hints: Readonly<Record<string, string>> = {
  ENOSPC: 'Free some space and run the command again.',
  EDQUOT: 'Free some space and run the command again.',
  ELOOP: 'Remove the link and run the command again.',
};
