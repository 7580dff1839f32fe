/**
 * What an application of the sandbox asks for when a link names no permission: its Vehicle Access set,
 * as Dashboard → Configuration → Vehicle Access would hold it.
 */
export const sandboxVehicleAccess =
  'read_vehicle_info read_odometer read_battery read_charge read_location control_security control_charge';

/** Since then a link may leave out its scope (Smartcar's page on the Connect URL, 2025). */
export const scopeOptionalSince = '2025-01-01';
