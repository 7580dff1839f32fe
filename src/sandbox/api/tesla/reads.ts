import type { VehicleAccess } from '../call/decide.ts';
import { lacksKey } from '../call/limits.ts';
import { fraction, hashed, round } from '../car/prng.ts';
import { refuse, type Refusal } from '../call/outcome.ts';
import type { Read, ReadInput } from '../car/reads.ts';
import type { VehicleMoment } from '../car/simulation.ts';
import {
  amperes,
  billing,
  charge,
  chargeSessions,
  completionTime,
  record,
  refuseBillingOfDriver,
  refuseNotCharging,
  refuseUnplugged,
  scheduleBody,
  volts,
} from './charging.ts';
import { distance, temperature } from '../car/units.ts';

/** The reads below `/vehicles/{id}/tesla/`, which end with v2. Source: smartcar.com/docs/api-reference/tesla (2026-02). */
export const teslaReads: ReadonlyMap<string, Read> = new Map<string, Read>([
  [
    'migration',
    {
      permission: 'read_vehicle_info',
      isMeta: true,
      body: ({ connection }) => ({ requiresMigration: connection.legacy }),
    },
  ],
  [
    'virtual_key',
    {
      permission: 'read_vehicle_info',
      isMeta: true,
      refuses: refuseKeyStatus,
      body: ({ application, vehicle }) => ({ isPaired: vehicle.keys.includes(application.virtualKeyDomain) }),
    },
  ],
  ['user/access', { isMeta: true, body: userAccess }],
  [
    'user/info',
    { permission: 'read_user_profile', isMeta: true, body: ({ account }) => ({ email: account?.username ?? null }) },
  ],
  ['alerts', { permission: 'read_alerts', body: alerts }],
  ['attributes', { permission: 'read_extended_vehicle_info', body: extendedInfo }],
  ['status', { permission: 'read_extended_vehicle_info', body: status }],
  ['battery', { permission: 'read_battery', hasUnits: true, body: battery }],
  ['charge', { permission: 'read_charge', hasUnits: true, body: charge }],
  // Documented for other makes; that Tesla's cars have it is not confirmed.
  [
    'charge/ammeter',
    { permission: 'read_charge', refuses: refuseUnplugged, body: ({ moment }) => ({ amperage: amperes(moment) }) },
  ],
  [
    'charge/voltmeter',
    { permission: 'read_charge', refuses: refuseUnplugged, body: ({ moment }) => ({ voltage: volts(moment) }) },
  ],
  [
    'charge/wattmeter',
    { permission: 'read_charge', refuses: refuseNotCharging, body: ({ moment }) => ({ wattage: moment.power }) },
  ],
  [
    'charge/completion',
    { permission: 'read_charge', refuses: refuseNotCharging, body: ({ moment }) => ({ time: completionTime(moment) }) },
  ],
  ['charge/schedule', { permission: 'read_charge', body: ({ vehicle }) => scheduleBody(vehicle.condition?.schedule) }],
  // The path stands in lists of endpoints; the form of its answer follows the v3 signal and is not confirmed.
  [
    'charge/records',
    { permission: 'read_charge_records', body: (input) => ({ records: chargeSessions(input).map(record) }) },
  ],
  ['charge/records/billing', { permission: 'read_charge_records', refuses: refuseBillingOfDriver, body: billing }],
  ['climate/cabin', { permission: 'read_climate', hasUnits: true, body: cabinBody }],
  [
    'climate/defroster',
    {
      permission: 'read_climate',
      body: ({ vehicle }) => {
        const on = onOff(vehicle.condition?.isDefrosterOn);
        return { frontStatus: on, rearStatus: on };
      },
    },
  ],
  [
    'climate/steering_wheel',
    { permission: 'read_climate', body: ({ vehicle }) => ({ status: onOff(vehicle.condition?.isSteeringHeaterOn) }) },
  ],
  [
    'compass',
    {
      permission: 'read_compass',
      body: ({ moment }) => ({ direction: direction(moment.heading), heading: moment.heading }),
    },
  ],
  [
    'speedometer',
    {
      permission: 'read_speedometer',
      hasUnits: true,
      body: ({ moment, units }) => ({ speed: distance(moment.speed, units) }),
    },
  ],
  [
    'thermometer/interior',
    {
      permission: 'read_thermometer',
      hasUnits: true,
      body: ({ moment, units }) => ({ temperature: temperature(moment.inside, units) }),
    },
  ],
  [
    'thermometer/exterior',
    {
      permission: 'read_thermometer',
      hasUnits: true,
      body: ({ moment, units }) => ({ temperature: temperature(moment.outside, units) }),
    },
  ],
]);

/** Published: a legacy connection cannot tell, and only the owner's account can. */
function refuseKeyStatus({ connection, vehicle, account }: VehicleAccess): Refusal | undefined {
  if (connection.legacy)
    return refuse('COMPATIBILITY:PLATFORM_NOT_CAPABLE', "connected through Tesla's old integration");
  if (account?.vehicles.get(vehicle.id) === 'driver')
    return refuse('CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING', 'only the owner account is told about the key');
  return undefined;
}

/** Tesla's own view of the grant. Null where the connection does not go through Tesla's consent. */
function userAccess({ account, connection, vehicle }: ReadInput): unknown {
  const role = account?.vehicles.get(vehicle.id);
  return {
    accessType: role === undefined ? null : role.toUpperCase(),
    permissions: connection.legacy ? null : (account?.consents.smartcar?.boxes ?? null),
  };
}

function alerts({ moment }: ReadInput): unknown {
  const at = moment.at - (moment.at % 604_800_000);
  return {
    alerts: [
      {
        name: 'VCFRONT_a182_washerFluidLow',
        dateTime: new Date(at).toISOString(),
        audience: ['customer'],
        userText: 'Washer fluid low',
      },
    ],
  };
}

const colours = ['PearlWhite', 'SolidBlack', 'DeepBlue', 'MidnightSilver', 'RedMulticoat'] as const;

function extendedInfo({ vehicle, moment }: ReadInput): unknown {
  return {
    id: vehicle.id,
    make: vehicle.make,
    model: vehicle.model,
    year: vehicle.year,
    firmwareVersion: firmware(moment.at),
    trimBadging: trim(vehicle.id),
    efficiencyPackage: `M${vehicle.year}`,
    performancePackage: 'Base',
    nickname: nickname(vehicle.id),
    driverAssistVersion: vehicle.year >= 2023 ? 'TeslaAP4' : 'TeslaAP3',
    atHome: vehicle.streaming ? moment.isAtHome : null,
    sentryMode: { available: true, enabled: !moment.isAtHome },
    style: { exteriorColor: colour(vehicle.id), exteriorTrim: 'Black', interiorTrim: 'Black2' },
    wheel: { style: wheelStyle(vehicle.id), diameter: 482.6 },
    driveUnit: { front: 'PM216MOSFET', rear: 'PM216MOSFET' },
  };
}

/** Firmware that follows the calendar: four releases a year. */
export function firmware(at: number): string {
  const date = new Date(at);
  return `${date.getUTCFullYear()}.${1 + Math.floor(date.getUTCMonth() / 3) * 12}.5`;
}

/** Trim badge of a car. */
export function trim(id: string): string {
  return hashed(id, 21) < 0.5 ? '74d' : '50';
}

/** Name that the owner gave the car. */
export function nickname(id: string): string {
  return ['Bolt of Blue', 'Nikola', 'Snowflake', 'Midnight', 'Comet'][Math.floor(hashed(id, 22) * 5)] ?? 'Nikola';
}

/** Paint of a car. */
export function colour(id: string): string {
  return colours[Math.floor(hashed(id, 23) * colours.length)] ?? colours[0];
}

/** Wheels of a car. */
export function wheelStyle(id: string): string {
  return hashed(id, 24) < 0.5 ? 'Apollo19' : 'Induction20';
}

/** True while the car rests at night and does not charge. */
export function isAsleep(moment: VehicleMoment): boolean {
  const hourOfDay = (moment.at % 86_400_000) / 3_600_000;
  return moment.speed === 0 && !moment.isCharging && (hourOfDay >= 23 || hourOfDay < 6);
}

/** `PARK` or `DRIVE`. */
export function gear(moment: VehicleMoment): 'PARK' | 'DRIVE' {
  return moment.speed > 0 ? 'DRIVE' : 'PARK';
}

function status({ moment }: ReadInput): unknown {
  return { status: isAsleep(moment) ? 'ASLEEP' : 'ONLINE', inService: false, gear: gear(moment) };
}

function battery({ application, vehicle, moment, units }: ReadInput): unknown {
  // Cars that stream do not tell these two.
  const isStreaming = vehicle.streaming && !lacksKey(application, vehicle);
  return {
    percentRemaining: round(moment.soc, 2),
    range: distance(moment.range, units),
    heaterOn: false,
    rangeEstimated: distance(fraction(moment.range * 0.94), units),
    rangeIdeal: distance(moment.range, units),
    percentRemainingUsable: isStreaming ? null : round(Math.max(0, moment.soc - 0.01), 2),
    maxRangeChargeCounter: isStreaming ? null : Math.floor(hashed(vehicle.id, 25) * 12),
    notEnoughPowerToHeat: false,
  };
}

/** State of the cabin climate. */
export function cabinBody({ vehicle, units }: Pick<ReadInput, 'vehicle' | 'units'>): unknown {
  return {
    status: onOff(vehicle.condition?.isCabinOn),
    temperature: temperature(vehicle.condition?.cabinTarget ?? 21, units),
  };
}

function onOff(value: boolean | undefined): 'ON' | 'OFF' {
  return value === true ? 'ON' : 'OFF';
}

const directions = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] as const;

/** The point of the compass nearest to a heading. */
export function direction(heading: number): (typeof directions)[number] {
  return directions[Math.round(heading / 45) % 8] ?? 'N';
}
