import { parseBox, type BoxId } from '../../core/tesla/boxes.ts';
import { accountId, addCar, createAccount } from '../state/accounts.ts';
import { connectionsOfApplication, removeConnection } from '../state/connections.ts';
import { editionOf } from '../state/grants.ts';
import { mintPair, type TokenPair } from '../state/tokens.ts';
import { findApplication, flawOfRegistration, registerApplication, type Registration } from '../state/registration.ts';
import type { Account, Application, SandboxState, ThirdParty, Vehicle } from '../state/state.ts';
import { flawOfBilling, flawOfErrorName, flawOfVin, longestDelay, modelYears } from '../state/values.ts';
import { namesOf, readScope } from '../state/scope.ts';
import { readError } from '../scenarios/apply.ts';
import { allowOnly, ControlInputError, flag, numberWithin, refuseFlaw, requiredText, text, texts } from './fields.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Something that is not there; answered with 404. */
export class ControlNotFound extends Error {
  override readonly name = 'ControlNotFound';
}

/** @returns the account by its id (`TESLA owner@example.com`) or its user name. */
export function findAccount(state: SandboxState, name: string): Account {
  const found = state.accounts.get(name) ?? state.accounts.get(accountId('TESLA', name));
  if (found === undefined) throw new ControlNotFound(`There is no account "${name}".`);
  return found;
}

/** @returns the car by its id or its VIN. */
export function findVehicle(state: SandboxState, name: string): Vehicle {
  const found = state.vehicles.get(name) ?? [...state.vehicles.values()].find(({ vin }) => vin === name.toUpperCase());
  if (found === undefined) throw new ControlNotFound(`There is no vehicle "${name}".`);
  return found;
}

/** @returns the application with that id. @throws ControlNotFound */
export function findRegistered(state: SandboxState, id: string): Application {
  const found = findApplication(state, id);
  if (found === undefined) throw new ControlNotFound(`There is no application "${id}".`);
  return found;
}

/** @returns the third party by its name. */
export function readThirdParty(name: string): ThirdParty {
  if (name === 'smartcar' || name === 'texture') return name;
  throw new ControlNotFound(`Consents are given to smartcar or texture, not to "${name}".`);
}

const registrationFields = [
  'name',
  'applicationId',
  'clientSecret',
  'apiClientId',
  'apiClientSecret',
  'managementToken',
  'webhookId',
  'webhookCallbackUri',
  'redirectUris',
  'vehicleAccess',
  'unlistedPermissions',
  'virtualKeyDomain',
] as const;

function readRegistration(fields: Fields): Registration {
  allowOnly(fields, [...registrationFields, 'addRedirectUris', 'provider', 'rateLimited', 'billing']);
  const redirectUris = redirectUrisOf(fields);
  const given: Record<string, string> = {};
  for (const name of registrationFields) {
    const value = name === 'redirectUris' ? undefined : text(fields, name);
    if (value !== undefined) given[name] = value;
  }
  const registration: Registration = { ...given, redirectUris };
  const flaw = flawOfRegistration(registration);
  if (flaw !== undefined) refuseFlaw(flaw.field, flaw.what);
  return registration;
}

/** Registers an application, or changes one that exists: what is not given stays; redirect URIs are replaced or added. */
export function putApplication(state: SandboxState, fields: Fields, existing: Application | undefined): Application {
  const billing = text(fields, 'billing');
  if (billing !== undefined && billing !== '') refuseFlaw('billing', flawOfBilling(billing));
  const application = register(state, fields, existing);
  application.rateLimited = flag(fields, 'rateLimited') ?? application.rateLimited ?? false;
  if (billing === '') delete application.billing;
  else if (billing !== undefined) application.billing = billing.toUpperCase();
  return application;
}

/**
 * Those that replace and those that come on top. Whoever reads the list and writes it back would lose what another one
 * registers in between, so adding is one step.
 */
function redirectUrisOf(fields: Fields, present?: readonly string[]): readonly string[] | undefined {
  const [given, added] = [texts(fields, 'redirectUris'), texts(fields, 'addRedirectUris')];
  if (given === undefined && added === undefined) return present;
  return [...new Set([...(given ?? present ?? []), ...(added ?? [])])];
}

function register(state: SandboxState, fields: Fields, existing: Application | undefined): Application {
  const registration = readRegistration(fields);
  if (existing === undefined) {
    const provider = readThirdParty(text(fields, 'provider') ?? 'smartcar');
    return registerApplication(state, { seed: { name: 'Sandbox App' }, registration, provider });
  }
  if (registration.applicationId !== undefined && registration.applicationId.toLowerCase() !== existing.id)
    throw new ControlInputError('An application keeps its id: register another one with POST applications.');
  existing.name = registration.name ?? existing.name;
  existing.clientSecret = registration.clientSecret ?? existing.clientSecret;
  existing.apiClientId = registration.apiClientId ?? existing.apiClientId;
  existing.apiClientSecret = registration.apiClientSecret ?? existing.apiClientSecret;
  existing.managementToken = registration.managementToken ?? existing.managementToken;
  existing.webhookId = registration.webhookId ?? existing.webhookId;
  if (registration.webhookCallbackUri !== undefined)
    existing.webhook = { ...existing.webhook, callbackUri: registration.webhookCallbackUri };
  existing.redirectUris = redirectUrisOf(fields, existing.redirectUris) ?? existing.redirectUris;
  existing.virtualKeyDomain = registration.virtualKeyDomain?.toLowerCase() ?? existing.virtualKeyDomain;
  if (registration.unlistedPermissions !== undefined)
    existing.unlistedPermissions = namesOf(registration.unlistedPermissions);
  // Existing connections keep what they were granted: the set concerns future authorizations.
  if (registration.vehicleAccess !== undefined) existing.vehicleAccess = readScope(registration.vehicleAccess).asked;
  return existing;
}

/** Gives the pair of v2 tokens that an application holds of an owner who is connected to it. */
export function mintUserTokens(state: SandboxState, applicationId: string, userId: string): TokenPair {
  const isConnected = connectionsOfApplication(state, applicationId).some((one) => one.userId === userId);
  if (!isConnected) throw new ControlNotFound(`No owner "${userId}" is connected to that application.`);
  return mintPair(state, applicationId, userId);
}

/** Removes an application with its connections. @returns false if it was not there */
export function removeApplication(state: SandboxState, id: string): boolean {
  // A copy: removing takes each out of that very list.
  for (const connection of connectionsOfApplication(state, id).slice()) removeConnection(state, connection);
  return state.applications.delete(id);
}

/** Opens an account with a car maker. */
export function addAccount(state: SandboxState, fields: Fields): Account {
  allowOnly(fields, ['make', 'username', 'userId']);
  const userId = text(fields, 'userId');
  const username = requiredText(fields, 'username').trim();
  if (username === '') throw new ControlInputError('"username" is blank.');
  const created = createAccount((text(fields, 'make') ?? 'TESLA').toUpperCase(), username);
  if (state.accounts.has(created.id)) throw new ControlInputError(`The account "${created.id}" exists.`);
  const account = userId === undefined ? created : { ...created, userId };
  state.accounts.set(account.id, account);
  return account;
}

/** Changes what an account is like. `problem: ""` ends a problem. */
export function changeAccount(account: Account, fields: Fields): Account {
  allowOnly(fields, ['phoneKey', 'subscription', 'compatible', 'problem', 'pageDelaySeconds']);
  const subscription = text(fields, 'subscription');
  if (subscription !== undefined && subscription !== 'active' && subscription !== 'inactive') {
    throw new ControlInputError('"subscription" is active or inactive.');
  }
  const problem = text(fields, 'problem');
  if (problem !== undefined && problem !== '') refuseFlaw('problem', flawOfErrorName(problem));
  const pageDelay =
    numberWithin(fields, 'pageDelaySeconds', { from: 0, to: longestDelay }) ?? account.pageDelayMs / 1000;
  account.phoneKey = flag(fields, 'phoneKey') ?? account.phoneKey;
  account.compatible = flag(fields, 'compatible') ?? account.compatible;
  account.subscription = subscription ?? account.subscription;
  account.pageDelayMs = pageDelay * 1000;
  if (problem === '') delete account.problem;
  else if (problem !== undefined) account.problem = readError(problem);
  return account;
}

/** Puts a car into an account: a new one, or one that exists (`vehicleId`) as with a second driver. */
export function addCarToAccount(state: SandboxState, account: Account, fields: Fields): Vehicle {
  allowOnly(fields, ['vehicleId', 'model', 'year', 'vin', 'role', 'powertrain']);
  const role = text(fields, 'role') ?? 'owner';
  if (role !== 'owner' && role !== 'driver') throw new ControlInputError('"role" is owner or driver.');
  const existing = text(fields, 'vehicleId');
  if (existing !== undefined) {
    const car = findVehicle(state, existing);
    account.vehicles.set(car.id, role);
    return car;
  }
  const powertrain = text(fields, 'powertrain') ?? 'BEV';
  if (powertrain !== 'BEV' && powertrain !== 'PHEV' && powertrain !== 'ICE')
    throw new ControlInputError('"powertrain" is BEV, PHEV or ICE.');
  const vin = text(fields, 'vin')?.toUpperCase();
  if (vin !== undefined) refuseFlaw('vin', flawOfVin(vin));
  const year = numberWithin(fields, 'year', { ...modelYears, whole: true }) ?? 2024;
  const model = fields['model'] === undefined ? 'Model 3' : requiredText(fields, 'model');
  const id = addCar(state, account, {
    name: `${account.id} ${state.ids.uuid()}`,
    seed: { make: account.make, model, year, powertrain, vin },
    role,
  });
  return findVehicle(state, id);
}

/** The owner sets the boxes at Tesla, as its Update button does. */
export function setConsent(
  state: SandboxState,
  { account, thirdParty }: { readonly account: Account; readonly thirdParty: ThirdParty },
  fields: Fields,
): readonly BoxId[] {
  allowOnly(fields, ['boxes', 'tick', 'untick']);
  const before = account.consents[thirdParty]?.boxes ?? [];
  const listed = texts(fields, 'boxes');
  const base =
    listed === undefined ? before : listed.includes('all') ? editionOf(state, thirdParty).asks : listed.map(readBox);
  const tick = (texts(fields, 'tick') ?? []).map(readBox);
  const untick = (texts(fields, 'untick') ?? []).map(readBox);
  const boxes = [...new Set([...base, ...tick])].filter((box) => !untick.includes(box));
  if (boxes.length === 0) throw new ControlInputError('No box would stay ticked: delete the consent instead.');
  account.consents[thirdParty] = { boxes, grantedAt: account.consents[thirdParty]?.grantedAt ?? state.now() };
  return boxes;
}

function readBox(name: string): BoxId {
  const box = parseBox(name);
  if (box === undefined) throw new ControlInputError(`"${name}" is not a box of Tesla's consent screen.`);
  return box;
}
