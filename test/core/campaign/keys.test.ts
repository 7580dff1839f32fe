import { describe, expect, it } from 'vitest';
import { parseStateKeys } from '../../../src/core/campaign/keys.ts';

const base64 = 'rN1o3hUUYVx0sG8sVvO0Q2m8b4n7Jk5c1D6e9F2g3H4';
const hex = 'f3a1c5d7e9b2f4a6c8d0e1f3a5b7c9d1e2f4a6b8c0d2e3f5a7b9c1d3e4f6a8b0';

describe('keys that sign states', () => {
  it('stand one a line, with remarks, blank lines and the padding of base64', () => {
    const text = `\uFEFF# ours\r\n${base64}=\n\n  ${hex}  # of 2025\n${hex}\n`;
    expect(parseStateKeys(text, 'x').map((key) => key.reveal())).toEqual([`${base64}=`, hex]);
  });

  it('stand in a variable with commas or blanks', () => {
    expect(parseStateKeys(`${base64},${hex}`, 'x')).toHaveLength(2);
  });

  it.each([
    ['', 'There is no key in x.'],
    ['# nothing', 'There is no key in x.'],
    [base64.slice(1), 'Key 1 of x has 42 characters, which is less than 256 bits.'],
    // 43 characters of hex are 172 bits.
    [hex.slice(0, 43), 'Key 1 of x has 43 characters, which is less than 256 bits.'],
    ['a'.repeat(80), 'Key 1 of x is not random.'],
    [`${base64}\ncorrect-horse!`, 'Key 2 of x is neither base64 nor hex.'],
    ['\u0000\u0001\ufffd', 'Key 1 of x is neither base64 nor hex.'],
  ])('refuses %j', (text, sentence) => {
    expect(() => parseStateKeys(text, 'x')).toThrow(sentence);
  });

  it('are not shown by the error', () => {
    const told = expect.objectContaining({ message: expect.not.stringContaining(base64.slice(1, 20)) });
    expect(() => parseStateKeys(base64.slice(1), 'x')).toThrow(told);
  });
});
