import { ownValue } from '../../../text/keys.ts';
import type { OtherNames } from '../smartcar-names.ts';
import { teslaOAuthErrors } from './oauth.ts';
import { teslaResponseErrors } from './response-codes.ts';

/** Exceptions of python-tesla-fleet-api that are not called as the row is. */
const others: Readonly<Record<string, string>> = {
  missing_scopes: 'forbidden',
  token_expired: 'missingtoken invalidtoken oauthexpired oauthinvalid missingteslemetrytoken missingtessietoken',
  out_of_region: 'invalidregion',
  account_locked: 'locked',
  failed_dependency: 'invalidresponse',
  privacy_settings: 'resourceunavailableforlegalreasons',
  internal_error: 'internalservererror',
  vehicle_not_available: 'serviceunavailable',
  not_allowed: 'invalidmethod',
};

/** Names of exceptions of python-tesla-fleet-api, which Home Assistant prints (2026-08). */
export const teslaLibraryNames: readonly OtherNames[] = Object.keys({
  ...teslaResponseErrors,
  ...teslaOAuthErrors,
}).map((code) => ({
  ref: { family: 'tesla', code },
  sentences: [code.replaceAll('_', ''), ...(ownValue(others, code)?.split(' ') ?? [])].map(
    (name) => `tesla_fleet_api.exceptions.${name}`,
  ),
}));
