import { expect, it } from 'vitest';
import { liveRandomly } from './random-life.ts';

/** Every kind of call must have succeeded so often, or the life shows nothing. */
const atLeast = 20;

it('a hundred thousand random calls fail only as ordered, and no token does more than its grant', async () => {
  const { faults, successes } = await liveRandomly(100_000, 20_261_126);
  expect(faults).toEqual([]);
  const kinds = [
    'code',
    'token',
    'application token',
    'v2 read',
    'v2 command',
    'v2 batch',
    'v2 list',
    'v2 management',
    'v2 disconnect',
    'v3 signal',
    'v3 command',
    'v3 list',
    'v3 subscription',
    'v3 disconnect',
    'control PUT',
  ];
  expect(kinds.filter((kind) => (successes.get(kind) ?? 0) < atLeast)).toEqual([]);
}, 400_000);
