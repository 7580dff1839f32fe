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

describe("Tesla's tables", () => {
  it.each(published)('%i %s', (status, text, code) => {
    expect(parseErrorInput(text)[0]?.refs).toEqual([{ family: 'tesla', code }]);
    expect(findEntry({ family: 'tesla', code })?.status).toBe(status);
  });

  it.each(faults)('the fault MESSAGEFAULT_ERROR_%s has a row of its own words', (fault) => {
    const [reading] = parseErrorInput(`car rejected it: MESSAGEFAULT_ERROR_${fault}`);
    expect(reading?.refs.map(({ family }) => family)).toContain('tesla');
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
