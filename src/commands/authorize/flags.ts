import type { Command } from 'commander';
import { addLinkOptions, type LinkFlags } from '../../flags/link-flags.ts';
import { addSecretOptions, type SecretFlags } from '../../settings/secret-input.ts';
import { addSandboxOptions, type SandboxFlags } from '../../flags/sandbox.ts';
import { editionOption, providerOption, timeoutOption } from '../../flags/shared-options.ts';
import { SettingOption } from '../../flags/setting-option.ts';

/** Everything that `authorize` takes. */
export interface AuthorizeFlags extends LinkFlags, SandboxFlags, SecretFlags {
  readonly printUrl?: boolean | undefined;
  /** `false` with `--no-browser`; the program with `--browser`. */
  readonly browser: boolean | string;
  readonly timeout?: string | undefined;
  readonly start?: boolean | undefined;
  /** Id of a started attempt. */
  readonly finish?: string | undefined;
  /** With `--finish`: the address that the owner landed on, or `-` for stdin. */
  readonly redirect?: string | undefined;
  readonly events?: boolean | undefined;
  readonly existingUser?: string | undefined;
  readonly previousUserId?: string | undefined;
  readonly idAsState?: boolean | undefined;
  readonly linkField?: string | undefined;
}

/** Adds them to the command. */
export function addAuthorizeOptions(command: Command): Command {
  addLinkOptions(command.optionsGroup('The link:'), 'state to send instead of a random value');
  command
    .optionsGroup('The run:')
    .option(...providerOption)
    .option(...editionOption)
    .option('--print-url', 'print the link and stop, without opening anything or waiting')
    .option('--no-browser', 'do not open a browser')
    .addOption(
      new SettingOption('--browser <program>', "browser to open, with %s for the address; the system's by default"),
    )
    .option(...timeoutOption)
    .option('--start', 'print the link and keep the attempt for another process to end with --finish')
    .option('--finish <attempt>', 'end an attempt that --start began; needs --redirect')
    .option('--redirect <url>', 'with --finish: the address the owner landed on, or - for stdin')
    .option('--events', 'with --json: one line per event, the document last')
    .option(
      '--existing-user <id>',
      'an owner you already know, by any id: reports whether the Smartcar user id changed',
    )
    .option('--previous-user-id <id>', 'the Smartcar user id on record, if --existing-user is your own id')
    .option('--id-as-state', 'send the id of --existing-user as state instead of a random one')
    .option('--link-field <name>', 'texture: field of the response that holds the link');
  addSecretOptions(command.optionsGroup('Secrets:'), ['client-secret', 'api-client-secret', 'texture-api-key']);
  return addSandboxOptions(command.optionsGroup('Rehearsal:'));
}
