/** The permissions on Smartcar's page of 2026-06, typed from it. A later one is a row of the table alone. */
export const publishedReads = [
  'read_alerts',
  'read_battery',
  'read_charge',
  'read_charge_locations',
  'read_charge_records',
  'read_charge_events',
  'read_climate',
  'read_compass',
  'read_diagnostics',
  'read_engine_oil',
  'read_extended_vehicle_info',
  'read_fuel',
  'read_location',
  'read_odometer',
  'read_security',
  'read_service_history',
  'read_speedometer',
  'read_thermometer',
  'read_tires',
  'read_user_profile',
  'read_vehicle_info',
  'read_vin',
] as const;

export const publishedControls = [
  'control_charge',
  'control_climate',
  'control_navigation',
  'control_pin',
  'control_security',
  'control_trunk',
] as const;

export const publishedPermissions = [...publishedReads, ...publishedControls];
