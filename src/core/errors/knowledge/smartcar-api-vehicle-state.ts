import type { Source } from '../../source.ts';
import type { ApiErrorEntry } from './entry.ts';

const docs = 'https://smartcar.com/docs/errors/api-errors/vehicle-state-errors';
const source: Source = { url: docs, asOf: '2026-02' };

/** A row of this family: 409, no advice of Smartcar's own, the owner can change the state. */
function state(code: string, cause: string, owner: string, fix: string): ApiErrorEntry {
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
  'VEHICLE_STATE:ASLEEP': state(
    'ASLEEP',
    'The car sleeps; the request was not sent to it, to spare its battery.',
    'Your car is asleep. Drive it a little or open the Tesla app, then try again.',
    'Try again later, or when the car is next driven.',
  ),
  'VEHICLE_STATE:CHARGING_IN_PROGRESS': state(
    'CHARGING_IN_PROGRESS',
    'The car is charging already, so this request cannot be carried out.',
    'Your car is charging already.',
    'Read the charging state first; a start while charging counts as done.',
  ),
  'VEHICLE_STATE:CHARGING_PLUG_CONNECTED': state(
    'CHARGING_PLUG_CONNECTED',
    'The charging cable is plugged in, and this request works without it only.',
    'Unplug the charging cable, then try again.',
    'Ask the owner to unplug the car.',
  ),
  'VEHICLE_STATE:CHARGING_PLUG_NOT_CONNECTED': state(
    'CHARGING_PLUG_NOT_CONNECTED',
    'The car is not plugged in.',
    'Plug in the charging cable, then try again.',
    'Read the plug state first and ask the owner to plug the car in.',
  ),
  'VEHICLE_STATE:DOOR_OPEN': state(
    'DOOR_OPEN',
    'A door is open.',
    'Close all doors, then try again.',
    'Ask the owner to close the doors.',
  ),
  'VEHICLE_STATE:FULLY_CHARGED': state(
    'FULLY_CHARGED',
    'The battery is charged to its limit, so charging cannot start.',
    'Your car is fully charged.',
    'Treat it as done, or raise the charge limit first.',
  ),
  'VEHICLE_STATE:NOT_CHARGING': state(
    'NOT_CHARGING',
    'The car is not charging, so charging cannot be stopped.',
    'Your car is not charging.',
    'Treat a stop as done.',
  ),
  'VEHICLE_STATE:CHARGE_FAULT': state(
    'CHARGE_FAULT',
    'The car is plugged in but cannot charge: the charger gives no current, or a charging schedule stands against it.',
    'Check the charger and the charging schedule of your car.',
    'Ask the owner to check charger and schedule.',
  ),
  'VEHICLE_STATE:HOOD_OPEN': state(
    'HOOD_OPEN',
    'The hood (at a Tesla: the frunk) is open.',
    'Close the hood, then try again.',
    'Ask the owner to close it.',
  ),
  'VEHICLE_STATE:IGNITION_ON': state(
    'IGNITION_ON',
    'The car is switched on, and the request works only while it is off.',
    'Switch the car off, then try again.',
    'Try again when the car is parked.',
  ),
  'VEHICLE_STATE:IN_MOTION': state(
    'IN_MOTION',
    'The car is being driven.',
    'Try again when the car is parked.',
    'Try again later.',
  ),
  'VEHICLE_STATE:REMOTE_ACCESS_DISABLED': state(
    'REMOTE_ACCESS_DISABLED',
    'Remote (mobile) access is switched off in the car.',
    "On the car's screen open Controls > Safety and switch on Allow Mobile Access.",
    'Ask the owner to switch it on; the error can stay for up to a day afterwards.',
  ),
  'VEHICLE_STATE:TRUNK_OPEN': state(
    'TRUNK_OPEN',
    'The trunk is open.',
    'Close the trunk, then try again.',
    'Ask the owner to close it.',
  ),
  'VEHICLE_STATE:UNKNOWN': state(
    'UNKNOWN',
    'The state of the car forbids the request, and the maker does not say which state.',
    'Park the car, close everything, and try again.',
    'Try again later.',
  ),
  'VEHICLE_STATE:UNREACHABLE': state(
    'UNREACHABLE',
    'The car has no reception or did not answer.',
    'Your car cannot be reached. Move it to where it has reception, then try again.',
    'Try again later.',
  ),
  'VEHICLE_STATE:VEHICLE_OFFLINE_FOR_SERVICE': state(
    'VEHICLE_OFFLINE_FOR_SERVICE',
    'The car is in service mode.',
    'Your car is in service mode. Try again when it is back.',
    'Try again when the service is done.',
  ),
} as const satisfies Record<string, ApiErrorEntry>;
