import { parseScope } from '../../core/permissions/scope.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import { parseBox, type BoxId } from '../../core/tesla/boxes.ts';
import { accountId, addCar, createAccount } from '../accounts.ts';
import { addConnection, userKey } from '../connections.ts';
import { editionOf, lacking } from '../grants.ts';
import { stableUuid } from '../ids.ts';
import { usualPath } from '../provoked.ts';
import { registerApplication, type Registration } from '../registration.ts';
import type { Account, Application, SandboxState, ThirdParty } from '../state.ts';
import { seedFleet } from './fleet.ts';
import type { Scenario, ScenarioAccount, ScenarioCar, ScenarioConnection, ScenarioFault } from './scenario.ts';

const day = 24 * 60 * 60 * 1000;

/** A scenario that names something that it does not hold. */
export class ScenarioError extends RangeError {
  override readonly name = 'ScenarioError';
}

/**
 * Fills an empty state with a scenario.
 * @returns the application that the registration filled in
 * @throws ScenarioError
 */
export function applyScenario(state: SandboxState, scenario: Scenario, registration: Registration): Application {
  const [first = { name: 'Sandbox App' }, ...others] = scenario.applications ?? [];
  const main = registerApplication(state, state.ids, first, registration);
  for (const seed of others) registerApplication(state, state.ids, seed, {});
  registerApplication(state, state.ids, { name: 'Texture App' }, textureRegistration(registration), 'texture');
  const refs = new Map<string, string>();
  for (const seed of scenario.accounts ?? []) seedAccount(state, seed, refs, main.virtualKeyDomain);
  for (const seed of scenario.connections ?? []) seedConnection(state, main, seed, refs);
  for (const [index, seed] of (scenario.faults ?? []).entries()) seedFault(state, seed, index, refs);
  if (scenario.fleet !== undefined) seedFleet(state, main, scenario.fleet);
  return main;
}

function textureRegistration(registration: Registration): Registration {
  return registration.redirectUris === undefined ? {} : { redirectUris: registration.redirectUris };
}

function seedAccount(state: SandboxState, seed: ScenarioAccount, refs: Map<string, string>, keyDomain: string): void {
  const account: Account = {
    ...createAccount((seed.make ?? 'TESLA').toUpperCase(), seed.username),
    phoneKey: seed.phoneKey ?? true,
    subscription: seed.subscription ?? 'active',
    compatible: seed.compatible ?? true,
    pageDelayMs: (seed.pageDelay ?? 0) * 1000,
    consents: readConsents(state, seed),
    ...(seed.userId === undefined ? {} : { userId: seed.userId }),
    ...(seed.problem === undefined ? {} : { problem: readError(seed.problem) }),
  };
  state.accounts.set(account.id, account);
  for (const [index, car] of (seed.cars ?? []).entries()) {
    const id = seedCar(state, account, { ...car, keys: keysOf(car, keyDomain) }, index);
    if (car.ref !== undefined) refs.set(car.ref, id);
  }
  for (const { ref, role } of seed.sharedCars ?? []) account.vehicles.set(find(refs, ref), role);
}

// Stories speak of "the key": with a domain of one's own it is that domain's, beside the usual one.
function keysOf({ keys = [] }: ScenarioCar, keyDomain: string): readonly string[] {
  return keys.includes(smartcar.virtualKeyDomain) && !keys.includes(keyDomain) ? [...keys, keyDomain] : keys;
}

function seedCar(state: SandboxState, account: Account, car: ScenarioCar, index: number): string {
  const { ref, role, ...seed } = car;
  return addCar(state, account, `${account.id} ${ref ?? index}`, { ...seed, make: account.make }, role ?? 'owner');
}

function readConsents(state: SandboxState, seed: ScenarioAccount): Account['consents'] {
  const consents: { [K in ThirdParty]?: { boxes: readonly BoxId[]; grantedAt: number } } = {};
  for (const thirdParty of ['smartcar', 'texture'] as const) {
    const boxes = seed.consents?.[thirdParty];
    if (boxes !== undefined)
      consents[thirdParty] = { boxes: readBoxes(state, thirdParty, boxes), grantedAt: state.now() - 30 * day };
  }
  return consents;
}

function readBoxes(state: SandboxState, thirdParty: ThirdParty, boxes: 'all' | readonly string[]): readonly BoxId[] {
  if (boxes === 'all') return editionOf(state, thirdParty).asks;
  return boxes.map((text) => {
    const box = parseBox(text);
    if (box === undefined) throw new ScenarioError(`"${text}" is not a box of Tesla's consent screen.`);
    return box;
  });
}

function seedConnection(
  state: SandboxState,
  main: Application,
  seed: ScenarioConnection,
  refs: ReadonlyMap<string, string>,
): void {
  const application = seed.application === undefined ? main : findApplication(state, seed.application);
  const account = findAccount(state, seed.account);
  const asked = seed.asked === undefined ? application.vehicleAccess : parseScope([seed.asked]).asked;
  const vehicleIds = seed.cars?.map((ref) => find(refs, ref)) ?? [...account.vehicles.keys()];
  const rows = editionOf(state, 'smartcar').rows;
  // Without a consent the story is that it was taken back later: what had been granted then is kept.
  const boxes = seed.legacy === true ? undefined : account.consents.smartcar?.boxes;
  const names = asked.map(({ name }) => name);
  const permissions = boxes === undefined ? names : names.filter((name) => lacking(rows[name], boxes).length === 0);
  for (const vehicleId of vehicleIds) {
    addConnection(state, {
      id: stableUuid(`connection ${application.id} ${account.id} ${vehicleId}`),
      applicationId: application.id,
      accountId: account.id,
      userId: account.userId,
      vehicleId,
      permissions,
      mode: 'live',
      connectedAt: state.now() - 30 * day,
      legacy: seed.legacy ?? false,
    });
  }
  if (seed.externalId !== undefined) state.externalIds.set(userKey(application.id, account.userId), seed.externalId);
}

function findApplication(state: SandboxState, name: string): Application {
  for (const application of state.applications.values())
    if (application.name === name || application.id === name) return application;
  throw new ScenarioError(`The scenario has no application "${name}".`);
}

function findAccount(state: SandboxState, username: string): Account {
  const tesla = state.accounts.get(accountId('TESLA', username));
  if (tesla !== undefined) return tesla;
  for (const account of state.accounts.values()) if (account.username === username.toLowerCase()) return account;
  throw new ScenarioError(`The scenario has no account "${username}".`);
}

function find(refs: ReadonlyMap<string, string>, ref: string): string {
  const id = refs.get(ref);
  if (id === undefined) throw new ScenarioError(`The scenario has no car "${ref}".`);
  return id;
}

function seedFault(state: SandboxState, seed: ScenarioFault, index: number, refs: ReadonlyMap<string, string>): void {
  const path = seed.path ?? usualPath(seed.error ?? '');
  state.faults.push({
    id: `scenario-${index + 1}`,
    remaining: seed.times ?? null,
    ...(seed.method === undefined ? {} : { method: seed.method.toUpperCase() }),
    ...(path === undefined ? {} : { path }),
    ...(seed.car === undefined ? {} : { vehicleId: find(refs, seed.car) }),
    ...(seed.delay === undefined ? {} : { delayMs: seed.delay * 1000 }),
    ...(seed.error === undefined ? {} : { error: readError(seed.error) }),
    ...(seed.status === undefined ? {} : { status: seed.status }),
    ...(seed.headers === undefined ? {} : { headers: seed.headers }),
    ...(seed.body === undefined ? {} : { body: seed.body }),
  });
}

/** @returns `TYPE:CODE` in its parts; `TYPE` and `TYPE:null` have no code. */
export function readError(text: string): { type: string; code: string | null } {
  const [type = '', code] = text.toUpperCase().split(':');
  return { type, code: code === undefined || code === 'NULL' ? null : code };
}
