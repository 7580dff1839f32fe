import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CliError } from '../../core/errors/cli-error.ts';
import { errorCode } from '../../core/errors/system-error.ts';
import { explainFileError } from '../file-error.ts';
import { makeDirectory } from '../make-directory.ts';
import type { RowFolder } from '../rows.ts';
import { makeOwnFolder, type FolderHost } from './own-folder.ts';
import { createRowFile } from './row-file.ts';

/** What stands in the files is the owner's alone. */
const fileMode = 0o600;

/** Builds a directory beside its place and moves it there when it is whole. */
export async function createRowFolder(path: string, host: FolderHost): Promise<RowFolder> {
  const target = resolve(path);
  refuseTaken(path, target);
  let temporary: string;
  try {
    await makeDirectory(dirname(target));
    temporary = makeOwnFolder(dirname(target), `.${basename(target)}`, host);
  } catch (error) {
    throw explainFileError(error, path, 'write');
  }
  return {
    create: (name) => createRowFile(join(temporary, name), fileMode),
    commit() {
      refuseTaken(path, target);
      try {
        moveIntoPlace(temporary, target);
      } catch (error) {
        throw isTaken(error) ? folderTaken(path) : explainFileError(error, path, 'write');
      }
    },
    discard: () => rmSync(temporary, { recursive: true, force: true }),
  };
}

/** An empty directory may stand there, as `mktemp -d` makes one; anything else stays as it is. */
function refuseTaken(path: string, target: string): void {
  const names = listNames(target);
  if (names instanceof Error) throw isTaken(names) ? folderTaken(path) : explainFileError(names, path, 'write');
  if (names.length > 0) throw folderTaken(path);
}

function listNames(target: string): readonly string[] | Error {
  try {
    return readdirSync(target);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    return error instanceof Error ? error : new Error(String(error));
  }
}

function moveIntoPlace(temporary: string, target: string): void {
  syncDirectory(temporary);
  try {
    renameSync(temporary, target);
  } catch (error) {
    // Windows moves nothing onto a directory, even if it is empty.
    if (errorCode(error) !== 'EPERM') throw error;
    rmdirSync(target);
    renameSync(temporary, target);
  }
  syncDirectory(dirname(target));
}

function isTaken(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errorCode(error) ?? '');
}

function folderTaken(path: string): CliError {
  return new CliError('ALREADY_EXISTS', `"${path}" exists already, and it is not overwritten.`, {
    hint: 'Pass another directory, or remove that one first if nobody needs it.',
  });
}

/** Makes a new name survive a power cut. Windows can't open directories. */
function syncDirectory(path: string): void {
  try {
    const fd = openSync(path, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    // Its journal has to do.
  }
}
