import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync } from 'node:fs';
import { CliError } from '../../core/errors/cli-error.ts';
import { errorCode } from '../../core/errors/system-error.ts';
import { explainFileError } from '../file-error.ts';
import type { RowFile } from '../rows.ts';
import { encodeShown } from '../shown-text.ts';
import { outputFailed, writeFully } from '../write-fully.ts';

/**
 * Opens a file that is written bit by bit; what stood there before is gone.
 * @param mode of a new file; the umask narrows it
 */
export function createRowFile(path: string, mode?: number): RowFile {
  return describe(path, open(path, 'w', mode), 0);
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
  return describe(path, open(path, 'a'), size);
}

function open(path: string, flags: 'w' | 'r+' | 'a', mode?: number): number {
  try {
    return openSync(path, flags, mode);
  } catch (error) {
    throw explainFileError(error, path, 'write');
  }
}

function describe(path: string, fd: number, start: number): RowFile {
  let size = start;
  const writeBytes = (bytes: Uint8Array) => {
    const failure = writeFully(fd, bytes);
    if (failure !== undefined) throw outputFailed(`"${path}"`, failure);
    size += bytes.length;
  };
  return {
    get size() {
      return size;
    },
    write: (data) => writeBytes(typeof data === 'string' ? Buffer.from(data, 'utf8') : data),
    writeShown: (text) => writeBytes(encodeShown(text)),
    sync() {
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
