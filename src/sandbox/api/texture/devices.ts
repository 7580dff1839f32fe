import { ownValue } from '../../../core/text/keys.ts';
import { editionOf, satisfies } from '../../state/grants.ts';
import { stableUuid } from '../../state/ids.ts';
import type { Account, Application, SandboxState, Vehicle } from '../../state/state.ts';
import type { ScopedKey } from '../../state/texture.ts';
import { vehicleAt, type VehicleMoment } from '../car/simulation.ts';
import { energyAt } from './energy-site.ts';

/** Who asks: the application by its Server key, one customer by the scoped key, or the Connect key that only makes links. */
export interface Caller {
  readonly application: Application;
  readonly kind: 'server' | 'connect' | 'scoped';
  /** With a scoped key: the one account whose devices are reached. */
  readonly accountId?: string | undefined;
}

interface DeviceOfAccount {
  readonly id: string;
  /** The account through which it is reached. */
  readonly account: Account;
  readonly customer: ScopedKey;
}

/** A car. */
export interface VehicleDevice extends DeviceOfAccount {
  readonly type: 'vehicle';
  readonly vehicle: Vehicle;
}

/** A Powerwall with its solar panels: one device, as in the sample that Texture publishes. */
export interface BatteryDevice extends DeviceOfAccount {
  readonly type: 'battery';
}

/** What a caller reaches. */
export type Device = VehicleDevice | BatteryDevice;

/** @returns true where the boxes that Tesla holds for Texture open the level */
export function holds(state: SandboxState, account: Account, level: string): boolean {
  const boxes = account.consents.texture?.boxes;
  return boxes !== undefined && satisfies(ownValue(editionOf(state, 'texture').rows, level), boxes);
}

/** The devices that the caller reaches: cars with Vehicle Information, the Powerwall with Energy Product Information. */
export function devicesOf(state: SandboxState, caller: Caller): readonly Device[] {
  const devices = new Map<string, Device>();
  for (const customer of state.scopedKeys.values()) {
    if (customer.applicationId !== caller.application.id) continue;
    if (caller.accountId !== undefined && caller.accountId !== customer.accountId) continue;
    const account = state.accounts.get(customer.accountId);
    if (account === undefined) continue;
    for (const device of devicesOfAccount(state, account, customer)) devices.set(device.id, device);
  }
  return [...devices.values()];
}

function devicesOfAccount(state: SandboxState, account: Account, customer: ScopedKey): readonly Device[] {
  const devices: Device[] = [];
  for (const id of holds(state, account, 'vehicle_read') ? account.vehicles.keys() : []) {
    const vehicle = state.vehicles.get(id);
    if (vehicle !== undefined) devices.push({ type: 'vehicle', id, vehicle, account, customer });
  }
  if (holds(state, account, 'energy_read'))
    devices.push({ type: 'battery', id: stableUuid(`energy site ${account.id}`), account, customer });
  return devices;
}

/** The fields of Texture's samples; what the sandbox does not know of a device is null. */
export function describeDevice(state: SandboxState, device: Device): unknown {
  return device.type === 'vehicle' ? describeCar(state, device) : describeBattery(state, device);
}

function describeCar(state: SandboxState, { vehicle, ...device }: VehicleDevice): unknown {
  const moment = vehicleAt(vehicle, vehicle.condition ?? {}, state.now());
  const make = vehicle.make.toLowerCase();
  return {
    ...describeCommon(device, [
      ['vehicle:set-charge-limit', 'Sets the charge limit.'],
      ['vehicle:set-operating-mode', 'Starts or stops charging.'],
    ]),
    manufacturerDeviceId: vehicle.vin,
    serialNumber: vehicle.vin,
    manufacturer: make,
    model: `${make}_${vehicle.model.toLowerCase().replaceAll(' ', '_')}`,
    modelYear: vehicle.year,
    name: `${vehicle.model} ${vehicle.year}`,
    state: { id: state.ids.uuid(), ...describeCharge(moment), createdAt: new Date(state.now()).toISOString() },
  };
}

const kilometresPerMile = 1.609344;

function describeCharge(moment: VehicleMoment): Readonly<Record<string, unknown>> {
  const completion = moment.isCharging ? new Date(moment.at + moment.minutesLeft * 60_000).toISOString() : null;
  return {
    charge: Math.round(moment.soc * moment.capacity * 1000),
    chargingState: moment.isCharging ? 'charging' : 'idle',
    chargePercentage: Math.round(moment.soc * 100),
    chargeCompletionDate: completion,
    chargeCompletedAt: null,
    chargeLimit: Math.round(moment.chargeLimit * 100),
    isPluggedIn: moment.isPluggedIn,
    chargerVoltage: null,
    chargerCurrent: null,
    chargerWattage: moment.isCharging ? Math.round(moment.power * 1000) : 0,
    range: Math.round(moment.range / kilometresPerMile),
    // Whether Texture asks for Vehicle Location, without which there is no position, is not confirmed.
    latitude: null,
    longitude: null,
  };
}

function describeBattery(state: SandboxState, device: BatteryDevice): unknown {
  return {
    ...describeCommon(device, [
      ['battery:set-reserve', 'Sets the backup reserve.'],
      ['battery:set-operating-mode', 'Charges, discharges or holds the battery.'],
    ]),
    manufacturerDeviceId: String(Number.parseInt(device.id.slice(-12), 16)),
    serialNumber: null,
    manufacturer: 'tesla',
    model: 'tesla_solar_powerwall',
    modelYear: null,
    name: 'My Home',
    state: describeEnergy(state, device.account),
  };
}

function describeEnergy(state: SandboxState, { energySite }: Account): unknown {
  const moment = energyAt(energySite, state.now());
  return {
    id: state.ids.uuid(),
    charge: moment.chargeWh,
    chargePercentage: moment.level,
    chargingState: wordFor(moment.chargeRate, { above: 'discharging', below: 'charging' }),
    whConsumed: 0,
    chargeRate: moment.chargeRate,
    backupReserve: moment.backupReserve,
    gridStatus: wordFor(moment.gridPower, { above: 'importing', below: 'exporting' }),
    gridPower: moment.gridPower,
    gridEnergy: 0,
    strategy: moment.strategy,
    isStormModeEnabled: true,
    isStormModeActive: false,
    createdAt: new Date(state.now()).toISOString(),
  };
}

function wordFor(watts: number, words: { readonly above: string; readonly below: string }): string {
  if (watts === 0) return 'idle';
  return watts > 0 ? words.above : words.below;
}

type CommandRow = readonly [slug: string, description: string];

function describeCommon(
  { id, type, customer }: Pick<Device, 'id' | 'type' | 'customer'>,
  commands: readonly CommandRow[],
): Readonly<Record<string, unknown>> {
  return {
    id,
    type,
    availableCommands: commands.map(([slug, description]) => ({ slug, description })),
    tags: [],
    referenceId: customer.referenceId ?? null,
    customerId: customer.customerId,
  };
}
