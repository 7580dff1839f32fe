import { findApiError } from '../state/api-errors.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import { parseBox, type BoxId } from '../../core/tesla/boxes.ts';
import { accountId, addCar, createAccount } from '../state/accounts.ts';
import { addConnection, userKey } from '../state/connections.ts';
import { editionOf, lacking } from '../state/grants.ts';
import { stableUuid } from '../state/ids.ts';
import { usualPath } from '../state/connect-errors.ts';
import { registerApplication, type Registration } from '../state/registration.ts';
import { readScope } from '../state/scope.ts';
import type { Account, Application, SandboxState, ThirdParty } from '../state/state.ts';
import { seedFleet } from './fleet.ts';
import type { Scenario, ScenarioAccount, ScenarioCar, ScenarioConnection, ScenarioFault } from './scenario.ts';
import { ownValue } from '../../core/text/keys.ts';

const day = 24 * 60 * 60 * 1000;

/** A scenario that names something that it does not hold. */
export class ScenarioError extends RangeError {
  override readonly name = 'ScenarioError';
}

/** A scenario on its way into the state. */
interface Story {
  readonly state: SandboxState;
  /** The application that the registration filled in. */
  readonly main: Application;
  /** Vehicle ids by the names that the scenario gives its cars. */
  readonly refs: Map<string, string>;
}

/**
 * Fills an empty state with a scenario.
 * @returns the application that the registration filled in
 * @throws ScenarioError
 */
export function applyScenario(state: SandboxState, scenario: Scenario, registration: Registration): Application {
  const [first = { name: 'Sandbox App' }, ...others] = scenario.applications ?? [];
  const main = registerApplication(state, { seed: first, registration });
  for (const seed of others) registerApplication(state, { seed });
  registerApplication(state, {
    seed: { name: 'Texture App' },
    registration: { redirectUris: registration.redirectUris },
    provider: 'texture',
  });
  const story: Story = { state, main, refs: new Map() };
  for (const seed of scenario.accounts ?? []) seedAccount(story, seed);
  for (const seed of scenario.connections ?? []) seedConnection(story, seed);
  for (const [index, seed] of (scenario.faults ?? []).entries()) seedFault(story, seed, index);
  if (scenario.fleet !== undefined) seedFleet(state, main, scenario.fleet);
  return main;
}

function seedAccount({ state, main, refs }: Story, seed: ScenarioAccount): void {
  const made = createAccount((seed.make ?? 'TESLA').toUpperCase(), seed.username);
  const account: Account = {
    ...made,
    userId: seed.userId ?? made.userId,
    phoneKey: seed.phoneKey ?? true,
    losesKeys: seed.losesKeys,
    subscription: seed.subscription ?? 'active',
    compatible: seed.compatible ?? true,
    pageDelayMs: (seed.pageDelay ?? 0) * 1000,
    consents: readConsents(state, seed),
    problem: seed.problem === undefined ? undefined : readError(seed.problem),
  };
  state.accounts.set(account.id, account);
  for (const [index, car] of (seed.cars ?? []).entries()) {
    const { ref = String(index), role, ...own } = car;
    const id = addCar(state, account, {
      name: `${account.id} ${ref}`,
      seed: { ...own, make: account.make, keys: keysOf(car, main.virtualKeyDomain) },
      role,
    });
    if (car.ref !== undefined) refs.set(car.ref, id);
  }
  for (const { ref, role } of seed.sharedCars ?? []) account.vehicles.set(find(refs, ref), role);
}

// Stories speak of "the key": with a domain of one's own it is that domain's, beside the usual one.
function keysOf({ keys = [] }: ScenarioCar, keyDomain: string): readonly string[] {
  return keys.includes(smartcar.virtualKeyDomain) && !keys.includes(keyDomain) ? [...keys, keyDomain] : keys;
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

function seedConnection({ state, main, refs }: Story, seed: ScenarioConnection): void {
  const application = seed.application === undefined ? main : findApplication(state, seed.application);
  const account = findAccount(state, seed.account);
  const asked = seed.asked === undefined ? application.vehicleAccess : readScope(seed.asked).asked;
  const vehicleIds = seed.cars?.map((ref) => find(refs, ref)) ?? [...account.vehicles.keys()];
  const rows = editionOf(state, 'smartcar').rows;
  // Without a consent the story is that it was taken back later: what had been granted then is kept.
  const boxes = seed.legacy === true ? undefined : account.consents.smartcar?.boxes;
  const names = asked.map(({ name }) => name);
  const permissions =
    boxes === undefined ? names : names.filter((name) => lacking(ownValue(rows, name), boxes).length === 0);
  for (const vehicleId of vehicleIds) {
    addConnection(state, {
      id: stableUuid(`connection ${application.id} ${account.id} ${vehicleId}`, 'connection'),
      applicationId: application.id,
      accountId: account.id,
      userId: account.userId,
      vehicleId,
      asked,
      unticked: [],
      permissions,
      mode: 'live',
      connectedAt: state.now() - 30 * day,
      era: 'v2',
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

function seedFault({ state, refs }: Story, seed: ScenarioFault, index: number): void {
  state.faults.push({
    id: `scenario-${index + 1}`,
    remaining: seed.times ?? (seed.nth === undefined ? null : 1),
    nth: seed.nth,
    rate: seed.rate,
    seed: seed.seed,
    cutAfter: seed.cutAfter,
    method: seed.method?.toUpperCase(),
    path: seed.path ?? usualPath(seed.error ?? ''),
    vehicleId: seed.car === undefined ? undefined : find(refs, seed.car),
    delayMs: seed.delay === undefined ? undefined : seed.delay * 1000,
    longRunningMs: seed.longRunning === undefined ? undefined : seed.longRunning * 1000,
    error: seed.error === undefined ? undefined : readOrderedError(seed.error),
    status: seed.status,
    headers: seed.headers,
    body: seed.body,
  });
}

/** The error of a fault: a name that Connect's redirect or the token endpoint has too is meant there. */
export function readOrderedError(text: string): { type: string; code: string | null } {
  return usualPath(text) === undefined ? readError(text) : { type: text.toUpperCase(), code: null };
}

/** @returns `TYPE:CODE` in its parts; `TYPE` and `TYPE:null` have no code. A documented code alone gets its type. */
export function readError(text: string): { type: string; code: string | null } {
  const known = text.includes(':') ? undefined : findApiError(text);
  if (known !== undefined) return { type: known.type, code: known.code };
  const [type = '', code] = text.toUpperCase().split(':');
  return { type, code: code === undefined || code === 'NULL' ? null : code };
}
