import type { Source } from '../../source.ts';
import type { ApiErrorEntry } from './entry.ts';

const docs = 'https://smartcar.com/docs/errors/api-errors/vehicle-state-errors';
const source: Source = { url: docs, asOf: '2026-02' };

/** What differs between the rows of this family. */
interface VehicleState {
  readonly code: string;
  readonly cause: string;
  readonly owner: string;
  readonly fix: string;
}

/** A row of this family: 409, no advice of Smartcar's own, the owner can change the state. */
function state({ code, cause, owner, fix }: VehicleState): ApiErrorEntry {
  const anchor = code.toLowerCase().replaceAll('_', '-');
  return {
    status: 409,
    resolution: null,
    cause,
    who: 'owner',
    owner,
    fix,
    docs: `${docs}#${anchor}`,
    next: [],
    source,
  };
}

/** `VEHICLE_STATE`: the state of the car forbids what was asked. */
export const vehicleStateErrors = {
  'VEHICLE_STATE:ASLEEP': state({
    code: 'ASLEEP',
    cause: 'The car sleeps; the request was not sent to it, to spare its battery.',
    owner: 'Your car is asleep. Drive it a little or open the Tesla app, then try again.',
    fix: 'Try again later, or when the car is next driven.',
  }),
  'VEHICLE_STATE:CHARGING_IN_PROGRESS': state({
    code: 'CHARGING_IN_PROGRESS',
    cause: 'The car is charging already, so this request cannot be carried out.',
    owner: 'Your car is charging already.',
    fix: 'Read the charging state first; a start while charging counts as done.',
  }),
  'VEHICLE_STATE:CHARGING_PLUG_CONNECTED': state({
    code: 'CHARGING_PLUG_CONNECTED',
    cause: 'The charging cable is plugged in, and this request works without it only.',
    owner: 'Unplug the charging cable, then try again.',
    fix: 'Ask the owner to unplug the car.',
  }),
  'VEHICLE_STATE:CHARGING_PLUG_NOT_CONNECTED': state({
    code: 'CHARGING_PLUG_NOT_CONNECTED',
    cause: 'The car is not plugged in.',
    owner: 'Plug in the charging cable, then try again.',
    fix: 'Read the plug state first and ask the owner to plug the car in.',
  }),
  'VEHICLE_STATE:DOOR_OPEN': state({
    code: 'DOOR_OPEN',
    cause: 'A door is open.',
    owner: 'Close all doors, then try again.',
    fix: 'Ask the owner to close the doors.',
  }),
  'VEHICLE_STATE:FULLY_CHARGED': state({
    code: 'FULLY_CHARGED',
    cause: 'The battery is charged to its limit, so charging cannot start.',
    owner: 'Your car is fully charged.',
    fix: 'Treat it as done, or raise the charge limit first.',
  }),
  'VEHICLE_STATE:NOT_CHARGING': state({
    code: 'NOT_CHARGING',
    cause: 'The car is not charging, so charging cannot be stopped.',
    owner: 'Your car is not charging.',
    fix: 'Treat a stop as done.',
  }),
  'VEHICLE_STATE:CHARGE_FAULT': state({
    code: 'CHARGE_FAULT',
    cause:
      'The car is plugged in but cannot charge: the charger gives no current, or a charging schedule stands against it.',
    owner: 'Check the charger and the charging schedule of your car.',
    fix: 'Ask the owner to check charger and schedule.',
  }),
  'VEHICLE_STATE:HOOD_OPEN': state({
    code: 'HOOD_OPEN',
    cause: 'The hood (at a Tesla: the frunk) is open.',
    owner: 'Close the hood, then try again.',
    fix: 'Ask the owner to close it.',
  }),
  'VEHICLE_STATE:IGNITION_ON': state({
    code: 'IGNITION_ON',
    cause: 'The car is switched on, and the request works only while it is off.',
    owner: 'Switch the car off, then try again.',
    fix: 'Try again when the car is parked.',
  }),
  'VEHICLE_STATE:IN_MOTION': state({
    code: 'IN_MOTION',
    cause: 'The car is being driven.',
    owner: 'Try again when the car is parked.',
    fix: 'Try again later.',
  }),
  'VEHICLE_STATE:REMOTE_ACCESS_DISABLED': state({
    code: 'REMOTE_ACCESS_DISABLED',
    cause: 'Remote (mobile) access is switched off in the car.',
    owner: "On the car's screen open Controls > Safety and switch on Allow Mobile Access.",
    fix: 'Ask the owner to switch it on; the error can stay for up to a day afterwards.',
  }),
  'VEHICLE_STATE:TRUNK_OPEN': state({
    code: 'TRUNK_OPEN',
    cause: 'The trunk is open.',
    owner: 'Close the trunk, then try again.',
    fix: 'Ask the owner to close it.',
  }),
  'VEHICLE_STATE:UNKNOWN': state({
    code: 'UNKNOWN',
    cause: 'The state of the car forbids the request, and the maker does not say which state.',
    owner: 'Park the car, close everything, and try again.',
    fix: 'Try again later.',
  }),
  'VEHICLE_STATE:UNREACHABLE': state({
    code: 'UNREACHABLE',
    cause: 'The car has no reception or did not answer.',
    owner: 'Your car cannot be reached. Move it to where it has reception, then try again.',
    fix: 'Try again later.',
  }),
  'VEHICLE_STATE:VEHICLE_OFFLINE_FOR_SERVICE': state({
    code: 'VEHICLE_OFFLINE_FOR_SERVICE',
    cause: 'The car is in service mode.',
    owner: 'Your car is in service mode. Try again when it is back.',
    fix: 'Try again when the service is done.',
  }),
} as const satisfies Record<string, ApiErrorEntry>;
