import { describe, expect, it } from 'vitest';
import { parseErrorInput } from '../../../src/core/errors/input/parse.ts';
import { findEntry } from '../../../src/core/errors/knowledge/lookup.ts';
import { smartcarApiErrors } from '../../../src/core/errors/knowledge/smartcar-api.ts';

// Typed out from Smartcar's list of API errors (2026-02), its pages on Tesla, and field reports on v3.
const apiErrors: readonly (readonly [name: string, status: number])[] = [
  ['AUTHENTICATION:null', 401],
  ['PERMISSION:null', 403],
  ['CONNECTED_SERVICES_ACCOUNT:PERMISSION', 400],
  ['CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED', 400],
  ['CONNECTED_SERVICES_ACCOUNT:AUTHENTICATION_FAILED', 400],
  ['CONNECTED_SERVICES_ACCOUNT:ACCOUNT_ISSUE', 400],
  ['CONNECTED_SERVICES_ACCOUNT:NO_VEHICLES', 400],
  ['CONNECTED_SERVICES_ACCOUNT:SUBSCRIPTION', 400],
  ['CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING', 400],
  ['COMPATIBILITY:MAKE_NOT_COMPATIBLE', 501],
  ['COMPATIBILITY:SMARTCAR_NOT_CAPABLE', 501],
  ['COMPATIBILITY:VEHICLE_NOT_CAPABLE', 501],
  ['COMPATIBILITY:PLATFORM_NOT_CAPABLE', 501],
  ['BILLING:INVALID_PLAN', 430],
  ['BILLING:VEHICLE_LIMIT', 430],
  ['BILLING:VEHICLE_REQUEST_LIMIT', 430],
  ['BILLING:ACCOUNT_SUSPENDED', 430],
  ['RATE_LIMIT:SMARTCAR_API', 429],
  ['RATE_LIMIT:VEHICLE', 429],
  ['VALIDATION:null', 400],
  ['VALIDATION:PARAMETER', 400],
  ['RESOURCE_NOT_FOUND:PATH', 404],
  ['RESOURCE_NOT_FOUND:VERSION', 404],
  ['VEHICLE_STATE:ASLEEP', 409],
  ['VEHICLE_STATE:CHARGING_IN_PROGRESS', 409],
  ['VEHICLE_STATE:CHARGING_PLUG_CONNECTED', 409],
  ['VEHICLE_STATE:CHARGING_PLUG_NOT_CONNECTED', 409],
  ['VEHICLE_STATE:DOOR_OPEN', 409],
  ['VEHICLE_STATE:FULLY_CHARGED', 409],
  ['VEHICLE_STATE:NOT_CHARGING', 409],
  ['VEHICLE_STATE:CHARGE_FAULT', 409],
  ['VEHICLE_STATE:HOOD_OPEN', 409],
  ['VEHICLE_STATE:IGNITION_ON', 409],
  ['VEHICLE_STATE:IN_MOTION', 409],
  ['VEHICLE_STATE:REMOTE_ACCESS_DISABLED', 409],
  ['VEHICLE_STATE:TRUNK_OPEN', 409],
  ['VEHICLE_STATE:UNKNOWN', 409],
  ['VEHICLE_STATE:UNREACHABLE', 409],
  ['VEHICLE_STATE:VEHICLE_OFFLINE_FOR_SERVICE', 409],
  ['UPSTREAM:INVALID_DATA', 502],
  ['UPSTREAM:KNOWN_ISSUE', 502],
  ['UPSTREAM:NO_RESPONSE', 502],
  ['UPSTREAM:RATE_LIMIT', 502],
  ['UPSTREAM:UNKNOWN_ISSUE', 502],
  ['SERVER:INTERNAL', 500],
  ['SERVER:RECORD_NOT_FOUND', 500],
  ['SERVER:MULTIPLE_RECORDS_FOUND', 500],
  ['AUTHENTICATION:UNAUTHORIZED', 401],
  ['AUTHENTICATION:ACCESS_DENIED', 403],
  ['VALIDATION:INVALID_INPUT_FORMAT', 400],
  ['VALIDATION:MISSING_PARAMETER', 400],
  ['RESOURCE_NOT_FOUND:INVALID_PATH', 404],
  ['RESOURCE_NOT_FOUND:VEHICLE_NOT_FOUND', 404],
  ['RESOURCE_NOT_FOUND:SIGNAL_NOT_FOUND', 404],
];

// Typed out from Smartcar's pages on Connect errors, its SDKs and an older permissions page.
const redirectErrors = [
  'access_denied',
  'vehicle_incompatible',
  'invalid_subscription',
  'no_vehicles',
  'configuration_error',
  'server_error',
  'user_manually_returned_to_application',
  'user_cancelled',
  'no_compatible_vehicles',
] as const;

const tokenErrors = ['invalid_grant', 'invalid_client', 'invalid_request', 'unauthorized_client'] as const;

describe('every documented error is explained', () => {
  it.each(apiErrors)('%s in any case, as a name and as JSON', (name, status) => {
    const [type = '', code = ''] = name.split(':');
    const json = { type, code: code === 'null' ? null : code, statusCode: status, requestId: 'r' };
    for (const input of [
      name,
      name.toLowerCase(),
      name.toUpperCase(),
      JSON.stringify(json),
      `2026-11-21 ERROR ${name} - no`,
    ]) {
      const [reading] = parseErrorInput(input);
      expect({ input, refs: reading?.refs }).toEqual({ input, refs: [{ family: 'smartcar-api', code: name }] });
    }
    expect(findEntry({ family: 'smartcar-api', code: name })?.status).toBe(status);
  });

  it('holds no row beside the documented ones but the gateway timeout, whose name is ours', () => {
    expect(Object.keys(smartcarApiErrors).toSorted()).toEqual(
      [...apiErrors.map(([name]) => name), 'GATEWAY_TIMEOUT:null'].toSorted(),
    );
    expect(parseErrorInput('504')[0]?.refs[0]).toEqual({ family: 'smartcar-api', code: 'GATEWAY_TIMEOUT:null' });
  });

  it.each(redirectErrors)('the redirect error %s, as a word and on an address', (error) => {
    const ref = { family: 'connect-redirect', code: error };
    // Tesla's sign-in has one of these words as well; an address shows no sender.
    const refs = error === 'access_denied' ? [ref, { family: 'tesla', code: error }] : [ref];
    expect(parseErrorInput(error)[0]?.refs).toContainEqual(ref);
    const url = `http://localhost:8000/exchange?error=${error}&error_description=any+words%20here&state=s3cretstate`;
    expect(parseErrorInput(url)[0]?.refs).toEqual(refs);
    expect(parseErrorInput(`GET ${url} 200`)[0]?.refs).toEqual(refs);
  });

  it.each(tokenErrors)('the token error %s, as a word and as JSON', (error) => {
    const ref = { family: 'oauth-token', code: error };
    expect(parseErrorInput(error)[0]?.refs).toContainEqual(ref);
    const [bare] = parseErrorInput(JSON.stringify({ error, error_description: 'words' }));
    expect(bare?.refs).toEqual([ref, { family: 'tesla', code: error }]);
    expect(bare?.isCertain).toBe(false);
    const [sent] = parseErrorInput(JSON.stringify({ error, error_uri: 'https://auth.smartcar.com' }));
    expect(sent?.refs).toEqual([ref]);
  });

  it.each(apiErrors)('%s says what happened, who must act and what mends it, with source and date', (name) => {
    const entry = findEntry({ family: 'smartcar-api', code: name });
    expect(entry?.cause.length).toBeGreaterThan(12);
    expect(entry?.fix.length).toBeGreaterThan(8);
    expect(entry?.docs).toMatch(/^https:\/\/smartcar\.com\/docs\//);
    expect(entry?.source.asOf).toMatch(/^\d{4}/);
    // Whoever must act needs words for it.
    expect(entry?.who !== 'owner' || typeof entry.owner === 'string').toBe(true);
  });
});
