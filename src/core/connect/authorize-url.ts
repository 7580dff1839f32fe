import { CliError } from '../errors/cli-error.ts';
import { formatScope, type AskedPermission } from '../permissions/scope.ts';
import { connectOrigin, identityParameter, type ApplicationIdentity } from './application.ts';
import { checkFlags } from './flags.ts';
import { checkMake, checkVin } from './car.ts';
import { buildUrl, type BuiltUrl } from './query.ts';

/** Values that Connect accepts; anything else is refused by its SDKs too. */
export const responseTypes = ['code', 'none'] as const;
/** What can be asked for: one of those, or `omit` for a link without the parameter. */
export const askedResponseTypes = [...responseTypes, 'omit'] as const;
/** Which cars Connect offers: real ones, simulated ones, or test accounts. */
export const modes = ['live', 'simulated', 'test'] as const;
/** `force` shows the grant screen to an owner who has granted before. */
export const approvalPrompts = ['auto', 'force'] as const;

/**
 * Everything that a Connect URL can carry. What is absent is left out, so that Smartcar's own default holds:
 * `mode` live, `approval_prompt` auto, the first registered redirect URI, and the Dashboard's Vehicle Access for `scope`.
 * @see https://smartcar.com/docs/connect/redirect-to-connect
 */
export type AuthorizeUrlInput = ApplicationIdentity & {
  /** Origin of Connect; Smartcar's by default. */
  readonly origin?: string | undefined;
  /** `omit` leaves the parameter away: `user_id` comes back without a code then (field reports of 2026). */
  readonly responseType?: (typeof askedResponseTypes)[number] | undefined;
  readonly redirectUri?: string | undefined;
  readonly scope?: readonly AskedPermission[] | undefined;
  readonly state?: string | undefined;
  readonly mode?: (typeof modes)[number] | undefined;
  readonly approvalPrompt?: (typeof approvalPrompts)[number] | undefined;
  /** In any case; skips the list of brands. */
  readonly make?: string | undefined;
  readonly singleSelect?: boolean | undefined;
  /** Implies `single_select=true`, without which Connect ignores it. */
  readonly singleSelectVin?: string | undefined;
  /** `name:value` each. */
  readonly flags?: readonly string[] | undefined;
  /** Deprecated in favour of `externalId`. */
  readonly user?: string | undefined;
  /** The developer's own id of the owner; the word `null` clears the stored one. */
  readonly externalId?: string | undefined;
  /** Origin that hears of the completion, for `response_type=none` without a redirect URI. */
  readonly appOrigin?: string | undefined;
  readonly sdkPlatform?: string | undefined;
  readonly sdkVersion?: string | undefined;
};

/**
 * Builds the address that starts Connect.
 * @throws CliError API_CLIENT_ID, INVALID_VALUE
 */
export function buildAuthorizeUrl(input: AuthorizeUrlInput): BuiltUrl {
  const flags = checkFlags(input.flags ?? []);
  return buildUrl(`${input.origin ?? connectOrigin}/oauth/authorize`, [
    ['response_type', input.responseType === 'omit' ? undefined : (input.responseType ?? 'code')],
    identityParameter(input),
    ['redirect_uri', input.redirectUri],
    ['scope', listOrNothing(formatScope(input.scope ?? []))],
    ['state', input.state],
    ['mode', input.mode],
    ['approval_prompt', input.approvalPrompt],
    ['make', input.make === undefined ? undefined : checkMake(input.make)],
    ['single_select', singleSelect(input)],
    ['single_select_vin', input.singleSelectVin === undefined ? undefined : checkVin(input.singleSelectVin)],
    ['flags', listOrNothing(flags.join(' '))],
    ['user', input.user],
    ['external_id', input.externalId],
    ['app_origin', input.appOrigin],
    ['sdk_platform', input.sdkPlatform],
    ['sdk_version', input.sdkVersion],
  ]);
}

function listOrNothing(list: string): string | undefined {
  return list === '' ? undefined : list;
}

function singleSelect(input: AuthorizeUrlInput): string | undefined {
  if (input.singleSelectVin === undefined) return input.singleSelect?.toString();
  if (input.singleSelect === false) {
    throw new CliError(
      'INVALID_VALUE',
      `The VIN "${input.singleSelectVin}" needs single_select=true, but it is switched off.`,
      {
        hint: 'Leave single select on, or leave the VIN out.',
      },
    );
  }
  return 'true';
}
