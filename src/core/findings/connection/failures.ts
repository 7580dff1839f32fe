import { finding, type Finding } from '../finding.ts';
import type { ConnectionFindingKind } from './kinds.ts';
import { findSmartcarEntry } from '../../errors/knowledge/api-lookup.ts';
import { buildRepair } from '../../errors/explanation/next-steps.ts';
import { isDriverAnswer, failureText, type ConnectionFacts, type ReadFailure } from './facts.ts';
import type { ConnectionCheck } from './check.ts';
import { ownValue } from '../../text/keys.ts';

/** Single codes whose finding differs from the rest of their type. */
const kindsByName: Readonly<Record<string, ConnectionFindingKind>> = {
  'CONNECTED_SERVICES_ACCOUNT:PERMISSION': 'access-revoked',
  'CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING': 'vehicle-missing',
  'CONNECTED_SERVICES_ACCOUNT:NO_VEHICLES': 'vehicle-missing',
  'CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED': 'virtual-key-missing',
  'COMPATIBILITY:PLATFORM_NOT_CAPABLE': 'migration-needed',
  'UPSTREAM:RATE_LIMIT': 'rate-limited',
};

const kindsByType: Readonly<Record<string, ConnectionFindingKind>> = {
  AUTHENTICATION: 'token-refused',
  PERMISSION: 'permission-null',
  CONNECTED_SERVICES_ACCOUNT: 'account-trouble',
  COMPATIBILITY: 'not-capable',
  BILLING: 'plan-limit',
  RATE_LIMIT: 'rate-limited',
  VEHICLE_STATE: 'vehicle-state',
  UPSTREAM: 'provider-trouble',
  SERVER: 'provider-trouble',
  GATEWAY_TIMEOUT: 'provider-trouble',
};

/** What the failed reads say, one finding per different error. */
export const failuresCheck: ConnectionCheck = (facts) => {
  const failures = new Map<string, ReadFailure>();
  for (const failure of reportedFailures(facts)) failures.set(failure.name ?? failure.message, failure);
  return [...failures.values()].map((failure) => failureFinding(failure, facts.vehicleId));
};

/** Reads of Tesla's record may lack a permission of their own: that is no fault of the connection. */
function reportedFailures(facts: ConnectionFacts): readonly ReadFailure[] {
  const { granted, info, access, key, migration, probe } = facts;
  const side = [access?.failure, key?.failure, migration?.failure, info?.failure]
    .filter((failure) => failure !== undefined)
    .filter(({ name }) => name !== null && name !== 'PERMISSION:null' && name !== 'COMPATIBILITY:PLATFORM_NOT_CAPABLE')
    .filter((failure) => failure !== key?.failure || !isDriverAnswer(facts));
  return [
    ...(granted.failure === undefined ? [] : [granted.failure]),
    ...side,
    ...(probe?.fact.failure === undefined ? [] : [probe.fact.failure]),
  ];
}

/** @returns the finding for an error, in the words of the table of errors. */
export function failureFinding(failure: ReadFailure, vehicleId?: string): Finding {
  const { name } = failure;
  const entry = name === null ? undefined : entryOf(name);
  const evidence = [
    failureText(failure),
    ...(entry === undefined ? [] : [entry.cause]),
    ...(failure.retryAfter === undefined ? [] : [`retry after ${failure.retryAfter} s`]),
  ];
  const repair = entry?.next[0];
  const step = repair === undefined ? undefined : buildRepair(repair, { permissions: [], vehicleId });
  const offered =
    failure.resolutionUrl === undefined
      ? undefined
      : { url: failure.resolutionUrl, why: 'The address that came with the error, for the owner.' };
  const next = offered ?? (step?.command?.startsWith('connect-cli diagnose') === true ? undefined : step);
  return finding(failureKind(name), evidence, { who: entry?.who, fix: entry?.fix, next });
}

function entryOf(name: string) {
  const [type = '', code] = name.split(':');
  return findSmartcarEntry(type, code);
}

/** @returns the kind of finding for an error by its `TYPE:CODE` */
export function failureKind(name: string | null): ConnectionFindingKind {
  if (name === null) return 'api-error';
  const [type = '', code] = name.split(':');
  if (code === undefined) return 'token-refused';
  return ownValue(kindsByName, name) ?? ownValue(kindsByType, type) ?? 'api-error';
}
