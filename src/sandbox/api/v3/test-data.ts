import { smartcarSignals, type SignalCode } from '../../../core/providers/smartcar/signals.ts';
import { bearerToken } from '../call/access.ts';
import { refuse, succeed, type ApiCall, type Outcome } from '../call/outcome.ts';

/** The vehicle id and token that Smartcar serves fixed data for; the official SDKs' suites read it. */
const testVehicleId = 'tst2e255-d3c8-4f90-9fec-e6e68b98e9cb';
const testToken = 'test-data-token';

/** Values that the suites compare. In a list the year is a text, in the vehicle itself a number. */
const vehicle = { make: 'TESLA', model: 'Model Y' } as const;
const updatedAt = 1_696_156_799_000;

const bodies: ReadonlyMap<string, { code: SignalCode; body: unknown }> = new Map([
  ['odometer-traveleddistance', { code: 'odometer-traveleddistance', body: { unit: 'kilometers', value: 48_213.61 } }],
  ['charge-voltage', { code: 'charge-voltage', body: { unit: 'volts', value: 231 } }],
]);

/** @returns true if the call is for the fixed data. */
export function isTestData({ request }: ApiCall, vehicleId: string | undefined): boolean {
  return vehicleId === testVehicleId && bearerToken(request) === testToken;
}

/** Answers `/vehicles/{id}`, `/signals` and `/signals/{code}` of the fixed vehicle. */
export function answerTestData(parts: readonly string[]): Outcome {
  const [part, code] = parts;
  if (part === undefined) return succeed(vehicleResource(2021), '200: fixed test data');
  if (part !== 'signals') return refuse('RESOURCE_NOT_FOUND:INVALID_PATH', 'fixed test data has only signals');
  if (code === undefined) return succeed(signals(), '200: fixed test data');
  const testBody = bodies.get(code);
  return testBody === undefined
    ? refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'not among the fixed signals')
    : succeed(signal(testBody.code, testBody.body), '200: fixed test data');
}

function vehicleResource(year: number | string): unknown {
  return {
    id: testVehicleId,
    type: 'vehicle',
    attributes: { ...vehicle, year },
    links: { self: `/vehicles/${testVehicleId}` },
  };
}

function signals(): unknown {
  const data = [...bodies.values()].map(({ code, body }) => signal(code, body));
  return {
    data,
    meta: { page: 1, pageSize: data.length, totalCount: data.length },
    links: { self: `/vehicles/${testVehicleId}/signals` },
    included: { vehicle: vehicleResource('2021') },
  };
}

function signal(code: SignalCode, body: unknown): unknown {
  const { name, group } = smartcarSignals[code];
  return {
    id: code,
    type: 'signal',
    attributes: { code, name, group, status: { value: 'SUCCESS' }, body },
    meta: { retrievedAt: updatedAt + 1000, oemUpdatedAt: updatedAt },
    links: { self: `/vehicles/${testVehicleId}/signals/${code}`, vehicle: `/vehicles/${testVehicleId}` },
  };
}
