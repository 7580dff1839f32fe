import { CliError } from '../errors/cli-error.ts';
import { formatScope, type AskedPermission } from '../permissions/scope.ts';
import { connectOrigin, identityParameter, type ApplicationIdentity } from './application.ts';
import { checkFlags } from './flags.ts';
import { buildUrl, type BuiltUrl, type QueryParameters } from './query.ts';

/** The only make for which Smartcar offers the stand-alone flow. */
export const revocableMake = 'TESLA';

interface MakeFlow {
  /**
   * `revoke`: the form of 2023, by which the owner removes Smartcar at Tesla and grants anew.
   * `update`: the later form, by which Tesla offers to extend the access that is there.
   */
  readonly flow: 'revoke' | 'update';
  readonly make: string;
  /** Every permission of it must be covered by Tesla boxes before the flow lets the owner go. */
  readonly scope: readonly AskedPermission[];
}

interface VehicleFlow {
  /** One vehicle's access renewed, any make; this form does redirect. */
  readonly flow: 'vehicle';
  readonly vehicleId: string;
  readonly responseType?: 'vehicle_id' | 'none' | undefined;
  /** Mandatory for `vehicle_id`; without it `none` ends on a page of Smartcar. */
  readonly redirectUri?: string | undefined;
  readonly state?: string | undefined;
  readonly externalId?: string | undefined;
  readonly user?: string | undefined;
}

/** What the address of re-authentication needs, by flow. */
export type ReauthenticateUrlInput = ApplicationIdentity &
  (MakeFlow | VehicleFlow) & { readonly origin?: string | undefined; readonly flags?: readonly string[] | undefined };

/**
 * Builds the address by which an owner renews, widens or revokes access.
 * @see https://smartcar.com/docs/help/oem-integrations/tesla/developers for `revoke` and `update`
 * @see https://smartcar.com/docs/connect/re-auth/redirect-to-connect for `vehicle`
 * @throws CliError UNSUPPORTED_MAKE, API_CLIENT_ID, INPUT_REQUIRED, INVALID_VALUE
 */
export function buildReauthenticateUrl(input: ReauthenticateUrlInput): BuiltUrl {
  const parameters = input.flow === 'vehicle' ? vehicleParameters(input) : makeParameters(input);
  const flags = checkFlags(input.flags ?? []).join(' ');
  return buildUrl(`${input.origin ?? connectOrigin}/oauth/reauthenticate`, [
    ...parameters,
    ['flags', flags === '' ? undefined : flags],
  ]);
}

/** @throws CliError UNSUPPORTED_MAKE */
export function checkRevocable(make: string): void {
  if (make.trim().toUpperCase() === revocableMake) return;
  throw new CliError(
    'UNSUPPORTED_MAKE',
    `Smartcar offers the revoke flow only for ${revocableMake}, not for "${make}".`,
    {
      hint: 'Owners of other makes go through Connect again: `connect-cli authorize`. One vehicle of any make: --vehicle-id.',
    },
  );
}

function makeParameters(input: ApplicationIdentity & MakeFlow): QueryParameters {
  checkRevocable(input.make);
  if (input.scope.length === 0) {
    throw new CliError('INPUT_REQUIRED', 'The revoke flow asks for at least one permission.', {
      hint: 'Pass --scope "read_odometer control_security".',
    });
  }
  return [
    ['response_type', input.flow === 'revoke' ? 'none' : 'vehicle_id'],
    ['make', revocableMake],
    ['revoke_access', input.flow === 'revoke' ? 'true' : undefined],
    // The documents' table of this form knows no other name of the id.
    ['client_id', identityParameter(input)[1]],
    ['scope', formatScope(input.scope)],
  ];
}

function vehicleParameters(input: ApplicationIdentity & VehicleFlow): QueryParameters {
  const responseType = input.responseType ?? 'vehicle_id';
  if (responseType === 'vehicle_id' && input.redirectUri === undefined) {
    throw new CliError('INPUT_REQUIRED', 'Renewing one vehicle ends with a redirect, and no redirect URI was given.', {
      hint: 'Pass --redirect-uri with a registered address.',
    });
  }
  return [
    ['response_type', responseType],
    identityParameter(input),
    ['vehicle_id', input.vehicleId],
    ['redirect_uri', input.redirectUri],
    ['state', input.state],
    ['user', input.user],
    ['external_id', input.externalId],
  ];
}
