import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRowJudge } from '../../../src/core/audit/verdict.ts';
import { readRow } from '../../../src/core/audit/row.ts';
import { diagnoseConnection } from '../../../src/core/findings/connection/diagnose.ts';
import { describeConnection } from '../../../src/core/findings/connection/diagnosis.ts';
import type { ConnectionFacts } from '../../../src/core/findings/connection/facts.ts';
import { smartcar } from '../../../src/core/providers/smartcar/provider.ts';

const names = Object.keys(smartcar.permissions);
const permissions = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 });
const asked = permissions.chain((list) =>
  fc.tuple(...list.map((name) => fc.boolean().map((required) => ({ name, required })))),
);

const inputs = fc.record({
  edition: fc.constantFrom(...smartcar.editions),
  asked,
  granted: permissions,
  make: fc.constantFrom('TESLA', null),
  model: fc.constantFrom('Model 3', 'Model Y', 'Model S', 'Model X', 'Cybertruck', 'Semi', 'Model Z', null),
  year: fc.option(fc.integer({ min: 2012, max: 2027 })),
});

function listed(facts: ConnectionFacts, label: string): readonly string[] {
  return diagnoseConnection(facts)
    .flatMap(({ evidence }) => evidence)
    .filter((line) => line.startsWith(label))
    .flatMap((line) => line.slice(label.length).split(', '))
    .filter((name) => name !== '');
}

it('diagnose and audit say the same of the same connection', () => {
  fc.assert(
    fc.property(inputs, ({ edition, asked, granted, make, model, year }) => {
      const { gap, virtualKey } = createRowJudge({ provider: smartcar, edition, asked })(
        readRow({ permissions: granted, make, model, year }),
      );
      const facts: ConnectionFacts = {
        provider: smartcar,
        edition,
        era: 'v3',
        userId: 'u',
        vehicleId: 'v',
        make,
        model,
        year,
        asked,
        granted: { value: granted },
      };
      const lacking = new Set(listed(facts, 'not granted: '));
      expect(gap.missing).toEqual(asked.map(({ name }) => name).filter((name) => lacking.has(name)));
      expect(gap.missingBoxes).toEqual(listed(facts, 'missing box: '));
      expect(virtualKey).toBe(describeConnection(facts).vehicle.virtualKey);
    }),
  );
});
