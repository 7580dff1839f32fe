import type { VehicleCondition } from '../../state/condition.ts';
import type { SmartcarPermission } from '../../../core/providers/smartcar/permissions.ts';
import type { Vehicle } from '../../state/state.ts';
import type { JsonBody } from '../call/body.ts';
import { refuse, refuseParameter, type Outcome, type Refusal, succeed } from '../call/outcome.ts';
import type { NumberRange } from './prng.ts';
import { vehicleAt, type VehicleMoment } from './simulation.ts';
import type { UnitSystem } from './units.ts';
import { ownValue } from '../../../core/text/keys.ts';

/** What a command changes, or why the state of the car forbids it. */
export type CommandEffect = { readonly condition: VehicleCondition; readonly body?: unknown } | Refusal;

/** A command whose body was read. */
export interface PreparedCommand {
  /** What was asked, for the request log. */
  readonly name: string;
  readonly run: (vehicle: Vehicle, moment: VehicleMoment) => CommandEffect;
}

/** One POST (or DELETE) below `/vehicles/{id}/`. */
export interface Command {
  readonly permission: SmartcarPermission;
  /** Reads the body; a refusal names the field. */
  readonly prepare: (body: JsonBody, units: UnitSystem) => PreparedCommand | Refusal;
}

/** What every command answers with unless it has a body of its own. */
const sentBody = { status: 'success', message: 'Successfully sent request to vehicle' } as const;

/** Reads a field that takes one of some words. */
export function readWord<Word extends string>(body: JsonBody, field: string, words: readonly Word[]): Word | Refusal {
  const knownWord = words.find((word) => word === ownValue(body, field));
  return knownWord ?? refuseParameter(field, `must be one of ${words.join(', ')}`);
}

/** Reads a number, also one that was sent as text, as the Node SDK does. */
export function readNumber(body: JsonBody, field: string, [low, high]: NumberRange): number | Refusal {
  const bodyValue = ownValue(body, field);
  const number = typeof bodyValue === 'string' && bodyValue.trim() !== '' ? Number(bodyValue) : bodyValue;
  return typeof number === 'number' && number >= low && number <= high
    ? number
    : refuseParameter(field, `must be a number from ${low} to ${high}`);
}

/** @returns true if a value read from a body is a refusal. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'error' in value;
}

/** @returns a command that writes some fields of the car's condition. */
export function changes(name: string, change: VehicleCondition, body?: unknown): PreparedCommand {
  return { name, run: (vehicle) => ({ condition: { ...vehicle.condition, ...change }, body }) };
}

/** Lock or unlock. */
export function lockCommand(isLocked: boolean): PreparedCommand {
  return changes(isLocked ? 'lock' : 'unlock', { isLocked });
}

/** Sets the charge limit, 0.5 to 1: Tesla takes no less than half; that other makes do not either is our assumption. */
export function limitCommand(limit: number): PreparedCommand {
  return {
    name: `charge limit ${limit}`,
    run: (vehicle, moment) => ({
      condition: { ...vehicle.condition, chargeLimit: limit, ...keepCharge(vehicle, moment) },
    }),
  };
}

/** The charge stays what it is when the limit moves; what follows starts from there. */
function keepCharge(vehicle: Vehicle, moment: VehicleMoment): VehicleCondition {
  const { at, soc, isPluggedIn, isChargeDirected: isDirected } = moment;
  const isCharging = isPluggedIn && (isDirected ? vehicle.condition?.charge?.isCharging === true : true);
  return { charge: { at, soc, isPluggedIn, isCharging, isDirected } };
}

/**
 * Starts charging. A car in its everyday life always takes it: the owner plugs in if need be, so that rehearsals do
 * not depend on the hour. After an earlier command or plug change the documented states refuse.
 */
export function startCharge(vehicle: Vehicle, moment: VehicleMoment): CommandEffect {
  if (moment.isChargeDirected) {
    if (!moment.isPluggedIn) return refuse('VEHICLE_STATE:CHARGING_PLUG_NOT_CONNECTED', 'no cable is plugged in');
    if (moment.soc >= moment.chargeLimit) return refuse('VEHICLE_STATE:FULLY_CHARGED', 'charged up to the limit');
    if (moment.isCharging) return refuse('VEHICLE_STATE:CHARGING_IN_PROGRESS', 'the car is charging already');
  }
  return chargeChange(vehicle, moment, true);
}

/** Stops charging. Refused when an earlier command stopped it already. */
export function stopCharge(vehicle: Vehicle, moment: VehicleMoment): CommandEffect {
  if (moment.isChargeDirected && vehicle.condition?.charge?.isCharging === false)
    return refuse('VEHICLE_STATE:NOT_CHARGING', 'the car is not charging');
  return chargeChange(vehicle, moment, false);
}

function chargeChange(vehicle: Vehicle, { at, soc }: VehicleMoment, isCharging: boolean): CommandEffect {
  return { condition: { ...vehicle.condition, charge: { at, soc, isPluggedIn: true, isCharging, isDirected: true } } };
}

/** Sends a destination to the navigation system. */
function destinationCommand(latitude: number, longitude: number): PreparedCommand {
  return changes('navigation', { destination: { latitude, longitude } });
}

/** Runs a command that nothing stands in the way of. */
export function runCommand(vehicle: Vehicle, command: PreparedCommand, at: number): Outcome {
  const effect = command.run(vehicle, vehicleAt(vehicle, vehicle.condition ?? {}, at));
  if (isRefusal(effect)) return effect;
  vehicle.condition = effect.condition;
  return succeed(effect.body ?? sentBody, `200: ${command.name} done`);
}

/** The commands of the v2 API by the path behind the vehicle id. Source: smartcar.com/docs/api-reference (2026-02). */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['charge', { permission: 'control_charge', prepare: prepareCharge }],
  [
    'charge/limit',
    {
      permission: 'control_charge',
      prepare: (body) => {
        const limit = readNumber(body, 'limit', [0.5, 1]);
        return isRefusal(limit) ? limit : limitCommand(limit);
      },
    },
  ],
  [
    'security',
    {
      permission: 'control_security',
      prepare: (body) => {
        const action = readWord(body, 'action', ['LOCK', 'UNLOCK']);
        return isRefusal(action) ? action : lockCommand(action === 'LOCK');
      },
    },
  ],
  ['navigation/destination', { permission: 'control_navigation', prepare: prepareDestination }],
]);

function prepareCharge(body: JsonBody): PreparedCommand | Refusal {
  const action = readWord(body, 'action', ['START', 'STOP']);
  if (isRefusal(action)) return action;
  return action === 'START' ? { name: 'charge start', run: startCharge } : { name: 'charge stop', run: stopCharge };
}

/** Reads a destination from a body. */
function prepareDestination(body: JsonBody): PreparedCommand | Refusal {
  const latitude = readNumber(body, 'latitude', [-90, 90]);
  if (isRefusal(latitude)) return latitude;
  const longitude = readNumber(body, 'longitude', [-180, 180]);
  return isRefusal(longitude) ? longitude : destinationCommand(latitude, longitude);
}
