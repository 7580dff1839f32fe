import { signalCodes, smartcarSignals, type SignalCode } from '../../../core/providers/smartcar/signals.ts';
import { isCapable } from '../../state/capabilities.ts';
import { incapability, refuseByGrant } from '../call/decide.ts';
import { apiErrorInfo, type ApiErrorInfo } from '../../state/api-errors.ts';
import { refuseUnkeyedRead } from '../call/limits.ts';
import { refuse, succeed, type Outcome, type Refusal } from '../call/outcome.ts';
import { dataAge } from '../car/read-call.ts';
import type { ReadInput } from '../car/reads.ts';
import { signalBodies } from './signal-bodies.ts';
import { vehicleAt } from '../car/simulation.ts';
import { errorTitle, isoTime } from './answer.ts';
import type { V3VehicleCall } from './call.ts';
import { vehicleResource } from './vehicle.ts';

/**
 * Permission of the signals for which nobody names one: in v2 the same values came under this permission from the
 * Tesla endpoints for status and extended vehicle info. An assumption of the sandbox.
 */
const assumedPermission = 'read_extended_vehicle_info';

/** @returns the permission under which the sandbox gives a signal. */
export function signalPermission(code: SignalCode): string {
  return smartcarSignals[code].permission ?? assumedPermission;
}

/** @returns the code, if there is such a signal. */
function findSignal(code: string): SignalCode | undefined {
  return Object.hasOwn(smartcarSignals, code) ? signalCodes.find((known) => known === code) : undefined;
}

/** One signal as the car and its owner let it be told. Times are milliseconds since 1970. */
export interface SignalReading {
  readonly code: SignalCode;
  readonly name: string;
  readonly group: string;
  readonly state: SignalState;
  readonly ingestedAt: number;
  /** When the car maker's value is from. */
  readonly oemUpdatedAt: number;
}

type SignalState =
  | { readonly status: { readonly value: 'SUCCESS' }; readonly body: unknown }
  | { readonly status: { readonly value: 'UNAVAILABLE' } }
  | { readonly status: { readonly value: 'ERROR'; readonly error: unknown } };

/** `GET /vehicles/{id}/signals`: every signal that Connect granted; what fails now is told signal by signal. */
export function listSignals(call: V3VehicleCall): Outcome {
  const unkeyed = refuseUnkeyedRead(call.application, call.vehicle, call.at);
  if (unkeyed !== undefined) return unkeyed;
  const granted = signalCodes.filter((code) => call.connection.permissions.includes(signalPermission(code)));
  const data = readSignals(call, granted).map((reading) => signalResource(call, reading));
  return succeed(
    {
      data,
      // `pageNumber` and `self` alone are recorded from live accounts; the page of the reference writes `page`.
      meta: { totalCount: data.length, pageSize: data.length, pageNumber: 1, page: 1 },
      links: { self: signalsAddress(call) },
      included: { vehicle: vehicleResource(call) },
    },
    `200: ${data.length} signals`,
  );
}

/** `GET /vehicles/{id}/signals/{code}`. */
export function answerSignal(call: V3VehicleCall, text: string): Outcome {
  const code = findSignal(text);
  if (code === undefined) return refuseSignal(call, text.slice(0, 80));
  if (!call.connection.permissions.includes(signalPermission(code))) {
    const refused = refuseByGrant(call, signalPermission(code));
    if (refused !== undefined) return refused;
  }
  const unkeyed = refuseUnkeyedRead(call.application, call.vehicle, call.at);
  if (unkeyed !== undefined) return unkeyed;
  const [data] = readSignals(call, [code]).map((reading) => signalResource(call, reading));
  return succeed({ data, included: { vehicle: vehicleResource(call) } }, `200: signal ${code}`);
}

function refuseSignal({ vehicle }: V3VehicleCall, code: string): Refusal {
  const message = `Signal with code ${code} not found for vehicle with ID ${vehicle.id}`;
  return refuse('RESOURCE_NOT_FOUND:SIGNAL_NOT_FOUND', `no signal "${code}"`, {
    detail: [{ field: 'signalCode', message }],
  });
}

/** Reads signals, also those that are not granted: they are told as errors, as webhooks have them. */
export function readSignals(call: V3VehicleCall, codes: readonly SignalCode[]): readonly SignalReading[] {
  const moment = vehicleAt(call.vehicle, call.vehicle.condition ?? {}, call.at);
  const input: ReadInput = { ...call, moment, units: 'metric', query: call.request.query };
  const oemUpdatedAt = call.at - dataAge(call.vehicle, call.at);
  return codes.map((code) => {
    const { group, name } = smartcarSignals[code];
    return { code, name, group, state: signalState(call, input, code), ingestedAt: call.at, oemUpdatedAt };
  });
}

function signalsAddress({ state, vehicle }: V3VehicleCall): string {
  return `${state.settings.origin}/v3/vehicles/${vehicle.id}/signals`;
}

/** A signal without a value has the time of arrival alone (recorded, 2026-06). */
function signalResource(call: V3VehicleCall, reading: SignalReading): unknown {
  const { code, name, group, state } = reading;
  const self = `${signalsAddress(call)}/${code}`;
  const [ingestedAt, oemUpdatedAt] = [isoTime(reading.ingestedAt), isoTime(reading.oemUpdatedAt)];
  const isTold = state.status.value === 'SUCCESS';
  return {
    id: code,
    type: 'signal',
    attributes: { code, name, group, ...state },
    meta: isTold ? { ingestedAt, retrievedAt: ingestedAt, oemUpdatedAt } : { ingestedAt },
    links: { self, values: self, vehicle: `${call.state.settings.origin}/v3/vehicles/${call.vehicle.id}` },
  };
}

function signalState(call: V3VehicleCall, input: ReadInput, code: SignalCode): SignalState {
  const permission = signalPermission(code);
  const refused = refuseByGrant(call, permission);
  if (refused !== undefined) return { status: { value: 'ERROR', error: signalError(refused.error) } };
  if (!isCapable(call.vehicle, permission))
    return { status: { value: 'ERROR', error: signalError(apiErrorInfo(incapability(call.vehicle, permission))) } };
  const body = signalBodies[code](input);
  return body === undefined ? { status: { value: 'UNAVAILABLE' } } : { status: { value: 'SUCCESS' }, body };
}

/** As recorded from live accounts in 2026-06: PERMISSION, which has no code elsewhere, has UNKNOWN here. */
function signalError(error: ApiErrorInfo): unknown {
  return {
    type: error.type,
    code: error.code ?? 'UNKNOWN',
    title: errorTitle(error),
    detail: error.description,
    description: 'Deprecated. Use detail',
    resolution: { type: error.resolution ?? 'UNKNOWN_RESOLUTION_TYPE' },
  };
}
