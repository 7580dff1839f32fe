import type { Command } from 'commander';
import { CliError } from '../core/errors/cli-error.ts';

/** Flags of every command that reads live connections. */
export interface ConnectionFlags {
  readonly sandbox?: true | string | undefined;
  readonly scenario?: string | undefined;
  readonly api?: string | undefined;
  /** `--edition`, of the commands that speak of boxes: a sandbox in this process plays it. */
  readonly edition?: string | undefined;
}

/** Reads `--api`. @throws CliError INVALID_VALUE */
export function parseEra(text: string | undefined): 'v2' | 'v3' | undefined {
  const era = text?.toLowerCase();
  if (era === undefined || era === 'v2' || era === 'v3') return era;
  throw new CliError('INVALID_VALUE', `--api "${text}" is not a version of Smartcar's API.`, {
    hint: 'Pass --api v2 or --api v3.',
  });
}

/** Adds the flags of {@link ConnectionFlags}. */
export function addConnectionOptions(command: Command): Command {
  return command
    .option('--api <era>', 'v2 (stored user tokens) or v3 (application token); both by default')
    .option(
      '--sandbox [url]',
      'use a sandbox instead of Smartcar: in this process, or a running one with --sandbox=URL',
    )
    .option('--scenario <name>', 'sandbox: start from a named scenario, such as missing-commands-box');
}
