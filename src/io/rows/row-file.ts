import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync } from 'node:fs';
import { CliError } from '../../core/errors/cli-error.ts';
import { errorCode } from '../../core/errors/system-error.ts';
import { explainFileError } from '../file-error.ts';
import type { RowFile } from '../rows.ts';
import { encodeShown } from '../shown-text.ts';
import { outputFailed, writeFully } from '../write-fully.ts';

/**
 * Opens a file that is written bit by bit. What stood there before is gone with the first write: a run that fails before
 * it has anything to say leaves the result of the one before.
 * @param mode of a new file; the umask narrows it
 */
export function createRowFile(path: string, mode?: number): RowFile {
  const fd = open(path, constants.O_WRONLY | constants.O_CREAT, mode);
  // A device or a pipe has nothing to take away.
  return describe({ path, fd, start: 0, isNew: fstatSync(fd).isFile() });
}

/** Opens a file to go on behind its first bytes; what stood there is cut off. */
export function reopenRowFile(path: string, size: number): RowFile {
  const fd = open(path, 'r+');
  try {
    if (fstatSync(fd).size < size) {
      throw new CliError('INVALID_VALUE', `The file "${path}" is shorter than what was written to it.`, {
        hint: 'It was changed since. Remove the checkpoint to start over.',
      });
    }
    ftruncateSync(fd, size);
  } finally {
    closeSync(fd);
  }
  return describe({ path, fd: open(path, 'a'), start: size, isNew: false });
}

function open(path: string, flags: string | number, mode?: number): number {
  try {
    return openSync(path, flags, mode);
  } catch (error) {
    throw explainFileError(error, path, 'write');
  }
}

interface OpenFile {
  readonly path: string;
  readonly fd: number;
  /** Bytes that it holds and keeps. */
  readonly start: number;
  /** Begins anew with the first write. */
  readonly isNew: boolean;
}

function describe({ path, fd, start, isNew }: OpenFile): RowFile {
  let size = start;
  let isBegun = !isNew;
  const begin = () => {
    if (isBegun) return;
    isBegun = true;
    try {
      ftruncateSync(fd, 0);
    } catch (error) {
      throw explainFileError(error, path, 'write');
    }
  };
  const writeBytes = (bytes: Uint8Array) => {
    begin();
    const failure = writeFully(fd, bytes);
    if (failure !== undefined) throw outputFailed(`"${path}"`, failure);
    size += bytes.length;
  };
  return {
    get size() {
      return size;
    },
    begin,
    write: (data) => writeBytes(typeof data === 'string' ? Buffer.from(data, 'utf8') : data),
    writeShown: (text) => writeBytes(encodeShown(text)),
    sync() {
      begin();
      try {
        fsyncSync(fd);
      } catch (error) {
        const code = errorCode(error) ?? 'unknown';
        // A pipe or a device keeps nothing.
        if (code !== 'EINVAL') throw outputFailed(`"${path}"`, code);
      }
    },
    close: () => closeSync(fd),
  };
}
