import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRowJudge, type AuditVerdict } from '../../../src/core/audit/verdict.ts';
import { keyNeed } from '../../../src/core/tesla/vehicle-key.ts';
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

/** What the car and the API say besides, as far as a row can carry it. */
const troubles = fc.record({
  paired: fc.constantFrom(true, false, null),
  error: fc.constantFrom(
    null,
    'AUTHENTICATION:UNAUTHORIZED',
    'CONNECTED_SERVICES_ACCOUNT:PERMISSION',
    'CONNECTED_SERVICES_ACCOUNT:AUTHENTICATION_FAILED',
    'CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED',
    'CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING',
    'UPSTREAM:RATE_LIMIT',
    'VEHICLE_STATE:ASLEEP',
  ),
});

/** The verdict that the findings of `diagnose` come to: the first that fits, in the order of the contract. */
function verdictOf(kinds: ReadonlySet<string>, error: string | null): AuditVerdict {
  // An account that cannot be signed in to is a trouble of its own for diagnose; for an audit the connection is gone.
  const isLost = error === 'CONNECTED_SERVICES_ACCOUNT:AUTHENTICATION_FAILED' && kinds.has('account-trouble');
  if (isLost || kinds.has('access-revoked') || kinds.has('token-refused')) return 'revoked';
  if (kinds.has('box-missing') || kinds.has('permission-unticked') || kinds.has('permission-missing'))
    return 'missing-boxes';
  return kinds.has('virtual-key-missing') ? 'key-needed' : 'fine';
}

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

it('the verdict of audit is what the findings of diagnose come to', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(inputs, troubles, ({ edition, asked, granted, make, model, year }, { paired, error }) => {
      const car = { make, model, year };
      // A row says missing of a car that may need a key; of others the API does not say it.
      const virtualKey = paired === true ? 'paired' : paired === false && keyNeed(car) !== 'no' ? 'missing' : null;
      const row = readRow({ permissions: granted, ...car, virtualKey, error });
      const { verdict } = createRowJudge({ provider: smartcar, edition, asked })(row);
      const failure = { name: error, status: 400, message: 'refused' };
      const findings = diagnoseConnection({
        provider: smartcar,
        edition,
        era: 'v3',
        userId: 'u',
        vehicleId: 'v',
        ...car,
        asked,
        granted: { value: granted },
        key: { value: { paired } },
        ...(error === null ? {} : { probe: { path: '/odometer', fact: { failure } } }),
      });
      expect(verdict).toBe(verdictOf(new Set(findings.map(({ kind }) => kind)), error));
      seen.add(verdict);
    }),
    { numRuns: 2000, seed: 5 },
  );
  expect([...seen].toSorted()).toEqual(['fine', 'key-needed', 'missing-boxes', 'revoked']);
});
