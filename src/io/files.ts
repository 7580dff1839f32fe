import { randomBytes } from 'node:crypto';
import { access, link, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Files } from './context.ts';
import { errorCode, explainFileError } from './file-error.ts';
import { makeDirectory } from './make-directory.ts';

/** Mode of a new file; the process's umask narrows it. */
const defaultMode = 0o666;

/** The machine's file system. */
export const systemFiles: Files = {
  async readText(path) {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      throw explainFileError(error, path, 'read');
    }
  },

  async writeAtomic(path, content, options = {}) {
    try {
      await makeDirectory(dirname(path)).catch((error: unknown) => {
        // It is the parent that exists, as a file.
        throw errorCode(error) === 'EEXIST' ? Object.assign(new Error('ENOTDIR'), { code: 'ENOTDIR' }) : error;
      });
      await (options.exclusive === true
        ? createWhole(path, content, options.mode)
        : replaceWhole(path, content, options.mode));
    } catch (error) {
      throw explainFileError(error, path, 'write');
    }
  },

  async exists(path) {
    return access(path).then(
      () => true,
      () => false,
    );
  },
};

/** Replaces what stands at the path; a symbolic link stays one, and the mode of an existing file stays unless one is given. */
async function replaceWhole(path: string, content: string | Uint8Array, mode: number | undefined): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const before = mode === undefined ? await stat(target).catch(() => undefined) : undefined;
  const temporary = await writeTemporary(
    target,
    content,
    mode ?? (before === undefined ? undefined : before.mode & 0o777),
  );
  await rename(temporary, target).catch(async (error: unknown) => {
    await discard(temporary);
    throw error;
  });
  await syncDirectory(dirname(target));
}

/** Creates the file, or fails with EEXIST: a hard link, unlike a rename, never overwrites. */
async function createWhole(path: string, content: string | Uint8Array, mode: number | undefined): Promise<void> {
  const temporary = await writeTemporary(path, content, mode);
  try {
    await link(temporary, path);
  } finally {
    await discard(temporary);
  }
  await syncDirectory(dirname(path));
}

async function writeTemporary(target: string, content: string | Uint8Array, mode: number | undefined): Promise<string> {
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
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

async function discard(path: string): Promise<void> {
  await unlink(path).catch(() => undefined);
}

/** Makes the new name survive a power cut. Windows can't open directories: there the file system's journal has to do. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r').catch(() => undefined);
  await directory?.sync().catch(() => undefined);
  await directory?.close();
}
