import type { BoxRule, MappingEdition } from '../provider.ts';
import type { SmartcarPermission } from './permissions.ts';

const information: BoxRule = [['vehicle_device_data']];
const location: BoxRule = [['vehicle_location']];
const commands: BoxRule = [['vehicle_cmds']];
const charging: BoxRule = [['vehicle_charging_cmds']];
const profile: BoxRule = [['user_data']];

type Rows = Partial<Record<SmartcarPermission, BoxRule>>;

const page = 'https://smartcar.com/docs/help/oem-integrations/tesla/developers';

/** The table of late 2023, 21 rows, to the letter. */
const rows2023 = {
  control_charge: charging,
  control_climate: commands,
  control_navigation: commands,
  control_security: commands,
  control_trunk: commands,
  read_battery: information,
  read_charge_records: charging,
  read_charge: information,
  read_climate: information,
  read_compass: information,
  read_engine_oil: information,
  read_extended_vehicle_info: information,
  read_fuel: information,
  read_location: information,
  read_odometer: information,
  read_security: information,
  read_speedometer: information,
  read_thermometer: information,
  read_tires: information,
  read_vehicle_info: information,
  read_vin: information,
} as const satisfies Rows;

const rows2026 = {
  ...rows2023,
  read_location: location,
  read_user_profile: profile,
  control_pin: commands,
} as const satisfies Rows;

/** Smartcar's published permission → Tesla box tables, oldest first. */
export const smartcarEditions: readonly [MappingEdition, ...MappingEdition[]] = [
  {
    id: '2023-12',
    asks: ['user_data', 'vehicle_device_data', 'vehicle_cmds', 'vehicle_charging_cmds'],
    labels: { vehicle_charging_cmds: 'Vehicle Charge Management' },
    rows: rows2023,
    source: { url: page, asOf: '2023-12' },
    changes: [],
  },
  {
    id: '2026-02',
    asks: ['user_data', 'vehicle_device_data', 'vehicle_location', 'vehicle_cmds', 'vehicle_charging_cmds'],
    labels: {},
    rows: rows2026,
    source: { url: page, asOf: '2026-02' },
    // Smartcar's table followed Tesla's location box in March 2025.
    since: '2025-03-01',
    changes: [
      'read_location moved from Vehicle Information to a box of its own, Vehicle Location (Tesla split it off; Smartcar followed in March 2025).',
      'read_user_profile is mapped now: Profile Information.',
      'control_pin is mapped now: Vehicle Commands.',
    ],
  },
];
