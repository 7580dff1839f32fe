import type { Command } from 'commander';

/** Flags of every command that reads live connections. */
export interface ConnectionFlags {
  readonly sandbox?: true | string | undefined;
  readonly scenario?: string | undefined;
  readonly api?: string | undefined;
}

/** Adds the flags of {@link ConnectionFlags}. */
export function addConnectionOptions(command: Command): Command {
  return command
    .option('--api <era>', 'v2 (stored user tokens) or v3 (application token); without it both')
    .option(
      '--sandbox [url]',
      'a sandbox in place of Smartcar: one in this process, or a running one with --sandbox=URL',
    )
    .option('--scenario <name>', 'sandbox: start from a named situation, such as missing-commands-box');
}
