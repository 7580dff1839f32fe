import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildAuthorizeUrl } from '../../../src/core/connect/authorize-url.ts';
import { CliError } from '../../../src/core/errors/cli-error.ts';
import { parseScope } from '../../../src/core/permissions/scope.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const scope = (text: string) => parseScope([text]).asked;

describe('buildAuthorizeUrl', () => {
  it("seed 12: builds the documents' example on Connect's origin and path", () => {
    const { url } = buildAuthorizeUrl({
      clientId: id,
      redirectUri: 'https://example.com/home',
      scope: scope('read_vehicle_info read_vin read_battery'),
    });
    expect(url).toBe(
      'https://connect.smartcar.com/oauth/authorize?response_type=code&client_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07&redirect_uri=https%3A%2F%2Fexample.com%2Fhome&scope=read_vehicle_info%20read_vin%20read_battery',
    );
  });

  it('leaves response_type away where that is asked for', () => {
    expect(buildAuthorizeUrl({ applicationId: id, responseType: 'omit' }).url).toBe(
      'https://connect.smartcar.com/oauth/authorize?application_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07',
    );
  });

  it('seed 13: separates permissions by %20, which decodes to spaces', () => {
    const { url, parameters } = buildAuthorizeUrl({
      clientId: id,
      scope: scope('read_vehicle_info read_vin read_battery'),
    });
    expect(url).toContain('&scope=read_vehicle_info%20read_vin%20read_battery');
    expect(parameters['scope']).toBe('read_vehicle_info read_vin read_battery');
  });

  it('seed 150: keeps the required: prefix, its colon raw', () => {
    const { url } = buildAuthorizeUrl({ applicationId: id, scope: scope('required:read_vin read_battery') });
    expect(url).toContain('&scope=required:read_vin%20read_battery');
  });

  it('seed 23: writes feature flags as the documents do', () => {
    const { url } = buildAuthorizeUrl({ clientId: id, flags: ['tesla_auth:true', 'country:DE'] });
    expect(url).toContain('&flags=tesla_auth:true%20country:DE');
  });

  it('seed 9: carries any identifier as state', () => {
    expect(buildAuthorizeUrl({ clientId: id, state: 'cust_42' }).url).toContain('&state=cust_42');
  });

  it('writes every parameter in a fixed order', () => {
    const { url } = buildAuthorizeUrl({
      origin: 'http://localhost:4010',
      applicationId: id,
      responseType: 'none',
      redirectUri: 'http://localhost:8000/exchange',
      scope: scope('read_odometer'),
      state: 's',
      mode: 'simulated',
      approvalPrompt: 'force',
      make: 'tesla',
      singleSelectVin: '5YJ3E1EA7KF317000',
      flags: ['color:00819D'],
      user: 'u',
      externalId: 'e',
      appOrigin: 'http://localhost:8000',
      sdkPlatform: 'iOS',
      sdkVersion: '1.2.3',
    });
    expect(url).toBe(
      'http://localhost:4010/oauth/authorize?response_type=none&application_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07' +
        '&redirect_uri=http%3A%2F%2Flocalhost%3A8000%2Fexchange&scope=read_odometer&state=s&mode=simulated&approval_prompt=force' +
        '&make=TESLA&single_select=true&single_select_vin=5YJ3E1EA7KF317000&flags=color:00819D&user=u&external_id=e' +
        '&app_origin=http%3A%2F%2Flocalhost%3A8000&sdk_platform=iOS&sdk_version=1.2.3',
    );
  });

  it('seed 131: sends no scope parameter when no permission is named', () => {
    expect(buildAuthorizeUrl({ clientId: id }).url).not.toContain('scope');
  });

  it('encodes what a shell would take for its own', () => {
    expect(buildAuthorizeUrl({ clientId: id, state: "a'b!(c)*" }).url).toContain('&state=a%27b%21%28c%29%2A');
  });

  it.each([
    ['API_CLIENT_ID', () => buildAuthorizeUrl({ clientId: 'client_01H' })],
    ['API_CLIENT_ID', () => buildAuthorizeUrl({ applicationId: ' Client_01H' })],
    ['INVALID_VALUE', () => buildAuthorizeUrl({ applicationId: '' })],
    // @ts-expect-error two ids do not type check; plain JavaScript callers meet the error
    ['INVALID_VALUE', () => buildAuthorizeUrl({ applicationId: id, clientId: id })],
    ['INVALID_VALUE', () => buildAuthorizeUrl({ clientId: id, flags: ['country'] })],
    ['INVALID_VALUE', () => buildAuthorizeUrl({ clientId: id, flags: ['country:DE color:1'] })],
    [
      'INVALID_VALUE',
      () => buildAuthorizeUrl({ clientId: id, singleSelect: false, singleSelectVin: '5YJ3E1EA7KF317000' }),
    ],
  ])('refuses bad input with %s', (code, build) => {
    expect(build).toThrow(CliError);
    expect(build).toThrow(expect.objectContaining({ code }));
  });

  it('survives a decode by an independent reader, whatever stands in it', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(text, text, text, (state, redirectUri, externalId) => {
        const { url } = buildAuthorizeUrl({ clientId: id, state, redirectUri, externalId });
        const query = new URL(url).searchParams;
        expect(query.get('state')).toBe(state);
        expect(query.get('redirect_uri')).toBe(redirectUri);
        expect(query.get('external_id')).toBe(externalId);
        expect(url).not.toContain('+');
        expect(url).not.toMatch(/[\s'"`$!()*]/);
      }),
    );
  });
});
