import { CliError } from '../../core/errors/cli-error.ts';
import { findApiError } from '../../core/errors/knowledge/api-lookup.ts';
import { signalCodes, type SignalCode } from '../../core/providers/smartcar/signals.ts';
import { usualWebhookSignals } from '../../core/providers/smartcar/webhook.ts';
import {
  buildVehicleError,
  buildVehicleState,
  buildVerify,
  failedSignal,
  type ApiErrorName,
  type ErrorOrder,
  type EventBody,
  type EventStamp,
} from '../../core/webhook/payloads.ts';
import type { SandboxWebhookCar } from '../../io/sandbox-control.ts';
import type { TriggerOrder } from './trigger-order.ts';

/** @returns what makes the body of each attempt */
export function eventBuilder(
  order: TriggerOrder,
  car: SandboxWebhookCar,
  isFromState: boolean,
): (stamp: EventStamp) => EventBody {
  if (order.type === 'vehicle-error') {
    const errors = readErrors(order, car, isFromState);
    return (stamp) => buildVehicleError(car, errors, stamp);
  }
  const triggers = order.signals.length === 0 ? 'first-delivery' : order.signals;
  return (stamp) => buildVehicleState(car, readSignals(order, car, stamp.deliveredAt), { ...stamp, triggers });
}

/** @returns what makes the body of VERIFY */
export function verifyBuilder(
  webhook: SandboxWebhookCar['webhook'],
  challenge: string,
): (stamp: EventStamp) => EventBody {
  return (stamp) => buildVerify(webhook, challenge, stamp);
}

function readSignals({ error, signals }: TriggerOrder, car: SandboxWebhookCar, ingestedAt: number) {
  const wanted = signals.length === 0 ? usualWebhookSignals : signals;
  const told = new Map(car.signals.map((signal) => [signal.code, signal]));
  return wanted.flatMap((code) => {
    const signal = told.get(code);
    if (signal === undefined) return [];
    return [error === undefined ? signal : failedSignal(code, error, ingestedAt)];
  });
}

function readErrors(order: TriggerOrder, car: SandboxWebhookCar, isFromState: boolean): readonly ErrorOrder[] {
  const state = order.isResolved ? 'RESOLVED' : 'ERROR';
  if (order.error !== undefined || !isFromState)
    return [{ error: order.error ?? 'PERMISSION:null', state, signals: concerned(order) }];
  const troubles = car.troubles.flatMap((trouble) => {
    const error = nameOf(trouble.error);
    const signals = signalCodes.filter((code) => trouble.signals.includes(code));
    const isAsked = order.signals.length === 0 || signals.some((code) => order.signals.includes(code));
    return error === undefined || !isAsked ? [] : [{ error, state, signals } as const];
  });
  if (troubles.length > 0) return troubles;
  throw new CliError('INPUT_REQUIRED', `Nothing is wrong with the vehicle "${car.vehicle.id}" in this sandbox.`, {
    hint: "Pass --error TYPE:CODE, or have the sandbox's owner untick a box that a signal needs, such as Vehicle Location.",
  });
}

/** Where no signal is named: the one that a missed box costs most often. An error of the account concerns no signal. */
function concerned({ error, signals }: TriggerOrder): readonly SignalCode[] {
  if (signals.length > 0) return signals;
  return error === undefined || error === 'PERMISSION:null' ? ['location-preciselocation'] : [];
}

function nameOf(text: string): ApiErrorName | undefined {
  const [type = '', code = null] = text.split(':', 2);
  // The rows of this family are the keys of its table.
  return findApiError(type, code)?.code as ApiErrorName | undefined;
}
