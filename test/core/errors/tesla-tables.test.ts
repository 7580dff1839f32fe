import { describe, expect, it } from 'vitest';
import { parseErrorInput } from '../../../src/core/errors/input/parse.ts';
import { findEntry } from '../../../src/core/errors/knowledge/lookup.ts';
import { errorTables } from '../../../src/core/errors/knowledge/tables.ts';

const teslaRows = errorTables.filter(({ family }) => family === 'tesla').flatMap(({ rows }) => Object.entries(rows));

// Typed out from Tesla's table of response codes (2026-08): status, what is pasted, row.
const published: readonly (readonly [status: number, text: string, code: string])[] = [
  [400, 'invalid_command', 'invalid_command'],
  [400, 'invalid_field', 'invalid_field'],
  [400, '{"response":null,"error":"invalid_request"}', 'invalid_request'],
  [400, 'invalid_auth_code', 'invalid_auth_code'],
  [400, 'invalid_redirect_url', 'invalid_redirect_url'],
  [400, '{"response":null,"error":"unauthorized_client"}', 'unauthorized_client'],
  [400, '{"response":null,"error":"unsupported_grant_type"}', 'unsupported_grant_type'],
  [401, 'mobile_access_disabled', 'mobile_access_disabled'],
  [401, 'login_required', 'login_required'],
  [401, 'token expired (401)', 'token_expired'],
  [402, 'Payment is required in order to use the API (non-free account only).', 'payment_required'],
  [403, 'Unauthorized missing scopes', 'missing_scopes'],
  [403, 'unsupported vehicle', 'unsupported_vehicle'],
  [404, 'The requested resource does not exist.', 'not_found'],
  [405, 'The operation is not allowed.', 'not_allowed'],
  [406, 'The HTTP request does not have a Content-Type header set to application/json.', 'not_acceptable'],
  [408, "The vehicle is not 'online'.", 'vehicle_offline'],
  [412, 'A condition has not been met to process the request.', 'precondition_failed'],
  [421, 'This user is not present in the current region.', 'out_of_region'],
  [422, 'There is a semantic problem with the data, e.g. missing or invalid data.', 'invalid_resource'],
  [423, 'Account is locked, and must be unlocked by Tesla.', 'account_locked'],
  [424, 'The response from Tesla was invalid.', 'failed_dependency'],
  [429, 'Account or server is rate limited.', 'rate_limited'],
  [451, 'Querying for a user/vehicle without proper privacy settings.', 'privacy_settings'],
  [499, 'Client has closed the request before the server could send a response.', 'client_closed_request'],
  [500, 'An error occurred while processing the request.', 'internal_error'],
  [503, 'Either an internal service or a vehicle did not respond (timeout).', 'vehicle_not_available'],
  [504, 'Server did not receive a response.', 'gateway_timeout'],
  [540, 'Vehicle responded with an error - might need a reboot, OTA update, or service.', 'device_unexpected_response'],
];

// Typed out from MessageFault_E of Tesla's vehicle-command (2026-07).
const faults =
  'BUSY TIMEOUT UNKNOWN_KEY_ID INACTIVE_KEY INVALID_SIGNATURE INVALID_TOKEN_OR_COUNTER INSUFFICIENT_PRIVILEGES INVALID_DOMAINS INVALID_COMMAND DECODING INTERNAL WRONG_PERSONALIZATION BAD_PARAMETER KEYCHAIN_IS_FULL INCORRECT_EPOCH IV_INCORRECT_LENGTH TIME_EXPIRED NOT_PROVISIONED_WITH_IDENTITY COULD_NOT_HASH_METADATA TIME_TO_LIVE_TOO_LONG REMOTE_ACCESS_DISABLED REMOTE_SERVICE_ACCESS_DISABLED COMMAND_REQUIRES_ACCOUNT_CREDENTIALS REQUEST_MTU_EXCEEDED RESPONSE_MTU_EXCEEDED REPEATED_COUNTER INVALID_KEY_HANDLE REQUIRES_RESPONSE_ENCRYPTION'.split(
    ' ',
  );

// Typed out from the other enumerations of the same protocol: a signature, a change of the list of keys, an answer.
const otherFaults = [
  ...'UNKNOWN NOT_ON_WHITELIST IV_SMALLER_THAN_EXPECTED INVALID_TOKEN TOKEN_AND_COUNTER_INVALID AES_DECRYPT_AUTH ECDSA_INPUT ECDSA_SIGNATURE LOCAL_ENTITY_START LOCAL_ENTITY_RESULT COULD_NOT_RETRIEVE_KEY COULD_NOT_RETRIEVE_TOKEN SIGNATURE_TOO_SHORT TOKEN_IS_INCORRECT_LENGTH INCORRECT_EPOCH IV_INCORRECT_LENGTH TIME_EXPIRED NOT_PROVISIONED_WITH_IDENTITY COULD_NOT_HASH_METADATA'
    .split(' ')
    .map((name) => `SIGNEDMESSAGE_INFORMATION_FAULT_${name}`),
  ...'UNDOCUMENTED_ERROR NO_PERMISSION_TO_REMOVE_ONESELF KEYFOB_SLOTS_FULL WHITELIST_FULL NO_PERMISSION_TO_ADD INVALID_PUBLIC_KEY NO_PERMISSION_TO_REMOVE NO_PERMISSION_TO_CHANGE_PERMISSIONS ATTEMPTING_TO_ELEVATE_OTHER_ABOVE_ONESELF ATTEMPTING_TO_DEMOTE_SUPERIOR_TO_ONESELF ATTEMPTING_TO_REMOVE_OWN_PERMISSIONS PUBLIC_KEY_NOT_ON_WHITELIST ATTEMPTING_TO_ADD_KEY_THAT_IS_ALREADY_ON_THE_WHITELIST NOT_ALLOWED_TO_ADD_UNLESS_ON_READER FM_MODIFYING_OUTSIDE_OF_F_MODE FM_ATTEMPTING_TO_ADD_PERMANENT_KEY FM_ATTEMPTING_TO_REMOVE_PERMANENT_KEY KEYCHAIN_WHILE_FS_FULL ATTEMPTING_TO_ADD_KEY_WITHOUT_ROLE ATTEMPTING_TO_ADD_KEY_WITH_SERVICE_ROLE NON_SERVICE_KEY_ATTEMPTING_TO_ADD_SERVICE_TECH SERVICE_KEY_ATTEMPTING_TO_ADD_SERVICE_TECH_OUTSIDE_SERVICE_MODE COULD_NOT_START_LOCAL_ENTITY_AUTH LOCAL_ENTITY_AUTH_FAILED_UI_DENIED LOCAL_ENTITY_AUTH_FAILED_TIMED_OUT_WAITING_FOR_TAP LOCAL_ENTITY_AUTH_FAILED_TIMED_OUT_WAITING_FOR_UI_ACK LOCAL_ENTITY_AUTH_FAILED_VALET_MODE LOCAL_ENTITY_AUTH_FAILED_CANCELLED'
    .split(' ')
    .map((name) => `WHITELISTOPERATION_INFORMATION_${name}`),
  'SESSION_INFO_STATUS_KEY_NOT_ON_WHITELIST',
  ...'CLOSURES_OPEN ALREADY_ON DISABLED_FOR_USER_COMMAND VEHICLE_NOT_IN_PARK UNAUTHORIZED NOT_ALLOWED_OVER_TRANSPORT'
    .split(' ')
    .map((name) => `GENERICERROR_${name}`),
];

// Typed out from the exceptions of python-tesla-fleet-api (2026-08).
const exceptions = [
  ['Forbidden', 'missing_scopes'],
  ['OAuthExpired', 'token_expired'],
  ['InvalidRegion', 'out_of_region'],
  ['PreconditionFailed', 'precondition_failed'],
  ['Locked', 'account_locked'],
  ['LoginRequired', 'login_required'],
  ['InvalidRedirectUrl', 'invalid_redirect_url'],
  ['TeslaFleetMessageFaultInactiveKey', 'inactive_key'],
  ['TeslaFleetMessageFaultRemoteAccessDisabled', 'remote_access_disabled'],
  ['SignedMessageInformationFaultTimeExpired', 'session_out_of_date'],
  ['NotOnWhitelistFault', 'public_key_not_paired'],
  ['WhitelistOperationWhitelistFull', 'keychain_full'],
] as const;

describe("Tesla's tables", () => {
  it.each(published)('%i %s', (status, text, code) => {
    expect(parseErrorInput(text)[0]?.refs).toEqual([{ family: 'tesla', code }]);
    expect(findEntry({ family: 'tesla', code })?.status).toBe(status);
  });

  it.each(faults)('the fault MESSAGEFAULT_ERROR_%s has a row of its own words', (fault) => {
    const [reading] = parseErrorInput(`car rejected it: MESSAGEFAULT_ERROR_${fault}`);
    expect(reading?.refs.map(({ family }) => family)).toContain('tesla');
  });

  it.each(otherFaults)('%s has a row of its own words', (fault) => {
    const [reading] = parseErrorInput(`car rejected it: ${fault}`);
    expect(reading?.refs.map(({ family }) => family)).toContain('tesla');
  });

  it.each(exceptions)('the exception %s is the row %s', (name, code) => {
    const [reading] = parseErrorInput(`  File "x.py", line 1\ntesla_fleet_api.exceptions.${name}: …`);
    expect(reading?.refs).toEqual([{ family: 'tesla', code }]);
  });

  it.each(teslaRows)('%s names its source, who must act, and words for an owner who must', (_, row) => {
    expect(row.source.url).toMatch(/^https:\/\//);
    expect(row.source.asOf).toMatch(/^20\d\d/);
    expect(row.docs).toMatch(/^https:\/\//);
    expect(row.cause).toMatch(/\.$/);
    expect(row.fix).toMatch(/\.$/);
    expect(row.who !== 'owner' || typeof row.owner === 'string').toBe(true);
  });

  it('has no name twice: a code means one row of a family', () => {
    const names = teslaRows.map(([name]) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('marks what Tesla does not publish', () => {
    const reported = teslaRows.filter(([, { source }]) =>
      /github\.com\/(?!teslamotors\/vehicle-command$)/.test(source.url),
    );
    expect(reported.filter(([, { source }]) => source.confidence !== 'field-report').map(([name]) => name)).toEqual([]);
  });

  it('tells no owner to approve the key of a company', () => {
    expect(
      teslaRows.filter(([, { owner = '' }]) => /_ak\/|smartcar|texture/i.test(owner)).map(([name]) => name),
    ).toEqual([]);
  });
});
