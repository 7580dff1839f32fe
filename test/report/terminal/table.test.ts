import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStyle } from '../../../src/report/terminal/style.ts';
import { renderTable } from '../../../src/report/terminal/table.ts';

const style = (columns: number) => createStyle({ colorLevel: 0, columns, unicode: false });

describe('renderTable', () => {
  it('aligns columns', () => {
    expect(
      renderTable(
        style(80),
        [{ title: 'a' }, { title: 'bb' }],
        [
          ['one', 'x'],
          ['t', 'yy'],
        ],
      ),
    ).toBe(['a    bb', '---  --', 'one  x', 't    yy'].join('\n'));
  });

  it('breaks after hyphens and underscores before it breaks words', () => {
    const lines = renderTable(
      style(40),
      [{ title: 'code' }, { title: 'permission' }],
      [['connectivitystatus-isasleep', 'read_extended_vehicle_info']],
    ).split('\n');
    expect(lines.slice(2)).toEqual(['connectivitystatus-  read_extended_', 'isasleep             vehicle_info']);
  });

  it('fits the width and loses no letter, whatever the cells', () => {
    const cell = fc.string({ maxLength: 60 }).map((text) => text.replace(/\s+/g, ''));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }),
        fc.integer({ min: 40, max: 120 }),
        (rows, width) => {
          const text = renderTable(style(width), [{ title: 'a' }, { title: 'b' }, { title: 'c' }], rows);
          expect(text.split('\n').every((line) => [...line].length <= width)).toBe(true);
          const letters = (all: string) => [...all.replace(/\s/g, '')].toSorted().join('');
          const body = text.split('\n').slice(2).join('');
          expect(letters(body)).toBe(letters(rows.flat().join('')));
        },
      ),
    );
  });
});
