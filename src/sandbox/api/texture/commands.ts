import { texture } from '../../../core/providers/texture/provider.ts';
import { ownValue } from '../../../core/text/keys.ts';
import type { Account, SandboxState } from '../../state/state.ts';
import type { JsonBody } from '../call/body.ts';
import { isRefusal, limitCommand, runCommand, startCharge, stopCharge, type PreparedCommand } from '../car/commands.ts';
import { holds, type Device, type VehicleDevice } from './devices.ts';
import { withMode, withReserve, type OperatingMode } from './energy-site.ts';

/** A command whose input was read. */
export type TextureOrder =
  | { readonly ok: true; readonly type: 'vehicle'; readonly prepared: PreparedCommand }
  | { readonly ok: true; readonly type: 'battery'; readonly change: SiteChange };

type SiteChange = (site: Account['energySite'], now: number) => Account['energySite'];

interface Refused {
  readonly ok: false;
  readonly status: 400 | 404;
  readonly message: string;
}

/** Reads the input of one command; @returns `undefined` where a field is wrong. */
type ReadInput = (input: JsonBody) => TextureOrder | undefined;

const readers: Readonly<Record<string, ReadInput>> = {
  'vehicle/set-operating-mode': readChargeMode,
  'vehicle/set-charge-limit': readChargeLimit,
  'battery/set-reserve': readReserve,
  'battery/set-operating-mode': readBatteryMode,
};

/** Reads `input` of a command: Texture publishes `{deviceId, input}` for all of them. */
export function prepareCommand(name: string, input: unknown): TextureOrder | Refused {
  const reader = ownValue(readers, name);
  if (reader === undefined) return { ok: false, status: 404, message: `There is no command "${name}".` };
  const order = isObject(input) ? reader(input) : undefined;
  return order ?? { ok: false, status: 400, message: `The "input" of "${name}" is missing or wrong.` };
}

function isObject(value: unknown): value is JsonBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readChargeMode(input: JsonBody): TextureOrder | undefined {
  const mode = ownValue(input, 'operatingMode');
  const name = `vehicle/set-operating-mode ${String(mode)}`;
  if (mode === 'start-charging') return { ok: true, type: 'vehicle', prepared: { name, run: startCharge } };
  if (mode === 'stop-charging') return { ok: true, type: 'vehicle', prepared: { name, run: stopCharge } };
  return undefined;
}

// The page's example sends the number as text. That Tesla takes no less than half is what the car's simulation knows.
function readChargeLimit(input: JsonBody): TextureOrder | undefined {
  const value = ownValue(input, 'chargeLimit');
  const limit = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
  if (typeof limit !== 'number' || !(limit >= 50 && limit <= 100)) return undefined;
  return { ok: true, type: 'vehicle', prepared: limitCommand(limit / 100) };
}

function readReserve(input: JsonBody): TextureOrder | undefined {
  const percent = ownValue(input, 'chargePercentage');
  if (!isPercent(percent)) return undefined;
  return { ok: true, type: 'battery', change: (site) => withReserve(site, percent) };
}

const batteryModes = ['charge', 'discharge', 'idle', 'reset'] as const;

function readBatteryMode(input: JsonBody): TextureOrder | undefined {
  const mode = batteryModes.find((word) => word === ownValue(input, 'operatingMode'));
  const minimumBatteryReserve = ownValue(input, 'minimumBatteryReserve');
  const maximumBatteryReserve = ownValue(input, 'maximumBatteryReserve');
  const enableGridInteraction = ownValue(input, 'enableGridInteraction') ?? false;
  if (mode === undefined || typeof enableGridInteraction !== 'boolean') return undefined;
  if (!isOptionalPercent(minimumBatteryReserve) || !isOptionalPercent(maximumBatteryReserve)) return undefined;
  const order: OperatingMode = { mode, minimumBatteryReserve, maximumBatteryReserve, enableGridInteraction };
  return { ok: true, type: 'battery', change: (site, now) => withMode(site, order, now) };
}

function isPercent(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 100;
}

function isOptionalPercent(value: unknown): value is number | undefined {
  return value === undefined || isPercent(value);
}

/** A command and the device that it goes to. */
export interface DeviceCommand {
  readonly device: Device;
  readonly command: TextureOrder;
  /** Domain of the application's virtual key. */
  readonly keyDomain: string;
}

/** Runs the command unless box or key are missing. @returns the reason why it failed */
export function failureOf(state: SandboxState, { device, command, keyDomain }: DeviceCommand): string | undefined {
  if (!holds(state, device.account, `${command.type === 'battery' ? 'energy' : 'vehicle'}_command`))
    return 'Unauthorized missing scopes';
  if (command.type === 'battery') {
    device.account.energySite = command.change(device.account.energySite, state.now());
    return undefined;
  }
  return device.type === 'vehicle' ? runOnCar(state, { device, prepared: command.prepared, keyDomain }) : undefined;
}

interface CarCommand {
  readonly device: VehicleDevice;
  readonly prepared: PreparedCommand;
  readonly keyDomain: string;
}

function runOnCar(state: SandboxState, { device: { vehicle }, prepared, keyDomain }: CarCommand): string | undefined {
  if (vehicle.needsKey && !vehicle.keys.includes(keyDomain)) return texture.missingKeyError;
  const outcome = runCommand(vehicle, prepared, state.now());
  return isRefusal(outcome) ? outcome.error.description : undefined;
}
