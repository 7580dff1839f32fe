import { randomBytes } from 'node:crypto';
import { access, link, open, readdir, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readPath } from './bounded-read.ts';
import { claimPath } from './credentials/claim.ts';
import type { Files } from './context.ts';
import { errorCode } from '../core/errors/system-error.ts';
import { explainFileError } from './file-error.ts';
import { createOwners, ownerInName, ownerTag, readOwnerSystem, type Owners, type OwnerSystem } from './file-owner.ts';
import { makeDirectory } from './make-directory.ts';

/** Mode of a new file; the process's umask narrows it. */
const defaultMode = 0o666;

/** The machine's file system, as the process sees it. */
export function createFiles(host: Pick<OwnerSystem, 'pid' | 'kill'>): Files {
  let known: Owners | undefined;
  const owners = (): Owners => (known ??= createOwners(readOwnerSystem(host)));
  return {
    async readText(path, bound) {
      try {
        return (await readPath(path, bound)).toString('utf8');
      } catch (error) {
        throw explainFileError(error, path, 'read');
      }
    },

    async writeAtomic(path, content, options = {}) {
      try {
        await makeParent(path);
        await (options.exclusive === true
          ? createWhole(path, { content, mode: options.mode, owners })
          : replaceWhole(path, { content, mode: options.mode, owners }));
      } catch (error) {
        throw explainFileError(error, path, 'write');
      }
    },

    async remove(path) {
      await unlink(path).catch((error: unknown) => {
        if (errorCode(error) !== 'ENOENT') throw explainFileError(error, path, 'write');
      });
    },

    async exists(path) {
      return access(path).then(
        () => true,
        () => false,
      );
    },

    async claim(path) {
      try {
        await makeParent(path);
        return await claimPath(path, owners());
      } catch (error) {
        throw explainFileError(error, path, 'write');
      }
    },
  };
}

async function makeParent(path: string): Promise<void> {
  await makeDirectory(dirname(path)).catch((error: unknown) => {
    // It is the parent that exists, as a file.
    throw errorCode(error) === 'EEXIST' ? Object.assign(new Error('ENOTDIR'), { code: 'ENOTDIR' }) : error;
  });
}

interface WholeFile {
  readonly content: string | Uint8Array;
  readonly mode: number | undefined;
  readonly owners: () => Owners;
}

/**
 * Replaces what stands at the path; a symbolic link stays one, and the mode of an existing file stays unless one is given.
 * What is not a file, a device such as `/dev/null` or a pipe with a name, is written to and stays what it is.
 */
async function replaceWhole(path: string, file: WholeFile): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const before = await stat(target).catch(() => undefined);
  if (before !== undefined && !before.isFile() && !before.isDirectory()) return writeFile(target, file.content);
  const mode = file.mode ?? (before === undefined ? undefined : before.mode & 0o777);
  const temporary = await writeTemporary(target, { ...file, mode });
  await rename(temporary, target).catch(async (error: unknown) => {
    await discard(temporary);
    throw error;
  });
  await syncDirectory(dirname(target));
}

/** Creates the file, or fails with EEXIST: a hard link, unlike a rename, never overwrites. */
async function createWhole(path: string, file: WholeFile): Promise<void> {
  const temporary = await writeTemporary(path, file);
  try {
    await link(temporary, path);
  } finally {
    await discard(temporary);
  }
  await syncDirectory(dirname(path));
}

async function writeTemporary(target: string, { content, mode, owners }: WholeFile): Promise<string> {
  const start = `.${basename(target)}.`;
  await sweep(dirname(target), start, owners());
  const unique = `${ownerTag(owners().self)}.${randomBytes(6).toString('hex')}`;
  const temporary = join(dirname(target), `${start}${unique}.tmp`);
  const file = await open(temporary, 'wx', mode ?? defaultMode);
  try {
    // The mode given to open() is narrowed by the umask; a mode that was asked for is meant exactly.
    if (mode !== undefined) await file.chmod(mode);
    await file.writeFile(content);
    await file.sync();
  } catch (error) {
    await file.close();
    await discard(temporary);
    throw error;
  }
  await file.close();
  return temporary;
}

/** Removes what processes that died in the middle of writing this file left beside it. */
async function sweep(directory: string, start: string, owners: Owners): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(start) || !name.endsWith('.tmp')) continue;
    const owner = ownerInName(name.slice(start.length - 1), owners.self);
    if (owner !== undefined && owners.isGone(owner)) await discard(join(directory, name));
  }
}

async function discard(path: string): Promise<void> {
  await unlink(path).catch(() => undefined);
}

/** Makes the new name survive a power cut. Windows can't open directories: there the file system's journal has to do. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r').catch(() => undefined);
  await directory?.sync().catch(() => undefined);
  await directory?.close();
}
