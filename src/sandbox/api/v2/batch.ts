import { faultRefusal } from '../call/faults.ts';
import { takeFault } from '../../state/faults.ts';
import { refuseUnkeyedRead } from '../call/limits.ts';
import { findRead, refuseByMake, type FoundRead } from './make.ts';
import { refuse, refuseParameter, v2ErrorBody, type Outcome, type Refusal, succeed } from '../call/outcome.ts';
import { parseBody } from '../call/body.ts';
import { answerPermissions } from './permissions.ts';
import { answerRead } from '../car/read-call.ts';
import type { VehicleCall } from '../call/vehicle-call.ts';

/** One answer of a batch. The request id is that of the batch. */
interface BatchItem {
  /** As asked, with a leading slash. */
  readonly path: string;
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface AskedRead {
  /** With a leading slash. */
  readonly path: string;
  readonly answer: (call: VehicleCall, unkeyed: Refusal | undefined) => Outcome;
}

/** Answers several reads at once: 200 as a whole, a code for each. The 8-hour rule counts the batch once. */
export function answerBatch(call: VehicleCall): Outcome {
  const asked = readRequests(call.request.body);
  if ('error' in asked) return asked;
  const unkeyed = refuseUnkeyedRead(call.application, call.vehicle, call.at);
  const responses = asked.map((one) => answerItem(call, one, unkeyed));
  const good = responses.filter(({ code }) => code === 200).length;
  return succeed({ responses }, `200: ${good} of ${responses.length} read`);
}

function readRequests(text: string): readonly AskedRead[] | Refusal {
  const requests = parseBody(text)?.['requests'];
  if (!Array.isArray(requests) || requests.length === 0) return refuseParameter('requests', 'must be a list of paths');
  const asked: AskedRead[] = [];
  for (const request of requests) {
    const parsed: unknown =
      typeof request === 'object' && request !== null && 'path' in request ? request.path : undefined;
    if (typeof parsed !== 'string') return refuseParameter('requests', 'must hold objects with a path');
    const path = parsed.startsWith('/') ? parsed : `/${parsed}`;
    const answer = findAnswer(path);
    // One path that the API does not have spoils the whole batch, as the Python suite expects.
    if (answer === undefined) return refuse('VALIDATION:null', `no such read: ${path.slice(0, 100)}`);
    asked.push({ path, answer });
  }
  return asked;
}

/** The Go SDK batches the permissions like a read. A query belongs to its own path. */
function findAnswer(asked: string): AskedRead['answer'] | undefined {
  const [path = '', query = ''] = asked.split('?', 2);
  const plain = path.slice(1).replace(/\/$/, '');
  const readPath = findRead(plain);
  if (readPath === undefined && plain !== 'permissions') return undefined;
  return (call, unkeyed) => {
    const own: VehicleCall = { ...call, request: { ...call.request, query } };
    return readPath === undefined ? answerPermissions(own) : readItem(own, readPath, unkeyed);
  };
}

function answerItem(call: VehicleCall, { path, answer }: AskedRead, unkeyed: Refusal | undefined): BatchItem {
  const outcome = orderedFault(call, path) ?? answer(call, unkeyed);
  if (outcome.ok) return { path, code: 200, headers: outcome.headers ?? {}, body: outcome.body };
  const headers: Record<string, string> = {};
  if (outcome.retryAfter !== undefined) headers['retry-after'] = String(outcome.retryAfter);
  return { path, code: outcome.error.status, headers, body: v2ErrorBody(outcome, call.requestId) };
}

function readItem(call: VehicleCall, { read, make }: FoundRead, unkeyed: Refusal | undefined): Outcome {
  const refused = refuseByMake(call, make);
  if (refused !== undefined) return refused;
  if (unkeyed !== undefined && read.isMeta !== true) return unkeyed;
  return answerRead(call, read, { isCounted: true });
}

/** A fault that was ordered for the single read hits it inside a batch as well. */
function orderedFault(call: VehicleCall, path: string): Refusal | undefined {
  const { state, vehicle, application } = call;
  if (state.faults.length === 0) return undefined;
  const fault = takeFault(state, {
    method: 'GET',
    path: `/v2.0/vehicles/${vehicle.id}${path}`,
    vehicleId: vehicle.id,
    applicationId: application.id,
  });
  return fault && faultRefusal(fault);
}
