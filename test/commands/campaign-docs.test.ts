import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildState } from '../../src/core/campaign/state.ts';
import { Secret } from '../../src/core/secret.ts';
import { createStateKeyTools } from '../../src/io/node-state-keys.ts';

const page = readFileSync(new URL('../../docs/scale.md', import.meta.url), 'utf8');
const source = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '';

/** The function of the page, without its import and export. */
const userOfState = new Function(
  'createHmac',
  'timingSafeEqual',
  `${source.replace(/^import .*$/m, '').replace('export function', 'return function')}`,
)(createHmac, timingSafeEqual) as (state: string, keys: readonly string[]) => string | undefined;

describe('the check of a state that the docs show', () => {
  it('agrees with campaign verify', async () => {
    const key = 'rN1o3hUUYVx0sG8sVvO0Q2m8b4n7Jk5c1D6e9F2g3H4';
    const keys = await createStateKeyTools('linux').create([new Secret(key)]);
    const state = buildState(keys, 'näme.1~', Date.now() + 3_600_000);
    expect(userOfState(state, ['other', key])).toBe('näme.1~');
    expect(userOfState(state, ['other'])).toBeUndefined();
    expect(userOfState(`${state.slice(0, -2)}AA`, [key])).toBeUndefined();
    expect(userOfState(buildState(keys, 'u', Date.now() - 1000), [key])).toBeUndefined();
    expect(userOfState('nothing', [key])).toBeUndefined();
  });
});
