import { parseBox } from '../../core/tesla/boxes.ts';
import {
  billingLimits,
  flawOfApplicationId,
  flawOfErrorName,
  flawOfHeaders,
  flawOfKeyDomain,
  flawOfOrderedError,
  flawOfRedirectUri,
  flawOfScope,
  flawOfVin,
  isDay,
  longestDelay,
  modelYears,
  statuses,
} from '../state/values.ts';
import { findDuplicateName } from './duplicate-names.ts';
import type { Scenario, ScenarioFault } from './scenario.ts';

/** What is wrong with a value, and where: `accounts[0].cars[1].year`. */
export interface Flaw {
  readonly place: string;
  readonly what: string;
}

type Check = (value: unknown, place: string) => Flaw | undefined;

interface Field {
  readonly check: Check;
  readonly required?: true | undefined;
}

const text: Check = (value, place) =>
  typeof value === 'string' && value !== '' ? undefined : { place, what: 'must be a text' };
const count: Check = (value, place) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0
    ? undefined
    : { place, what: 'must be a number from 0 up' };
const truth: Check = (value, place) =>
  typeof value === 'boolean' ? undefined : { place, what: 'must be true or false' };
const whole = (from: number, to: number): Check => {
  return (value, place) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to
      ? undefined
      : { place, what: `must be a whole number from ${from} to ${to}` };
};
const seconds: Check = (value, place) =>
  typeof value === 'number' && value >= 0 && value <= longestDelay
    ? undefined
    : { place, what: `must be a number of seconds from 0 to ${longestDelay}` };
const isoDay: Check = (value, place) =>
  typeof value === 'string' && isDay(value) ? undefined : { place, what: 'must be a day, "YYYY-MM-DD" in quotes' };
// A text of which a function of `values.ts` knows what is wrong.
function textThat(find: (text: string) => string | undefined): Check {
  return (value, place) => {
    if (typeof value !== 'string' || value === '') return text(value, place);
    const what = find(value);
    return what === undefined ? undefined : { place, what };
  };
}

const scope = textThat(flawOfScope);
const errorName = textThat(flawOfErrorName);
const box: Check = (value, place) =>
  typeof value === 'string' && parseBox(value) !== undefined
    ? undefined
    : { place, what: `"${String(value)}" is not a box of Tesla's consent screen` };

function oneOf(...words: readonly string[]): Check {
  return (value, place) =>
    words.some((word) => word === value) ? undefined : { place, what: `must be one of ${words.join(', ')}` };
}

function list(check: Check): Check {
  return (value, place) => {
    if (!Array.isArray(value)) return { place, what: 'must be a list' };
    for (const [index, item] of value.entries()) {
      const flaw = check(item, `${place}[${index}]`);
      if (flaw !== undefined) return flaw;
    }
    return undefined;
  };
}

function object(fields: Readonly<Record<string, Field>>): Check {
  return (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { place, what: 'must be an object' };
    const at = (name: string): string => (place === '' ? name : `${place}.${name}`);
    for (const [name, field] of Object.entries(fields)) {
      if (field.required === true && !Object.hasOwn(value, name)) return { place: at(name), what: 'is missing' };
    }
    for (const [name, item] of Object.entries(value)) {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (field === undefined)
        return { place: at(name), what: `is not a field here; there are: ${Object.keys(fields).join(', ')}` };
      const flaw = field.check(item, at(name));
      if (flaw !== undefined) return flaw;
    }
    return undefined;
  };
}

const headers: Check = (value, place) => {
  const isTable =
    typeof value === 'object' && value !== null && Object.values(value).every((item) => typeof item === 'string');
  if (!isTable) return { place, what: 'must be an object of texts' };
  // Every value was just found to be a text.
  const what = flawOfHeaders(value as Readonly<Record<string, string>>);
  return what === undefined ? undefined : { place, what };
};

const boxes: Check = (value, place) => (value === 'all' ? undefined : list(box)(value, place));

const optional = (check: Check): Field => ({ check });
const required = (check: Check): Field => ({ check, required: true });

const role = oneOf('owner', 'driver');

const car = object({
  ref: optional(text),
  model: required(text),
  year: required(whole(modelYears.from, modelYears.to)),
  powertrain: optional(oneOf('BEV', 'PHEV', 'ICE')),
  vin: optional(textThat(flawOfVin)),
  id: optional(text),
  keys: optional(list(text)),
  otherKeys: optional(whole(0, 20)),
  role: optional(role),
});

const account = object({
  make: optional(text),
  username: required(text),
  userId: optional(text),
  cars: optional(list(car)),
  sharedCars: optional(list(object({ ref: required(text), role: required(role) }))),
  phoneKey: optional(truth),
  losesKeys: optional(truth),
  subscription: optional(oneOf('active', 'inactive')),
  compatible: optional(truth),
  problem: optional(errorName),
  pageDelay: optional(seconds),
  consents: optional(object({ smartcar: optional(boxes), texture: optional(boxes) })),
});

const application = object({
  name: required(text),
  id: optional(textThat(flawOfApplicationId)),
  clientSecret: optional(text),
  redirectUris: optional(list(textThat(flawOfRedirectUri))),
  vehicleAccess: optional(scope),
  virtualKeyDomain: optional(textThat(flawOfKeyDomain)),
  integration: optional(oneOf('current', 'legacy')),
  codeRedirect: optional(oneOf('code', 'user-id', 'nothing')),
  billing: optional(oneOf(...billingLimits)),
  rateLimited: optional(truth),
});

const connection = object({
  application: optional(text),
  account: required(text),
  cars: optional(list(text)),
  asked: optional(scope),
  legacy: optional(truth),
  externalId: optional(text),
});

const faultFields = object({
  method: optional(text),
  path: optional(text),
  car: optional(text),
  times: optional(whole(1, 1_000_000_000)),
  delay: optional(seconds),
  longRunning: optional(seconds),
  error: optional(text),
  status: optional(whole(statuses.from, statuses.to)),
  headers: optional(headers),
  body: optional(text),
});

const fault: Check = (value, place) => {
  const flaw = faultFields(value, place);
  if (flaw !== undefined) return flaw;
  // The fields were just looked at, each by itself.
  const { error, path, status, delay, longRunning } = value as ScenarioFault;
  if ([error, status, delay, longRunning].every((given) => given === undefined))
    return { place, what: 'needs an error, a status, a delay or longRunning' };
  const what = error === undefined ? undefined : flawOfOrderedError(error, path, status);
  return what === undefined ? undefined : { place: `${place}.error`, what };
};

const scenario = object({
  $schema: optional(text),
  name: required(text),
  story: required(text),
  asOf: optional(isoDay),
  edition: optional(oneOf('2023-12', '2026-02')),
  applications: optional(list(application)),
  accounts: optional(list(account)),
  connections: optional(list(connection)),
  faults: optional(list(fault)),
  fleet: optional(object({ cars: required(whole(0, 1_000_000)), carsPerAccount: optional(whole(1, 1_000_000)) })),
  codeLifetime: optional(count),
});

/** @returns the first thing that is wrong with a scenario, or `undefined`. */
export function findFlaw(value: unknown): Flaw | undefined {
  // Once the fields are in order, it is a scenario.
  return scenario(value, '') ?? findDuplicateName(value as Scenario);
}
