import { closeSync, openSync } from 'node:fs';
import { explainFileError } from '../file-error.ts';
import type { RowFile } from '../rows.ts';
import { outputFailed, writeFully } from '../write-fully.ts';

/** Opens a file that is written bit by bit; what stood there before is gone. */
export function createRowFile(path: string): RowFile {
  let fd: number;
  try {
    fd = openSync(path, 'w');
  } catch (error) {
    throw explainFileError(error, path, 'write');
  }
  return {
    write(data) {
      const failure = writeFully(fd, typeof data === 'string' ? Buffer.from(data, 'utf8') : data);
      if (failure !== undefined) throw outputFailed(`"${path}"`, failure);
    },
    close: () => closeSync(fd),
  };
}
