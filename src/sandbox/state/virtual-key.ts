import { accountId, defaultAccount } from './accounts.ts';
import type { Account, SandboxState, ThirdParty, Vehicle } from './state.ts';

/** A car takes so many keys in all. */
const keyLimit = 20;

/** Why a key cannot be added, in the order in which Tesla finds out. */
export type KeyRefusal =
  | 'unknown-domain'
  | 'no-account'
  | 'no-consent'
  | 'no-car'
  | 'not-needed'
  | 'driver'
  | 'no-phone-key'
  | 'key-limit'
  | 'already-paired';

/** What the key page found: a car that can take the key, or why not. */
export type KeyCheck =
  | { readonly ok: true; readonly car: Vehicle; readonly account: Account }
  | { readonly ok: false; readonly refusal: KeyRefusal; readonly car?: Vehicle; readonly account?: Account };

/** Puts a virtual key on a car. */
export function addKey(car: Vehicle, domain: string): void {
  if (!car.keys.includes(domain)) car.keys = [...car.keys, domain];
}

/** @returns whether a car holds the key of that domain; `not-needed` where it takes commands without one */
export function keyStateOf(car: Vehicle, domain: string): 'paired' | 'missing' | 'not-needed' {
  if (car.keys.includes(domain.toLowerCase())) return 'paired';
  return car.needsKey ? 'missing' : 'not-needed';
}

/** Whose key goes on which car. */
export interface KeyRequest {
  /** Lower case. */
  readonly domain: string;
  /** Whom the Tesla app is signed in as; the first Tesla account without it. */
  readonly username: string | undefined;
  readonly vin: string | undefined;
}

/** Goes through Tesla's conditions in their order. Without a VIN the first car that still wants the key is taken. */
export function checkKey(state: SandboxState, { domain, username, vin }: KeyRequest): KeyCheck {
  const thirdParty = thirdPartyOfDomain(state, domain);
  if (thirdParty === undefined) return { ok: false, refusal: 'unknown-domain' };
  const account =
    username === undefined ? defaultAccount(state, 'TESLA') : state.accounts.get(accountId('TESLA', username));
  if (account === undefined) return { ok: false, refusal: 'no-account' };
  const boxes = account.consents[thirdParty]?.boxes ?? [];
  if (!boxes.some((box) => box === 'vehicle_device_data' || box === 'vehicle_cmds' || box === 'vehicle_location')) {
    return { ok: false, refusal: 'no-consent', account };
  }
  const car = pickCar(state, account, { domain, vin });
  if (car === undefined) return { ok: false, refusal: 'no-car', account };
  const refusal = refuseCar(account, car, domain);
  return refusal === undefined ? { ok: true, car, account } : { ok: false, refusal, car, account };
}

function refuseCar(account: Account, car: Vehicle, domain: string): KeyRefusal | undefined {
  if (!car.needsKey) return 'not-needed';
  if (car.keys.includes(domain)) return 'already-paired';
  if (account.vehicles.get(car.id) !== 'owner') return 'driver';
  if (!account.phoneKey) return 'no-phone-key';
  return car.keys.length + car.otherKeys >= keyLimit ? 'key-limit' : undefined;
}

function pickCar(
  state: SandboxState,
  account: Account,
  { domain, vin }: Pick<KeyRequest, 'domain' | 'vin'>,
): Vehicle | undefined {
  let first: Vehicle | undefined;
  for (const id of account.vehicles.keys()) {
    const car = state.vehicles.get(id);
    if (car === undefined || (vin !== undefined && car.vin !== vin.toUpperCase())) continue;
    if (vin !== undefined || (car.needsKey && !car.keys.includes(domain))) return car;
    first ??= car;
  }
  return first;
}

function thirdPartyOfDomain(state: SandboxState, domain: string): ThirdParty | undefined {
  for (const application of state.applications.values()) {
    if (application.virtualKeyDomain.toLowerCase() === domain) return application.provider;
  }
  return undefined;
}
