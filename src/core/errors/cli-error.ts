import type { ExitCode } from '../exit-codes.ts';
import { errorCodes, type ErrorCode } from './codes.ts';

/** "Could not do it". Refusals by the owner and findings are data, not errors. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: ErrorCode;
  /** The next command to type or the address to look at. */
  readonly hint: string;

  /**
   * @param code stable code; its exit code and its place in the docs follow from it
   * @param message one sentence, the offending value in quotes
   */
  constructor(code: ErrorCode, message: string, options: { readonly hint: string; readonly cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }

  get exitCode(): ExitCode {
    return errorCodes()[this.code].exitCode;
  }

  /** Where the package explains the code. */
  get docs(): string {
    return errorDocs(this.code);
  }
}

/** @returns where the package explains an error code: file and anchor, from the root of the package. */
export function errorDocs(code: ErrorCode): string {
  return `docs/errors.md#${code.toLowerCase()}`;
}
