import { ConsentError } from '../../src/consent/library.ts';

/** @returns the code with which the library refuses what the work asks of it */
export function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ConsentError) return error.code;
    throw error;
  }
  return 'nothing was thrown';
}
