import type { InferOutput } from 'valibot';
import { usualPath } from '../state/connect-errors.ts';
import { readOrderedError } from '../scenarios/apply.ts';
import type { Fault, SandboxState } from '../state/state.ts';
import { flawOfOrderedError } from '../state/values.ts';
import { faultBody } from './bodies.ts';
import { ControlInputError, readBody, refuseFlaw } from './fields.ts';
import { findRegistered, findVehicle } from './find.ts';

/** Orders an error or a delay for coming requests. */
export function addFault(state: SandboxState, fields: Readonly<Record<string, unknown>>): Fault {
  const body = readBody(faultBody, fields);
  const { vehicleId, applicationId, error, path } = body;
  checkAnswer(body);
  const fault: Fault = {
    id: state.ids.uuid(),
    remaining: body.times ?? (body.nth === undefined ? null : 1),
    nth: body.nth,
    rate: body.rate,
    seed: body.seed,
    cutAfter: body.cutAfterBytes,
    method: body.method?.toUpperCase(),
    path: path ?? usualPath(error ?? ''),
    vehicleId: vehicleId === undefined ? undefined : findVehicle(state, vehicleId).id,
    applicationId: applicationId === undefined ? undefined : findRegistered(state, applicationId).id,
    delayMs: milliseconds(body.delaySeconds),
    longRunningMs: milliseconds(body.longRunningSeconds),
    error: error === undefined ? undefined : readOrderedError(error),
    status: body.status,
    body: body.body,
    headers: body.headers,
  };
  state.faults.push(fault);
  return fault;
}

function checkAnswer(body: InferOutput<typeof faultBody>): void {
  const { delaySeconds, longRunningSeconds, cutAfterBytes, error, status, path } = body;
  if ([delaySeconds, longRunningSeconds, cutAfterBytes, error, status].every((given) => given === undefined))
    throw new ControlInputError(
      'Name an "error" (TYPE:CODE), a "status", "delaySeconds", "longRunningSeconds" or "cutAfterBytes".',
    );
  if (error !== undefined) refuseFlaw('error', flawOfOrderedError(error, path, status));
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
