import fc from 'fast-check';
import { it } from 'vitest';
import { createReal, steps, type Model } from './grant-steps.ts';

it('no sequence of owner actions, clock jumps and calls makes a token do more or less than its grant, revives a code, or ends in an error that nobody ordered', () => {
  fc.assert(
    fc.property(fc.commands(steps, { size: 'large', maxCommands: 60 }), (sequence) => {
      fc.modelRun(
        () => ({
          model: { now: 1_800_000_000_000, codes: [], pairs: [], grants: [new Map(), new Map()] } satisfies Model,
          real: createReal(),
        }),
        sequence,
      );
    }),
    { numRuns: 300 },
  );
});
