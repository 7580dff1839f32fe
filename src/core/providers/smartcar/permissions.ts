import type { Source } from '../../source.ts';
import type { PermissionInfo } from '../provider.ts';

const page: Source = { url: 'https://smartcar.com/docs/api-reference/permissions', asOf: '2026-06' };

function read(description: string): PermissionInfo {
  return { access: 'read', methods: ['GET'], description, needsVirtualKey: false, source: page };
}

function control(description: string, footnote?: string): PermissionInfo {
  return {
    access: 'control',
    methods: ['POST', 'PUT'],
    description,
    needsVirtualKey: true,
    footnote,
    source: page,
  };
}

/** The permissions that Smartcar publishes. */
export const smartcarPermissions = {
  read_alerts: read('Recent alerts that the vehicle has raised'),
  read_battery: read("State and range of an EV's high-voltage battery"),
  read_charge: read('Whether the car is plugged in and charging'),
  read_charge_locations: read('Places charged at before, with their charging settings'),
  read_charge_records: read('Past charging sessions and what they cost'),
  read_charge_events: read('Notifications about charging events'),
  read_climate: read('State and settings of the climate control'),
  read_compass: read('The direction in which the vehicle is facing'),
  read_diagnostics: read('System status and diagnostic trouble codes'),
  read_engine_oil: read('Remaining life of the engine oil'),
  read_extended_vehicle_info: read("The vehicle's configuration: trim, options, software"),
  read_fuel: read('Fuel level'),
  read_location: read('Where the vehicle is'),
  read_odometer: read('Total distance travelled'),
  read_security: read('Whether doors, windows and charging port are open or locked'),
  read_service_history: read('Service records kept by dealers'),
  read_speedometer: read("The vehicle's current speed"),
  read_thermometer: read('Temperatures inside and outside the vehicle'),
  read_tires: read('Tire status and pressure'),
  read_user_profile: read("E-mail address and phone number of the owner's account with the car maker"),
  read_vehicle_info: read('Make, model and year'),
  read_vin: read('The vehicle identification number (VIN)'),
  control_charge: control('Start and stop charging, set the charge limit'),
  control_climate: control('Switch the climate control and set it'),
  control_navigation: control(
    'Send a destination to the navigation system',
    "Tesla's own API takes navigation requests unsigned, so they may work without a virtual key; for Smartcar this is unconfirmed.",
  ),
  control_pin: control('Set a PIN and switch on PIN to Drive'),
  control_security: control('Lock and unlock the vehicle'),
  control_trunk: control('Open the trunk or the frunk'),
} as const satisfies Record<string, PermissionInfo>;

/** Name of one of the permissions that Smartcar publishes. */
export type SmartcarPermission = keyof typeof smartcarPermissions;
