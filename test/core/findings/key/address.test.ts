import { expect, it } from 'vitest';
import { keyAddressCheck } from '../../../../src/core/findings/key/address.ts';
import { untouchedFacts, type KeyRoute } from '../../../../src/core/findings/key/facts.ts';

function check(route: Partial<KeyRoute>) {
  const facts = untouchedFacts('key.example.com', 0);
  return keyAddressCheck.check({ ...facts, route: { ...facts.route, ...route } }, null)?.map(({ kind }) => kind);
}

it.each([
  [{ addresses: ['8.8.8.8'] }, []],
  [{ addresses: ['10.0.0.1'], privateAddresses: ['10.0.0.1'] }, ['key-address-private']],
  [{ addresses: ['10.0.0.1'], privateAddresses: ['10.0.0.1'], privateAllowed: true }, ['key-address-unreachable']],
  [{ addresses: ['10.0.0.1'], privateAddresses: ['10.0.0.1'], connectTo: 'a:1' }, ['key-address-private']],
  [{ addresses: ['10.0.0.1'], privateAddresses: ['10.0.0.1'], privateAllowed: true, connectTo: 'a:1' }, undefined],
  [{ failure: 'key.example.com: ENOTFOUND' }, ['key-name-unresolved']],
  [{ failure: 'key.example.com: EAI_AGAIN' }, ['key-name-unanswered']],
  [{}, undefined],
])('%j gives %j', (route, kinds) => {
  expect(check(route)).toEqual(kinds);
});
