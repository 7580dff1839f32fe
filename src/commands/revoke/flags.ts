import type { Command } from 'commander';
import { addReauthenticateOptions, type ReauthenticateFlags } from '../../links/reauthenticate-link.ts';
import { addSandboxOptions, type SandboxFlags } from '../../flags/sandbox.ts';
import { providerOption, timeoutOption } from '../../flags/shared-options.ts';

/** Everything that `revoke` takes. */
export interface RevokeFlags extends ReauthenticateFlags, SandboxFlags {
  readonly printUrl?: boolean | undefined;
  /** `false` with `--no-browser`. */
  readonly browser: boolean;
  readonly wait?: boolean | undefined;
  readonly timeout?: string | undefined;
  readonly watchUser?: string | undefined;
  readonly watchVehicle?: string | undefined;
  readonly api?: string | undefined;
  readonly teslaClientId?: string | undefined;
}

/** Adds them to the command. */
export function addRevokeOptions(command: Command): Command {
  addReauthenticateOptions(command.optionsGroup('The link:'));
  command
    .optionsGroup('The run:')
    .option(...providerOption)
    .option('--print-url', 'print the link and stop')
    .option('--no-browser', 'do not open a browser')
    .option('--wait', 'poll the API until the grant has changed; needs credentials')
    .option(...timeoutOption)
    .option('--watch-user <id>', 'with --wait: only this owner, by Smartcar user id or external id')
    .option('--watch-vehicle <id>', 'with --wait: only this vehicle')
    .option('--tesla-client-id <id>', "texture: Texture's own client id at Tesla, from its documentation")
    .option('--api <era>', 'with --wait: v2 (stored user tokens) or v3 (application token)');
  return addSandboxOptions(command.optionsGroup('Rehearsal:'));
}
