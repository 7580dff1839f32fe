import type { ErrorFamily } from './entry.ts';

/** Points at one row of one table. */
export interface ErrorRef {
  readonly family: ErrorFamily;
  /** The row's name as the documents spell it: `PERMISSION:null`, `access_denied`. */
  readonly code: string;
}
