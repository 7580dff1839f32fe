import { describe, expect, it } from 'vitest';
import { parseTimeout, spellTimeout } from '../../src/flags/timeout.ts';

describe('parseTimeout', () => {
  it.each([
    ['30', 30_000],
    ['30s', 30_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
    [' 2 m', 120_000],
    ['24h', 86_400_000],
  ])('reads %s', (text, milliseconds) => {
    expect(parseTimeout(text)).toBe(milliseconds);
  });

  it.each(['', '0', '-5', '1.5', 'soon', '5d', '25h', '1e3', '9999999'])('refuses "%s"', (text) => {
    expect(() => parseTimeout(text)).toThrow(expect.objectContaining({ code: 'INVALID_VALUE' }));
  });
});

it.each([
  [1_000, '1 second'],
  [30_000, '30 seconds'],
  [60_000, '1 minute'],
  [90_000, '90 seconds'],
  [300_000, '5 minutes'],
])('spells %i ms as %s', (milliseconds, words) => {
  expect(spellTimeout(milliseconds)).toBe(words);
});
