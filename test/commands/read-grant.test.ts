import { expect, it } from 'vitest';
import { readGrant } from '../../src/commands/authorize/read-grant.ts';
import { Secret } from '../../src/core/secret.ts';
import { createSmartcarClient } from '../../src/io/smartcar-api/api.ts';
import { origins } from '../io/smartcar-api/origins.ts';
import { json, steppingClock } from '../support/scripted-http.ts';

/** A car of v3 whose connection lists three permissions, with these signals. */
function read(signals: readonly unknown[]) {
  const http = async ({ url }: { url: string }) => {
    if (new URL(url).pathname === '/v3/connections') {
      const attributes = {
        permissions: ['read_odometer', 'read_battery', 'control_charge'],
        vehicle: { make: 'TESLA', model: 'Model 3', year: 2022 },
        user: { id: 'u' },
      };
      const data = [{ id: 'c', type: 'connection', attributes, relationships: { vehicle: { data: { id: 'v' } } } }];
      return json({ data, links: { next: null } });
    }
    if (url.endsWith('/signals')) return json({ data: signals.map((attributes) => ({ type: 'signal', attributes })) });
    return json({ errors: [{ type: 'RESOURCE_NOT_FOUND', code: 'SIGNAL_NOT_FOUND' }] }, 404);
  };
  const api = createSmartcarClient({ http, clock: steppingClock() })(origins);
  return readGrant(api.v3({ current: async () => new Secret('t') }, 'u'), { readsTesla: false });
}

const answered = (code: string) => ({ code, status: { value: 'SUCCESS' }, body: { value: 1 } });
const refused = (code: string) => ({
  code,
  status: { value: 'ERROR', error: { type: 'PERMISSION', code: 'UNKNOWN' } },
});

it('a permission that the connection lists and its signals refuse is not granted, and that is said', async () => {
  const grant = await read([answered('odometer-traveleddistance'), refused('tractionbattery-stateofcharge')]);
  expect(grant.evidence.granted).toEqual(new Set(['read_odometer', 'control_charge']));
  expect(grant.warnings).toContainEqual(
    'The connection lists read_battery, but the signals behind it report that the permission is missing: it is not counted as granted.',
  );
});

it.each([
  ['there are none, since nothing is subscribed', []],
  ['one of them answers', [refused('tractionbattery-stateofcharge'), answered('tractionbattery-range')]],
  [
    'another error is told',
    [{ code: 'tractionbattery-stateofcharge', status: { value: 'ERROR', error: { type: 'UPSTREAM' } } }],
  ],
  ['nobody knows the signal', [refused('nobody-knows'), refused('__proto__')]],
])('the list counts where %s', async (_, signals) => {
  const grant = await read(signals);
  expect(grant.evidence.granted).toEqual(new Set(['read_odometer', 'read_battery', 'control_charge']));
  expect(grant.warnings.filter((one) => one.includes('is not counted'))).toEqual([]);
});
