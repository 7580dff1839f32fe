import type { VehicleAccess } from './decide.ts';
import { lacksKey } from './limits.ts';
import { fraction, hashed, round } from './noise.ts';
import { refuse, type Refusal } from './outcome.ts';
import { chargeState, type Read, type ReadInput } from './reads.ts';
import type { VehicleMoment } from './simulation.ts';
import { distance, temperature } from './units.ts';

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

function refuseUnplugged({ moment }: ReadInput): Refusal | undefined {
  return moment.isPluggedIn ? undefined : refuse('VEHICLE_STATE:CHARGING_PLUG_NOT_CONNECTED', 'no cable is plugged in');
}

function refuseNotCharging({ moment }: ReadInput): Refusal | undefined {
  return moment.isCharging ? undefined : refuse('VEHICLE_STATE:NOT_CHARGING', 'the car is not charging');
}

/** Published: billing needs the main account. The error is our assumption. */
function refuseBillingOfDriver({ account, vehicle }: VehicleAccess): Refusal | undefined {
  return account?.vehicles.get(vehicle.id) === 'driver'
    ? refuse('COMPATIBILITY:VEHICLE_NOT_CAPABLE', "billing records need the owner's account")
    : undefined;
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

const maxAmperes = 48;
const kilometresPerKilowattHour = 5.88;

/** Amperes that flow into the car. */
export function amperes(moment: VehicleMoment): number {
  return moment.isCharging ? 32 : 0;
}

/** Volts at the charge port. */
export function volts(moment: VehicleMoment): number {
  return moment.isPluggedIn ? 231 : 0;
}

/** When the limit will be reached, or null. */
export function completionTime(moment: VehicleMoment): string | null {
  return moment.isCharging ? new Date(moment.at + moment.minutesLeft * 60_000).toISOString() : null;
}

function charge({ vehicle, moment, units }: ReadInput): unknown {
  const added = distance(fraction(moment.energyAdded * kilometresPerKilowattHour), units);
  return {
    amperage: amperes(moment),
    completionTime: completionTime(moment),
    wattage: moment.power,
    voltage: volts(moment),
    isPluggedIn: moment.isPluggedIn,
    state: chargeState(moment),
    socLimit: moment.chargeLimit,
    amperageMaxVehicle: maxAmperes,
    socLimitMax: 1,
    socLimitMin: 0.5,
    socLimitDefault: 0.8,
    amperageRequested: vehicle.condition?.amperage ?? 32,
    energyAdded: moment.energyAdded,
    rangeAddedRated: added,
    rangeAddedIdeal: added,
    chargeRate: distance(round(moment.power * kilometresPerKilowattHour, 1), units),
    connector: moment.isPluggedIn ? 'SAE' : '<invalid>',
    fastChargerPresent: false,
    fastChargerType: '<invalid>',
    fastChargerBrand: '<invalid>',
    amperageMaxCharger: maxAmperes,
    chargePortColor: moment.isCharging ? 'GREEN' : '<invalid>',
    chargePortOpen: vehicle.condition?.isPortOpen ?? moment.isPluggedIn,
    chargePortLatch: 'Engaged',
    chargerPhases: moment.isCharging ? 1 : null,
  };
}

/** Tesla's charge schedule in the form of the API. */
export function scheduleBody(schedule: NonNullable<ReadInput['vehicle']['condition']>['schedule']): unknown {
  const part = (type: 'START_TIME' | 'DEPARTURE_TIME'): unknown => ({
    enabled: schedule?.type === type && schedule.enabled,
    time: schedule?.type === type ? schedule.time : null,
  });
  return { departureTime: part('DEPARTURE_TIME'), startTime: part('START_TIME') };
}

/** One public charging session. */
export interface ChargeSession {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly energy: number;
  readonly cost: number;
  readonly site: string;
}

const week = 604_800_000;

/** A visit to a public charger every other week, newest first. */
export function chargeSessions({
  vehicle,
  moment,
  query,
}: Pick<ReadInput, 'vehicle' | 'moment' | 'query'>): readonly ChargeSession[] {
  const asked = new URLSearchParams(query);
  const from = Date.parse(asked.get('startDate') ?? '') || moment.at - 30 * 86_400_000;
  const to = Math.min(moment.at, (Date.parse(asked.get('endDate') ?? '') || moment.at) + 86_400_000);
  const sessions: ChargeSession[] = [];
  for (let number = Math.floor(to / (2 * week)); number * 2 * week >= from && sessions.length < 50; number -= 1) {
    const start = number * 2 * week + Math.floor(hashed(vehicle.id, number) * 86_400_000);
    if (start > to) continue;
    const energy = round(20 + hashed(vehicle.id, number + 1) * 30, 2);
    sessions.push({
      id: `GF${number}-${vehicle.vin.slice(-6)}`,
      start,
      end: start + 38 * 60_000,
      energy,
      cost: round(energy * 0.42, 2),
      site: 'Los Gatos, CA',
    });
  }
  return sessions;
}

function record({ id, start, end, energy }: ChargeSession): unknown {
  return { id, startTime: new Date(start).toISOString(), endTime: new Date(end).toISOString(), energyAdded: energy };
}

function billing(input: ReadInput): unknown {
  const page = Number(new URLSearchParams(input.query).get('page') ?? 1);
  const records = page === 1 ? chargeSessions(input).map(billingRecord) : [];
  return { records, hasMoreData: false };
}

function billingRecord({ id, start, end, energy, cost, site }: ChargeSession): unknown {
  return {
    chargeStart: new Date(start).toISOString(),
    chargeEnd: new Date(end).toISOString(),
    energyConsumed: energy,
    cost: { currency: 'USD', energy: cost, other: 0 },
    location: site,
    recordId: id,
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
