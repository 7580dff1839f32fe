import type { SandboxResponse } from '../http/message.ts';
import { hash } from './ids.ts';
import type { Fault, SandboxState } from './state.ts';

/** What a fault is compared with. */
export interface FaultSubject {
  readonly method: string;
  readonly path: string;
  readonly vehicleId?: string | undefined;
  readonly applicationId?: string | undefined;
  /** Only faults that name a path: the way to a token is not meant by "every request fails". */
  readonly mustNamePath?: true | undefined;
}

/** @returns true if the path fits the pattern: `*` is one segment, `**` the rest. A slash at the end counts for nothing. */
export function matchesPath(pattern: string, path: string): boolean {
  const wanted = pattern.split('/').filter((part) => part !== '');
  const segments = path.split('/').filter((part) => part !== '');
  const rest = wanted.indexOf('**');
  const fixed = rest < 0 ? wanted : wanted.slice(0, rest);
  if (rest < 0 ? segments.length !== fixed.length : segments.length < fixed.length) return false;
  return fixed.every((part, index) => part === '*' || part === segments[index]);
}

function concerns(fault: Fault, subject: FaultSubject): boolean {
  return (
    (fault.remaining === null || fault.remaining > 0) &&
    (fault.method === undefined || fault.method === subject.method) &&
    (fault.vehicleId === undefined || fault.vehicleId === subject.vehicleId) &&
    (fault.applicationId === undefined || fault.applicationId === subject.applicationId) &&
    (fault.path === undefined ? subject.mustNamePath !== true : matchesPath(fault.path, subject.path))
  );
}

/** Counts a request that a fault concerns. @returns true if it is one of those that the fault hits */
function isHit(fault: Fault): boolean {
  const met = (fault.met ?? 0) + 1;
  fault.met = met;
  if (fault.nth !== undefined && met < fault.nth) return false;
  return fault.rate === undefined || hash(`${fault.seed ?? 1} ${met}`) < fault.rate * 2 ** 32;
}

/** Finds the first fault that hits a request and counts it down; one that is used up goes away. */
export function takeFault(state: SandboxState, subject: FaultSubject): Fault | undefined {
  if (state.faults.length === 0) return undefined;
  // All of them count the request, so that the third one is the third for each.
  let fault: Fault | undefined;
  for (const one of state.faults) if (concerns(one, subject) && isHit(one)) fault ??= one;
  if (fault === undefined || fault.remaining === null) return fault;
  fault.remaining -= 1;
  if (fault.remaining === 0) state.faults = state.faults.filter((other) => other !== fault);
  return fault;
}

/** @returns an answer as a fault has it sent: late, or cut */
export function sentWith(fault: Fault, response: SandboxResponse): SandboxResponse {
  const { delayMs, cutAfter } = fault;
  if (delayMs === undefined && cutAfter === undefined) return response;
  return {
    ...response,
    delayMs,
    cutAfter,
    decision:
      cutAfter === undefined
        ? response.decision
        : `${response.decision ?? ''}, cut after ${cutAfter} bytes: fault "${fault.id}" was ordered`,
  };
}

/** @returns the bare answer of a fault that names a status instead of an API error. */
export function faultResponse(fault: Fault, requestId: string): SandboxResponse | undefined {
  if (fault.error !== undefined || fault.status === undefined) return undefined;
  return {
    status: fault.status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'sc-request-id': requestId, ...fault.headers },
    body: fault.body ?? '',
    decision: `${fault.status}: fault "${fault.id}" was ordered`,
    rule: 'ordered',
  };
}
