import { CliError } from './cli-error.ts';
import type { ErrorCode } from './codes.ts';

const passing: ReadonlySet<ErrorCode> = new Set(['NETWORK', 'TIMED_OUT', 'API_ERROR']);

/** @returns true for trouble of the network or the provider: what waits anyway asks again */
export function mayPass(error: unknown): error is CliError {
  return error instanceof CliError && passing.has(error.code);
}
