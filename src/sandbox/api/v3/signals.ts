import { signalCodes, smartcarSignals, type SignalCode } from '../../../core/providers/smartcar/signals.ts';
import { isCapable } from '../../state/capabilities.ts';
import { incapability, refuseByGrant } from '../call/decide.ts';
import { apiErrorInfo, type ApiErrorInfo } from '../../state/api-errors.ts';
import { refuseUnkeyedRead } from '../call/limits.ts';
import { refuse, succeed, type Outcome } from '../call/outcome.ts';
import { dataAge } from '../car/read-call.ts';
import type { ReadInput } from '../car/reads.ts';
import { signalBodies } from './signal-bodies.ts';
import { vehicleAt } from '../car/simulation.ts';
import type { V3VehicleCall } from './call.ts';
import { vehicleResource } from './vehicle.ts';

/**
 * Permission of the signals for which nobody names one: in v2 the same values came under this permission from the
 * Tesla endpoints for status and extended vehicle info. An assumption of the sandbox.
 */
const assumedPermission = 'read_extended_vehicle_info';

/** @returns the permission under which the sandbox gives a signal. */
function signalPermission(code: SignalCode): string {
  return smartcarSignals[code].permission ?? assumedPermission;
}

/** @returns the code, if there is such a signal. */
function findSignal(code: string): SignalCode | undefined {
  return Object.hasOwn(smartcarSignals, code) ? signalCodes.find((known) => known === code) : undefined;
}

/** `GET /vehicles/{id}/signals`: every signal that Connect granted; what fails now is told signal by signal. */
export function listSignals(call: V3VehicleCall): Outcome {
  const granted = signalCodes.filter((code) => call.connection.permissions.includes(signalPermission(code)));
  const unkeyed = refuseUnkeyedRead(call.application, call.vehicle, call.at);
  if (unkeyed !== undefined) return unkeyed;
  const input = readInput(call);
  const data = granted.map((code) => signalResource(call, input, code));
  return succeed(
    {
      data,
      meta: { page: 1, pageSize: data.length, totalCount: data.length },
      links: { self: `/vehicles/${call.vehicle.id}/signals` },
      included: { vehicle: vehicleResource(call) },
    },
    `200: ${data.length} signals`,
  );
}

/** `GET /vehicles/{id}/signals/{code}`. */
export function answerSignal(call: V3VehicleCall, text: string): Outcome {
  const code = findSignal(text);
  if (code === undefined) return refuse('RESOURCE_NOT_FOUND:NOT_FOUND', `no signal "${text.slice(0, 80)}"`);
  if (!call.connection.permissions.includes(signalPermission(code))) {
    const refused = refuseByGrant(call, signalPermission(code));
    if (refused !== undefined) return refused;
  }
  const unkeyed = refuseUnkeyedRead(call.application, call.vehicle, call.at);
  return unkeyed ?? succeed(signalResource(call, readInput(call), code), `200: signal ${code}`);
}

function readInput(call: V3VehicleCall): ReadInput {
  const moment = vehicleAt(call.vehicle, call.vehicle.condition ?? {}, call.at);
  return { ...call, moment, units: 'metric', query: call.request.query };
}

type SignalState =
  | { readonly status: { readonly value: 'SUCCESS' }; readonly body: unknown }
  | { readonly status: { readonly value: 'UNAVAILABLE' } }
  | { readonly status: { readonly value: 'ERROR'; readonly error: unknown } };

function signalResource(call: V3VehicleCall, input: ReadInput, code: SignalCode): unknown {
  const { group, name } = smartcarSignals[code];
  const self = `/vehicles/${call.vehicle.id}/signals/${code}`;
  const updated = call.at - dataAge(call.vehicle, call.at);
  return {
    id: code,
    type: 'signal',
    attributes: { code, name, group, ...signalState(call, input, code) },
    meta: { retrievedAt: call.at, oemUpdatedAt: updated, ingestedAt: call.at },
    links: { self, values: self, vehicle: `/vehicles/${call.vehicle.id}` },
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

function signalError({ type, code, description, resolution }: ApiErrorInfo): unknown {
  return { type, code, description, resolution: { type: resolution } };
}
