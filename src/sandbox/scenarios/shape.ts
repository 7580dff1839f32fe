import { parseBox } from '../../core/tesla/boxes.ts';

/** What is wrong with a value, and where: `accounts[0].cars[1].year`. */
export interface Flaw {
  readonly place: string;
  readonly what: string;
}

type Check = (value: unknown, place: string) => Flaw | undefined;

interface Field {
  readonly check: Check;
  readonly required?: true;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

const text: Check = (value, place) =>
  typeof value === 'string' && value !== '' ? undefined : { place, what: 'must be a text' };
const count: Check = (value, place) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0
    ? undefined
    : { place, what: 'must be a number from 0 up' };
const truth: Check = (value, place) =>
  typeof value === 'boolean' ? undefined : { place, what: 'must be true or false' };
const isoDay: Check = (value, place) =>
  typeof value === 'string' && day.test(value) ? undefined : { place, what: 'must be a day, "YYYY-MM-DD" in quotes' };
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

const table: Check = (value, place) => {
  const isTable =
    typeof value === 'object' && value !== null && Object.values(value).every((item) => typeof item === 'string');
  return isTable ? undefined : { place, what: 'must be an object of texts' };
};

const boxes: Check = (value, place) => (value === 'all' ? undefined : list(box)(value, place));

const optional = (check: Check): Field => ({ check });
const required = (check: Check): Field => ({ check, required: true });

const role = oneOf('owner', 'driver');

const car = object({
  ref: optional(text),
  model: required(text),
  year: required(count),
  powertrain: optional(oneOf('BEV', 'PHEV', 'ICE')),
  vin: optional(text),
  id: optional(text),
  keys: optional(list(text)),
  otherKeys: optional(count),
  role: optional(role),
});

const account = object({
  make: optional(text),
  username: required(text),
  userId: optional(text),
  cars: optional(list(car)),
  sharedCars: optional(list(object({ ref: required(text), role: required(role) }))),
  phoneKey: optional(truth),
  subscription: optional(oneOf('active', 'inactive')),
  compatible: optional(truth),
  problem: optional(text),
  pageDelay: optional(count),
  consents: optional(object({ smartcar: optional(boxes), texture: optional(boxes) })),
});

const application = object({
  name: required(text),
  id: optional(text),
  clientSecret: optional(text),
  redirectUris: optional(list(text)),
  vehicleAccess: optional(text),
  virtualKeyDomain: optional(text),
  integration: optional(oneOf('current', 'legacy')),
  billing: optional(text),
  rateLimited: optional(truth),
});

const connection = object({
  application: optional(text),
  account: required(text),
  cars: optional(list(text)),
  asked: optional(text),
  legacy: optional(truth),
  externalId: optional(text),
});

const fault = object({
  method: optional(text),
  path: optional(text),
  car: optional(text),
  times: optional(count),
  delay: optional(count),
  error: optional(text),
  status: optional(count),
  headers: optional(table),
  body: optional(text),
});

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
  fleet: optional(object({ cars: required(count), carsPerAccount: optional(count) })),
  codeLifetime: optional(count),
});

/** @returns the first thing that is wrong with a scenario, or `undefined`. */
export function findFlaw(value: unknown): Flaw | undefined {
  return scenario(value, '');
}
