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
    ['a tag, which is two units of UTF-16', '\u{e0041}', String.raw`\udb40\udc41`],
  ])('%s is written as an escape', (_what, text, shown) => {
    expect(showInvisible(text)).toBe(shown);
  });

  it.each(['日本語', 'Müller', '✓ ─ │', 'a\nb\tc', '\u001b[31mred\u001b[39m', '🚗'])('leaves %j as it is', (text) => {
    expect(showInvisible(text)).toBe(text);
  });

  it('escapes what Unicode says is for layout alone, and no other character of the first plane', () => {
    const hidden = /^[\u0080-\u009f\u115f\u1160\u3164\uffa0\p{Cf}\p{Zl}\p{Zp}]$/u;
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
