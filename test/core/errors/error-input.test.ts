import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../src/core/errors/input/clean.ts';
import { parseErrorInput } from '../../../src/core/errors/input/parse.ts';
import { requestPermission } from '../../../src/core/errors/knowledge/request-permission.ts';

function codes(text: string): readonly string[] {
  return parseErrorInput(text).flatMap((reading) => reading.refs.map((ref) => ref.code));
}

describe('the forms in which an error is pasted', () => {
  it('seed 21: PERMISSION:NULL and permission:null are the same, and so are the spellings of other languages', () => {
    for (const text of [
      'PERMISSION:NULL',
      'permission:null',
      'Permission:Null',
      'PERMISSION:None',
      'permission:nil',
      'PERMISSION: null',
    ]) {
      expect(parseErrorInput(text)[0]?.refs).toEqual([{ family: 'smartcar-api', code: 'PERMISSION:null' }]);
    }
  });

  it('reads a bare code in any case, with blanks or hyphens for underscores', () => {
    for (const text of [
      'VIRTUAL_KEY_REQUIRED',
      'virtual_key_required',
      'virtual key required',
      'Virtual-Key-Required',
    ]) {
      expect(codes(text)).toEqual(['CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED']);
    }
  });

  it('names both rows where a bare word is ambiguous', () => {
    expect(codes('PERMISSION')).toEqual(['PERMISSION:null', 'CONNECTED_SERVICES_ACCOUNT:PERMISSION']);
  });

  it('reads an error of v2 with all that stands in it', () => {
    const [reading] = parseErrorInput(
      JSON.stringify({
        type: 'CONNECTED_SERVICES_ACCOUNT',
        code: 'VIRTUAL_KEY_REQUIRED',
        description: 'words',
        docURL: 'https://smartcar.com/docs',
        statusCode: 400,
        requestId: '5dea93a1-3f79-4246-90c5-89610a20471b',
        resolution: { type: 'ACTION_REQUIRED', url: 'https://www.tesla.com/_ak/smartcar.com' },
      }),
    );
    expect(reading?.details).toEqual({
      description: 'words',
      requestId: '5dea93a1-3f79-4246-90c5-89610a20471b',
      resolutionUrl: 'https://www.tesla.com/_ak/smartcar.com',
    });
  });

  it.each([
    [
      'bare',
      { type: 'PERMISSION', code: null, title: 't', detail: 'd', status: '403', links: {}, meta: { requestId: 'abc' } },
    ],
    ['wrapped in errors[]', { errors: [{ type: 'PERMISSION', code: null, status: '403' }] }],
    [
      'beside a signal',
      {
        data: [
          {
            type: 'signal',
            id: 'x',
            attributes: { code: 'x', status: { value: 'ERROR', error: { type: 'PERMISSION', code: null } } },
          },
        ],
      },
    ],
  ])('reads an error of v3, %s', (_, value) => {
    expect(codes(JSON.stringify(value))).toEqual(['PERMISSION:null']);
  });

  it('reads every failed response of a batch and knows the permission from its path', () => {
    const readings = parseErrorInput(
      JSON.stringify({
        responses: [
          { path: '/odometer', code: 200, body: { distance: 1 } },
          { path: '/location', code: 403, body: { type: 'PERMISSION', code: null, statusCode: 403 } },
          { path: '/fuel', code: 501, body: { type: 'COMPATIBILITY', code: 'VEHICLE_NOT_CAPABLE', statusCode: 501 } },
        ],
      }),
    );
    expect(readings.map(({ refs, details }) => [refs[0]?.code, details.request, details.permission])).toEqual([
      ['PERMISSION:null', '/location', 'read_location'],
      ['COMPATIBILITY:VEHICLE_NOT_CAPABLE', '/fuel', 'read_fuel'],
    ]);
  });

  it('reads the errors of a webhook, with their signals and whether they are over', () => {
    const [reading] = parseErrorInput(
      JSON.stringify({
        eventType: 'VEHICLE_ERROR',
        data: {
          errors: [
            {
              type: 'VEHICLE_STATE',
              code: 'ASLEEP',
              state: 'RESOLVED',
              signals: ['odometer-traveleddistance'],
              resolution: { type: null },
            },
          ],
        },
      }),
    );
    expect(reading?.refs[0]?.code).toBe('VEHICLE_STATE:ASLEEP');
    expect(reading?.details).toMatchObject({ resolved: true, signals: ['odometer-traveleddistance'] });
  });

  it("seed 120: reads Texture's sentence", () => {
    const [reading] = parseErrorInput('vehicle rejected request: your public key has not been paired with the vehicle');
    // Tesla's own proxy says the same words: the text does not show through whom they came.
    expect(reading?.refs).toEqual([
      { family: 'tesla', code: 'public_key_not_paired' },
      { family: 'texture', code: 'public_key_not_paired' },
    ]);
    expect(reading?.isCertain).toBe(false);
  });

  it("seed 121: reads the JSON of Texture's command", () => {
    const reason = 'vehicle rejected request: your public key has not been paired with the vehicle';
    const [reading] = parseErrorInput(JSON.stringify({ id: 'c1', status: 'failed', reason }));
    // Tesla's own proxy says the same words: the text does not show through whom they came.
    expect(reading?.refs).toEqual([
      { family: 'tesla', code: 'public_key_not_paired' },
      { family: 'texture', code: 'public_key_not_paired' },
    ]);
    expect(reading?.isCertain).toBe(false);
  });

  it.each([
    [
      '{"response":null,"error":"vehicle rejected request: your public key has not been paired with the vehicle","error_description":""}',
      'public_key_not_paired',
    ],
    [
      '{"response":null,"error":"Tesla Vehicle Command Protocol required, please refer to the documentation here: https://developer.tesla.com/x","error_description":""}',
      'command_protocol_required',
    ],
    ['{"response":{"result":false,"reason":"unsigned_cmds_hardlocked"}}', 'unsigned_cmds_hardlocked'],
    ['vehicle does not support protocol -- use REST API', 'protocol_not_supported'],
    ['{"response":{"updated_vehicles":0,"skipped_vehicles":{"missing_key":["VIN"]}}}', 'telemetry_missing_key'],
    [
      '{"response":{"updated_vehicles":1,"skipped_vehicles":{"missing_key":[],"max_configs":["VIN"]}}}',
      'telemetry_max_configs',
    ],
    ['{"response":{"result":true,"reason":""}}', 'none'],
    [
      '{"response":{"updated_vehicles":0,"skipped_vehicles":{"unsupported_hardware":["VIN"]}}}',
      'telemetry_unsupported_hardware',
    ],
    [
      '{"response":{"updated_vehicles":0,"skipped_vehicles":{"unsupported_firmware":["VIN"]}}}',
      'telemetry_unsupported_firmware',
    ],
    ['max_configs', 'telemetry_max_configs'],
    ['{"response":null,"error":"Unauthorized missing scopes","error_description":""}', 'missing_scopes'],
    [
      'Account 1 must be registered in the current region https://fleet-api.prd.eu.vn.cloud.tesla.com',
      'not_registered_in_region',
    ],
    ['user out of region, use base URL: https://fleet-api.prd.eu.vn.cloud.tesla.com', 'out_of_region'],
    ['vehicle is offline or asleep', 'vehicle_offline'],
    ['vehicle is not available', 'vehicle_not_available'],
    ['mobile_access_disabled', 'mobile_access_disabled'],
    ['login_required', 'login_required'],
    ['MESSAGEFAULT_ERROR_KEYCHAIN_IS_FULL', 'keychain_full'],
    ['WHITELISTOPERATION_INFORMATION_WHITELIST_FULL', 'keychain_full'],
    ['{"response":{"result":false,"reason":"already_set"}}', 'state_refusal'],
    ['{"response":{"result":false,"reason":"not_charging"}}', 'state_refusal'],
    ['Command forbidden', 'command_forbidden'],
  ])("reads Tesla's %s", (text, code) => {
    expect(parseErrorInput(text)[0]?.refs).toEqual([{ family: 'tesla', code }]);
  });

  it.each([
    ['400: Unauthorized redirect_uri', 'unauthorized_redirect_uri'],
    ['400: Invalid parameter client_id', 'invalid_client_id'],
  ])('reads the page of Connect that says %s', (text, code) => {
    expect(parseErrorInput(text)[0]?.refs[0]).toEqual({ family: 'hosted-page', code });
  });

  it('finds the errors in lines of a log, each different one once', () => {
    const log = [
      'starting',
      'SmartcarError: PERMISSION:null - Your application has insufficient permissions',
      "  type: 'PERMISSION', code: null,",
      'request failed {"type":"RATE_LIMIT","code":"VEHICLE","statusCode":429}',
      'callback /exchange?error=access_denied&error_description=x&state=abc',
      'oauth said invalid_grant',
      'PERMISSION:null again',
      'all is well: type: vehicle, code: 200',
    ].join('\n');
    expect(codes(log)).toEqual(['PERMISSION:null', 'RATE_LIMIT:VEHICLE', 'access_denied', 'invalid_grant']);
  });

  it('reads JSON that is printed over several lines behind something else', () => {
    expect(codes('Error body:\n{\n  "type": "SERVER",\n  "code": "INTERNAL"\n}\nend')).toEqual(['SERVER:INTERNAL']);
  });

  it('says that a redirect without an error carries none', () => {
    expect(codes('http://localhost:8000/exchange?code=abcdef&state=xyz')).toEqual(['none']);
  });

  it('reads an error line of connect-cli itself', () => {
    const line = '{"error":{"code":"CREDENTIALS_MISSING","message":"m","hint":"h","docs":"d","exitCode":4}}';
    expect(parseErrorInput(line)[0]?.refs).toEqual([{ family: 'connect-cli', code: 'CREDENTIALS_MISSING' }]);
  });

  it.each(['', ' \n\t ', '\uFEFF'])('finds nothing in empty input', (text) => {
    expect(parseErrorInput(text)).toEqual([]);
  });

  it.each([
    ['a code that nobody documents', 'COMPATIBILITY:BRAND_NEW', 'COMPATIBILITY:BRAND_NEW'],
    ['prose', 'the car said no', 'the car said no'],
    ['a JSON value without an error', '{"id":"x","make":"TESLA"}', '{"id":"x","make":"TESLA"}'],
    ['a page', '<html><body>Bad Gateway</body></html>', '<html><body>Bad Gateway</body></html>'],
  ])('keeps %s as unknown', (_, text, shown) => {
    expect(parseErrorInput(text)).toEqual([{ text: shown, refs: [], details: {} }]);
  });

  it('never throws and never echoes control characters, whatever is pasted', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `https://x.test/cb?error=${encodeURIComponent(text)}`),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          for (const { text: shown } of parseErrorInput(text)) expect(shown).not.toMatch(/[\p{Cc}]/u);
        },
      ),
    );
  });

  it('bears JSON nested a thousand deep and a line of a megabyte', () => {
    expect(parseErrorInput(`${'['.repeat(1000)}${']'.repeat(1000)}`)[0]?.refs).toEqual([]);
    expect(codes(`${'x'.repeat(1_000_000)} PERMISSION:null`)).toEqual(['PERMISSION:null']);
  });
});

describe('what is shown of the input', () => {
  it.each([
    'failed with code=1a2b3c4d-aaaa-bbbb-cccc-1234567890ab',
    'Authorization: Bearer 1a2b3c4d',
    'refresh_token="abcdefgh12345678"',
    'state=eyJhbGciOiJIUzI1NiJ9',
    'https://x.test/cb?texture_scoped_key=supersecretkey',
    'key 0123456789abcdef0123456789abcdef0123456789',
  ])('masks %s', (text) => {
    expect(cleanText(text)).toContain('[redacted]');
    expect(cleanText(text)).not.toMatch(/1a2b3c4d|abcdefgh1234|eyJhb|supersecret|0123456789abcdef/);
  });

  it('leaves codes of errors alone and takes terminal sequences away', () => {
    expect(cleanText("type: 'PERMISSION', code: null")).toBe("type: 'PERMISSION', code: null");
    expect(cleanText('\u001b[31mred\u001b[0m\u0007 and\nnew line')).toBe('red and new line');
  });
});

describe('the permission that a request needs', () => {
  it.each([
    ['POST /v2.0/vehicles/36ab27d0-fd9d-4455-823a-ce30af709ffc/security', 'control_security'],
    ['GET /v2.0/vehicles/36ab27d0-fd9d-4455-823a-ce30af709ffc/security', 'read_security'],
    ['/v2.0/vehicles/36ab27d0-fd9d-4455-823a-ce30af709ffc/security', undefined],
    ['/odometer', 'read_odometer'],
    ['POST /v3/vehicles/abc/commands/charge/start', 'control_charge'],
    ['GET /v2.0/vehicles/abc/tesla/compass', 'read_compass'],
    ['GET /v2.0/vehicles/abc', 'read_vehicle_info'],
    ['GET /v2.0/user', undefined],
  ])('%s', (request, permission) => {
    expect(requestPermission(request)).toBe(permission);
  });
});
