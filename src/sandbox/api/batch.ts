import { faultRefusal, takeFault } from './faults.ts';
import { refuseUnkeyedRead } from './limits.ts';
import { refuse, refuseParameter, v2ErrorBody, type Outcome, type Refusal, succeed } from './outcome.ts';
import { reads, type Read } from './reads.ts';
import { teslaReads } from './tesla-reads.ts';
import { parseBody } from './body.ts';
import { answerRead } from './read-call.ts';
import type { VehicleCall } from './vehicle-call.ts';

/** One answer of a batch. The request id is that of the batch. */
interface BatchItem {
  /** As asked, with a leading slash. */
  readonly path: string;
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Answers several reads at once: 200 as a whole, a code for each. The 8-hour rule counts the batch once. */
export function answerBatch(call: VehicleCall): Outcome {
  const paths = readPaths(call.request.body);
  if ('error' in paths) return paths;
  const unkeyed = refuseUnkeyedRead(call.application, call.vehicle, call.at);
  const responses = paths.map((path) => answerItem(call, path, unkeyed));
  const good = responses.filter(({ code }) => code === 200).length;
  return succeed({ responses }, `200: ${good} of ${responses.length} read`);
}

function readPaths(text: string): readonly string[] | Refusal {
  const requests = parseBody(text)?.['requests'];
  if (!Array.isArray(requests) || requests.length === 0) return refuseParameter('requests', 'must be a list of paths');
  const paths: string[] = [];
  for (const request of requests) {
    const path: unknown =
      typeof request === 'object' && request !== null && 'path' in request ? request.path : undefined;
    if (typeof path !== 'string') return refuseParameter('requests', 'must hold objects with a path');
    paths.push(path.startsWith('/') ? path : `/${path}`);
  }
  return paths;
}

function answerItem(call: VehicleCall, path: string, unkeyed: Refusal | undefined): BatchItem {
  const outcome = orderedFault(call, path) ?? readItem(call, path, unkeyed);
  if (outcome.ok) return { path, code: 200, headers: outcome.headers ?? {}, body: outcome.body };
  const headers: Record<string, string> = {};
  if (outcome.retryAfter !== undefined) headers['retry-after'] = String(outcome.retryAfter);
  return { path, code: outcome.error.status, headers, body: v2ErrorBody(outcome, call.requestId) };
}

function readItem(call: VehicleCall, path: string, unkeyed: Refusal | undefined): Outcome {
  const read = findRead(path);
  if (read === undefined) return refuse('RESOURCE_NOT_FOUND:PATH', `no such read: ${path.slice(0, 100)}`);
  if (unkeyed !== undefined && read.isMeta !== true) return unkeyed;
  return answerRead(call, read, { isCounted: true });
}

function findRead(path: string): Read | undefined {
  const plain = path.slice(1).replace(/\/$/, '');
  return plain.startsWith('tesla/') ? teslaReads.get(plain.slice('tesla/'.length)) : reads.get(plain);
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
