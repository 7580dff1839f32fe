import { accountId } from '../state/accounts.ts';
import type { Scenario } from './scenario.ts';

/** A name or id that must be the only one of its kind, and where it stands. */
interface Name {
  readonly place: string;
  readonly kind: string;
  readonly text: string;
}

/**
 * @returns the first name that stands in a scenario twice, or `undefined`: the second of two would silently take the
 *   place of the first.
 */
export function findDuplicateName(
  scenario: Scenario,
): { readonly place: string; readonly problem: string } | undefined {
  const seen = new Set<string>();
  for (const { place, kind, text } of namesIn(scenario)) {
    const name = `${kind} ${text.toLowerCase()}`;
    if (seen.has(name)) return { place, problem: `"${text}" is there twice` };
    seen.add(name);
  }
  return undefined;
}

function* namesIn({ applications = [], accounts = [] }: Scenario): Generator<Name> {
  for (const [index, { name, id }] of applications.entries()) {
    const place = `applications[${index}]`;
    yield { place: `${place}.name`, kind: 'application', text: name };
    if (id !== undefined) yield { place: `${place}.id`, kind: 'application id', text: id };
  }
  for (const [index, { make = 'TESLA', username, cars = [] }] of accounts.entries()) {
    const place = `accounts[${index}]`;
    yield { place: `${place}.username`, kind: 'account', text: accountId(make.toUpperCase(), username) };
    for (const [at, car] of cars.entries()) {
      for (const field of ['ref', 'id', 'vin'] as const) {
        const text = car[field];
        if (text !== undefined) yield { place: `${place}.cars[${at}].${field}`, kind: field, text };
      }
    }
  }
}
