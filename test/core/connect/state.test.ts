import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sameState } from '../../../src/core/connect/state.ts';

it('agrees with plain comparison on every pair', () => {
  const text = fc.string({ maxLength: 6 });
  fc.assert(fc.property(text, text, (a, b) => sameState(a, b) === (a === b)));
  fc.assert(fc.property(text, (a) => sameState(a, a)));
});

it.each(['', 'abcabc', 'ab', 'abcd', 'abC'])('refuses "%s" for "abc"', (received) => {
  expect(sameState('abc', received)).toBe(false);
});

it('refuses a missing state', () => {
  expect(sameState('abc', null)).toBe(false);
  expect(sameState('', null)).toBe(false);
});
