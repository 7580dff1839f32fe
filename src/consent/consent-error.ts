import { CliError } from '../core/errors/cli-error.ts';
import type { ErrorCode } from '../core/errors/codes.ts';

/** Why a call was refused. `connect-cli explain-error <code>` tells more about each. */
export type ConsentErrorCode =
  | 'API_CLIENT_ID'
  | 'INPUT_REQUIRED'
  | 'INVALID_VALUE'
  | 'UNKNOWN_BOX'
  | 'UNKNOWN_EDITION'
  | 'UNKNOWN_PERMISSION'
  | 'UNKNOWN_PROVIDER';

/** What every function of this library throws for a value that it cannot use. */
export class ConsentError extends Error {
  override readonly name = 'ConsentError';
  /** Stable; the message may change. */
  readonly code: ConsentErrorCode;

  /** @param message one sentence, the offending value in quotes */
  constructor(code: ConsentErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Runs code of the command line tool, and turns its refusal into one that a page can use: the hints name flags.
 * @throws ConsentError
 */
export function withConsentErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CliError) throw new ConsentError(codeOf(error.code), error.message, { cause: error });
    throw error;
  }
}

function codeOf(code: ErrorCode): ConsentErrorCode {
  return code === 'API_CLIENT_ID' || code === 'INPUT_REQUIRED' ? code : 'INVALID_VALUE';
}
