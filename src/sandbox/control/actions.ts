import type { InferOutput } from 'valibot';
import { parseBox, type BoxId } from '../../core/tesla/boxes.ts';
import { addCar, createAccount } from '../state/accounts.ts';
import { connectionsOfApplication, removeConnection } from '../state/connections.ts';
import { editionOf } from '../state/grants.ts';
import { changeWebhook, flawOfRegistration, registerApplication, type Registration } from '../state/registration.ts';
import type { Account, Application, SandboxState, ThirdParty, Vehicle } from '../state/state.ts';
import { namesOf, readScope } from '../state/scope.ts';
import { readError } from '../scenarios/apply.ts';
import { accountBody, accountChange, applicationBody, carBody, consentBody } from './bodies.ts';
import { ControlInputError, readBody, refuseFlaw } from './fields.ts';
import { findVehicle } from './find.ts';

type Fields = Readonly<Record<string, unknown>>;
type ApplicationBody = InferOutput<typeof applicationBody>;

function readRegistration(body: ApplicationBody): Registration {
  const { addRedirectUris: _added, provider: _provider, rateLimited: _limited, billing: _billing, ...fields } = body;
  const registration: Registration = { ...fields, redirectUris: redirectUrisOf(body) };
  const flaw = flawOfRegistration(registration);
  if (flaw !== undefined) refuseFlaw(flaw.field, flaw.problem);
  return registration;
}

/** Registers an application, or changes one that exists: what is not given stays; redirect URIs are replaced or added. */
export function putApplication(state: SandboxState, fields: Fields, existing: Application | undefined): Application {
  const body = readBody(applicationBody, fields);
  const { billing, rateLimited } = body;
  const application = register(state, body, existing);
  application.rateLimited = rateLimited ?? application.rateLimited ?? false;
  if (billing === '') delete application.billing;
  else if (billing !== undefined) application.billing = billing.toUpperCase();
  return application;
}

/**
 * Those that replace and those that come on top. Whoever reads the list and writes it back would lose what another one
 * registers in between, so adding is one step.
 */
function redirectUrisOf(
  { redirectUris: chosen, addRedirectUris: added }: ApplicationBody,
  present?: readonly string[],
): readonly string[] | undefined {
  if (chosen === undefined && added === undefined) return present;
  return [...new Set([...(chosen ?? present ?? []), ...(added ?? [])])];
}

function register(state: SandboxState, body: ApplicationBody, existing: Application | undefined): Application {
  const registration = readRegistration(body);
  if (existing === undefined) {
    return registerApplication(state, { seed: { name: 'Sandbox App' }, registration, provider: body.provider });
  }
  if (registration.applicationId !== undefined && registration.applicationId.toLowerCase() !== existing.id)
    throw new ControlInputError('An application keeps its id: register another one with POST applications.');
  existing.name = registration.name ?? existing.name;
  existing.clientSecret = registration.clientSecret ?? existing.clientSecret;
  existing.apiClientId = registration.apiClientId ?? existing.apiClientId;
  existing.apiClientSecret = registration.apiClientSecret ?? existing.apiClientSecret;
  existing.managementToken = registration.managementToken ?? existing.managementToken;
  existing.webhookId = registration.webhookId ?? existing.webhookId;
  existing.webhook = changeWebhook(existing.webhook, registration);
  existing.redirectUris = redirectUrisOf(body, existing.redirectUris) ?? existing.redirectUris;
  existing.virtualKeyDomain = registration.virtualKeyDomain?.toLowerCase() ?? existing.virtualKeyDomain;
  if (registration.unlistedPermissions !== undefined)
    existing.unlistedPermissions = namesOf(registration.unlistedPermissions);
  // Existing connections keep what they were granted: the set concerns future authorizations.
  if (registration.vehicleAccess !== undefined) existing.vehicleAccess = readScope(registration.vehicleAccess).asked;
  return existing;
}

/** Removes an application with its connections. @returns false if it was not there */
export function removeApplication(state: SandboxState, id: string): boolean {
  // A copy: removing takes each out of that very list.
  for (const connection of connectionsOfApplication(state, id).slice()) removeConnection(state, connection);
  return state.applications.delete(id);
}

/** Opens an account with a car maker. */
export function addAccount(state: SandboxState, fields: Fields): Account {
  const { make = 'TESLA', username, userId } = readBody(accountBody, fields);
  const created = createAccount(make.toUpperCase(), username);
  if (state.accounts.has(created.id)) throw new ControlInputError(`The account "${created.id}" exists.`);
  const account = userId === undefined ? created : { ...created, userId };
  state.accounts.set(account.id, account);
  return account;
}

/** Changes what an account is like. `problem: ""` ends a problem. */
export function changeAccount(account: Account, fields: Fields): Account {
  const { problem, pageDelaySeconds, ...change } = readBody(accountChange, fields);
  account.phoneKey = change.phoneKey ?? account.phoneKey;
  account.compatible = change.compatible ?? account.compatible;
  account.subscription = change.subscription ?? account.subscription;
  if (pageDelaySeconds !== undefined) account.pageDelayMs = pageDelaySeconds * 1000;
  if (problem === '') delete account.problem;
  else if (problem !== undefined) account.problem = readError(problem);
  return account;
}

/** Puts a car into an account: a new one, or one that exists (`vehicleId`) as with a second driver. */
export function addCarToAccount(state: SandboxState, account: Account, fields: Fields): Vehicle {
  const { vehicleId, role, vin, ...seed } = readBody(carBody, fields);
  if (vehicleId !== undefined) {
    const car = findVehicle(state, vehicleId);
    account.vehicles.set(car.id, role);
    return car;
  }
  const id = addCar(state, account, {
    name: `${account.id} ${state.ids.uuid()}`,
    seed: { ...seed, make: account.make, vin: vin?.toUpperCase() },
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
  const { boxes: listed, tick = [], untick = [] } = readBody(consentBody, fields);
  const before = account.consents[thirdParty]?.boxes ?? [];
  const base =
    listed === undefined ? before : listed.includes('all') ? editionOf(state, thirdParty).asks : boxesOf(listed);
  const [added, removed] = [boxesOf(tick), boxesOf(untick)];
  const boxes = [...new Set([...base, ...added])].filter((box) => !removed.includes(box));
  if (boxes.length === 0) throw new ControlInputError('No box would stay ticked: delete the consent instead.');
  account.consents[thirdParty] = { boxes, grantedAt: account.consents[thirdParty]?.grantedAt ?? state.now() };
  return boxes;
}

function boxesOf(names: readonly string[]): readonly BoxId[] {
  return names.flatMap((name) => parseBox(name) ?? []);
}
