import type { CommandCode } from './commands.ts';
import type { sdkMethods, v2Endpoints, v2MakeEndpoints } from './endpoints.ts';
import type { SignalCode } from './signals.ts';

/** What API v3 has in the place of one call of v2. */
export interface Successor {
  readonly signals?: readonly SignalCode[] | undefined;
  readonly commands?: readonly CommandCode[] | undefined;
  /** A call of another kind, or why there is none. */
  readonly instead?: string | undefined;
}

const charging: Successor = {
  signals: ['charge-ischarging', 'charge-ischargingcableconnected', 'charge-detailedchargingstatus'],
};
const limit: readonly SignalCode[] = ['charge-chargelimits'];
const locks: readonly SignalCode[] = ['closure-islocked', 'closure-doors', 'closure-windows'];
const fuel: Successor = { signals: ['internalcombustionengine-fuellevel', 'internalcombustionengine-range'] };
const battery: Successor = { signals: ['tractionbattery-stateofcharge', 'tractionbattery-range'] };
const capacity: Successor = { signals: ['tractionbattery-nominalcapacity'] };
const oil: Successor = { signals: ['internalcombustionengine-oillife'] };
const odometer: Successor = { signals: ['odometer-traveleddistance'] };
const location: Successor = { signals: ['location-preciselocation'] };
const vin: Successor = { signals: ['vehicleidentification-vin'] };
const tires: Successor = { signals: ['wheel-tires'] };
const troubleCodes: Successor = { signals: ['diagnostics-dtclist'] };
const records: Successor = { signals: ['service-records'] };
const systems: Successor = { instead: 'a signal for each system, diagnostics-abs to diagnostics-waterinfuel' };
const noCommand = 'API v3 has no such command';

/**
 * Signals and commands of v3 by the path of v2 below `/vehicles/{id}/`.
 * Source: https://smartcar.com/docs/api-reference/signals/schema and commands/overview (2026); which signal takes the
 * place of which endpoint follows from what both tell.
 */
export const endpointSuccessors = {
  odometer,
  location,
  vin,
  battery,
  'battery/capacity': capacity,
  'battery/nominal_capacity': capacity,
  charge: { ...charging, commands: ['charge/start', 'charge/stop'] },
  'charge/limit': { signals: limit, commands: ['charge/set-limit'] },
  fuel,
  'engine/oil': oil,
  'tires/pressure': tires,
  security: { signals: locks, commands: ['security/lock', 'security/unlock'] },
  'navigation/destination': { commands: ['navigation/set-destination'] },
  'diagnostics/system_status': systems,
  'diagnostics/dtcs': troubleCodes,
  'service/history': records,
} as const satisfies Record<keyof typeof v2Endpoints, Successor>;

/** The same for the paths that name a make. */
export const makeEndpointSuccessors = {
  migration: { instead: 'nothing: a car that Connect connected anew is migrated' },
  virtual_key: { signals: ['connectivitystatus-isdigitalkeypaired'] },
  alerts: { instead: 'no signal is published' },
  pin: { instead: noCommand },
  'charge/charge_port_door': { commands: ['charge-port/open', 'charge-port/close'] },
  'charge/ammeter': { signals: ['charge-amperage', 'charge-amperagemax'], instead: noCommand },
  'charge/voltmeter': { signals: ['charge-voltage'] },
  'charge/wattmeter': { signals: ['charge-wattage'] },
  'charge/completion': { signals: ['charge-timetocomplete'] },
  'charge/records': { signals: ['charge-chargerecords'] },
  'charge/records/billing': { signals: ['charge-chargerecords'] },
  'climate/cabin': { signals: ['hvac-cabintargettemperature', 'hvac-iscabinhvacactive'], instead: noCommand },
  'climate/defroster': { signals: ['hvac-isfrontdefrosteractive', 'hvac-isreardefrosteractive'], instead: noCommand },
  'climate/steering_wheel': { signals: ['hvac-issteeringheateractive'], instead: noCommand },
  compass: { signals: ['location-preciselocation'] },
  speedometer: { signals: ['motion-currentspeed'] },
} as const satisfies Record<keyof typeof v2MakeEndpoints, Successor>;

/** The same for the methods of the official SDKs. */
export const methodSuccessors = {
  odometer,
  location,
  vin,
  battery,
  batterycapacity: capacity,
  nominalcapacity: capacity,
  charge: charging,
  chargelimit: { signals: limit },
  fuel,
  engineoil: oil,
  tirepressure: tires,
  lockstatus: { signals: locks },
  diagnosticsystemstatus: systems,
  diagnostictroublecodes: troubleCodes,
  servicehistory: records,
  attributes: { instead: 'GET /vehicles/{vehicleId}' },
  lock: { commands: ['security/lock'] },
  unlock: { commands: ['security/unlock'] },
  startcharge: { commands: ['charge/start'] },
  stopcharge: { commands: ['charge/stop'] },
  setchargelimit: { commands: ['charge/set-limit'] },
  senddestination: { commands: ['navigation/set-destination'] },
} as const satisfies Record<keyof typeof sdkMethods, Successor>;
