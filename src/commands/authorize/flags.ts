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
  addLinkOptions(command.optionsGroup('The link:'), 'state to send instead of a random one');
  command
    .optionsGroup('The run:')
    .option(...providerOption)
    .option(...editionOption)
    .option('--print-url', 'print the link and stop: nothing is opened, nothing is awaited')
    .option('--no-browser', 'do not open a browser')
    .addOption(new SettingOption('--browser <program>', "open this one, with %s for the address; else the system's"))
    .option(...timeoutOption)
    .option('--start', 'print the link and keep the attempt for another process, which ends it with --finish')
    .option('--finish <attempt>', 'end an attempt that --start began; needs --redirect')
    .option('--redirect <url>', 'with --finish: the address that the owner landed on, or - for stdin')
    .option('--events', 'with --json: a line for each event, the document last')
    .option(
      '--existing-user <id>',
      'an owner that you know already, by any id: tells whether the Smartcar user id changed',
    )
    .option('--previous-user-id <id>', 'the Smartcar user id on record, if --existing-user is an id of your own')
    .option('--id-as-state', 'send the id of --existing-user as state instead of a random one')
    .option('--link-field <name>', 'texture: field of the answer that holds the link');
  addSecretOptions(command.optionsGroup('Secrets:'), ['client-secret', 'api-client-secret', 'texture-api-key']);
  return addSandboxOptions(command.optionsGroup('Rehearsal:'));
}
