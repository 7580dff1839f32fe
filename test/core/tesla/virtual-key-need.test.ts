import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainModelKeyNeed, explainVinKeyNeed } from '../../../src/core/tesla/virtual-key-need.ts';

describe('explainVinKeyNeed', () => {
  it.each([
    ['5YJSA1E26LF000001', 'no', 'published-rule'],
    ['5YJSA1E24MF000001', 'no', 'likely'],
    ['5YJXCAE42MF000001', 'no', 'likely'],
    ['5YJSA1E51MF000001', 'yes', 'published-rule'],
    ['5YJXCAE60MF000001', 'yes', 'published-rule'],
    ['5YJSA1E5XMF000014', 'yes', 'published-rule'],
    ['7SAXCAE52PF000001', 'yes', 'published-rule'],
    ['5YJ3E1EA7HF000001', 'yes', 'published-rule'],
    ['LRW3E7EK1PC000001', 'yes', 'published-rule'],
    ['XP7YGCEK5PB000001', 'yes', 'published-rule'],
    ['7SAYGDEE3PA000001', 'yes', 'published-rule'],
    ['7G2CEHED9RA000001', 'yes', 'published-rule'],
    ['7G2TAEEB0PN000001', 'unknown', null],
    ['5YJAJEEU4TA000001', 'unknown', null],
    ['5YJSA1E201F000001', 'yes', 'published-rule'],
    ['5YJSA1E200F000001', 'unknown', null],
  ])('%s: %s (%s)', (vin, needed, confidence) => {
    expect(explainVinKeyNeed(vin)).toMatchObject({ vin, needed, confidence, problem: null });
  });

  it('seed 28: a Model S of 2021 from before the refresh is named beside the rule that counts it in', () => {
    const { reason } = explainVinKeyNeed('5YJSA1E24MF000001');
    expect(reason).toContain('published rule counts every Model S of 2021 and later in');
    expect(reason).toContain('before the 2021 refresh');
  });

  it('warns of a wrong check digit and answers all the same', () => {
    const need = explainVinKeyNeed('5YJSA1E50MF000001');
    expect(need.needed).toBe('yes');
    expect(need.warnings).toHaveLength(1);
    expect(need.warnings[0]).toContain('"0" where "1" was expected');
  });

  it('answers for no VIN at all', () => {
    expect(explainVinKeyNeed('WVWZZZ1JZXW000001')).toMatchObject({
      needed: 'unknown',
      problem: 'not-a-tesla',
      model: null,
    });
  });

  it('crashes on no string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(explainVinKeyNeed(text).needed).toMatch(/^(?:yes|no|unknown)$/);
      }),
    );
  });

  it('answers for every string that has the form of a VIN', () => {
    const characters = fc.constantFrom(...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789');
    const maker = fc.constantFrom('5YJ', '7SA', '7G2', 'LRW', 'XP7', 'SFZ');
    const rest = fc.string({ unit: characters, minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(maker, rest, (first, other) => {
        const need = explainVinKeyNeed(first + other);
        expect(need.problem === null || need.problem === 'unknown-model').toBe(true);
        expect(need.confidence === null).toBe(need.needed === 'unknown');
      }),
    );
  });
});

describe('explainModelKeyNeed', () => {
  it('seed 27: every Model 3 and Model Y needs one', () => {
    expect(explainModelKeyNeed('model3', 2017)).toMatchObject({
      needed: 'yes',
      confidence: 'published-rule',
    });
    expect(explainModelKeyNeed('modelY', null)).toMatchObject({
      needed: 'yes',
      confidence: 'published-rule',
    });
  });

  it('seed 28: Model S and X need one from 2021 on', () => {
    expect(explainModelKeyNeed('modelS', 2021)).toMatchObject({
      needed: 'yes',
      confidence: 'published-rule',
    });
    expect(explainModelKeyNeed('modelX', 2021)).toMatchObject({
      needed: 'yes',
      confidence: 'published-rule',
    });
    expect(explainModelKeyNeed('modelS', 2020)).toMatchObject({
      needed: 'no',
      confidence: 'published-rule',
    });
    expect(explainModelKeyNeed('modelS', null)).toMatchObject({ needed: 'unknown', confidence: null });
  });
});
