import { constants } from 'node:fs';
import { link, lstat, open, readdir, rename, unlink, chmod } from 'node:fs/promises';
import { errorCode } from '../../core/errors/system-error.ts';
import { makeDirectory } from '../make-directory.ts';

/** What is known of a file without opening it. */
export interface DiskFacts {
  readonly isSymbolicLink: boolean;
  readonly isFile: boolean;
  /** Permission bits, such as 0o600. */
  readonly mode: number;
  readonly owner: number;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

/** The single steps on disk that the store is made of, so that a test can stop the world after each of them. */
export interface Disk {
  /** Undefined if there is nothing. */
  facts(path: string): Promise<DiskFacts | undefined>;
  makeDirectory(path: string): Promise<void>;
  setMode(path: string, mode: number): Promise<void>;
  /** Never follows a symbolic link at the end of the path. Undefined if there is nothing. */
  read(path: string): Promise<string | undefined>;
  /** Creates the file with 0600; fails with EEXIST if it exists. `durable` brings the content to the disk. */
  create(path: string, content: string, options: { readonly durable: boolean }): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name; fails with EEXIST if that name is taken. */
  link(from: string, to: string): Promise<void>;
  /** Nothing to remove is not an error. */
  remove(path: string): Promise<void>;
  /** Brings new names in a directory to the disk. */
  syncDirectory(path: string): Promise<void>;
  /** Names in a directory; none if there is no directory. */
  list(path: string): Promise<readonly string[]>;
}

/** Windows has no such flag; there the check of the facts has to do. */
const noFollow = (constants as { readonly O_NOFOLLOW?: number | undefined }).O_NOFOLLOW ?? 0;

/** The machine's disk. */
export const systemDisk: Disk = {
  async facts(path) {
    const stats = await orNothing(lstat(path));
    return (
      stats && {
        isSymbolicLink: stats.isSymbolicLink(),
        isFile: stats.isFile(),
        mode: stats.mode & 0o777,
        owner: stats.uid,
        size: stats.size,
        modifiedAt: stats.mtimeMs,
      }
    );
  },
  async makeDirectory(path) {
    await makeDirectory(path, 0o700);
  },
  setMode: chmod,
  async read(path) {
    const file = await orNothing(open(path, constants.O_RDONLY | noFollow));
    if (file === undefined) return undefined;
    try {
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  },
  async create(path, content, { durable }) {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(content);
      if (durable) await file.sync();
    } finally {
      await file.close();
    }
  },
  rename,
  link,
  async remove(path) {
    await orNothing(unlink(path));
  },
  async syncDirectory(path) {
    // Windows cannot open directories; its file systems journal names by themselves.
    const directory = await open(path, 'r').catch(() => undefined);
    await directory?.sync().catch(() => undefined);
    await directory?.close();
  },
  async list(path) {
    return (await orNothing(readdir(path))) ?? [];
  },
};

async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
