import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvLine, csvValue } from '../../../src/core/text/csv.ts';
import { createCsvReader } from '../../../src/io/rows/csv.ts';

it.each([
  ['=HYPERLINK("https://evil.example","open")', `"'=HYPERLINK(""https://evil.example"",""open"")"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', `"'\rx"`],
  ['\nx', `"'\nx"`],
  ['\uff1dx', "'\uff1dx"],
  ["'=x", "''=x"],
  ["'tis", "'tis"],
  ['a=b', 'a=b'],
  ['', ''],
])('a spreadsheet shows %j and runs nothing', (text, cell) => {
  expect(csvLine([text])).toBe(`${cell}\n`);
});

it.each([
  ['\u001b]0;owned\u0007u1', '\\u001b]0;owned\\u0007u1'],
  ['a\0\b\v\f\u001fb', 'a\\u0000\\u0008\\u000b\\u000c\\u001fb'],
  ['two\nlines\tand a tab', '"two\nlines\tand a tab"'],
])('a terminal obeys nothing of %j', (text, cell) => {
  expect(csvLine([text])).toBe(`${cell}\n`);
});

it('cells come back as they were', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.stringMatching(/^'{0,3}[=+\-@\t\r\n]?[a-z",' ]{0,4}$/),
    fc.constantFrom('=1', "'=1", "''=1", "'", "''", '"', ' ', '\r\n'),
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
      // A record of blanks alone is passed over by the reader, and line ends within a cell keep the form of the file.
      fc.pre(cells.join('').trim() !== '');
      const header = cells.map((_, index) => `c${index}`);
      const found: unknown[] = [];
      const reader = createCsvReader({
        row: (row) => void found.push(header.map((name) => row[name])),
        reject: ({ reason }) => void found.push(reason),
        rejectMore: () => {},
      });
      reader.push(Buffer.from(`${csvLine(header)}${csvLine(cells)}`));
      reader.end();
      expect(found).toEqual([cells]);
    }),
  );
});

it('of an apostrophe that protects nothing nothing is taken away', () => {
  for (const text of ["'tis", "'", '', "o'=x"]) expect(csvValue(text)).toBe(text);
});
