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
      meaning: string,
      words: string,
      note?: string,
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

/** All 93 signals of Smartcar's schema, each with the permission under which it is read. */
export const smartcarSignals = {
  'charge-amperage': charge.reported(
    'Amperage',
    'read_charge',
    'Current that flows into the car',
    'amps ampere current',
  ),
  'charge-amperagemax': charge.reported(
    'AmperageMax',
    'read_charge',
    'Highest current the charger offers',
    'amps ampere maximum limit',
  ),
  'charge-amperagerequested': charge.reported(
    'AmperageRequested',
    'read_charge',
    'Current the car asks the charger for',
    'amps ampere requested',
  ),
  'charge-chargelimits': charge.endpoint(
    'ChargeLimits',
    'read_charge',
    'Level at which charging stops',
    'limit target percent maximum stop',
  ),
  'charge-chargeportstatuscolor': charge.reported(
    'ChargePortStatusColor',
    'read_charge',
    'Colour of the light at the charging port',
    'colour light led port',
  ),
  'charge-chargerate': charge.reported(
    'ChargeRate',
    'read_charge',
    'Range gained per hour of charging',
    'speed fast charging km/h',
  ),
  'charge-chargerecords': charge.reported(
    'ChargeRecords',
    'read_charge_records',
    'Past charging sessions',
    'history sessions cost bill billing past',
  ),
  'charge-chargerphases': charge.reported(
    'ChargerPhases',
    'read_charge',
    'Number of phases in use',
    'phase three-phase',
  ),
  'charge-chargetimers': charge.reported(
    'ChargeTimers',
    'read_charge',
    'Charging and departure schedules',
    'schedule timer planned departure night',
  ),
  'charge-chargingconnectortype': charge.reported(
    'ChargingConnectorType',
    'read_charge',
    'Kind of plug',
    'plug connector type ccs',
  ),
  'charge-detailedchargingstatus': charge.endpoint(
    'DetailedChargingStatus',
    'read_charge',
    'What the charger is doing, in words',
    'charging status state complete stopped',
    documentedExample,
  ),
  'charge-energyadded': charge.reported(
    'EnergyAdded',
    'read_charge',
    'Energy charged in this session',
    'kwh energy added session',
  ),
  'charge-fastchargertype': charge.reported(
    'FastChargerType',
    'read_charge',
    'Kind of fast charger',
    'dc fast supercharger type',
  ),
  'charge-ischarging': charge.endpoint(
    'IsCharging',
    'read_charge',
    'Whether the car is charging',
    'charging status state now',
    documentedExample,
  ),
  'charge-ischargingcableconnected': charge.endpoint(
    'IsChargingCableConnected',
    'read_charge',
    'Whether the cable is plugged in',
    'plugged in plug cable connected',
  ),
  'charge-ischargingcablelatched': charge.reported(
    'IsChargingCableLatched',
    'read_charge',
    'Whether the cable is locked in place',
    'cable latch locked',
  ),
  'charge-ischargingportflapopen': charge.reported(
    'IsChargingPortFlapOpen',
    'read_charge',
    'Whether the flap of the charging port is open',
    'port flap door open',
  ),
  'charge-isfastchargerpresent': charge.reported(
    'IsFastChargerPresent',
    'read_charge',
    'Whether a fast charger is connected',
    'dc fast supercharger',
  ),
  'charge-timetocomplete': charge.reported(
    'TimeToComplete',
    'read_charge',
    'Time until charging is complete',
    'when full ready remaining minutes how long finished',
  ),
  'charge-voltage': charge.reported('Voltage', 'read_charge', 'Voltage at the charger', 'volts voltage'),
  'charge-wattage': charge.reported('Wattage', 'read_charge', 'Power that flows into the car', 'watts kw power'),

  'climate-externaltemperature': climate.reported(
    'ExternalTemperature',
    'read_thermometer',
    'Temperature outside',
    'outside weather cold hot degrees',
  ),
  'climate-internaltemperature': climate.reported(
    'InternalTemperature',
    'read_thermometer',
    'Temperature inside',
    'inside cabin cold hot degrees',
  ),

  'closure-doors': closure.endpoint('Doors', 'read_security', 'Each door: open, locked', 'door open closed locked'),
  'closure-enginecover': closure.endpoint(
    'EngineCover',
    'read_security',
    'Whether the bonnet is open',
    'hood bonnet open',
  ),
  'closure-fronttrunk': closure.endpoint(
    'FrontTrunk',
    'read_security',
    'Whether the frunk is open or locked',
    'frunk front boot open',
  ),
  'closure-islocked': closure.endpoint(
    'IsLocked',
    'read_security',
    'Whether the car is locked',
    'locked lock unlocked status doors',
  ),
  'closure-reartrunk': closure.endpoint(
    'RearTrunk',
    'read_security',
    'Whether the trunk is open or locked',
    'trunk boot open',
  ),
  'closure-sunroof': closure.endpoint('Sunroof', 'read_security', 'Whether the sunroof is open', 'roof open'),
  'closure-tailgate': closure.endpoint(
    'Tailgate',
    'read_security',
    'Whether the tailgate is open or locked',
    'tailgate open',
  ),
  'closure-windows': closure.endpoint('Windows', 'read_security', 'Each window: open or closed', 'window open closed'),

  'connectivitysoftware-currentfirmwareversion': software.reported(
    'CurrentFirmwareVersion',
    'read_extended_vehicle_info',
    'Software version of the car',
    'software firmware version update',
  ),
  'connectivitystatus-isasleep': connectivity.reported(
    'IsAsleep',
    'read_vehicle_info',
    'Whether the car sleeps',
    'asleep sleep awake',
  ),
  'connectivitystatus-isdigitalkeypaired': connectivity.reported(
    'IsDigitalKeyPaired',
    'read_vehicle_info',
    'Whether the virtual key is on the car',
    'virtual key paired digital',
    "Takes the place of v2's Tesla endpoint for the virtual key, which needs the same permission.",
  ),
  'connectivitystatus-isonline': connectivity.reported(
    'IsOnline',
    'read_vehicle_info',
    'Whether the car can be reached',
    'online offline connected reachable',
  ),

  'diagnostics-abs': diagnostics.reported(
    'ABS',
    'read_diagnostics',
    'State of the anti-lock brakes',
    'brakes abs',
    noTeslaTroubleCodes,
  ),
  'diagnostics-activesafety': diagnostics.reported(
    'ActiveSafety',
    'read_diagnostics',
    'State of active safety',
    'safety collision',
    noTeslaTroubleCodes,
  ),
  'diagnostics-airbag': diagnostics.reported(
    'Airbag',
    'read_diagnostics',
    'State of the airbags',
    'airbag srs',
    noTeslaTroubleCodes,
  ),
  'diagnostics-brakefluid': diagnostics.reported(
    'BrakeFluid',
    'read_diagnostics',
    'State of the brake fluid',
    'brakes fluid',
    noTeslaTroubleCodes,
  ),
  'diagnostics-driverassistance': diagnostics.reported(
    'DriverAssistance',
    'read_diagnostics',
    'State of driver assistance',
    'assist cruise',
    noTeslaTroubleCodes,
  ),
  'diagnostics-dtccount': diagnostics.reported(
    'DTCCount',
    'read_diagnostics',
    'Number of trouble codes',
    'dtc fault error trouble codes',
    noTeslaTroubleCodes,
  ),
  'diagnostics-dtclist': diagnostics.reported(
    'DTCList',
    'read_diagnostics',
    'The trouble codes',
    'dtc fault error trouble codes',
    noTeslaTroubleCodes,
  ),
  'diagnostics-emissions': diagnostics.reported(
    'Emissions',
    'read_diagnostics',
    'State of the emission control',
    'exhaust emissions',
    noTeslaTroubleCodes,
  ),
  'diagnostics-evbatteryconditioning': diagnostics.reported(
    'EVBatteryConditioning',
    'read_diagnostics',
    'State of battery conditioning',
    'battery conditioning',
    noTeslaTroubleCodes,
  ),
  'diagnostics-evcharging': diagnostics.reported(
    'EVCharging',
    'read_diagnostics',
    'State of the charging system',
    'charging fault',
    noTeslaTroubleCodes,
  ),
  'diagnostics-evdriveunit': diagnostics.reported(
    'EVDriveUnit',
    'read_diagnostics',
    'State of the drive unit',
    'motor drive',
    noTeslaTroubleCodes,
  ),
  'diagnostics-evhvbattery': diagnostics.reported(
    'EVHVBattery',
    'read_diagnostics',
    'State of the high-voltage battery',
    'battery health',
    noTeslaTroubleCodes,
  ),
  'diagnostics-lighting': diagnostics.reported(
    'Lighting',
    'read_diagnostics',
    'State of the lights',
    'lights lamp bulb',
    noTeslaTroubleCodes,
  ),
  'diagnostics-mil': diagnostics.reported(
    'MIL',
    'read_diagnostics',
    'Whether the check-engine lamp is on',
    'check engine warning lamp',
    noTeslaTroubleCodes,
  ),
  'diagnostics-oillife': diagnostics.reported(
    'OilLife',
    'read_diagnostics',
    'State of the engine oil',
    'oil',
    noTeslaTroubleCodes,
  ),
  'diagnostics-oilpressure': diagnostics.reported(
    'OilPressure',
    'read_diagnostics',
    'State of the oil pressure',
    'oil pressure',
    noTeslaTroubleCodes,
  ),
  'diagnostics-oiltemperature': diagnostics.reported(
    'OilTemperature',
    'read_diagnostics',
    'State of the oil temperature',
    'oil temperature',
    noTeslaTroubleCodes,
  ),
  'diagnostics-telematics': diagnostics.reported(
    'Telematics',
    'read_diagnostics',
    'State of the telematics unit',
    'modem telematics',
    noTeslaTroubleCodes,
  ),
  'diagnostics-tirepressure': diagnostics.reported(
    'TirePressure',
    'read_diagnostics',
    'Whether a tire pressure warning is on',
    'tyre tire pressure warning',
    noTeslaTroubleCodes,
  ),
  'diagnostics-tirepressuremonitoring': diagnostics.reported(
    'TirePressureMonitoring',
    'read_diagnostics',
    'State of the tire pressure monitor',
    'tyre tire tpms',
    noTeslaTroubleCodes,
  ),
  'diagnostics-transmission': diagnostics.reported(
    'Transmission',
    'read_diagnostics',
    'State of the transmission',
    'gearbox',
    noTeslaTroubleCodes,
  ),
  'diagnostics-washerfluid': diagnostics.reported(
    'WasherFluid',
    'read_diagnostics',
    'State of the washer fluid',
    'washer wiper',
    noTeslaTroubleCodes,
  ),
  'diagnostics-waterinfuel': diagnostics.reported(
    'WaterInFuel',
    'read_diagnostics',
    'Whether there is water in the fuel',
    'diesel water',
    noTeslaTroubleCodes,
  ),

  'hvac-cabintargettemperature': hvac.reported(
    'CabinTargetTemperature',
    'read_climate',
    'Temperature the cabin is set to',
    'climate set target degrees',
  ),
  'hvac-iscabinhvacactive': hvac.reported(
    'IsCabinHVACActive',
    'read_climate',
    'Whether the climate control runs',
    'climate heating cooling air conditioning on',
  ),
  'hvac-isfrontdefrosteractive': hvac.reported(
    'IsFrontDefrosterActive',
    'read_climate',
    'Whether the front defroster runs',
    'defrost windscreen windshield',
  ),
  'hvac-isreardefrosteractive': hvac.reported(
    'IsRearDefrosterActive',
    'read_climate',
    'Whether the rear defroster runs',
    'defrost rear window',
  ),
  'hvac-issteeringheateractive': hvac.reported(
    'IsSteeringHeaterActive',
    'read_climate',
    'Whether the steering wheel is heated',
    'steering wheel heater',
  ),

  'internalcombustionengine-amountremaining': engine.endpoint(
    'AmountRemaining',
    'read_fuel',
    'Fuel left in the tank',
    'fuel gas petrol litres gallons tank',
    noTeslaFuel,
  ),
  'internalcombustionengine-fuellevel': engine.endpoint(
    'FuelLevel',
    'read_fuel',
    'Fuel level in percent',
    'fuel gas petrol level tank',
    noTeslaFuel,
  ),
  'internalcombustionengine-oillife': engine.endpoint(
    'OilLife',
    'read_engine_oil',
    'Life left in the engine oil',
    'oil change life',
    noTeslaFuel,
  ),
  'internalcombustionengine-range': engine.endpoint(
    'Range',
    'read_fuel',
    'Distance the fuel lasts for',
    'range far left fuel distance',
    noTeslaFuel,
  ),

  'location-isathome': location.reported(
    'IsAtHome',
    'read_location',
    "Whether the car is at its owner's home",
    'home where',
    'On a Tesla it may need Vehicle Information only: Smartcar announced it as needing no new consent (unconfirmed).',
  ),
  'location-preciselocation': location.endpoint(
    'PreciseLocation',
    'read_location',
    'Where the car is',
    'where position gps map latitude longitude coordinates find parked track',
  ),

  'lowvoltagebattery-stateofcharge': lowVoltage.reported(
    'StateOfCharge',
    'read_battery',
    'Charge level of the 12 V battery',
    '12v low voltage starter battery level',
  ),
  'lowvoltagebattery-status': lowVoltage.reported(
    'Status',
    'read_battery',
    'Health of the 12 V battery',
    '12v low voltage starter battery health',
  ),

  'motion-currentspeed': motion.reported(
    'CurrentSpeed',
    'read_speedometer',
    'Speed at the moment',
    'speed fast moving driving',
  ),
  'odometer-traveleddistance': odometer.endpoint(
    'TraveledDistance',
    'read_odometer',
    'Distance driven in total',
    'mileage odometer far driven distance miles kilometres km',
    documentedExample,
  ),

  'service-isinservice': service.unknown(
    'IsInService',
    null,
    'Whether the car is at a workshop',
    'workshop garage repair',
  ),
  'service-records': service.reported(
    'Records',
    'read_service_history',
    'Service records of dealers',
    'service history maintenance dealer',
    'No Tesla data is documented for it.',
  ),

  'surveillance-brand': surveillance.unknown('Brand', null, 'Name of the guarding system', 'sentry camera guard'),
  'surveillance-isenabled': surveillance.unknown(
    'IsEnabled',
    null,
    'Whether the guarding system is on',
    'sentry camera guard alarm on',
  ),

  'tractionbattery-isheateractive': traction.reported(
    'IsHeaterActive',
    'read_battery',
    'Whether the battery is being heated',
    'battery heater',
  ),
  'tractionbattery-maxrangechargecounter': traction.reported(
    'MaxRangeChargeCounter',
    'read_battery',
    'How often the battery was charged to the maximum',
    'battery cycles counter health',
  ),
  'tractionbattery-nominalcapacity': traction.endpoint(
    'NominalCapacity',
    'read_battery',
    'Size of the battery',
    'battery capacity size kwh',
  ),
  'tractionbattery-range': traction.endpoint(
    'Range',
    'read_battery',
    'Distance the battery lasts for',
    'range far left remaining distance battery',
  ),
  'tractionbattery-stateofcharge': traction.endpoint(
    'StateOfCharge',
    'read_battery',
    'Charge level of the high-voltage battery',
    'battery level soc percent percentage full empty charge',
    documentedExample,
  ),

  'transmission-drivemode': transmission.unknown('DriveMode', null, 'Driving mode', 'sport eco mode'),
  'transmission-gearstate': transmission.unknown(
    'GearState',
    null,
    'Gear: park, drive, reverse, neutral',
    'gear park parked drive reverse',
  ),

  'vehicleidentification-exteriorcolor': identity.reported(
    'ExteriorColor',
    'read_extended_vehicle_info',
    'Colour of the car',
    'colour color paint',
  ),
  'vehicleidentification-nickname': identity.reported(
    'Nickname',
    'read_vehicle_info',
    'Name that the owner gave the car',
    'name nickname',
  ),
  'vehicleidentification-packages': identity.reported(
    'Packages',
    'read_vehicle_info',
    'Option packages',
    'options packages equipment',
  ),
  'vehicleidentification-trim': identity.reported('Trim', 'read_extended_vehicle_info', 'Trim level', 'trim version'),
  'vehicleidentification-vin': identity.endpoint(
    'VIN',
    'read_vin',
    'Vehicle identification number',
    'vin chassis number identification',
  ),

  'vehicleuseraccount-permissions': account.reported(
    'Permissions',
    'read_user_profile',
    'What the owner granted at the car maker',
    'tesla scopes boxes consent granted',
    "Takes the place of v2's Tesla endpoint for the user's access: the real grant at Tesla.",
  ),
  'vehicleuseraccount-role': account.reported(
    'Role',
    'read_user_profile',
    'Owner or driver',
    'owner driver role account',
  ),

  'wheel-style': wheel.reported('Style', 'read_extended_vehicle_info', 'Kind of wheels', 'rims wheels'),
  'wheel-tires': wheel.endpoint('Tires', 'read_tires', 'Pressure of each tire', 'tyre tire pressure'),
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
