import type { SignalCode } from '../../../core/providers/smartcar/signals.ts';
import type { ReadInput } from '../car/reads.ts';
import { chargeState } from '../car/reads.ts';
import { fraction, hashed, round } from '../car/prng.ts';
import { amperes, chargeSessions, volts } from '../tesla/charging.ts';
import { chargeTimers } from './timers.ts';
import { colour, direction, firmware, gear, isAsleep, nickname, trim, wheelStyle } from '../tesla/reads.ts';

/** Body of a signal, or `undefined` while there is no value: the signal is then UNAVAILABLE. */
export type SignalBody = (input: ReadInput) => unknown;

const value =
  (of: (input: ReadInput) => unknown): SignalBody =>
  (input) => {
    const body = of(input);
    return body === undefined ? undefined : { value: body };
  };

const measured =
  (unit: string, of: (input: ReadInput) => number | undefined): SignalBody =>
  (input) => {
    const body = of(input);
    return body === undefined ? undefined : { unit, value: body };
  };

const healthy: SignalBody = () => ({ status: 'OK', description: null });

const percent = (share: number): number => round(share * 100, 1);

const grid =
  (cell: (input: ReadInput, row: number, column: number) => object): SignalBody =>
  (input) => ({
    values: [0, 1].flatMap((row) => [0, 1].map((column) => ({ row, column, ...cell(input, row, column) }))),
    rowCount: 2,
    columnCount: 2,
  });

const whileCharging = <Value>({ moment }: ReadInput, of: Value): Value | undefined =>
  moment.isCharging ? of : undefined;

/**
 * The body of each signal. Forms follow Smartcar's signal pages (smartcar.com/docs/api-reference/signals,
 * 2026-02); where a page has no example the form follows its fields. Units, the charge limit and the range are as
 * recorded from live accounts (2026-06 to 2026-09): the pages still write "kilometers".
 */
export const signalBodies: Readonly<Record<SignalCode, SignalBody>> = {
  'charge-amperage': measured('ampere', ({ moment }) => amperes(moment)),
  'charge-amperagemax': measured('ampere', () => 48),
  'charge-amperagerequested': measured('ampere', ({ vehicle }) => vehicle.condition?.amperage ?? 32),
  'charge-chargelimits': ({ moment }) => ({
    values: [{ type: 'GLOBAL', limit: percent(moment.chargeLimit), condition: null }],
    activeLimit: percent(moment.chargeLimit),
    unit: 'percent',
  }),
  'charge-chargeportstatuscolor': value((input) => whileCharging(input, 'GREEN')),
  'charge-chargerate': measured('km/h', ({ moment }) => round(moment.power * 5.88, 1)),
  'charge-chargerecords': (input) => ({ values: chargeSessions(input).map(chargeRecord) }),
  'charge-chargerphases': value((input) => whileCharging(input, 1)),
  'charge-chargetimers': ({ vehicle }) => ({ values: chargeTimers(vehicle.condition) }),
  'charge-chargingconnectortype': value(({ vehicle }) => (vehicle.make === 'TESLA' ? 'NACS' : 'J1772')),
  'charge-detailedchargingstatus': value(({ moment }) => chargeState(moment)),
  'charge-energyadded': measured('kWh', ({ moment }) => moment.energyAdded),
  'charge-fastchargertype': value(() => undefined),
  'charge-ischarging': value(({ moment }) => moment.isCharging),
  'charge-ischargingcableconnected': value(({ moment }) => moment.isPluggedIn),
  'charge-ischargingcablelatched': value(({ moment }) => moment.isPluggedIn),
  'charge-ischargingportflapopen': value(({ vehicle, moment }) => vehicle.condition?.isPortOpen ?? moment.isPluggedIn),
  'charge-isfastchargerpresent': value(() => false),
  'charge-timetocomplete': measured('minutes', (input) => whileCharging(input, input.moment.minutesLeft)),
  'charge-voltage': measured('volts', ({ moment }) => volts(moment)),
  'charge-wattage': measured('watts', ({ moment }) => moment.power * 1000),
  'climate-externaltemperature': measured('celsius', ({ moment }) => moment.outside),
  'climate-internaltemperature': measured('celsius', ({ moment }) => moment.inside),
  'closure-doors': grid(({ moment }) => ({ isOpen: false, isLocked: moment.isLocked })),
  'closure-enginecover': ({ vehicle }) => (vehicle.powertrain === 'BEV' ? undefined : { isOpen: false }),
  'closure-fronttrunk': ({ vehicle, moment }) => trunk(vehicle.condition?.isFrontTrunkOpen, moment.isLocked),
  'closure-islocked': value(({ moment }) => moment.isLocked),
  'closure-reartrunk': ({ vehicle, moment }) => trunk(vehicle.condition?.isRearTrunkOpen, moment.isLocked),
  'closure-sunroof': ({ vehicle }) => (vehicle.make === 'TESLA' ? undefined : { isOpen: false }),
  'closure-tailgate': ({ vehicle }) => ({ isOpen: vehicle.condition?.isRearTrunkOpen ?? false }),
  'closure-windows': grid(() => ({ isOpen: false })),
  'connectivitysoftware-currentfirmwareversion': value(({ moment }) => firmware(moment.at)),
  'connectivitystatus-isasleep': value(({ moment }) => isAsleep(moment)),
  'connectivitystatus-isdigitalkeypaired': value(({ application, vehicle }) =>
    vehicle.keys.includes(application.virtualKeyDomain),
  ),
  'connectivitystatus-isonline': value(({ moment }) => !isAsleep(moment)),
  'diagnostics-abs': healthy,
  'diagnostics-activesafety': healthy,
  'diagnostics-airbag': healthy,
  'diagnostics-brakefluid': healthy,
  'diagnostics-driverassistance': healthy,
  'diagnostics-dtccount': measured('count', () => 1),
  'diagnostics-dtclist': ({ moment }) => ({
    values: [{ code: 'P0128', timestamp: new Date(moment.at - (moment.at % 604_800_000)).toISOString() }],
  }),
  'diagnostics-emissions': healthy,
  'diagnostics-evbatteryconditioning': healthy,
  'diagnostics-evcharging': healthy,
  'diagnostics-evdriveunit': healthy,
  'diagnostics-evhvbattery': healthy,
  'diagnostics-lighting': healthy,
  'diagnostics-mil': healthy,
  'diagnostics-oillife': healthy,
  'diagnostics-oilpressure': healthy,
  'diagnostics-oiltemperature': healthy,
  'diagnostics-telematics': healthy,
  'diagnostics-tirepressure': healthy,
  'diagnostics-tirepressuremonitoring': healthy,
  'diagnostics-transmission': healthy,
  'diagnostics-washerfluid': healthy,
  'diagnostics-waterinfuel': healthy,
  'hvac-cabintargettemperature': measured('celsius', ({ vehicle }) => vehicle.condition?.cabinTarget ?? 21),
  'hvac-iscabinhvacactive': value(({ vehicle }) => vehicle.condition?.isCabinOn ?? false),
  'hvac-isfrontdefrosteractive': value(({ vehicle }) => vehicle.condition?.isDefrosterOn ?? false),
  'hvac-isreardefrosteractive': value(({ vehicle }) => vehicle.condition?.isDefrosterOn ?? false),
  'hvac-issteeringheateractive': value(({ vehicle }) => vehicle.condition?.isSteeringHeaterOn ?? false),
  'internalcombustionengine-amountremaining': measured('liters', ({ moment }) => fraction(moment.fuel * 52)),
  'internalcombustionengine-fuellevel': measured('percent', ({ moment }) => percent(moment.fuel)),
  'internalcombustionengine-oillife': measured('percent', ({ moment }) => percent(moment.oilLife)),
  'internalcombustionengine-range': measured('km', ({ moment }) => fraction(moment.fuel * 640)),
  'location-isathome': value(({ moment }) => moment.isAtHome),
  'location-preciselocation': ({ moment }) => ({
    latitude: moment.latitude,
    longitude: moment.longitude,
    heading: moment.heading,
    direction: direction(moment.heading),
    locationType: moment.speed > 0 ? 'CURRENT' : 'LAST_PARKED',
  }),
  'lowvoltagebattery-stateofcharge': measured('percent', ({ vehicle }) => 88 + Math.floor(hashed(vehicle.id, 31) * 10)),
  'lowvoltagebattery-status': value(() => 'GOOD'),
  'motion-currentspeed': measured('km/h', ({ moment }) => moment.speed),
  'odometer-traveleddistance': measured('km', ({ moment }) => moment.odometer),
  'service-isinservice': value(() => false),
  'service-records': ({ vehicle, moment }) => ({ values: serviceRecords(vehicle.year, moment.at, moment.odometer) }),
  'surveillance-brand': value(({ vehicle }) => (vehicle.make === 'TESLA' ? 'Sentry Mode' : undefined)),
  'surveillance-isenabled': value(({ moment }) => !moment.isAtHome),
  'tractionbattery-isheateractive': value(() => false),
  'tractionbattery-maxrangechargecounter': measured('count', ({ vehicle }) => Math.floor(hashed(vehicle.id, 25) * 12)),
  'tractionbattery-nominalcapacity': ({ moment }) => ({
    source: 'SMARTCAR',
    capacity: moment.capacity,
    availableCapacities: [{ capacity: moment.capacity, description: null }],
    unit: 'kWh',
  }),
  'tractionbattery-range': ({ moment }) => ({
    value: fraction(moment.range * 0.94),
    type: 'DEFAULT',
    additionalValues: [],
    unit: 'km',
  }),
  'tractionbattery-stateofcharge': measured('percent', ({ moment }) => percent(moment.soc)),
  'transmission-drivemode': () => ({ canonical: 'NORMAL', oemDisplayName: 'Standard' }),
  'transmission-gearstate': value(({ moment }) => gear(moment)),
  'vehicleidentification-exteriorcolor': value(({ vehicle }) => colour(vehicle.id)),
  'vehicleidentification-nickname': value(({ vehicle }) => nickname(vehicle.id)),
  'vehicleidentification-packages': () => ({ values: [{ name: 'Base' }] }),
  'vehicleidentification-trim': value(({ vehicle }) => trim(vehicle.id)),
  'vehicleidentification-vin': value(({ vehicle }) => vehicle.vin),
  'vehicleuseraccount-permissions': ({ account, connection }) =>
    connection.legacy || account?.consents.smartcar === undefined
      ? undefined
      : { values: account.consents.smartcar.boxes },
  'vehicleuseraccount-role': value(({ account, vehicle }) => {
    const role = account?.vehicles.get(vehicle.id);
    return role === undefined ? undefined : role === 'owner' ? 'Owner' : 'Driver';
  }),
  'wheel-style': value(({ vehicle }) => wheelStyle(vehicle.id)),
  'wheel-tires': grid(({ moment }, row, column) => ({
    tirePressure: moment.tires[row * 2 + column] ?? moment.tires[0],
  })),
};

function trunk(isOpen: boolean | undefined, isLocked: boolean): unknown {
  return { isOpen: isOpen ?? false, isLocked: isLocked && isOpen !== true };
}

function chargeRecord(session: ReturnType<typeof chargeSessions>[number]): unknown {
  return {
    id: session.id,
    cost: { currency: 'USD', energyAmount: session.cost, otherAmount: 0 },
    startTime: new Date(session.start).toISOString(),
    endTime: new Date(session.end).toISOString(),
    location: { name: session.site },
    energyAdded: session.energy,
    connectorType: 'NACS',
    isPublicCharger: true,
  };
}

function serviceRecords(modelYear: number, at: number, odometer: number): readonly unknown[] {
  const summer = Date.UTC(new Date(at).getUTCFullYear() - 1, 5, 17, 9, 30);
  if (new Date(summer).getUTCFullYear() <= modelYear) return [];
  return [
    {
      id: `SVC-${new Date(summer).getUTCFullYear()}`,
      cost: { amount: 89.5, currency: 'USD' },
      time: new Date(summer).toISOString(),
      tasks: [{ id: '1', description: 'Tire rotation' }],
      details: [],
      odometer: fraction(Math.max(0, odometer - ((at - summer) / 31_536_000_000) * 14_000)),
    },
  ];
}
