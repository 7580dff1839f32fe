import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  admitCallback,
  admitScopedKey,
  type AcceptedCallback,
  type CallbackAdmission,
} from '../../../src/core/connect/admission.ts';
import type { Callback } from '../../../src/core/connect/callback.ts';

const state = 'zQ3uJq0d6o8Yw1mV5bT7kR9sX2nL4pC6hF8gA0eD1iE';

describe('admitCallback', () => {
  it('takes a callback that carries the state of the attempt', () => {
    const admission = admitCallback(`?code=C&state=${state}`, state);
    expect(admission).toMatchObject({ accepted: true, callback: { code: 'C', state } });
  });

  it.each([
    'user_id=U',
    'userId=U',
    'error=access_denied',
    'code=C&error=access_denied',
    'code=C&issuer=https%3A%2F%2Fauth.tesla.com.example.org',
    'code=C&issuer=https%3A%2F%2Fnot-tesla.com',
    'error=access_denied&issuer=https%3A%2F%2Fauth.tesla.com%2Foauth2%2Fv3',
  ])('takes %s as a result', (query) => {
    expect(admitCallback(`${query}&state=${state}`, state).accepted).toBe(true);
  });

  it.each([
    ['no state', 'code=C', 'no-state'],
    ['an empty state', 'code=C&state=', 'no-state'],
    ['another state', `code=C&state=${state.toLowerCase()}`, 'other-state'],
    ['a forged error', 'error=access_denied&state=guess', 'other-state'],
    ['nothing', '', 'no-parameters'],
    ['a lone question mark', '?', 'no-parameters'],
    ['the state alone', `state=${state}`, 'no-outcome'],
    ['empty results', `code=&user_id=&error=&state=${state}`, 'no-outcome'],
    ['blank results', `code=+&userId=%20&error=%09&state=${state}`, 'no-outcome'],
    ['what Connect does not send', `foo=bar&vin=5YJ&state=${state}`, 'no-outcome'],
    ['words of unset variables', `code=undefined&user_id=null&error=None&state=${state}`, 'no-outcome'],
    [
      "a code of Tesla's, by its issuer",
      `code=C&state=${state}&issuer=https%3A%2F%2Fauth.tesla.com%2Foauth2%2Fv3`,
      'from-tesla',
    ],
    ["a code of Tesla's, by its region", `code=EU_1f0c6e2d9b&state=${state}`, 'from-tesla'],
    ['&amp; before the state', `code=C&amp;state=${state}`, 'html-escaped'],
    ['&amp; before the code', `state=${state}&amp;code=C`, 'html-escaped'],
    ['two states', `code=C&state=${state}&state=${state}`, 'duplicate-parameter'],
    ['two codes', `code=C&code=D&state=${state}`, 'duplicate-parameter'],
  ])('refuses %s', (_case, query, reason) => {
    expect(admitCallback(query, state)).toEqual({ accepted: false, reason });
  });
});

describe('admitScopedKey', () => {
  it.each(['texture_scoped_key=K', 'error=declined'])('takes %s', (query) => {
    expect(admitScopedKey(query).accepted).toBe(true);
  });

  it.each([
    ['', 'no-parameters'],
    ['?', 'no-parameters'],
    ['code=C', 'no-key'],
    ['foo=bar', 'no-key'],
    ['texture_scoped_key=', 'no-key'],
    ['texture_scoped_key=%20', 'no-key'],
    ['texture_scoped_key=K&texture_scoped_key=L', 'duplicate-parameter'],
    ['texture_scoped_key=K&error=a&error=b', 'duplicate-parameter'],
    ['error=declined&texture_scoped_key=K&texture_scoped_key=L', 'duplicate-parameter'],
  ])('refuses "%s" as %s', (query, reason) => {
    expect(admitScopedKey(query)).toEqual({ accepted: false, reason });
  });
});

it('a callback that was only read is no accepted one: the compiler refuses it', () => {
  expectTypeOf<Callback>().not.toExtend<AcceptedCallback>();
  expectTypeOf<AcceptedCallback>().toExtend<Callback>();
  expectTypeOf<Extract<CallbackAdmission, { accepted: true }>['callback']>().toEqualTypeOf<AcceptedCallback>();
});
