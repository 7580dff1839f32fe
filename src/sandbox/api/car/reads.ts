import type { SmartcarPermission } from '../../../core/providers/smartcar/permissions.ts';
import type { VehicleAccess } from '../call/decide.ts';
import { fraction, round } from './prng.ts';
import type { Refusal } from '../call/outcome.ts';
import type { VehicleMoment } from './simulation.ts';
import { distance, pressure, volume, type UnitSystem } from './units.ts';

/** What a read works with. */
export interface ReadInput extends VehicleAccess {
  readonly moment: VehicleMoment;
  readonly units: UnitSystem;
  readonly query: string;
}

/** One GET below `/vehicles/{id}/`. */
export interface Read {
  /** Absent where none is documented. */
  readonly permission?: SmartcarPermission | undefined;
  /** The answer names its unit system. */
  readonly hasUnits?: boolean | undefined;
  /** Facts about the connection rather than data of the car: no data age, not counted by the 8-hour rule. */
  readonly isMeta?: boolean | undefined;
  readonly body: (input: ReadInput) => unknown;
  /** Refuses for a reason of its own, after the permission was found granted. */
  readonly refuses?: (input: ReadInput) => Refusal | undefined;
}

const tankLitres = 52;

/** The reads of the v2 API by the path behind the vehicle id. Source: smartcar.com/docs/api-reference (2026-02) and the official SDKs. */
export const reads: ReadonlyMap<string, Read> = new Map<string, Read>([
  [
    '',
    {
      permission: 'read_vehicle_info',
      isMeta: true,
      body: ({ vehicle }) => ({ id: vehicle.id, make: vehicle.make, model: vehicle.model, year: vehicle.year }),
    },
  ],
  [
    'odometer',
    {
      permission: 'read_odometer',
      hasUnits: true,
      body: ({ moment, units }) => ({ distance: distance(moment.odometer, units) }),
    },
  ],
  [
    'location',
    {
      permission: 'read_location',
      body: ({ moment }) => ({ latitude: moment.latitude, longitude: moment.longitude }),
    },
  ],
  ['vin', { permission: 'read_vin', body: ({ vehicle }) => ({ vin: vehicle.vin }) }],
  [
    'battery',
    {
      permission: 'read_battery',
      hasUnits: true,
      body: ({ moment, units }) => ({ percentRemaining: round(moment.soc, 2), range: distance(moment.range, units) }),
    },
  ],
  ['battery/capacity', { permission: 'read_battery', body: ({ moment }) => ({ capacity: moment.capacity }) }],
  [
    'battery/nominal_capacity',
    {
      permission: 'read_battery',
      body: ({ moment }) => ({
        availableCapacities: [{ capacity: moment.capacity, description: null }],
        capacity: { nominal: moment.capacity, source: 'SMARTCAR' },
        url: null,
      }),
    },
  ],
  [
    'charge',
    {
      permission: 'read_charge',
      body: ({ moment }) => ({ isPluggedIn: moment.isPluggedIn, state: chargeState(moment) }),
    },
  ],
  ['charge/limit', { permission: 'read_charge', body: ({ moment }) => ({ limit: moment.chargeLimit }) }],
  [
    'fuel',
    {
      permission: 'read_fuel',
      hasUnits: true,
      body: ({ moment, units }) => ({
        amountRemaining: volume(fraction(moment.fuel * tankLitres), units),
        percentRemaining: moment.fuel,
        range: distance(fraction(moment.fuel * 640), units),
      }),
    },
  ],
  ['engine/oil', { permission: 'read_engine_oil', body: ({ moment }) => ({ lifeRemaining: moment.oilLife }) }],
  ['tires/pressure', { permission: 'read_tires', hasUnits: true, body: tirePressures }],
  ['security', { permission: 'read_security', body: securityBody }],
  [
    'diagnostics/system_status',
    {
      permission: 'read_diagnostics',
      body: () => ({ systems: systemIds.map((systemId) => ({ systemId, status: 'OK', description: null })) }),
    },
  ],
  [
    'diagnostics/dtcs',
    {
      permission: 'read_diagnostics',
      body: ({ moment }) => ({
        activeCodes: [{ code: 'P0128', timestamp: new Date(moment.at - (moment.at % 604_800_000)).toISOString() }],
      }),
    },
  ],
  ['service/history', { permission: 'read_service_history', hasUnits: true, body: serviceHistory }],
]);

const systemIds = ['SYSTEM_ABS', 'SYSTEM_AIRBAG', 'SYSTEM_BRAKE_FLUID', 'SYSTEM_MIL', 'SYSTEM_TPMS'] as const;

/** `CHARGING`, `FULLY_CHARGED` (up to the limit) or `NOT_CHARGING`. */
export function chargeState(moment: VehicleMoment): 'CHARGING' | 'FULLY_CHARGED' | 'NOT_CHARGING' {
  if (moment.isCharging) return 'CHARGING';
  return moment.isPluggedIn && moment.soc >= moment.chargeLimit ? 'FULLY_CHARGED' : 'NOT_CHARGING';
}

function tirePressures({ moment, units }: ReadInput): unknown {
  const [frontLeft, frontRight, backLeft, backRight] = moment.tires;
  return {
    frontLeft: pressure(frontLeft, units),
    frontRight: pressure(frontRight, units),
    backLeft: pressure(backLeft, units),
    backRight: pressure(backRight, units),
  };
}

const corners = ['frontLeft', 'frontRight', 'backLeft', 'backRight'] as const;

function securityBody({ vehicle, moment }: ReadInput): unknown {
  const condition = vehicle.condition ?? {};
  const opening = (isOpen: boolean | undefined): string => (isOpen === true ? 'OPEN' : 'CLOSED');
  return {
    isLocked: moment.isLocked,
    doors: corners.map((type) => ({ type, status: moment.isLocked ? 'LOCKED' : 'CLOSED' })),
    windows: corners.map((type) => ({ type, status: 'CLOSED' })),
    sunroof: [{ type: 'sunroof', status: vehicle.make === 'TESLA' ? 'UNKNOWN' : 'CLOSED' }],
    storage: [
      { type: 'front', status: opening(condition.isFrontTrunkOpen) },
      { type: 'rear', status: opening(condition.isRearTrunkOpen) },
    ],
    chargingPort: [{ type: 'chargingPort', status: opening(condition.isPortOpen ?? moment.isPluggedIn) }],
  };
}

const year = 365 * 86_400_000;

/** A service each summer; without dates the last year's are told. */
function serviceHistory({ vehicle, moment, units, query }: ReadInput): unknown {
  const asked = new URLSearchParams(query);
  const from = dateOr(asked.get('start_date'), moment.at - year);
  const to = dateOr(asked.get('end_date'), moment.at);
  const thisYear = new Date(moment.at).getUTCFullYear();
  const services: unknown[] = [];
  for (let past = Math.max(vehicle.year + 1, thisYear - 10); past <= thisYear; past += 1) {
    const on = Date.UTC(past, 5, 17, 9, 30);
    if (on < from || on > to || on > moment.at) continue;
    const then = Math.max(0, moment.odometer - ((moment.at - on) / year) * 14_000);
    services.push(serviceRecord(on, distance(fraction(then), units)));
  }
  return services;
}

function serviceRecord(on: number, odometerDistance: number): unknown {
  return {
    serviceId: Math.floor(on / 86_400_000),
    serviceDate: new Date(on).toISOString(),
    odometerDistance,
    serviceTasks: [{ taskId: '1', taskDescription: 'Tire rotation' }],
    serviceDetails: [{ type: 'Service Category', value: 'Dealership' }],
    serviceCost: { totalCost: 89.5, currency: 'USD' },
  };
}

function dateOr(text: string | null, otherwise: number): number {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? otherwise : time;
}
