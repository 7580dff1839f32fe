import type { StateKeys } from '../core/campaign/state.ts';
import type { Secret } from '../core/secret.ts';

/** A file of keys as it was found. */
export interface KeyFile {
  readonly text: string;
  /** Others than its owner can read it or write to it. */
  readonly isOpenToOthers: boolean;
}

/** Keys that sign states, and the cryptography behind them. */
export interface StateKeyTools {
  /** @throws CliError NOT_FOUND, INVALID_VALUE */
  readFile(path: string): Promise<KeyFile>;
  /** @param secrets the first one signs */
  create(secrets: readonly [Secret, ...Secret[]]): Promise<StateKeys>;
}
