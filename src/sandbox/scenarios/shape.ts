import { lazy, literal, optional, pipe, rawCheck } from 'valibot';
import { smartcarEditions } from '../../core/providers/smartcar/editions.ts';
import { parseBox } from '../../core/tesla/boxes.ts';
import {
  flawed,
  list,
  object,
  oneOf,
  read,
  text,
  textTable,
  textThat,
  truth,
  whole,
  within,
  type Flaw,
  type Reading,
} from '../state/schema.ts';
import {
  billingLimits,
  counts,
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

const seconds = within({ from: 0, to: longestDelay }, 'number of seconds');
const scope = textThat(flawOfScope);
const role = oneOf(['owner', 'driver']);
const day = textThat((value) => (isDay(value) ? undefined : 'must be a day, "YYYY-MM-DD" in quotes'));
const box = textThat((value) =>
  parseBox(value) === undefined ? `"${value}" is not a box of Tesla's consent screen` : undefined,
);
const boxes = lazy((value) => (value === 'all' ? literal('all') : list(box)));

const car = object(() => ({
  ref: optional(text),
  model: text,
  year: whole(modelYears),
  powertrain: optional(oneOf(['BEV', 'PHEV', 'ICE'])),
  vin: optional(textThat(flawOfVin)),
  id: optional(text),
  keys: optional(list(text)),
  otherKeys: optional(whole({ from: 0, to: 20 })),
  role: optional(role),
}));

const account = object(() => ({
  make: optional(text),
  username: text,
  userId: optional(text),
  cars: optional(list(car)),
  sharedCars: optional(list(object(() => ({ ref: text, role })))),
  phoneKey: optional(truth),
  losesKeys: optional(truth),
  subscription: optional(oneOf(['active', 'inactive'])),
  compatible: optional(truth),
  problem: optional(textThat(flawOfErrorName)),
  pageDelay: optional(seconds),
  consents: optional(object(() => ({ smartcar: optional(boxes), texture: optional(boxes) }))),
}));

const application = object(() => ({
  name: text,
  id: optional(textThat(flawOfApplicationId)),
  clientSecret: optional(text),
  redirectUris: optional(list(textThat(flawOfRedirectUri))),
  vehicleAccess: optional(scope),
  virtualKeyDomain: optional(textThat(flawOfKeyDomain)),
  integration: optional(oneOf(['current', 'legacy'])),
  codeRedirect: optional(oneOf(['code', 'user-id', 'nothing'])),
  billing: optional(oneOf(billingLimits)),
  rateLimited: optional(truth),
}));

const connection = object(() => ({
  application: optional(text),
  account: text,
  cars: optional(list(text)),
  asked: optional(scope),
  legacy: optional(truth),
  externalId: optional(text),
}));

const faultFields = object(() => ({
  method: optional(text),
  path: optional(text),
  car: optional(text),
  times: optional(whole(counts)),
  nth: optional(whole(counts)),
  rate: optional(within({ from: 0, to: 1 })),
  seed: optional(whole({ from: 0, to: Number.MAX_SAFE_INTEGER })),
  cutAfter: optional(whole({ from: 0, to: Number.MAX_SAFE_INTEGER })),
  delay: optional(seconds),
  longRunning: optional(seconds),
  error: optional(text),
  status: optional(whole(statuses)),
  headers: optional(pipe(textTable, flawed(flawOfHeaders))),
  body: optional(text),
}));

const fault = pipe(
  faultFields,
  flawed(({ error, status, delay, longRunning, cutAfter }) =>
    [error, status, delay, longRunning, cutAfter].every((given) => given === undefined)
      ? 'needs an error, a status, a delay, longRunning or cutAfter'
      : undefined,
  ),
  rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { value: input } = dataset;
    const { error: value, path, status } = input;
    const message = value === undefined ? undefined : flawOfOrderedError(value, path, status);
    if (message !== undefined)
      addIssue({ message, path: [{ type: 'object', origin: 'value', input, key: 'error', value }] });
  }),
);

const scenario = object(() => ({
  $schema: optional(text),
  name: text,
  story: text,
  asOf: optional(day),
  edition: optional(oneOf(smartcarEditions.map(({ id }) => id))),
  applications: optional(list(application)),
  accounts: optional(list(account)),
  connections: optional(list(connection)),
  faults: optional(list(fault)),
  fleet: optional(
    object(() => ({
      cars: whole({ from: 0, to: 1_000_000 }),
      carsPerAccount: optional(whole({ from: 1, to: 1_000_000 })),
    })),
  ),
  codeLifetime: optional(within({ from: 0, to: Number.MAX_SAFE_INTEGER })),
}));

/** Reads a fault as a scenario has it. */
export function readFault(value: unknown): Reading<ScenarioFault> {
  return read(fault, value);
}

/** Reads a scenario: its fields, and the names that must be the only ones of their kind. */
export function readScenario(value: unknown): Reading<Scenario> {
  const reading = read(scenario, value);
  const double: Flaw | undefined = reading.ok ? findDuplicateName(reading.value) : undefined;
  return double === undefined ? reading : { ok: false, flaw: double };
}
