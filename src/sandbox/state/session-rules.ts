import { boxIds, type BoxId } from '../../core/tesla/boxes.ts';
import { accountId, defaultAccount } from './accounts.ts';
import { inForce } from './behaviour.ts';
import { isCapable } from './capabilities.ts';
import { editionOf, lacking, providerOf } from './grants.ts';
import type { Account, Application, SandboxState, ThirdParty, Vehicle } from './state.ts';
import type { ConnectSession } from './session.ts';
import { ownValue } from '../../core/text/keys.ts';

/** @returns the application of a session. Sessions of a deleted application do not exist. */
export function applicationOf(state: SandboxState, session: ConnectSession): Application {
  const application = state.applications.get(session.applicationId);
  if (application === undefined) throw new Error(`session without application "${session.applicationId}"`);
  return application;
}

/** @returns who asks Tesla in this session. */
export function thirdPartyOf(state: SandboxState, session: ConnectSession): ThirdParty {
  return applicationOf(state, session).provider;
}

/** @returns the account that signed in, if somebody did. */
export function accountOf(state: SandboxState, session: ConnectSession): Account | undefined {
  return session.accountId === undefined ? undefined : state.accounts.get(session.accountId);
}

/** @returns the boxes that Tesla holds for the third party; `undefined` without any consent. */
export function consentedBoxes(state: SandboxState, session: ConnectSession): readonly BoxId[] | undefined {
  return accountOf(state, session)?.consents[thirdPartyOf(state, session)]?.boxes;
}

/** The same before anybody signed in: of the account that the sign-in page suggests. */
export function expectedBoxes(state: SandboxState, session: ConnectSession): readonly BoxId[] | undefined {
  const account = accountOf(state, session) ?? suggestedAccount(state, session);
  return account?.consents[thirdPartyOf(state, session)]?.boxes;
}

function suggestedAccount(
  state: SandboxState,
  { make = 'TESLA', suggestedOwner }: ConnectSession,
): Account | undefined {
  return suggestedOwner === undefined
    ? defaultAccount(state, make)
    : state.accounts.get(accountId(make, suggestedOwner));
}

/** True where Tesla's own consent screen stands between sign-in and Connect. */
export function usesTeslaConsent(state: SandboxState, session: ConnectSession): boolean {
  return session.make === 'TESLA' && applicationOf(state, session).integration === 'current';
}

/**
 * The boxes without which the run cannot go on: the provider's minimum, and those behind required permissions.
 * The stand-alone flow takes everything that it asks for as required.
 */
export function blockingBoxes(
  state: SandboxState,
  session: ConnectSession,
  ticked: readonly BoxId[],
): readonly BoxId[] {
  const thirdParty = thirdPartyOf(state, session);
  const minimum = providerOf(thirdParty).minimum;
  const rows = editionOf(state, thirdParty).rows;
  const missing: BoxId[] = [];
  for (const { name, required } of session.asked) {
    if (required || session.kind === 'reauthenticate') missing.push(...lacking(ownValue(rows, name), ticked));
  }
  if (minimum !== undefined && !ticked.includes(minimum)) missing.push(minimum);
  return missing.length === 0 ? missing : boxIds.filter((box) => missing.includes(box));
}

/** @returns the account's cars that this run may offer. Before 16 June 2026 cars that lack a required permission are left out. */
export function offeredCars(state: SandboxState, session: ConnectSession): readonly Vehicle[] {
  const account = accountOf(state, session);
  if (account === undefined) return [];
  const cars: Vehicle[] = [];
  for (const id of account.vehicles.keys()) {
    const car = state.vehicles.get(id);
    if (car !== undefined && isOffered(state, session, car)) cars.push(car);
  }
  return cars;
}

function isOffered(state: SandboxState, session: ConnectSession, car: Vehicle): boolean {
  if (session.onlyVin !== undefined && car.vin !== session.onlyVin) return false;
  if (session.vehicleId !== undefined && car.id !== session.vehicleId) return false;
  if (inForce(state.settings, 'permissionCheckboxes')) return true;
  return session.asked.every(({ name, required }) => !required || isCapable(car, name));
}

/**
 * Scope ∩ boxes ∩ ticks. Permissions without a published mapping need no box; that they are granted once Connect
 * succeeds is an assumption, said so on the page.
 */
export function grantedPermissions(state: SandboxState, session: ConnectSession): readonly string[] {
  const rows = editionOf(state, 'smartcar').rows;
  const boxes = usesTeslaConsent(state, session) ? (consentedBoxes(state, session) ?? []) : boxIds;
  const granted: string[] = [];
  for (const { name } of session.asked) {
    if (!session.unticked.includes(name) && lacking(ownValue(rows, name), boxes).length === 0) granted.push(name);
  }
  return granted;
}

/** @returns the chosen cars on which the owner can and should put the key. Drivers are not asked: they cannot add one. */
export function carsForKey(state: SandboxState, session: ConnectSession): readonly Vehicle[] {
  const account = accountOf(state, session);
  if (account === undefined || !usesTeslaConsent(state, session)) return [];
  const cars: Vehicle[] = [];
  for (const id of session.vehicleIds) {
    const car = account.vehicles.get(id) === 'owner' ? state.vehicles.get(id) : undefined;
    if (car?.needsKey === true) cars.push(car);
  }
  return cars;
}

/** @returns true when the application's virtual key is on the car. */
export function hasKey(state: SandboxState, session: ConnectSession, car: Vehicle): boolean {
  return car.keys.includes(applicationOf(state, session).virtualKeyDomain);
}

/** @returns the boxes on the consent screen, in its order. */
export function screenBoxes(state: SandboxState, session: ConnectSession): readonly BoxId[] {
  return editionOf(state, thirdPartyOf(state, session)).asks;
}

/** Cars that the grant screen lists one by one; `*` stands for the rest of a larger account. */
export const carsListed = 100;
