import { smartcarPermissions } from '../../../core/providers/smartcar/permissions.ts';
import { teslaBoxes } from '../../../core/tesla/boxes.ts';
import { isCapable } from '../../state/capabilities.ts';
import { decideGrant } from '../../state/grants.ts';
import type { Account, Application, Connection, SandboxState, Vehicle } from '../../state/state.ts';
import { lacksKey } from './limits.ts';
import { refuse, type Refusal } from './outcome.ts';
import { findApiError, type ApiErrorName } from '../../state/api-errors.ts';
import { ownValue } from '../../../core/text/keys.ts';

/** A car as one application reaches it for one owner. */
export interface VehicleAccess {
  readonly state: SandboxState;
  readonly application: Application;
  readonly connection: Connection;
  readonly vehicle: Vehicle;
  /** Undefined once the account itself is gone. */
  readonly account: Account | undefined;
}

/**
 * What refuses a call under this permission, in the order in which the sandbox looks: granted by Connect,
 * Tesla's consent, car in the account, box still ticked, trouble with the account, ability of the car.
 * The order between these is our assumption; the errors themselves are published.
 */
export function refuseByGrant(access: VehicleAccess, permission: string): Refusal | undefined {
  const { state, connection, vehicle } = access;
  if (!connection.permissions.includes(permission)) return refuseMissing(access, permission);
  const standing = refuseByStanding(access);
  if (standing !== undefined) return standing;
  const decision = decideGrant(state, connection, permission);
  if (!decision.granted) return refuseMissing(access, permission);
  return refuseByProblem(access) ?? refuseByCapability(vehicle, permission);
}

/** What refuses any call to the car: access removed at Tesla, car no longer in the account. */
export function refuseByStanding({ connection, account }: VehicleAccess): Refusal | undefined {
  if (account?.make === 'TESLA' && !connection.legacy && account.consents.smartcar === undefined)
    return refuse('CONNECTED_SERVICES_ACCOUNT:PERMISSION', 'the owner removed Smartcar at Tesla', {
      rule: 'access-removed',
    });
  if (account?.vehicles.has(connection.vehicleId) !== true)
    return refuse('CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING', "the car is no longer in the owner's account", {
      rule: 'vehicle-missing',
    });
  return undefined;
}

function refuseMissing({ state, connection }: VehicleAccess, permission: string): Refusal {
  const decision = decideGrant(state, connection, permission);
  const isAsked = connection.permissions.includes(permission);
  if (!decision.granted && decision.why === 'box-not-ticked') {
    const labels = decision.boxes.map((box) => `"${teslaBoxes[box].label}"`).join(', ');
    return refuse('PERMISSION:null', `${permission} needs the Tesla box ${labels}, which is not ticked`, {
      rule: 'box',
    });
  }
  return refuse('PERMISSION:null', isAsked ? `${permission} no longer holds` : `${permission} was not granted`, {
    rule: 'not-granted',
  });
}

/** A test login or a scenario made every call of this account fail. */
function refuseByProblem({ account }: VehicleAccess): Refusal | undefined {
  if (account?.problem === undefined) return undefined;
  const { type, code } = account.problem;
  const error = findApiError(`${type}:${code ?? 'null'}`);
  return error && { ok: false, error, decision: `${error.status}: the account is set to fail so`, rule: 'ordered' };
}

function refuseByCapability(vehicle: Vehicle, permission: string): Refusal | undefined {
  if (isCapable(vehicle, permission)) return undefined;
  const name = incapability(vehicle, permission);
  return refuse(name, `granted, but a ${vehicle.model} has nothing behind ${permission}`);
}

/** @returns the error of a call that the car cannot serve: not able itself, or no data published for its make. */
export function incapability(vehicle: Pick<Vehicle, 'make'>, permission: string): ApiErrorName {
  const isPhysical = vehicle.make !== 'TESLA' || permission === 'read_fuel' || permission === 'read_engine_oil';
  return isPhysical ? 'COMPATIBILITY:VEHICLE_NOT_CAPABLE' : 'COMPATIBILITY:SMARTCAR_NOT_CAPABLE';
}

/** What refuses a command for want of the virtual key. Body and link of the real error are known from one copy of the documentation. */
export function refuseByKey({ application, vehicle }: VehicleAccess, permission: string): Refusal | undefined {
  if (!needsKey(permission) || !lacksKey(application, vehicle)) return undefined;
  const domain = application.virtualKeyDomain;
  return refuse(
    'CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED',
    `the key of ${domain} is not on the ${vehicle.model}`,
    {
      url: `https://www.tesla.com/_ak/${domain}`,
      rule: 'key-required',
    },
  );
}

function needsKey(permission: string): boolean {
  const permissions: Readonly<Record<string, { readonly needsVirtualKey: boolean }>> = smartcarPermissions;
  return ownValue(permissions, permission)?.needsVirtualKey ?? false;
}
