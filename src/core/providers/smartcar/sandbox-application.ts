/**
 * What an application of the sandbox asks for when a link names no permission: its Vehicle Access set,
 * as Dashboard → Configuration → Vehicle Access would hold it.
 */
export const sandboxVehicleAccess =
  'read_vehicle_info read_odometer read_battery read_charge read_location control_security control_charge';
