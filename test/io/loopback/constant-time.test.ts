import { describe, expect, it } from 'vitest';
import { constantTimeEqual } from '../../../src/io/loopback/constant-time.ts';

describe('constantTimeEqual', () => {
  it.each(['', 'a', '/kmnpqrstuv', 'Zürich 😀'])('"%s" is itself', (text) => {
    expect(constantTimeEqual(text, text)).toBe(true);
  });

  it.each([
    ['a', 'b'],
    ['a', ''],
    ['', 'a'],
    ['a', 'aa'],
    ['a', 'A'],
    // UTF-8 writes the same replacement for every broken character.
    ['\ud800', '\ud801'],
    ['\ud800', '\ufffd'],
  ])('%j is not %j', (given, expected) => {
    expect(constantTimeEqual(given, expected)).toBe(false);
  });
});
