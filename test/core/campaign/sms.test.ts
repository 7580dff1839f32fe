import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureSms } from '../../../src/core/campaign/sms.ts';

const gsm = (units: number, segments: number) => ({ encoding: 'GSM-7', units, segments });
const ucs = (units: number, segments: number) => ({ encoding: 'UCS-2', units, segments });

describe('the length of a short message', () => {
  it.each([
    ['', gsm(0, 0)],
    ['a'.repeat(160), gsm(160, 1)],
    ['a'.repeat(161), gsm(161, 2)],
    ['a'.repeat(306), gsm(306, 2)],
    ['a'.repeat(307), gsm(307, 3)],
    ['äöüÄÖÜß@£$¥èéùìòÇ_Δ', gsm(19, 1)],
    // Of the extension: two septets each.
    ['€'.repeat(80), gsm(160, 1)],
    ['[]{}~^|\\', gsm(16, 1)],
    // The escape does not end one part: 152 and an escaped character make 154.
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, gsm(306, 3)],
    ['“'.repeat(70), ucs(70, 1)],
    ['“'.repeat(71), ucs(71, 2)],
    ['“'.repeat(134), ucs(134, 2)],
    ['“'.repeat(135), ucs(135, 3)],
    ['ç', ucs(1, 1)],
    // Two units each, which stay together: 33 in a part.
    ['😀'.repeat(35), ucs(70, 1)],
    ['😀'.repeat(66), ucs(132, 2)],
    ['😀'.repeat(67), ucs(134, 3)],
  ])('%#', (text, length) => {
    expect(measureSms(text)).toEqual(length);
  });

  it('never shrinks when the text grows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(measureSms(a + b).segments).toBeGreaterThanOrEqual(measureSms(a).segments);
      }),
    );
  });
});
