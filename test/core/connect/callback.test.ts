import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCallback, type Callback } from '../../../src/core/connect/callback.ts';

function parsed(query: string): Callback {
  const result = parseCallback(query);
  if (!result.ok) throw new Error(`refused for ${result.duplicate}`);
  return result.callback;
}

describe('parseCallback', () => {
  it('seeds 33, 152: reads code, state and the unencoded virtual_key_url of the documents', () => {
    const callback = parsed(
      '?code=90abecb6-e7ab-4b85-864a-e1c8bf67f2ad&virtual_key_url=https://www.tesla.com/_ak/smartcar.com&state=old_user',
    );
    expect(callback.code).toBe('90abecb6-e7ab-4b85-864a-e1c8bf67f2ad');
    expect(callback.state).toBe('old_user');
    expect(callback.virtualKeyUrl).toBe('https://www.tesla.com/_ak/smartcar.com');
  });

  it('seed 34: takes what is there, and keeps what it does not know', () => {
    const callback = parsed('code=C&foo=1&foo=2&__proto__=x');
    expect(callback).toMatchObject({ code: 'C', state: null, virtualKeyUrl: null, userId: null });
    expect(callback.raw['foo']).toEqual(['1', '2']);
    expect(Object.hasOwn(callback.raw, '__proto__')).toBe(true);
  });

  it('never requires a code: API v3 returns the user id', () => {
    expect(parsed('user_id=U&state=S&external_id=E')).toMatchObject({ code: null, userId: 'U', externalId: 'E' });
    expect(parsed('userId=U').userId).toBe('U');
    expect(parsed('vehicle_id=V&state=S').vehicleId).toBe('V');
  });

  it.each(['access+denied+by+user', 'access%20denied%20by%20user'])('reads both spellings of a space: %s', (text) => {
    expect(parsed(`error=access_denied&error_description=${text}`).errorDescription).toBe('access denied by user');
  });

  it('reads the car that an owner agreed to share', () => {
    const callback = parsed('error=vehicle_incompatible&vin=5YJSA1CN5CFP01657&make=TESLA&year=2014');
    expect(callback.vehicle).toEqual({ vin: '5YJSA1CN5CFP01657', make: 'TESLA', model: null, year: '2014' });
    expect(parsed('error=configuration_error&status_code=400&error_message=no').statusCode).toBe('400');
  });

  it.each([
    ['code=a&code=b', 'code'],
    ['code=a&code=a', 'code'],
    ['state=a&state=b', 'state'],
    ['error=x&error=y', 'error'],
    ['user_id=a&userId=b', 'user_id'],
    ['userId=a&userId=a', 'user_id'],
    ['virtual_key_url=a&virtual_key_url=b', 'virtual_key_url'],
  ])('trusts neither of two values: %s', (query, duplicate) => {
    expect(parseCallback(query)).toEqual({ ok: false, duplicate });
  });

  it('takes an empty value for none', () => {
    expect(parsed('code=&state=')).toMatchObject({ code: null, state: null });
  });

  it('reads back any value that a server encoded', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 });
    const result = text.filter((value) => !/^(?:undefined|null|none|nil)?$/i.test(value.trim()));
    fc.assert(
      fc.property(result, text, (code, state) => {
        expect(parsed(new URLSearchParams({ code, state }).toString())).toMatchObject({ code, state });
      }),
    );
  });

  it('never throws, whatever comes in', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (query) => void parseCallback(query)));
  });
});
