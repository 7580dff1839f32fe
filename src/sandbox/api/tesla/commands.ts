import type { VehicleCondition } from '../../state/condition.ts';
import type { Vehicle } from '../../state/state.ts';
import type { JsonBody } from '../call/body.ts';
import { changes, isRefusal, readNumber, readWord, type Command, type PreparedCommand } from '../car/commands.ts';
import { refuse, refuseParameter, type Refusal } from '../call/outcome.ts';
import { round } from '../car/prng.ts';
import { scheduleBody } from './charging.ts';
import { cabinBody } from './reads.ts';
import type { UnitSystem } from '../car/units.ts';

/** The commands below `/vehicles/{id}/tesla/`, which end with v2. Source: smartcar.com/docs/api-reference/tesla (2026-02). */
export const teslaCommands: ReadonlyMap<string, Command> = new Map<string, Command>([
  [
    'charge/charge_port_door',
    { permission: 'control_charge', prepare: openClose('charge port', (isPortOpen) => ({ isPortOpen })) },
  ],
  [
    'security/trunk',
    { permission: 'control_trunk', prepare: openClose('trunk', (isRearTrunkOpen) => ({ isRearTrunkOpen })) },
  ],
  [
    'security/frunk',
    { permission: 'control_trunk', prepare: openClose('frunk', (isFrontTrunkOpen) => ({ isFrontTrunkOpen })) },
  ],
  ['charge/ammeter', { permission: 'control_charge', prepare: prepareAmperage }],
  ['charge/schedule', { permission: 'control_charge', prepare: prepareSchedule }],
  ['climate/cabin', { permission: 'control_climate', prepare: prepareCabin }],
  [
    'climate/defroster',
    { permission: 'control_climate', prepare: startStop('defroster', (isDefrosterOn) => ({ isDefrosterOn })) },
  ],
  [
    'climate/steering_wheel',
    {
      permission: 'control_climate',
      prepare: startStop('steering wheel heater', (isSteeringHeaterOn) => ({ isSteeringHeaterOn })),
    },
  ],
  ['pin', { permission: 'control_pin', prepare: preparePin }],
]);

/** What is taken back by DELETE. */
export const teslaDeletions: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['pin', { permission: 'control_pin', prepare: () => changes('PIN to Drive off', { isPinToDriveOn: false }) }],
]);

type Change = (on: boolean) => VehicleCondition;

function openClose(name: string, change: Change): Command['prepare'] {
  return (body) => {
    const action = readWord(body, 'action', ['OPEN', 'CLOSE']);
    return isRefusal(action) ? action : changes(`${name} ${action.toLowerCase()}`, change(action === 'OPEN'));
  };
}

/** Answers with the action that was sent, as documented for defroster and steering wheel. */
function startStop(name: string, change: Change): Command['prepare'] {
  return (body) => {
    const action = readWord(body, 'action', ['START', 'STOP']);
    if (isRefusal(action)) return action;
    return changes(`${name} ${action.toLowerCase()}`, change(action === 'START'), { status: action });
  };
}

function prepareAmperage(body: JsonBody): PreparedCommand | Refusal {
  const asked = readNumber(body, 'amperage', [1, 1000]);
  if (isRefusal(asked)) return asked;
  const amperage = Math.min(asked, 48);
  return {
    name: `amperage ${amperage}`,
    run: (vehicle, moment) =>
      moment.isChargeDirected && !moment.isPluggedIn
        ? refuse('VEHICLE_STATE:CHARGING_PLUG_NOT_CONNECTED', 'no cable is plugged in')
        : {
            condition: { ...vehicle.condition, amperage },
            body: { status: 'success', message: `Successfully sent the following amperage: ${amperage}` },
          },
  };
}

function prepareSchedule(body: JsonBody): PreparedCommand | Refusal {
  const type = readWord(body, 'type', ['START_TIME', 'DEPARTURE_TIME']);
  if (isRefusal(type)) return type;
  const { enable, time } = body;
  if (typeof enable !== 'boolean') return refuseParameter('enable', 'must be true or false');
  if (typeof time !== 'string' || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    return refuseParameter('time', 'must be a time as HH:mm');
  const schedule = { type, enabled: enable, time };
  return changes('charge schedule', { schedule }, scheduleBody(schedule));
}

function prepareCabin(body: JsonBody, units: UnitSystem): PreparedCommand | Refusal {
  const action = readWord(body, 'action', ['START', 'STOP', 'SET']);
  if (isRefusal(action)) return action;
  const target = readTarget(body, action === 'SET', units);
  if (isRefusal(target)) return target;
  return {
    name: `cabin ${action.toLowerCase()}`,
    run: (vehicle) => {
      const before = vehicle.condition;
      return cabinEffect(vehicle, units, {
        ...before,
        isCabinOn: action === 'SET' ? before?.isCabinOn : action === 'START',
        cabinTarget: target ?? before?.cabinTarget,
      });
    },
  };
}

function cabinEffect(
  vehicle: Vehicle,
  units: UnitSystem,
  condition: VehicleCondition,
): { condition: VehicleCondition; body: unknown } {
  return { condition, body: cabinBody({ vehicle: { ...vehicle, condition }, units }) };
}

/** Reads the target in the asked unit and gives it in degrees Celsius. A Tesla takes 15 to 28. */
function readTarget(body: JsonBody, isRequired: boolean, units: UnitSystem): number | undefined | Refusal {
  if (body['temperature'] === undefined && !isRequired) return undefined;
  const asked = readNumber(body, 'temperature', units === 'metric' ? [15, 28] : [59, 82.4]);
  return isRefusal(asked) || units === 'metric' ? asked : round((asked - 32) / 1.8, 1);
}

function preparePin({ pin }: JsonBody): PreparedCommand | Refusal {
  return typeof pin === 'string' && /^\d{4}$/.test(pin)
    ? changes('PIN to Drive', { isPinToDriveOn: true })
    : refuseParameter('pin', 'must be four digits');
}
