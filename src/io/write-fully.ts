import { writeSync } from 'node:fs';
import { CliError } from '../core/errors/cli-error.ts';
import { errorCode } from '../core/errors/system-error.ts';

/** @returns why not everything was written, such as `EPIPE`; undefined when it was */
export function writeFully(fd: number, bytes: Uint8Array): string | undefined {
  let offset = 0;
  while (offset < bytes.length) {
    try {
      offset += writeSync(fd, bytes, offset, bytes.length - offset);
    } catch (error) {
      const code = errorCode(error);
      if (code === undefined) throw error;
      if (code !== 'EAGAIN') return code;
      pauseBriefly();
    }
  }
  return undefined;
}

/** @param where what the result goes to, as the message names it */
export function outputFailed(where: string, code: string): CliError {
  const reason = code === 'ENOSPC' || code === 'EDQUOT' ? 'no space is left' : 'the system refuses';
  return new CliError('OUTPUT_FAILED', `The result cannot be written to ${where}: ${reason} (${code}).`, {
    hint: 'Send it elsewhere and run the command again.',
  });
}

/** A pipe whose other end set it to non-blocking is full: give its reader a few milliseconds without burning the CPU. */
function pauseBriefly(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}
