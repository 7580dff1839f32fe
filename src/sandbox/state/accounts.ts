import { knownMakes } from '../../core/providers/smartcar/makes.ts';
import { createCar, type CarSeed } from './cars.ts';
import { stableUuid } from './ids.ts';
import type { Account, SandboxData } from './state.ts';
import { ownValue } from '../../core/text/keys.ts';

/** @returns the id of an account; one user name can hold accounts with several makes. */
export function accountId(make: string, username: string): string {
  return `${make} ${username.trim().toLowerCase()}`;
}

/** @returns a new account without cars. */
export function createAccount(make: string, username: string): Account {
  const id = accountId(make, username);
  return {
    id,
    make,
    username: username.trim().toLowerCase(),
    userId: stableUuid(`user ${id}`, 'user'),
    vehicles: new Map(),
    consents: {},
    phoneKey: true,
    subscription: 'active',
    compatible: true,
    pageDelayMs: 0,
  };
}

/** @returns the makes that Connect lists: the known ones, and those of the accounts that a scenario brings along. */
export function offeredMakes(state: SandboxData): readonly string[] {
  const makes = new Set<string>(knownMakes);
  for (const { make } of state.accounts.values()) makes.add(make);
  return makes.size === knownMakes.length ? knownMakes : [...makes].toSorted();
}

/** A car that is put into an account. */
export interface NewCar {
  /** Tells cars of the same seed apart. */
  readonly name: string;
  readonly seed: CarSeed;
  readonly role?: 'owner' | 'driver' | undefined;
}

/** Puts a new car into an account. @returns its id */
export function addCar(state: SandboxData, account: Account, { name, seed, role = 'owner' }: NewCar): string {
  const car = createCar(name, seed);
  if (!state.vehicles.has(car.id)) state.vehicles.set(car.id, car);
  account.vehicles.set(car.id, role);
  return car.id;
}

/** @returns the account that a sign-in page suggests and that an empty user name stands for. */
export function defaultAccount(state: SandboxData, make: string): Account | undefined {
  for (const account of state.accounts.values()) if (account.make === make) return account;
  return undefined;
}

/** VIN of the documented simulated car that cannot be connected. */
export const incompatibleVin = '0SCAUDI012FE3B132';

/**
 * Signs in. Any password is right. A user name that nobody has yet gets an account with cars of its own,
 * as Smartcar's test mode does; the documented test logins get what their name says.
 */
export function signIn(state: SandboxData, make: string, username: string): Account {
  const name = username.trim().toLowerCase();
  const known = name === '' ? defaultAccount(state, make) : state.accounts.get(accountId(make, name));
  if (known !== undefined) return known;
  const account = createAccount(make, name === '' ? 'owner@example.com' : name);
  state.accounts.set(account.id, account);
  furnish(state, account);
  return account;
}

/** A new sign-in ends what was wrong with an account, but not what a documented test login stands for. */
export function endProblem(account: Account): void {
  if (account.problem !== undefined && problemOfLogin(account.username) === undefined) delete account.problem;
}

/** `VEHICLE_STATE.UNKNOWN@smartcar.com` and its like: every API call fails with what the name says. */
function problemOfLogin(username: string): Account['problem'] {
  const testLogin = /^(compatibility|connected_services_account|upstream|vehicle_state)\.([a-z_]+)@smartcar\.com$/.exec(
    username,
  );
  return testLogin === null
    ? undefined
    : { type: (testLogin[1] ?? '').toUpperCase(), code: (testLogin[2] ?? '').toUpperCase() };
}

function furnish(state: SandboxData, account: Account): void {
  const { username, make } = account;
  const count = /^(\d{1,3})-vehicles@smartcar\.com$/.exec(username)?.[1];
  const mock = /^([a-z0-9]{17})@(compatible|phev|incompatible|fuel|bev)\.smartcar\.com$/.exec(username);
  if (username === 'smartcar@invalid-subscription.com') account.subscription = 'inactive';
  if (username === 'smartcar@vehicle-incompatible.com' || mock?.[2] === 'incompatible') account.compatible = false;
  const problem = problemOfLogin(username);
  if (problem !== undefined) account.problem = problem;
  const vin = ownValue(vinsOfLogins, username);
  if (vin !== undefined) addCar(state, account, { name: username, seed: { ...usualCar(make, 0), vin } });
  else if (mock !== null)
    addCar(state, account, {
      name: username,
      seed: { ...usualCar(make, 0), ...mockCar(mock[2] ?? ''), vin: (mock[1] ?? '').toUpperCase() },
    });
  else
    for (let index = 0; index < Number(count ?? (make === 'TESLA' ? 2 : 1)); index += 1)
      addCar(state, account, { name: `${account.id} ${index}`, seed: usualCar(make, index) });
}

/** VINs of the documented test logins, for Single Select. Source: https://smartcar.com/docs/getting-started/test-your-integration */
const vinsOfLogins: Readonly<Record<string, string>> = {
  'smartcar@successful-request.com': '0SCAUDI037A5ADB1C',
  'smartcar@vehicle-incompatible.com': incompatibleVin,
  'smartcar@invalid-subscription.com': '0SCAUDI0155C49A95',
};

function mockCar(kind: string): Pick<CarSeed, 'powertrain'> {
  if (kind === 'phev') return { powertrain: 'PHEV' };
  return kind === 'fuel' ? { powertrain: 'ICE' } : { powertrain: 'BEV' };
}

const teslas: readonly CarSeed[] = [
  { model: 'Model 3', year: 2023 },
  { model: 'Model Y', year: 2024 },
];

function usualCar(make: string, index: number): CarSeed {
  if (make === 'TESLA') return teslas[index % 2] ?? { model: 'Model 3', year: 2023 };
  return { make, ...(ownValue(otherCars, make) ?? { model: 'Electric', year: 2022 }) };
}

const otherCars: Readonly<Record<string, CarSeed>> = {
  AUDI: { model: 'Q4 e-tron', year: 2023 },
  BMW: { model: 'i4', year: 2023 },
  CHEVROLET: { model: 'Volt', year: 2018, powertrain: 'PHEV' },
  FORD: { model: 'Mustang Mach-E', year: 2022 },
  HYUNDAI: { model: 'IONIQ 5', year: 2023 },
  JEEP: { model: 'Wrangler', year: 2022, powertrain: 'PHEV' },
  KIA: { model: 'EV6', year: 2023 },
  NISSAN: { model: 'LEAF', year: 2022 },
  TOYOTA: { model: 'RAV4', year: 2022, powertrain: 'ICE' },
  VOLKSWAGEN: { model: 'ID.4', year: 2023 },
  VOLVO: { model: 'XC40 Recharge', year: 2023 },
};
