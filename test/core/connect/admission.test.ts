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
    ['no state', 'code=C', 'state'],
    ['an empty state', 'code=C&state=', 'state'],
    ['another state', `code=C&state=${state.toLowerCase()}`, 'state'],
    ['a forged error', 'error=access_denied&state=guess', 'state'],
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

  it.each(['', 'code=C', 'texture_scoped_key=K&texture_scoped_key=L'])('refuses "%s"', (query) => {
    expect(admitScopedKey(query).accepted).toBe(false);
  });
});

it('a callback that was only read is no accepted one: the compiler refuses it', () => {
  expectTypeOf<Callback>().not.toExtend<AcceptedCallback>();
  expectTypeOf<AcceptedCallback>().toExtend<Callback>();
  expectTypeOf<Extract<CallbackAdmission, { accepted: true }>['callback']>().toEqualTypeOf<AcceptedCallback>();
});
