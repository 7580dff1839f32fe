import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePem } from '../../../src/core/tesla/pem.ts';

const block = (label: string) => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`;

describe('parsePem', () => {
  it.each([
    ['', [], false],
    [block('PUBLIC KEY'), ['PUBLIC KEY'], false],
    [block('PUBLIC KEY') + block('CERTIFICATE'), ['PUBLIC KEY', 'CERTIFICATE'], false],
    [block('EC PARAMETERS') + block('EC PRIVATE KEY'), ['EC PARAMETERS', 'EC PRIVATE KEY'], false],
    ['-----BEGIN PUBLIC KEY-----\nAAAA', [], true],
    ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PRIVATE KEY-----', [], true],
  ])('%j has the blocks %j', (text, labels, broken) => {
    const reading = parsePem(text);
    expect(reading.blocks.map(({ label }) => label)).toEqual(labels);
    expect(reading.broken).toBe(broken);
  });

  it('keeps what stands outside', () => {
    expect(parsePem(`hello\n${block('PUBLIC KEY')}  \n`).outside).toBe('hello');
  });

  it('crashes on no text, however many dashes', () => {
    const pieces = fc.constantFrom('-----BEGIN ', '-----END ', 'PUBLIC KEY', '-----', '-', '\n', 'PRIVATE KEY', 'x');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        expect(parsePem(text).blocks.every((one) => text.includes(one.text))).toBe(true);
      }),
    );
  });

  it('takes its time only in proportion to the text', () => {
    const text = '-----BEGIN A'.repeat(5000);
    expect(parsePem(text).blocks).toEqual([]);
  });
});
