import { describe, expect, it } from 'vitest';
import { parseErrorInput } from '../../../src/core/errors/input/parse.ts';
import { issuerOf } from '../../../src/core/errors/knowledge/lookup.ts';
import type { ErrorRef } from '../../../src/core/errors/knowledge/ref.ts';

const readings = (text: string) => parseErrorInput(text);
const rows = (text: string): readonly ErrorRef[] => readings(text).flatMap(({ refs }) => refs);
const codes = (text: string): readonly string[] => rows(text).map(({ code }) => code);
const isSure = (text: string): boolean =>
  readings(text).some(({ refs, isCertain }) => refs.length > 0 && isCertain !== false);

describe('a status or a word that anybody sends', () => {
  it.each([
    'stripe.error.CardError: 402 Your card was declined',
    'HTTP 408 Request Timeout heroku',
    'POST /api/orders 409 (Conflict)',
    'RestClient::Conflict: 409 Conflict',
    'git lfs: 422 Unprocessable Entity',
    'Laravel 412 Precondition Failed',
    'Response status code does not indicate success: 430.',
    'login_required',
    'invalid_redirect_uri',
    'clientcredentials: oauth2: "invalid_client" "Client authentication failed"',
    'oauth2: "invalid_grant" "Token has been expired or revoked."',
  ])('is told of those who send it, of none with certainty: %s', (text) => {
    expect(codes(text)).not.toEqual([]);
    expect(isSure(text)).toBe(false);
  });

  it.each(['payment required', 'internal error'])('is no code of Tesla for certain where it is prose: %s', (text) => {
    expect(isSure(text)).toBe(false);
    expect(isSure(text.replace(' ', '_'))).toBe(true);
  });
});

describe('somebody else', () => {
  it.each([
    ['whose address stands behind a method', 'smartcar-app: POST https://hooks.slack.com/services/x 403 Forbidden'],
    ['the same', 'teslamate: GET https://nominatim.openstreetmap.org/reverse 403 Forbidden'],
    [
      'named by iss',
      'https://a.example/cb?error=login_required&iss=https%3A%2F%2Fkc.example.com%2Frealms%2Fmain&state=1',
    ],
    [
      'named by iss, with a word of Connect',
      'https://a.example/cb?error=access_denied&iss=https%3A%2F%2Fkc.example.com',
    ],
    ['named by issuer', '{"error":"login_required","issuer":"https://tenant.eu.auth0.example/"}'],
    ['the file system', "PermissionError: [Errno 13] Permission denied: '/app/smartcar/tokens.json'"],
    ['a database', 'AuthenticationError: password authentication failed for user "smartcar"'],
    ['a cache', 'redis.exceptions.AuthenticationError: invalid password, /app/smartcar/cache.py'],
    ['a cloud', "ResourceNotFoundException: Secrets Manager can't find the specified secret prod/smartcar"],
    ['a bucket', 'AccessDenied: smartcar-logs bucket s3'],
    ['a proxy', 'nginx 502 Bad Gateway /smartcar/webhook'],
  ])('%s is not taken for Smartcar or Tesla: %s', (_, text) => {
    expect(codes(text)).toEqual([]);
  });
});

describe('the host in a line', () => {
  it.each([
    ['HTTP 409 Conflict from fleet-api.prd.na.vn.cloud.tesla.com', []],
    ['HTTP 412 Precondition Failed https://api.smartcar.com/v2.0/vehicles', []],
    ['GET https://www.tesla.com/_ak/key.example.com 404', []],
    ['404 Not Found https://dashboard.smartcar.com/apps', []],
    ['502 Bad Gateway https://connect.smartcar.com/oauth/authorize', []],
    ['HTTP 403 https://fleet-api.prd.eu.vn.cloud.tesla.com/api/1/vehicles', ['missing_scopes']],
    ['ERROR https://fleet-api.prd.na.vn.cloud.tesla.com/api/1/vehicles 412', ['precondition_failed']],
    ['HTTP 403 https://owner-api.teslamotors.com/api/1/vehicles', ['owner_api_closed']],
    [
      'GET https://key.example.com/.well-known/appspecific/com.tesla.3p.public-key.pem 403',
      ['public_key_download_failed'],
    ],
  ] as const)('decides whose status it is, and another party does not fill in: %s', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('weighs more than the proxy that speaks for it', () => {
    const refs = rows('https://api.smartcar.com/v2.0/vehicles: 502 Bad Gateway, nginx');
    expect(new Set(refs.map(issuerOf))).toEqual(new Set(['smartcar-api']));
  });

  it('of Connect means its own page, not the API', () => {
    const refs = rows('400 Bad Request https://connect.smartcar.com/oauth/authorize?client_id=x');
    expect(refs.map(({ code }) => code)).toContain('invalid_client_id');
    expect(new Set(refs.map(issuerOf))).toEqual(new Set(['smartcar-connect']));
  });
});

describe('names and envelopes', () => {
  it.each([
    ['{"response":{"result":false,"reason":"user_not_present"}}', 'command_not_executed'],
    ['{"response":{"result":false,"reason":""}}', 'command_not_executed'],
    ['tesla_fleet_api.exceptions.SubscriptionRequired', 'teslemetry_subscription_required'],
    ['tesla_fleet_api.exceptions.InsufficientCredits', 'teslemetry_insufficient_credits'],
    ['smartcar.exceptions.VehicleStateException', 'VEHICLE_STATE:UNKNOWN'],
    ['{"error":"gateway_timeout_error","message":"The request timed out"}', 'GATEWAY_TIMEOUT:null'],
    ['PERMISSION:UNKNOWN', 'PERMISSION:null'],
    ['{"type":"PERMISSION","code":"UNKNOWN"}', 'PERMISSION:null'],
  ])('%s is %s', (text, code) => {
    expect(codes(text)).toEqual([code]);
  });
});

describe('the signals of an event', () => {
  const signal = (code: string, status: object) => ({ code, status });
  const refused = {
    value: 'ERROR',
    error: { type: 'PERMISSION', code: 'UNKNOWN', detail: 'No permission.', description: 'Deprecated. Use detail' },
  };
  const event = (...signals: readonly object[]) =>
    JSON.stringify({ eventType: 'VEHICLE_STATE', data: { vehicle: { make: 'TESLA' }, signals } });

  it('are named with their error, all in one, and what is deprecated is not shown', () => {
    const [reading, ...others] = readings(
      event(signal('closure-islocked', refused), signal('location-preciselocation', refused)),
    );
    expect(others).toEqual([]);
    expect(reading).toMatchObject({
      text: 'PERMISSION:UNKNOWN',
      refs: [{ family: 'smartcar-api', code: 'PERMISSION:null' }],
      details: { description: 'No permission.', signals: ['closure-islocked', 'location-preciselocation'] },
    });
  });

  it('that came stand beside those that did not', () => {
    const [reading] = readings(
      event(signal('odometer-traveleddistance', { value: 'SUCCESS' }), signal('closure-islocked', refused)),
    );
    expect(reading?.arrived).toEqual(['odometer-traveleddistance']);
  });
});
