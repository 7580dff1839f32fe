import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showInvisible } from '../../../src/core/text/invisible.ts';

describe('showInvisible', () => {
  it.each([
    ['a control of C1 that starts a sequence', '\u009b31m', String.raw`\u009b31m`],
    ['an override of the direction', 'a\u202eb', String.raw`a\u202eb`],
    ['an isolate', '\u2066x\u2069', String.raw`\u2066x\u2069`],
    ['a space without width', 'read\u200b_vin', String.raw`read\u200b_vin`],
    ['a mark of direction', '\u200e', String.raw`\u200e`],
    ['a separator of lines', 'a\u2028b', String.raw`a\u2028b`],
    ['a separator of paragraphs', 'a\u2029b', String.raw`a\u2029b`],
    ['a mark of byte order', '\ufeffa', String.raw`\ufeffa`],
    ['a control that erases', 'a\u007fb', String.raw`a\u007fb`],
    ['a joiner of graphemes', 'a\u034fb', String.raw`a\u034fb`],
    ['a tag, which is two units of UTF-16', '\u{e0041}', String.raw`\udb40\udc41`],
  ])('%s is written as an escape', (_what, text, shown) => {
    expect(showInvisible(text)).toBe(shown);
  });

  it.each(['日本語', 'Müller', '✓ ─ │', 'a\nb\tc', '\u001b[31mred\u001b[39m', '🚗', '❤\ufe0f'])(
    'leaves %j as it is',
    (text) => {
      expect(showInvisible(text)).toBe(text);
    },
  );

  it('escapes what Unicode says is for layout alone, and no other character of the first plane', () => {
    // Beyond format characters and separators: the joiner of graphemes, fillers, vowels that Khmer does not write, selectors.
    const hidden = new RegExp(
      String.raw`^[\u007f-\u009f\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\uffa0\ufff0-\ufff8\p{Cf}\p{Zl}\p{Zp}]$`,
      'u',
    );
    const wrong = Array.from({ length: 0xffff }, (_, unit) => String.fromCharCode(unit)).filter(
      (character) => (showInvisible(character) !== character) !== hidden.test(character),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps the value of every JSON text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
        const json = JSON.stringify([value, text]);
        expect(JSON.parse(showInvisible(json))).toEqual(JSON.parse(json));
      }),
    );
  });
});
