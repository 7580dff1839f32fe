import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smartcarPermissions } from '../../src/core/providers/smartcar/permissions.ts';
import {
  buildConnectUrl,
  buildRevokeUrl,
  createState,
  readConnectUrl,
  readRedirect,
  sameState,
} from '../../src/consent/library.ts';
import { codeOf } from '../support/consent-code.ts';

const applicationId = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';

describe('a state', () => {
  it('is 43 letters that need no encoding, and never the same', () => {
    const states = Array.from({ length: 500 }, createState);
    expect(new Set(states).size).toBe(500);
    for (const state of states) expect(state).toMatch(/^[\w-]{43}$/);
    // Each of the 64 letters comes up among so many.
    expect(new Set(states.join('')).size).toBe(64);
  });

  it('is the same as itself alone', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (kept, received) => {
        expect(sameState(kept, received)).toBe(kept === received);
        expect(sameState(kept, kept)).toBe(true);
      }),
    );
  });

  it('is never the same as nothing', () => {
    for (const [kept, received] of [
      ['', ''],
      [null, null],
      [undefined, undefined],
      ['a', null],
      [null, 'a'],
      ['', 'a'],
    ]) {
      expect(sameState(kept, received)).toBe(false);
    }
  });
});

describe('a Connect URL', () => {
  it('is written as the documents write it', () => {
    const url = buildConnectUrl({
      applicationId,
      redirectUri: 'https://app.example.com/callback',
      scope: 'read_odometer required:control_security',
      state: '4f61b2',
      make: 'tesla',
      mode: 'live',
      flags: ['tesla_auth:true'],
    });
    expect(url).toBe(
      'https://connect.smartcar.com/oauth/authorize?response_type=code' +
        '&application_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07' +
        '&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback' +
        '&scope=read_odometer%20required:control_security' +
        '&state=4f61b2&mode=live&make=TESLA&flags=tesla_auth:true',
    );
  });

  it('leads to a sandbox where told', () => {
    const url = buildConnectUrl({ applicationId, state: 'x', origin: 'http://127.0.0.1:4747/' });
    expect(url).toBe(
      `http://127.0.0.1:4747/oauth/authorize?response_type=code&application_id=${applicationId}&state=x`,
    );
  });

  it('is read back as it was built', () => {
    const permission = fc.constantFrom(...Object.keys(smartcarPermissions));
    const filled = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).filter((text) => text.trim() === text);
    fc.assert(
      fc.property(fc.uniqueArray(permission, { minLength: 1 }), filled, filled, (scope, state, externalId) => {
        const redirectUri = 'https://app.example.com/callback?from=connect&x=1';
        const read = readConnectUrl(buildConnectUrl({ applicationId, redirectUri, scope, state, externalId }));
        expect(read).toMatchObject({
          kind: 'connect',
          origin: 'https://connect.smartcar.com',
          applicationId,
          redirectUri,
          state,
        });
        expect(read.scope.map(({ name }) => name)).toEqual(scope);
        expect(read.parameters['external_id']).toBe(externalId);
      }),
    );
  });

  it.each<[string, object, string]>([
    ['no id', { applicationId: '' }, 'INPUT_REQUIRED'],
    ['an API credential', { applicationId: 'client_01HX' }, 'API_CLIENT_ID'],
    ['no state', { state: undefined }, 'INVALID_VALUE'],
    ['an empty state', { state: ' ' }, 'INPUT_REQUIRED'],
    ['a state without end', { state: 'x'.repeat(501) }, 'INVALID_VALUE'],
    ['a script as redirect URI', { redirectUri: 'javascript:alert(1)' }, 'INVALID_VALUE'],
    ['a redirect URI with a fragment', { redirectUri: 'https://app.example.com/#a' }, 'INVALID_VALUE'],
    ['a relative redirect URI', { redirectUri: '/callback' }, 'INVALID_VALUE'],
    ['plain http elsewhere', { origin: 'http://connect.example.com' }, 'INVALID_VALUE'],
    ['a script as origin', { origin: 'javascript:alert(1)' }, 'INVALID_VALUE'],
    ['an origin with a path', { origin: 'https://example.com/connect' }, 'INVALID_VALUE'],
    ['an origin with a user', { origin: 'https://me@example.com' }, 'INVALID_VALUE'],
    ['an unknown permission', { scope: 'read_everything' }, 'UNKNOWN_PERMISSION'],
    ['an unknown mode', { mode: 'demo' }, 'INVALID_VALUE'],
    ['a flag without a value', { flags: ['country'] }, 'INVALID_VALUE'],
    ['a VIN without single select', { singleSelect: false, singleSelectVin: '5YJ3E1EA7HF000001' }, 'INVALID_VALUE'],
  ])('is refused with %s', (_, options, code) => {
    expect(codeOf(() => buildConnectUrl({ applicationId, state: 's', ...options }))).toBe(code);
  });
});

describe('a revoke URL', () => {
  it('is the form of the documents, or the later one', () => {
    expect(buildRevokeUrl({ applicationId, scope: ['read_odometer', 'control_security'] })).toBe(
      'https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true' +
        `&client_id=${applicationId}&scope=read_odometer%20control_security`,
    );
    expect(buildRevokeUrl({ applicationId, scope: 'read_odometer', flow: 'update' })).toBe(
      `https://connect.smartcar.com/oauth/reauthenticate?response_type=vehicle_id&make=TESLA&client_id=${applicationId}&scope=read_odometer`,
    );
  });

  it('needs permissions', () => {
    expect(codeOf(() => buildRevokeUrl({ applicationId, scope: '' }))).toBe('INPUT_REQUIRED');
    expect(codeOf(() => buildRevokeUrl({ applicationId, scope: 'read_vin', flow: 'other' as 'update' }))).toBe(
      'INVALID_VALUE',
    );
  });
});

describe('a link that is read', () => {
  it('is told by its path and parameters', () => {
    const origin = 'https://connect.smartcar.com/oauth';
    expect(readConnectUrl(`${origin}/authorize?client_id=a&scope=read_vin+read_odo`)).toMatchObject({
      kind: 'connect',
      applicationId: 'a',
      scope: [{ name: 'read_vin' }, { name: 'read_odo' }],
      unknownPermissions: ['read_odo'],
    });
    expect(readConnectUrl(`${origin}/reauthenticate?revoke_access=true&make=TESLA`).kind).toBe('revoke');
    expect(readConnectUrl(`${origin}/reauthenticate?response_type=vehicle_id&make=TESLA`).kind).toBe('update');
    expect(readConnectUrl(`${origin}/reauthenticate?vehicle_id=1`).kind).toBe('vehicle');
  });

  it('may be broken into lines, and repeats are told', () => {
    const text =
      'Open <https://connect.smartcar.com/oauth/authorize\n  ?client_id=a\n  &scope=read_vin\n  &scope=read_odometer>';
    expect(readConnectUrl(text).parameters).toEqual({ client_id: 'a', scope: ['read_vin', 'read_odometer'] });
  });

  it('keeps a parameter with the name of a prototype to itself', () => {
    const { parameters } = readConnectUrl('https://connect.smartcar.com/oauth/authorize?__proto__=x&constructor=y');
    expect(Object.getPrototypeOf(parameters)).toBe(Object.prototype);
    expect(Object.entries(parameters)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  it.each(['', 'hello', 'https://example.com/', 'https://connect.smartcar.com/oauth/token', 'x'.repeat(16_001)])(
    'is refused where there is none: %.40s',
    (text) => {
      expect(['INVALID_VALUE', 'INPUT_REQUIRED']).toContain(codeOf(() => readConnectUrl(text)));
    },
  );
});

describe('a redirect', () => {
  const state = 'a-state-of-this-session';

  it.each([
    `https://app.example.com/callback?code=c0de&state=${state}&user_id=u#_`,
    `/callback?code=c0de&state=${state}&user_id=u`,
    `?code=c0de&state=${state}&user_id=u`,
    `code=c0de&state=${state}&user_id=u`,
  ])('is taken with the right state: %s', (redirect) => {
    expect(readRedirect(redirect, { state })).toMatchObject({
      ok: true,
      result: { code: 'c0de', userId: 'u', error: null, virtualKeyUrl: null },
    });
  });

  it('may bring an error', () => {
    expect(readRedirect(`?error=access_denied&error_description=User+denied&state=${state}`, { state })).toMatchObject({
      ok: true,
      result: { error: 'access_denied', errorDescription: 'User denied', code: null },
    });
  });

  it.each([
    ['another state', '?code=c&state=forged', 'other-state'],
    ['no state', '?code=c', 'no-state'],
    ['an empty state', '?code=c&state=', 'no-state'],
    ['a parameter twice', `?code=c&code=d&state=${state}`, 'duplicate-parameter'],
    ['the state twice', `?code=c&state=forged&state=${state}`, 'duplicate-parameter'],
    ['nothing', '', 'no-parameters'],
    ['an address alone', 'https://app.example.com/callback', 'no-parameters'],
    ['no outcome', `?state=${state}`, 'no-outcome'],
    ["a code of Tesla's own sign-in", `?code=EU_1f0c6e2d9b&state=${state}&issuer=https://auth.tesla.com`, 'from-tesla'],
    ['&amp; in place of &', `?code=c&amp;state=${state}`, 'html-escaped'],
  ])('is not taken with %s', (_, redirect, reason) => {
    expect(readRedirect(redirect, { state })).toEqual({ ok: false, reason });
  });

  it('hands no script on as a link', () => {
    const read = (url: string) =>
      readRedirect(`?code=c&state=${state}&virtual_key_url=${encodeURIComponent(url)}`, { state });
    expect(read('https://www.tesla.com/_ak/smartcar.com')).toMatchObject({
      result: { virtualKeyUrl: 'https://www.tesla.com/_ak/smartcar.com' },
    });
    expect(read('javascript:alert(1)')).toMatchObject({
      result: { virtualKeyUrl: null, raw: { virtual_key_url: 'javascript:alert(1)' } },
    });
  });

  it('is not read without a state to compare, nor without end', () => {
    expect(codeOf(() => readRedirect('?state=', { state: '' }))).toBe('INPUT_REQUIRED');
    expect(codeOf(() => readRedirect('?code=c', { state: undefined as unknown as string }))).toBe('INVALID_VALUE');
    const bare = readRedirect as (redirect: string, kept?: unknown) => unknown;
    expect(codeOf(() => bare('?code=c'))).toBe('INVALID_VALUE');
    expect(codeOf(() => bare('?code=c', null))).toBe('INVALID_VALUE');
    expect(codeOf(() => readRedirect('x'.repeat(16_001), { state }))).toBe('INVALID_VALUE');
  });

  it('never throws for a text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(typeof readRedirect(text, { state }).ok).toBe('boolean');
      }),
    );
  });
});
