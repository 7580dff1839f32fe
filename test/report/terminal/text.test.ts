import { describe, expect, it } from 'vitest';
import { createStyle } from '../../../src/report/terminal/style.ts';
import { item, paragraph } from '../../../src/report/terminal/text.ts';

const narrow = createStyle({ colorLevel: 0, columns: 40, unicode: true });
const words = 'Owner or driver: use the account of the owner. Commands work for both once the key is there.';

describe('texts on a terminal of 40 columns', () => {
  it.each([
    ['a paragraph', paragraph(narrow, words)],
    ['an indented one', paragraph(narrow, words, '      ')],
    ['an item', item(narrow, '•', words)],
    ['an indented item', item(narrow, '    1.', words)],
  ])('%s stays within them', (_, text) => {
    expect(text.split('\n').length).toBeGreaterThan(2);
    expect(text.split('\n').filter((line) => [...line].length > 40)).toEqual([]);
  });
});
