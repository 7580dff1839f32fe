import { describe, expect, it } from 'vitest';
import { buildReauthenticateUrl } from '../../../src/core/connect/reauthenticate-url.ts';
import { parseScope } from '../../../src/core/permissions/scope.ts';

const clientId = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const scope = (text: string) => parseScope([text]).asked;
const base = 'https://connect.smartcar.com/oauth/reauthenticate';

describe('buildReauthenticateUrl', () => {
  it('seeds 55, 56, 57, 58, 59, 61, 63: the revoke link has the five parameters of the table', () => {
    const { url, parameters } = buildReauthenticateUrl({
      flow: 'revoke',
      make: 'TESLA',
      clientId,
      scope: scope('read_odometer control_security'),
    });
    expect(url).toBe(
      `${base}?response_type=none&make=TESLA&revoke_access=true&client_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07&scope=read_odometer%20control_security`,
    );
    expect(parameters).toEqual({
      response_type: 'none',
      make: 'TESLA',
      revoke_access: 'true',
      client_id: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07',
      scope: 'read_odometer control_security',
    });
  });

  it('seed 151: passes required: on unchanged', () => {
    const { url } = buildReauthenticateUrl({
      flow: 'revoke',
      make: 'tesla',
      clientId,
      scope: scope('required:control_security'),
    });
    expect(url).toContain('make=TESLA&');
    expect(url).toContain('&scope=required:control_security');
  });

  it('seed 25: carries feature flags', () => {
    const { url } = buildReauthenticateUrl({
      flow: 'revoke',
      make: 'TESLA',
      clientId,
      scope: scope('read_vin'),
      flags: ['tesla_auth:true'],
    });
    expect(url).toMatch(/&flags=tesla_auth:true$/);
  });

  it('builds the later update form', () => {
    const { url } = buildReauthenticateUrl({ flow: 'update', make: 'TESLA', clientId, scope: scope('read_location') });
    expect(url).toBe(
      `${base}?response_type=vehicle_id&make=TESLA&client_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07&scope=read_location`,
    );
  });

  it('builds the link that renews one vehicle, and redirects', () => {
    const { url } = buildReauthenticateUrl({
      flow: 'vehicle',
      applicationId: clientId,
      vehicleId: '36ab27d0-fd9d-4455-823a-ce30af709ffc',
      redirectUri: 'http://localhost:8000/exchange',
      state: 's',
      externalId: 'null',
    });
    expect(url).toBe(
      `${base}?response_type=vehicle_id&application_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07&vehicle_id=36ab27d0-fd9d-4455-823a-ce30af709ffc&redirect_uri=http%3A%2F%2Flocalhost%3A8000%2Fexchange&state=s&external_id=null`,
    );
  });

  it('renews one vehicle without a redirect when asked', () => {
    const { url } = buildReauthenticateUrl({ flow: 'vehicle', clientId, vehicleId: 'v', responseType: 'none' });
    expect(url).toBe(`${base}?response_type=none&client_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07&vehicle_id=v`);
  });

  it('seed 57: refuses any make but TESLA, and says why', () => {
    const build = () => buildReauthenticateUrl({ flow: 'revoke', make: 'BMW', clientId, scope: scope('read_vin') });
    expect(build).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_MAKE', exitCode: 2 }));
    expect(build).toThrow(/only for TESLA, not for "BMW"/);
  });

  it.each([
    ['INPUT_REQUIRED', () => buildReauthenticateUrl({ flow: 'revoke', make: 'TESLA', clientId, scope: [] })],
    ['INPUT_REQUIRED', () => buildReauthenticateUrl({ flow: 'vehicle', clientId, vehicleId: 'v' })],
    [
      'API_CLIENT_ID',
      () => buildReauthenticateUrl({ flow: 'vehicle', clientId: 'client_1', vehicleId: 'v', responseType: 'none' }),
    ],
  ])('refuses incomplete input with %s', (code, build) => {
    expect(build).toThrow(expect.objectContaining({ code }));
  });
});
