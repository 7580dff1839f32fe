import type { SmartcarPermission } from './permissions.ts';

/** Everyday words that people write for a permission, for suggestions: none is a name. */
export const permissionWords: Readonly<Partial<Record<SmartcarPermission, string>>> = {
  control_charge: 'charging plug limit',
  control_climate: 'hvac heat cool precondition',
  control_navigation: 'destination route',
  control_security: 'lock unlock doors',
  control_trunk: 'trunk frunk boot tailgate',
  read_battery: 'soc range level capacity',
  read_charge: 'charging plug',
  read_compass: 'heading direction',
  read_location: 'gps position latitude longitude coordinates',
  read_odometer: 'mileage distance kilometres miles',
  read_speedometer: 'speed',
  read_thermometer: 'temperature',
  read_tires: 'tyres pressure',
  read_user_profile: 'email phone',
  read_vehicle_info: 'make model year',
};
