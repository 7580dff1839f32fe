import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLineNumbers } from '../../../src/report/audit/line-number.ts';

it('writes numbers as they are written, in whatever order they come', () => {
  const near = fc.constantFrom(1, 999, 1000, 1001, 1999, 2000, 999_999, 1_000_000, 10_000_000);
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(), near)), (lines) => {
      const numberOf = createLineNumbers();
      expect(lines.map(numberOf)).toEqual(lines.map(String));
    }),
  );
});
