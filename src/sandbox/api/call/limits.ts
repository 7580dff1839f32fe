import type { Application, SandboxState, Vehicle } from '../../state/state.ts';
import { refuse, type Refusal } from './outcome.ts';

/** How a bucket fills up again. */
export interface BucketRule {
  readonly capacity: number;
  /** Tokens per millisecond. */
  readonly refill: number;
}

export interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/**
 * Published for an application: 120 requests, two more a minute. Of `retry-after` the page speaks for the limit of a
 * vehicle alone; for this one it advises to wait longer each time. Source: smartcar.com/docs, API limits (2026-02).
 */
const applicationRule: BucketRule = { capacity: 120, refill: 2 / 60_000 };

const eightHours = 8 * 3_600_000;

/**
 * Takes one token out of a bucket.
 * @returns the bucket afterwards and, when it was empty, the seconds until there is a token again
 */
function draw(bucket: Bucket | undefined, rule: BucketRule, at: number): { bucket: Bucket; waitSeconds: number } {
  const filled = bucket
    ? Math.min(rule.capacity, bucket.tokens + Math.max(0, at - bucket.at) * rule.refill)
    : rule.capacity;
  if (filled >= 1) return { bucket: { tokens: filled - 1, at }, waitSeconds: 0 };
  return { bucket: { tokens: filled, at }, waitSeconds: Math.ceil((1 - filled) / rule.refill / 1000) };
}

/** @returns the refusal by the application's plan or its allowance, if there is one. The allowance counts only where it is switched on. */
export function refuseByPlan(state: SandboxState, application: Application, at: number): Refusal | undefined {
  if (application.billing !== undefined) return refuseBilling(application.billing);
  if (application.rateLimited !== true) return undefined;
  const { bucket, waitSeconds } = draw(state.buckets.get(application.id), applicationRule, at);
  state.buckets.set(application.id, { ...bucket });
  return waitSeconds === 0
    ? undefined
    : refuse('RATE_LIMIT:SMARTCAR_API', 'the application used up its 120 requests; two more come each minute');
}

function refuseBilling(code: string): Refusal {
  const because = `the plan refuses: ${code}`;
  switch (code) {
    case 'ACCOUNT_SUSPENDED':
      return refuse('BILLING:ACCOUNT_SUSPENDED', because);
    case 'VEHICLE_LIMIT':
      return refuse('BILLING:VEHICLE_LIMIT', because);
    case 'VEHICLE_REQUEST_LIMIT':
      return refuse('BILLING:VEHICLE_REQUEST_LIMIT', because);
    default:
      return refuse('BILLING:INVALID_PLAN', because);
  }
}

/** @returns true if the car demands a virtual key and has none of this application's domain. */
export function lacksKey(application: Application, vehicle: Vehicle): boolean {
  return vehicle.needsKey && !vehicle.keys.includes(application.virtualKeyDomain);
}

/**
 * A car that can stream, on which the key is missing, gives its data once in eight hours and is never woken.
 * Counted only where the published allowances are switched on: a rehearsal reads more than three times a day.
 * That the second request is answered with RATE_LIMIT:VEHICLE is our assumption: the error is not published.
 */
export function refuseUnkeyedRead(application: Application, vehicle: Vehicle, at: number): Refusal | undefined {
  if (application.rateLimited !== true || !vehicle.streaming || !lacksKey(application, vehicle)) return undefined;
  const wait = vehicle.lastRead === undefined ? 0 : vehicle.lastRead + eightHours - at;
  if (wait <= 0) {
    vehicle.lastRead = at;
    return undefined;
  }
  return refuse('RATE_LIMIT:VEHICLE', 'no virtual key on a streaming car: one data request in eight hours', {
    retryAfter: Math.ceil(wait / 1000),
  });
}
