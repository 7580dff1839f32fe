import type { CommandCode } from './commands.ts';
import type { SmartcarPermission } from './permissions.ts';

/** Permission under which each method of a v2 path works. */
export interface EndpointInfo {
  readonly GET?: SmartcarPermission | undefined;
  readonly POST?: SmartcarPermission | undefined;
  /** Set where the path or its permission is not stated by Smartcar in any copy that was read. */
  readonly confidence?: 'unconfirmed' | undefined;
}

/**
 * Paths of the v2 API below `/vehicles/{id}/`.
 * Source: https://smartcar.com/docs/api-reference (2026-02) and the official SDKs.
 */
export const v2Endpoints = {
  odometer: { GET: 'read_odometer' },
  location: { GET: 'read_location' },
  vin: { GET: 'read_vin' },
  battery: { GET: 'read_battery' },
  'battery/capacity': { GET: 'read_battery' },
  'battery/nominal_capacity': { GET: 'read_battery' },
  charge: { GET: 'read_charge', POST: 'control_charge' },
  'charge/limit': { GET: 'read_charge', POST: 'control_charge' },
  fuel: { GET: 'read_fuel' },
  'engine/oil': { GET: 'read_engine_oil' },
  'tires/pressure': { GET: 'read_tires' },
  security: { GET: 'read_security', POST: 'control_security' },
  'navigation/destination': { POST: 'control_navigation' },
  'diagnostics/system_status': { GET: 'read_diagnostics' },
  'diagnostics/dtcs': { GET: 'read_diagnostics' },
  'service/history': { GET: 'read_service_history' },
} as const satisfies Record<string, EndpointInfo>;

/**
 * Paths below `/vehicles/{id}/{make}/`, which end with v2. Tesla's are meant; other makes have some of them.
 * Source: https://smartcar.com/docs/api-reference (2026-02).
 */
export const v2MakeEndpoints = {
  migration: { GET: 'read_vehicle_info' },
  virtual_key: { GET: 'read_vehicle_info' },
  alerts: { GET: 'read_alerts' },
  pin: { POST: 'control_pin' },
  'charge/charge_port_door': { POST: 'control_charge' },
  'charge/ammeter': { GET: 'read_charge', POST: 'control_charge', confidence: 'unconfirmed' },
  'charge/voltmeter': { GET: 'read_charge', confidence: 'unconfirmed' },
  'charge/wattmeter': { GET: 'read_charge', confidence: 'unconfirmed' },
  'charge/completion': { GET: 'read_charge', confidence: 'unconfirmed' },
  'charge/records': { GET: 'read_charge_records', confidence: 'unconfirmed' },
  'charge/records/billing': { GET: 'read_charge_records', confidence: 'unconfirmed' },
  'climate/cabin': { GET: 'read_climate', POST: 'control_climate' },
  'climate/defroster': { GET: 'read_climate', POST: 'control_climate' },
  'climate/steering_wheel': { GET: 'read_climate', POST: 'control_climate' },
  compass: { GET: 'read_compass' },
  speedometer: { GET: 'read_speedometer' },
} as const satisfies Record<string, EndpointInfo>;

/** What a call needs: a permission of its own, or that of a command. */
export type SdkMethod = { readonly permission: SmartcarPermission } | { readonly command: CommandCode };

/**
 * Methods of a vehicle in the official SDKs, spelled without `get`, `_`, `!` and capitals:
 * `getChargeLimit`, `charge_limit` and `ChargeLimit` are all `chargelimit`.
 * Source: the Node, Python, Java, Ruby and Go SDKs (2025-2026).
 */
export const sdkMethods = {
  odometer: { permission: 'read_odometer' },
  location: { permission: 'read_location' },
  vin: { permission: 'read_vin' },
  battery: { permission: 'read_battery' },
  batterycapacity: { permission: 'read_battery' },
  nominalcapacity: { permission: 'read_battery' },
  charge: { permission: 'read_charge' },
  chargelimit: { permission: 'read_charge' },
  fuel: { permission: 'read_fuel' },
  engineoil: { permission: 'read_engine_oil' },
  tirepressure: { permission: 'read_tires' },
  lockstatus: { permission: 'read_security' },
  diagnosticsystemstatus: { permission: 'read_diagnostics' },
  diagnostictroublecodes: { permission: 'read_diagnostics' },
  servicehistory: { permission: 'read_service_history' },
  attributes: { permission: 'read_vehicle_info' },
  lock: { command: 'security/lock' },
  unlock: { command: 'security/unlock' },
  startcharge: { command: 'charge/start' },
  stopcharge: { command: 'charge/stop' },
  setchargelimit: { command: 'charge/set-limit' },
  senddestination: { command: 'navigation/set-destination' },
} as const satisfies Record<string, SdkMethod>;
