import { keysOf } from '../../text/keys.ts';
import type { Source } from '../../source.ts';
import type { SmartcarPermission } from './permissions.ts';

/**
 * How a signal's permission is known. Smartcar publishes no table of signals and permissions.
 * `v2-endpoint`: the older endpoint that returns the same value documents it; `third-party`: other people's
 * programs and notes say so; `unknown`: nobody says.
 */
export type SignalBasis = 'v2-endpoint' | 'third-party' | 'unknown';

/** One data point of Smartcar's signal schema. The key of the table is its code. */
export interface SignalInfo {
  /** `group` of the API's answer. */
  readonly group: string;
  /** `name` of the API's answer. */
  readonly name: string;
  /** What it tells, in our words. */
  readonly meaning: string;
  readonly permission: SmartcarPermission | null;
  readonly basis: SignalBasis;
  readonly source: Source;
  /** Everyday words that people look for it by. */
  readonly words: string;
  /** A remark that belongs to this signal alone. */
  readonly note?: string | undefined;
}

const schema = 'https://smartcar.com/docs/api-reference/signals/schema';

const basisSources = {
  'v2-endpoint': { url: schema, asOf: '2026-02', confidence: 'inferred' },
  'third-party': { url: schema, asOf: '2026-09', confidence: 'field-report' },
  unknown: { url: schema, asOf: '2026-09', confidence: 'unconfirmed' },
} as const satisfies Record<SignalBasis, Source>;

/** Rows of one group: the group is written once. */
function group(name: string) {
  const row =
    <Basis extends SignalBasis>(basis: Basis) =>
    (
      signal: string,
      permission: Basis extends 'unknown' ? null : SmartcarPermission,
      { meaning, words, note }: Pick<SignalInfo, 'meaning' | 'words' | 'note'>,
    ): SignalInfo => ({
      group: name,
      name: signal,
      meaning,
      permission,
      basis,
      source: basisSources[basis],
      words,
      note,
    });
  return { endpoint: row('v2-endpoint'), reported: row('third-party'), unknown: row('unknown') };
}

const charge = group('Charge');
const climate = group('Climate');
const closure = group('Closure');
const software = group('ConnectivitySoftware');
const connectivity = group('ConnectivityStatus');
const diagnostics = group('Diagnostics');
const hvac = group('HVAC');
const engine = group('InternalCombustionEngine');
const location = group('Location');
const lowVoltage = group('LowVoltageBattery');
const motion = group('Motion');
const odometer = group('Odometer');
const service = group('Service');
const surveillance = group('Surveillance');
const traction = group('TractionBattery');
const transmission = group('Transmission');
const identity = group('VehicleIdentification');
const account = group('VehicleUserAccount');
const wheel = group('Wheel');

const documentedExample = "One of the three signals of Smartcar's own example.";
const noTeslaFuel = 'A Tesla has no combustion engine: reads end in VEHICLE_NOT_CAPABLE there.';
const noTeslaTroubleCodes = 'No Tesla data is documented for it.';

/** All signals of Smartcar's schema, each with the permission under which it is read. */
export const smartcarSignals = {
  'charge-amperage': charge.reported('Amperage', 'read_charge', {
    meaning: 'Current that flows into the car',
    words: 'amps ampere current',
  }),
  'charge-amperagemax': charge.reported('AmperageMax', 'read_charge', {
    meaning: 'Highest current the charger offers',
    words: 'amps ampere maximum limit',
  }),
  'charge-amperagerequested': charge.reported('AmperageRequested', 'read_charge', {
    meaning: 'Current the car asks the charger for',
    words: 'amps ampere requested',
  }),
  'charge-chargelimits': charge.endpoint('ChargeLimits', 'read_charge', {
    meaning: 'Level at which charging stops',
    words: 'limit target percent maximum stop',
  }),
  'charge-chargeportstatuscolor': charge.reported('ChargePortStatusColor', 'read_charge', {
    meaning: 'Colour of the light at the charging port',
    words: 'colour light led port',
  }),
  'charge-chargerate': charge.reported('ChargeRate', 'read_charge', {
    meaning: 'Range gained per hour of charging',
    words: 'speed fast charging km/h',
  }),
  'charge-chargerecords': charge.reported('ChargeRecords', 'read_charge_records', {
    meaning: 'Past charging sessions',
    words: 'history sessions cost bill billing past',
  }),
  'charge-chargerphases': charge.reported('ChargerPhases', 'read_charge', {
    meaning: 'Number of phases in use',
    words: 'phase three-phase',
  }),
  'charge-chargetimers': charge.reported('ChargeTimers', 'read_charge', {
    meaning: 'Charging and departure schedules',
    words: 'schedule timer planned departure night',
  }),
  'charge-chargingconnectortype': charge.reported('ChargingConnectorType', 'read_charge', {
    meaning: 'Kind of plug',
    words: 'plug connector type ccs',
  }),
  'charge-detailedchargingstatus': charge.endpoint('DetailedChargingStatus', 'read_charge', {
    meaning: 'What the charger is doing, in words',
    words: 'charging status state complete stopped',
    note: documentedExample,
  }),
  'charge-energyadded': charge.reported('EnergyAdded', 'read_charge', {
    meaning: 'Energy charged in this session',
    words: 'kwh energy added session',
  }),
  'charge-fastchargertype': charge.reported('FastChargerType', 'read_charge', {
    meaning: 'Kind of fast charger',
    words: 'dc fast supercharger type',
  }),
  'charge-ischarging': charge.endpoint('IsCharging', 'read_charge', {
    meaning: 'Whether the car is charging',
    words: 'charging status state now',
    note: documentedExample,
  }),
  'charge-ischargingcableconnected': charge.endpoint('IsChargingCableConnected', 'read_charge', {
    meaning: 'Whether the cable is plugged in',
    words: 'plugged in plug cable connected',
  }),
  'charge-ischargingcablelatched': charge.reported('IsChargingCableLatched', 'read_charge', {
    meaning: 'Whether the cable is locked in place',
    words: 'cable latch locked',
  }),
  'charge-ischargingportflapopen': charge.reported('IsChargingPortFlapOpen', 'read_charge', {
    meaning: 'Whether the flap of the charging port is open',
    words: 'port flap door open',
  }),
  'charge-isfastchargerpresent': charge.reported('IsFastChargerPresent', 'read_charge', {
    meaning: 'Whether a fast charger is connected',
    words: 'dc fast supercharger',
  }),
  'charge-timetocomplete': charge.reported('TimeToComplete', 'read_charge', {
    meaning: 'Time until charging is complete',
    words: 'when full ready remaining minutes how long finished',
  }),
  'charge-voltage': charge.reported('Voltage', 'read_charge', {
    meaning: 'Voltage at the charger',
    words: 'volts voltage',
  }),
  'charge-wattage': charge.reported('Wattage', 'read_charge', {
    meaning: 'Power that flows into the car',
    words: 'watts kw power',
  }),

  'climate-externaltemperature': climate.reported('ExternalTemperature', 'read_thermometer', {
    meaning: 'Temperature outside',
    words: 'outside weather cold hot degrees',
  }),
  'climate-internaltemperature': climate.reported('InternalTemperature', 'read_thermometer', {
    meaning: 'Temperature inside',
    words: 'inside cabin cold hot degrees',
  }),

  'closure-doors': closure.endpoint('Doors', 'read_security', {
    meaning: 'Each door: open, locked',
    words: 'door open closed locked',
  }),
  'closure-enginecover': closure.endpoint('EngineCover', 'read_security', {
    meaning: 'Whether the bonnet is open',
    words: 'hood bonnet open',
  }),
  'closure-fronttrunk': closure.endpoint('FrontTrunk', 'read_security', {
    meaning: 'Whether the frunk is open or locked',
    words: 'frunk front boot open',
  }),
  'closure-islocked': closure.endpoint('IsLocked', 'read_security', {
    meaning: 'Whether the car is locked',
    words: 'locked lock unlocked status doors',
  }),
  'closure-reartrunk': closure.endpoint('RearTrunk', 'read_security', {
    meaning: 'Whether the trunk is open or locked',
    words: 'trunk boot open',
  }),
  'closure-sunroof': closure.endpoint('Sunroof', 'read_security', {
    meaning: 'Whether the sunroof is open',
    words: 'roof open',
  }),
  'closure-tailgate': closure.endpoint('Tailgate', 'read_security', {
    meaning: 'Whether the tailgate is open or locked',
    words: 'tailgate open',
  }),
  'closure-windows': closure.endpoint('Windows', 'read_security', {
    meaning: 'Each window: open or closed',
    words: 'window open closed',
  }),

  'connectivitysoftware-currentfirmwareversion': software.reported(
    'CurrentFirmwareVersion',
    'read_extended_vehicle_info',
    { meaning: 'Software version of the car', words: 'software firmware version update' },
  ),
  'connectivitystatus-isasleep': connectivity.reported('IsAsleep', 'read_vehicle_info', {
    meaning: 'Whether the car sleeps',
    words: 'asleep sleep awake',
  }),
  'connectivitystatus-isdigitalkeypaired': connectivity.reported('IsDigitalKeyPaired', 'read_vehicle_info', {
    meaning: 'Whether the virtual key is on the car',
    words: 'virtual key paired digital',
    note: "Takes the place of v2's Tesla endpoint for the virtual key, which needs the same permission.",
  }),
  'connectivitystatus-isonline': connectivity.reported('IsOnline', 'read_vehicle_info', {
    meaning: 'Whether the car can be reached',
    words: 'online offline connected reachable',
  }),

  'diagnostics-abs': diagnostics.reported('ABS', 'read_diagnostics', {
    meaning: 'State of the anti-lock brakes',
    words: 'brakes abs',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-activesafety': diagnostics.reported('ActiveSafety', 'read_diagnostics', {
    meaning: 'State of active safety',
    words: 'safety collision',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-airbag': diagnostics.reported('Airbag', 'read_diagnostics', {
    meaning: 'State of the airbags',
    words: 'airbag srs',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-brakefluid': diagnostics.reported('BrakeFluid', 'read_diagnostics', {
    meaning: 'State of the brake fluid',
    words: 'brakes fluid',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-driverassistance': diagnostics.reported('DriverAssistance', 'read_diagnostics', {
    meaning: 'State of driver assistance',
    words: 'assist cruise',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-dtccount': diagnostics.reported('DTCCount', 'read_diagnostics', {
    meaning: 'Number of trouble codes',
    words: 'dtc fault error trouble codes',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-dtclist': diagnostics.reported('DTCList', 'read_diagnostics', {
    meaning: 'The trouble codes',
    words: 'dtc fault error trouble codes',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-emissions': diagnostics.reported('Emissions', 'read_diagnostics', {
    meaning: 'State of the emission control',
    words: 'exhaust emissions',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-evbatteryconditioning': diagnostics.reported('EVBatteryConditioning', 'read_diagnostics', {
    meaning: 'State of battery conditioning',
    words: 'battery conditioning',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-evcharging': diagnostics.reported('EVCharging', 'read_diagnostics', {
    meaning: 'State of the charging system',
    words: 'charging fault',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-evdriveunit': diagnostics.reported('EVDriveUnit', 'read_diagnostics', {
    meaning: 'State of the drive unit',
    words: 'motor drive',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-evhvbattery': diagnostics.reported('EVHVBattery', 'read_diagnostics', {
    meaning: 'State of the high-voltage battery',
    words: 'battery health',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-lighting': diagnostics.reported('Lighting', 'read_diagnostics', {
    meaning: 'State of the lights',
    words: 'lights lamp bulb',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-mil': diagnostics.reported('MIL', 'read_diagnostics', {
    meaning: 'Whether the check-engine lamp is on',
    words: 'check engine warning lamp',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-oillife': diagnostics.reported('OilLife', 'read_diagnostics', {
    meaning: 'State of the engine oil',
    words: 'oil',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-oilpressure': diagnostics.reported('OilPressure', 'read_diagnostics', {
    meaning: 'State of the oil pressure',
    words: 'oil pressure',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-oiltemperature': diagnostics.reported('OilTemperature', 'read_diagnostics', {
    meaning: 'State of the oil temperature',
    words: 'oil temperature',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-telematics': diagnostics.reported('Telematics', 'read_diagnostics', {
    meaning: 'State of the telematics unit',
    words: 'modem telematics',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-tirepressure': diagnostics.reported('TirePressure', 'read_diagnostics', {
    meaning: 'Whether a tire pressure warning is on',
    words: 'tyre tire pressure warning',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-tirepressuremonitoring': diagnostics.reported('TirePressureMonitoring', 'read_diagnostics', {
    meaning: 'State of the tire pressure monitor',
    words: 'tyre tire tpms',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-transmission': diagnostics.reported('Transmission', 'read_diagnostics', {
    meaning: 'State of the transmission',
    words: 'gearbox',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-washerfluid': diagnostics.reported('WasherFluid', 'read_diagnostics', {
    meaning: 'State of the washer fluid',
    words: 'washer wiper',
    note: noTeslaTroubleCodes,
  }),
  'diagnostics-waterinfuel': diagnostics.reported('WaterInFuel', 'read_diagnostics', {
    meaning: 'Whether there is water in the fuel',
    words: 'diesel water',
    note: noTeslaTroubleCodes,
  }),

  'hvac-cabintargettemperature': hvac.reported('CabinTargetTemperature', 'read_climate', {
    meaning: 'Temperature the cabin is set to',
    words: 'climate set target degrees',
  }),
  'hvac-iscabinhvacactive': hvac.reported('IsCabinHVACActive', 'read_climate', {
    meaning: 'Whether the climate control runs',
    words: 'climate heating cooling air conditioning on',
  }),
  'hvac-isfrontdefrosteractive': hvac.reported('IsFrontDefrosterActive', 'read_climate', {
    meaning: 'Whether the front defroster runs',
    words: 'defrost windscreen windshield',
  }),
  'hvac-isreardefrosteractive': hvac.reported('IsRearDefrosterActive', 'read_climate', {
    meaning: 'Whether the rear defroster runs',
    words: 'defrost rear window',
  }),
  'hvac-issteeringheateractive': hvac.reported('IsSteeringHeaterActive', 'read_climate', {
    meaning: 'Whether the steering wheel is heated',
    words: 'steering wheel heater',
  }),

  'internalcombustionengine-amountremaining': engine.endpoint('AmountRemaining', 'read_fuel', {
    meaning: 'Fuel left in the tank',
    words: 'fuel gas petrol litres gallons tank',
    note: noTeslaFuel,
  }),
  'internalcombustionengine-fuellevel': engine.endpoint('FuelLevel', 'read_fuel', {
    meaning: 'Fuel level in percent',
    words: 'fuel gas petrol level tank',
    note: noTeslaFuel,
  }),
  'internalcombustionengine-oillife': engine.endpoint('OilLife', 'read_engine_oil', {
    meaning: 'Life left in the engine oil',
    words: 'oil change life',
    note: noTeslaFuel,
  }),
  'internalcombustionengine-range': engine.endpoint('Range', 'read_fuel', {
    meaning: 'Distance the fuel lasts for',
    words: 'range far left fuel distance',
    note: noTeslaFuel,
  }),

  'location-isathome': location.reported('IsAtHome', 'read_location', {
    meaning: "Whether the car is at its owner's home",
    words: 'home where',
    note: 'On a Tesla it may need Vehicle Information only: Smartcar announced it as needing no new consent (unconfirmed).',
  }),
  'location-preciselocation': location.endpoint('PreciseLocation', 'read_location', {
    meaning: 'Where the car is',
    words: 'where position gps map latitude longitude coordinates find parked track',
  }),

  'lowvoltagebattery-stateofcharge': lowVoltage.reported('StateOfCharge', 'read_battery', {
    meaning: 'Charge level of the 12 V battery',
    words: '12v low voltage starter battery level',
  }),
  'lowvoltagebattery-status': lowVoltage.reported('Status', 'read_battery', {
    meaning: 'Health of the 12 V battery',
    words: '12v low voltage starter battery health',
  }),

  'motion-currentspeed': motion.reported('CurrentSpeed', 'read_speedometer', {
    meaning: 'Speed at the moment',
    words: 'speed fast moving driving',
  }),
  'odometer-traveleddistance': odometer.endpoint('TraveledDistance', 'read_odometer', {
    meaning: 'Distance driven in total',
    words: 'mileage odometer far driven distance miles kilometres km',
    note: documentedExample,
  }),

  'service-isinservice': service.unknown('IsInService', null, {
    meaning: 'Whether the car is at a workshop',
    words: 'workshop garage repair',
  }),
  'service-records': service.reported('Records', 'read_service_history', {
    meaning: 'Service records of dealers',
    words: 'service history maintenance dealer',
    note: 'No Tesla data is documented for it.',
  }),

  'surveillance-brand': surveillance.unknown('Brand', null, {
    meaning: 'Name of the guarding system',
    words: 'sentry camera guard',
  }),
  'surveillance-isenabled': surveillance.unknown('IsEnabled', null, {
    meaning: 'Whether the guarding system is on',
    words: 'sentry camera guard alarm on',
  }),

  'tractionbattery-isheateractive': traction.reported('IsHeaterActive', 'read_battery', {
    meaning: 'Whether the battery is being heated',
    words: 'battery heater',
  }),
  'tractionbattery-maxrangechargecounter': traction.reported('MaxRangeChargeCounter', 'read_battery', {
    meaning: 'How often the battery was charged to the maximum',
    words: 'battery cycles counter health',
  }),
  'tractionbattery-nominalcapacity': traction.endpoint('NominalCapacity', 'read_battery', {
    meaning: 'Size of the battery',
    words: 'battery capacity size kwh',
  }),
  'tractionbattery-range': traction.endpoint('Range', 'read_battery', {
    meaning: 'Distance the battery lasts for',
    words: 'range far left remaining distance battery',
  }),
  'tractionbattery-stateofcharge': traction.endpoint('StateOfCharge', 'read_battery', {
    meaning: 'Charge level of the high-voltage battery',
    words: 'battery level soc percent percentage full empty charge',
    note: documentedExample,
  }),

  'transmission-drivemode': transmission.unknown('DriveMode', null, {
    meaning: 'Driving mode',
    words: 'sport eco mode',
  }),
  'transmission-gearstate': transmission.unknown('GearState', null, {
    meaning: 'Gear: park, drive, reverse, neutral',
    words: 'gear park parked drive reverse',
  }),

  'vehicleidentification-exteriorcolor': identity.reported('ExteriorColor', 'read_extended_vehicle_info', {
    meaning: 'Colour of the car',
    words: 'colour color paint',
  }),
  'vehicleidentification-nickname': identity.reported('Nickname', 'read_vehicle_info', {
    meaning: 'Name that the owner gave the car',
    words: 'name nickname',
  }),
  'vehicleidentification-packages': identity.reported('Packages', 'read_vehicle_info', {
    meaning: 'Option packages',
    words: 'options packages equipment',
  }),
  'vehicleidentification-trim': identity.reported('Trim', 'read_extended_vehicle_info', {
    meaning: 'Trim level',
    words: 'trim version',
  }),
  'vehicleidentification-vin': identity.endpoint('VIN', 'read_vin', {
    meaning: 'Vehicle identification number',
    words: 'vin chassis number identification',
  }),

  'vehicleuseraccount-permissions': account.reported('Permissions', 'read_user_profile', {
    meaning: 'What the owner granted at the car maker',
    words: 'tesla scopes boxes consent granted',
    note: "Takes the place of v2's Tesla endpoint for the user's access: the real grant at Tesla.",
  }),
  'vehicleuseraccount-role': account.reported('Role', 'read_user_profile', {
    meaning: 'Owner or driver',
    words: 'owner driver role account',
  }),

  'wheel-style': wheel.reported('Style', 'read_extended_vehicle_info', {
    meaning: 'Kind of wheels',
    words: 'rims wheels',
  }),
  'wheel-tires': wheel.endpoint('Tires', 'read_tires', {
    meaning: 'Pressure of each tire',
    words: 'tyre tire pressure',
  }),
} as const satisfies Record<string, SignalInfo>;

/** Code of a signal, `group-name` in lower case. */
export type SignalCode = keyof typeof smartcarSignals;

/** All signal codes, in the order of the table. */
export const signalCodes = keysOf(smartcarSignals);

/** Codes that the Dashboard's compatibility matrix shows although the schema has no such signal. */
export const matrixOnlySignals: Readonly<Record<string, SignalCode>> = {
  'tractionbattery-estimatedrange': 'tractionbattery-range',
  'tractionbattery-idealrange': 'tractionbattery-range',
  'tractionbattery-ratedrange': 'tractionbattery-range',
};
