import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildState, checkState, type StateKeys } from '../../../src/core/campaign/state.ts';
import { Secret } from '../../../src/core/secret.ts';
import { createStateKeyTools } from '../../../src/io/node-state-keys.ts';

const tools = createStateKeyTools('linux');
const first = 'rN1o3hUUYVx0sG8sVvO0Q2m8b4n7Jk5c1D6e9F2g3H4';
const second = 'f3a1c5d7e9b2f4a6c8d0e1f3a5b7c9d1e2f4a6b8c0d2e3f5a7b9c1d3e4f6a8b0';
const keysOf = (...values: [string, ...string[]]): Promise<StateKeys> =>
  tools.create(values.map((value) => new Secret(value)) as [Secret, ...Secret[]]);

const user = '5f3a1b2c-0d4e-4f6a-8b9c-0d1e2f3a4b5c';
const end = Date.UTC(2026, 11, 24, 18);

describe('a signed state', () => {
  it('has the form that is written down, and anybody can check it', async () => {
    const keys = await keysOf(first);
    const state = buildState(keys, user, end);
    const [version, id, expiry, name, signature] = state.split('.');
    expect([version, id, name]).toEqual(['c1', keys.ids[0], user]);
    // 2026-12-24T18:00:00Z is 1798135200 seconds.
    expect(parseInt(expiry ?? '', 36)).toBe(1_798_135_200);
    const content = `c1.${id}.${expiry}.${user}`;
    expect(signature).toBe(createHmac('sha256', first).update(content).digest('base64url'));
    expect(state).toMatch(/^[\w.~-]+$/);
  });

  it('names its user until it ends, to the second', async () => {
    const keys = await keysOf(first);
    const state = buildState(keys, user, end);
    expect(checkState(keys, state, end - 1)).toEqual({ valid: true, user, expiresAt: end, keyId: keys.ids[0] });
    expect(checkState(keys, state, end)).toEqual({ valid: false, reason: 'expired' });
  });

  it('is refused when anything of it was changed', async () => {
    const keys = await keysOf(first);
    const state = buildState(keys, user, end);
    for (let at = 0; at < state.length; at += 1) {
      const other = state[at] === 'A' ? 'B' : 'A';
      const forged = state.slice(0, at) + other + state.slice(at + 1);
      expect(checkState(keys, forged, 0), forged).toMatchObject({ valid: false });
    }
    const [head, , expiry, ...rest] = state.split('.');
    expect(checkState(keys, [head, keys.ids[0], `${expiry}0`, ...rest].join('.'), 0)).toEqual({
      valid: false,
      reason: 'forged',
    });
  });

  it('is refused under another key, and accepted under any that is there', async () => {
    const old = await keysOf(second);
    const state = buildState(old, user, end);
    expect(checkState(await keysOf(first), state, 0)).toEqual({ valid: false, reason: 'other-key' });
    expect(checkState(await keysOf(first, second), state, 0)).toMatchObject({ valid: true, keyId: old.ids[0] });
    expect(buildState(await keysOf(first, second), user, end)).toBe(buildState(await keysOf(first), user, end));
  });

  it.each(['', 'c1', 'random', 'c1.....', `c2.${'a'.repeat(8)}.1.u.${'a'.repeat(43)}`, 'x'.repeat(100_000)])(
    'knows that %j is none',
    async (text) => {
      expect(checkState(await keysOf(first), text, 0)).toEqual({ valid: false, reason: 'malformed' });
    },
  );

  it('carries any user unchanged', async () => {
    const keys = await keysOf(first);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const state = buildState(keys, name, end);
        expect(encodeURIComponent(state)).toBe(state);
        expect(checkState(keys, state, 0)).toMatchObject({ valid: true, user: name });
      }),
    );
  });
});
