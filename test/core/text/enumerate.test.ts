import { expect, it } from 'vitest';
import { enumerate } from '../../../src/core/text/enumerate.ts';

it.each([
  [[], ''],
  [['A'], 'A'],
  [['A', 'B'], 'A and B'],
  [['A', 'B', 'C'], 'A, B and C'],
])('lists %j as a sentence does', (words, text) => {
  expect(enumerate(words)).toBe(text);
});
