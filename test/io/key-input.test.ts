import { expect, it } from 'vitest';
import { createPasteReader } from '../../src/io/prompts/key-input.ts';

/** What readline would hear: texts in quotes, keys as they came. */
function hear(...chunks: readonly string[]): readonly string[] {
  const heard: string[] = [];
  const read = createPasteReader({
    insert: (text) => void heard.push(`"${text}"`),
    press: (keys) => void heard.push(keys),
  });
  for (const chunk of chunks) read(chunk);
  return heard;
}

const on = '\u001B[200~';
const off = '\u001B[201~';
const long = 'http://localhost:8000/exchange?code=1b4c8e0a';

it.each([
  ['a marked paste', [`${on}abc${off}`], ['"abc"']],
  ['Enter behind a paste', [`${on}abc${off}\r`], ['"abc"', '\r']],
  ['keys before and after a paste', [`x${on}abc${off}y`], ['x', '"abc"', 'y']],
  ['two pastes', [`${on}a${off}${on}b${off}`], ['"a"', '"b"']],
  ['an empty paste', [`${on}${off}\r`], ['\r']],
  ['a paste in pieces', [`${on}ab`, 'c', `d${off}`], ['"abcd"']],
  ['a closing mark in pieces', [`${on}ab\u001B[`, '201', '~\r'], ['"ab"', '\r']],
  ['the beginning of a closing mark that is none', [`${on}ab\u001B[20`, `x${off}`], ['"ab[20x"']],
  ['line breaks and other control characters in a paste', [`${on}a\r\nb\tc\u0007${off}`], ['"ab c"']],
  ['Ctrl-C in a paste that never ends', [`${on}abc`, 'd\u0003'], ['\u0003']],
  ['Ctrl-C in a paste that ends', [`${on}ab\u0003c${off}`], [`\u0003c${off}`]],
  ['typed keys', ['a', '\u001B[A', 'abc\r'], ['a', '\u001B[A', 'abc\r']],
  ['a long text without marks', [`${long}\r`], [`"${long}"`, '\r']],
  ['long lines without marks', [`${long}\r${long}\r`], [`"${long}"`, '\r', `"${long}"`, '\r']],
  ['a long sequence of a key', [`\u001B]52;c;${long}`], [`\u001B]52;c;${long}`]],
])('hears %s', (_what, chunks, heard) => {
  expect(hear(...chunks)).toEqual(heard);
});

it('holds of an endless paste one character more than an answer may have', () => {
  const heard = hear(on, ...Array.from({ length: 100 }, () => 'x'.repeat(4_096)), off);
  expect(heard.map((text) => text.length)).toEqual([65_537 + 2]);
});
