import { eastAsianWidth } from 'get-east-asian-width';
import { describe, expect, it } from 'vitest';
import { cellWidth, padCells, cutCells } from '../../../src/report/terminal/cells.ts';
import { createStyle } from '../../../src/report/terminal/style.ts';
import { renderTable } from '../../../src/report/terminal/table.ts';
import { wrap } from '../../../src/report/terminal/text.ts';

describe('cells of a terminal', () => {
  it.each([
    ['', 0],
    ['plain', 5],
    ['日本語', 6],
    ['한국어', 6],
    ['Ａ', 2],
    ['ｱ', 1],
    ['é', 1],
    ['e\u0301', 1],
    ['→ ✓', 3],
    ['🚗', 2],
    ['❤️', 2],
    ['🇩🇪', 2],
    ['👍🏽', 2],
    ['👩‍👩‍👧', 2],
    ['a\u200bb', 2],
    ['\u001b[31mred\u001b[39m', 3],
  ])('%j takes %i', (text, width) => {
    expect(cellWidth(text)).toBe(width);
  });

  it('are those of Unicode, for every character of the first plane', () => {
    const zero = /^[\p{Default_Ignorable_Code_Point}\p{Mark}\p{Control}\p{Format}]$/u;
    const wrong = Array.from({ length: 0xd7ff }, (_, point) => String.fromCodePoint(point)).filter(
      (character) =>
        cellWidth(character) !== (zero.test(character) ? 0 : eastAsianWidth(character.codePointAt(0) ?? 0)),
    );
    expect(wrong).toEqual([]);
  });

  it('are filled up with blanks', () => {
    expect(padCells('日本', 6)).toBe('日本  ');
    expect(padCells('too long', 3)).toBe('too long');
  });

  it.each([
    ['日本語', 5, ['日本', '語']],
    ['日本語', 1, ['日', '本', '語']],
    ['', 3, ['']],
    ['e\u0301e\u0301', 1, ['e\u0301', 'e\u0301']],
    ['👩‍👩‍👧x', 2, ['👩‍👩‍👧', 'x']],
    ['abcdefg', 3, ['abc', 'def', 'g']],
  ])('%j is cut into pieces of %i without tearing a character', (text, width, parts) => {
    expect(cutCells(text, width)).toEqual(parts);
  });
});

describe('texts of other scripts', () => {
  it('align in a table', () => {
    const style = createStyle({ colorLevel: 0, columns: 80, unicode: false });
    const columns = [{ title: 'name' }, { title: 'car' }];
    const rows = [
      ['日本語', 'a'],
      ['e\u0301', 'b'],
      ['🚗 van', 'c'],
    ];
    expect(renderTable(style, columns, rows).split('\n')).toEqual([
      'name    car',
      '------  ---',
      '日本語  a',
      'e\u0301       b',
      '🚗 van  c',
    ]);
  });

  it('are broken where they may be', () => {
    expect(wrap('車を接続してください。次へ', 10)).toEqual(['車を接続し', 'てくださ', 'い。次へ']);
    expect(wrap('Model 3 を接続', 10)).toEqual(['Model 3 を', '接続']);
  });
});
