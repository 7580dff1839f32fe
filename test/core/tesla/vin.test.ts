import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseModel, parseVin } from '../../../src/core/tesla/vin.ts';

function readVin(text: string) {
  const reading = parseVin(text);
  return reading.ok ? reading.vin : reading.problem;
}

describe('parseVin', () => {
  it.each([
    ['5YJSA1E26LF000001', 'modelS', 2020],
    ['5YJSA1E24MF000001', 'modelS', 2021],
    ['5YJXCAE42MF000001', 'modelX', 2021],
    ['5YJSA1E51MF000001', 'modelS', 2021],
    ['5YJXCAE60MF000001', 'modelX', 2021],
    ['7SAXCAE52PF000001', 'modelX', 2023],
    ['5YJ3E1EA7HF000001', 'model3', 2017],
    ['LRW3E7EK1PC000001', 'model3', 2023],
    ['XP7YGCEK5PB000001', 'modelY', 2023],
    ['7SAYGDEE3PA000001', 'modelY', 2023],
    ['7G2CEHED9RA000001', 'cybertruck', 2024],
    ['7G2TAEEB0PN000001', 'semi', 2023],
    ['5YJAJEEU4TA000001', 'cybercab', 2026],
    ['5YJSA1E5XMF000014', 'modelS', 2021],
  ])('%s is a %s of %i with a matching check digit', (vin, model, year) => {
    expect(readVin(vin)).toMatchObject({ vin, model, year, checkDigit: { matches: true } });
  });

  it('reports the digit that was expected', () => {
    expect(readVin('5YJSA1E50MF000001')).toMatchObject({
      checkDigit: { found: '0', expected: '1', matches: false },
    });
    expect(readVin('5YJSA1E53MF000014')).toMatchObject({
      checkDigit: { found: '3', expected: 'X' },
    });
  });

  it('counts digits as the years from 2031, not as old cars', () => {
    expect(readVin('5YJSA1E201F000001')).toMatchObject({ year: 2031 });
    expect(readVin('5YJSA1E209F000001')).toMatchObject({ year: 2039 });
  });

  it('reads the digits of a Roadster as 2008 and 2009', () => {
    expect(readVin('5YJRE11B081000001')).toMatchObject({ model: 'roadster', year: 2038 - 30 });
    expect(readVin('SFZRE11B791000001')).toMatchObject({ model: 'roadster', year: 2009 });
  });

  it.each(['0', 'U', 'Z'])('knows no year for the letter %s', (letter) => {
    expect(readVin(`5YJSA1E20${letter}F000001`)).toMatchObject({ year: null });
  });

  it('takes lower case, blanks and hyphens', () => {
    expect(readVin(' 5yj3e1ea-7hf 000001\n')).toMatchObject({ vin: '5YJ3E1EA7HF000001' });
  });

  it.each([
    ['', 'not-a-vin'],
    ['5YJ3E1EA7HF00000', 'not-a-vin'],
    ['5YJ3E1EA7HF0000011', 'not-a-vin'],
    ['5YJ3E1EA7HF00000O', 'not-a-vin'],
    ['5YJ3E1EA7HF00000ſ', 'not-a-vin'],
    ['5YJ3E1EA7HF0000ß', 'not-a-vin'],
    ['WVWZZZ1JZXW000001', 'not-a-tesla'],
    ['5YJZE1EA7HF000001', 'unknown-model'],
  ])('refuses "%s" as %s', (text, problem) => {
    expect(readVin(text)).toBe(problem);
  });

  it('crashes on no string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(['boolean']).toContain(typeof parseVin(text).ok);
      }),
    );
  });

  it('finds every single wrong digit of a VIN that holds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const vin = '5YJSA1E51MF000001';
        const wrong = `${vin.slice(0, place)}${(Number(vin.charAt(place)) + shift) % 10}${vin.slice(place + 1)}`;
        expect(readVin(wrong)).toMatchObject({ checkDigit: { matches: false } });
      }),
    );
  });
});

describe('parseModel', () => {
  it.each([
    ['3', 'model3'],
    ['Model 3', 'model3'],
    ['model-s', 'modelS'],
    ['Tesla Model X', 'modelX'],
    ['y', 'modelY'],
    ['CYBERTRUCK', 'cybertruck'],
    ['semi', 'semi'],
  ])('reads "%s" as %s', (text, model) => {
    expect(parseModel(text)).toBe(model);
  });

  it.each(['', 'Model', 'Golf', '4', 'constructor'])('knows no model "%s"', (text) => {
    expect(parseModel(text)).toBeUndefined();
  });
});
