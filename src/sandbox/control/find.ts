import { accountId } from '../state/accounts.ts';
import { connectionsOfApplication } from '../state/connections.ts';
import { findApplication } from '../state/registration.ts';
import type { Account, Application, SandboxState, ThirdParty, Vehicle } from '../state/state.ts';
import { mintPair, type TokenPair } from '../state/tokens.ts';

/** Something that is not there; answered with 404. */
export class ControlNotFound extends Error {
  override readonly name = 'ControlNotFound';
}

/** @returns the account by its id (`TESLA owner@example.com`) or its user name. */
export function findAccount(state: SandboxState, name: string): Account {
  const match = state.accounts.get(name) ?? state.accounts.get(accountId('TESLA', name));
  if (match === undefined) throw new ControlNotFound(`There is no account "${name}".`);
  return match;
}

/** @returns the car by its id or its VIN. */
export function findVehicle(state: SandboxState, name: string): Vehicle {
  const match = state.vehicles.get(name) ?? [...state.vehicles.values()].find(({ vin }) => vin === name.toUpperCase());
  if (match === undefined) throw new ControlNotFound(`There is no vehicle "${name}".`);
  return match;
}

/** @returns the application with that id. @throws ControlNotFound */
export function findRegistered(state: SandboxState, id: string): Application {
  const match = findApplication(state, id);
  if (match === undefined) throw new ControlNotFound(`There is no application "${id}".`);
  return match;
}

/** @returns the third party by its name. */
export function readThirdParty(name: string): ThirdParty {
  if (name === 'smartcar' || name === 'texture') return name;
  throw new ControlNotFound(`Consents are given to smartcar or texture, not to "${name}".`);
}

/** Gives the pair of v2 tokens that an application holds of an owner who is connected to it. */
export function mintUserTokens(state: SandboxState, applicationId: string, userId: string): TokenPair {
  const isConnected = connectionsOfApplication(state, applicationId).some((one) => one.userId === userId);
  if (!isConnected) throw new ControlNotFound(`No owner "${userId}" is connected to that application.`);
  return mintPair(state, applicationId, userId);
}
