import { Option, type Command } from 'commander';
import { approvalPrompts, askedResponseTypes, modes, type AuthorizeUrlInput } from '../core/connect/authorize-url.ts';
import { redirectUriProblem } from '../core/connect/redirect-uri.ts';
import { CliError } from '../core/errors/cli-error.ts';
import { collect } from './collect.ts';
import { SettingOption } from './setting-option.ts';
import { allowUnknownOption, scopeOption } from './shared-options.ts';

/** Flags that say who asks: shared by every command that builds a Connect URL. */
export interface IdentityFlags {
  readonly applicationId?: string | undefined;
  readonly clientId?: string | undefined;
}

/** Flags that end up as parameters of the link that starts Connect. */
export interface LinkFlags extends IdentityFlags {
  readonly scope?: string | undefined;
  readonly allowUnknown?: boolean | undefined;
  readonly provider?: string | undefined;
  readonly edition?: string | undefined;
  readonly redirectUri?: readonly string[] | undefined;
  readonly state?: string | undefined;
  readonly responseType?: (typeof askedResponseTypes)[number] | undefined;
  readonly mode?: (typeof modes)[number] | undefined;
  readonly approvalPrompt?: (typeof approvalPrompts)[number] | undefined;
  readonly make?: string | undefined;
  readonly singleSelect?: boolean | undefined;
  readonly singleSelectVin?: string | undefined;
  readonly flag?: readonly string[] | undefined;
  readonly user?: string | undefined;
  readonly externalId?: string | undefined;
  readonly appOrigin?: string | undefined;
}

/** Adds the ids and the permissions, which every link has. */
export function addRequestOptions(
  command: Command,
  sentAs: { readonly application: string; readonly client: string },
): Command {
  return command
    .addOption(new SettingOption('--application-id <id>', `the application, a UUID, ${sentAs.application}`))
    .addOption(new SettingOption('--client-id <id>', `the same id under its older name, ${sentAs.client}`))
    .addOption(new SettingOption(...scopeOption))
    .option(...allowUnknownOption)
    .option('--flag <name:value>', 'feature flag, such as country:DE; repeatable', collect);
}

/** Adds everything else that the link to Connect can carry. */
export function addLinkOptions(command: Command, aboutState: string): Command {
  return addRequestOptions(command, { application: 'sent as application_id', client: 'sent as client_id' })
    .addOption(
      new SettingOption('--redirect-uri <uri>', 'registered redirect URI; repeatable, tried in order').argParser(
        collect,
      ),
    )
    .option('--state <state>', aboutState)
    .addOption(
      new Option(
        '--response-type <type>',
        'what to ask for: code (default), none, or omit to leave the parameter out',
      ).choices(askedResponseTypes),
    )
    .addOption(new Option('--mode <mode>', 'live (default) or simulated vehicles').choices(modes))
    .addOption(
      new Option('--approval-prompt <when>', 'force: show the approval screen every time').choices(approvalPrompts),
    )
    .option('--make <make>', 'skip the brand list and go to this make, such as TESLA')
    .option('--single-select', 'let the owner choose only one vehicle')
    .option('--single-select-vin <vin>', 'offer only this vehicle')
    .option('--user <id>', 'your own id for the owner (deprecated: use --external-id)')
    .option('--external-id <id>', 'your own id for the owner; the word null clears the stored one')
    .option('--app-origin <origin>', 'origin to notify on completion, with --response-type none');
}

/** The link parameters that need no looking up; identity, redirect URI, scope and state come from elsewhere. */
export function linkParameters(flags: LinkFlags): Omit<AuthorizeUrlInput, 'applicationId' | 'clientId'> {
  const { responseType, mode, approvalPrompt, make, singleSelect, singleSelectVin, user, externalId, appOrigin } =
    flags;
  return {
    responseType,
    mode,
    approvalPrompt,
    make,
    singleSelect,
    singleSelectVin,
    flags: flags.flag,
    user,
    externalId,
    appOrigin: appOrigin === undefined ? undefined : parseAppOrigin(appOrigin),
  };
}

/** Checks redirect URIs before anything listens on them or sends them. */
export function checkRedirectUris(redirectUris: readonly string[]): readonly string[] {
  const problem = redirectUris.map(redirectUriProblem).find((sentence) => sentence !== undefined);
  if (problem === undefined) return redirectUris;
  throw new CliError('INVALID_VALUE', problem, {
    hint: 'Write it exactly as it is registered in the Smartcar Dashboard, such as http://localhost:8000/exchange.',
  });
}

function parseAppOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && url.origin === text.replace(/\/$/, '')) return url.origin;
  throw new CliError('INVALID_VALUE', `--app-origin "${text}" is not an origin.`, {
    hint: 'Write scheme, host and port alone, such as http://localhost:8000.',
  });
}
