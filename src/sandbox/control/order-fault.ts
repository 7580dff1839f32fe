import { usualPath } from '../state/connect-errors.ts';
import { readError } from '../scenarios/apply.ts';
import type { Fault, SandboxState } from '../state/state.ts';
import { flawOfHeaders, flawOfOrderedError, longestDelay, statuses } from '../state/values.ts';
import { findRegistered, findVehicle } from './actions.ts';
import { allowOnly, ControlInputError, numberWithin, refuseFlaw, text, textTable } from './fields.ts';

const names = [
  'method',
  'path',
  'vehicleId',
  'applicationId',
  'times',
  'delaySeconds',
  'longRunningSeconds',
  'error',
  'status',
  'body',
  'headers',
] as const;

/** Orders an error or a delay for coming requests. */
export function addFault(state: SandboxState, fields: Readonly<Record<string, unknown>>): Fault {
  allowOnly(fields, names);
  const [vehicleId, applicationId] = [text(fields, 'vehicleId'), text(fields, 'applicationId')];
  const fault: Fault = {
    id: state.ids.uuid(),
    remaining: numberWithin(fields, 'times', { from: 1, to: 1_000_000_000, whole: true }) ?? null,
    method: text(fields, 'method')?.toUpperCase(),
    path: readPath(fields),
    vehicleId: vehicleId === undefined ? undefined : findVehicle(state, vehicleId).id,
    applicationId: applicationId === undefined ? undefined : findRegistered(state, applicationId).id,
    ...readAnswer(fields),
  };
  state.faults.push(fault);
  return fault;
}

function readAnswer(
  fields: Readonly<Record<string, unknown>>,
): Pick<Fault, 'delayMs' | 'longRunningMs' | 'error' | 'status' | 'body' | 'headers'> {
  const delay = numberWithin(fields, 'delaySeconds', { from: 0, to: longestDelay });
  const longRunning = numberWithin(fields, 'longRunningSeconds', { from: 0, to: longestDelay });
  const status = numberWithin(fields, 'status', { ...statuses, whole: true });
  const error = text(fields, 'error');
  const headers = textTable(fields, 'headers');
  if ([delay, longRunning, error, status].every((given) => given === undefined))
    throw new ControlInputError('Name an "error" (TYPE:CODE), a "status", "delaySeconds" or "longRunningSeconds".');
  if (error !== undefined) refuseFlaw('error', flawOfOrderedError(error, text(fields, 'path'), status));
  if (headers !== undefined) refuseFlaw('headers', flawOfHeaders(headers));
  return {
    delayMs: delay === undefined ? undefined : delay * 1000,
    longRunningMs: longRunning === undefined ? undefined : longRunning * 1000,
    error: error === undefined ? undefined : readError(error),
    status: status,
    body: text(fields, 'body'),
    headers: headers,
  };
}

// A pattern without its first slash would never fit.
function readPath(fields: Readonly<Record<string, unknown>>): string | undefined {
  const path = text(fields, 'path');
  if (path === undefined) return usualPath(text(fields, 'error') ?? '');
  if (path.startsWith('/')) return path;
  throw new ControlInputError('"path" begins with a slash, such as /v2.0/vehicles/*/odometer.');
}
