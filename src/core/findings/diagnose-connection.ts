import { consentCheck } from './checks/connection-consent.ts';
import type { ConnectionCheck } from './checks/connection-check.ts';
import { failuresCheck } from './checks/connection-failures.ts';
import { grantCheck } from './checks/connection-grant.ts';
import { keyCheck } from './checks/connection-key.ts';
import { migrationCheck } from './checks/connection-migration.ts';
import { roleCheck } from './checks/connection-role.ts';
import { sunsetCheck } from './checks/connection-sunset.ts';
import { tokenCheck } from './checks/token-health.ts';
import type { ConnectionFacts, TokenFacts } from './connection-facts.ts';
import type { ConnectionFinding } from './connection-findings.ts';

/** Every check of a connection, in the order in which people should read the findings. */
const checks: readonly ConnectionCheck[] = [
  failuresCheck,
  migrationCheck,
  grantCheck,
  consentCheck,
  keyCheck,
  roleCheck,
  sunsetCheck,
];

/** Runs every check over one connection; each kind is reported once. */
export function diagnoseConnection(facts: ConnectionFacts): readonly ConnectionFinding[] {
  const found = checks.flatMap((check) => check(facts));
  const first = found.filter(
    (finding, index) => found.findIndex(({ kind }) => kind === finding.kind) === index || finding.kind === 'api-error',
  );
  const about = { ...(facts.userId === null ? {} : { userId: facts.userId }), vehicleId: facts.vehicleId };
  return withoutEchoes(first).map((finding) => ({ ...finding, ...about }));
}

/** With the access gone, whatever else is missing follows from it; and a lost box that was asked for is said once. */
function withoutEchoes(findings: readonly ConnectionFinding[]): readonly ConnectionFinding[] {
  const has = (kind: ConnectionFinding['kind']) => findings.some((finding) => finding.kind === kind);
  const echoes = new Set<ConnectionFinding['kind']>();
  if (has('access-revoked'))
    for (const kind of [
      'consent-narrowed',
      'boxes-unticked',
      'boxes-unknown',
      'virtual-key-missing',
      'virtual-key-unknown',
    ] as const)
      echoes.add(kind);
  if (has('box-missing')) for (const kind of ['boxes-unticked', 'permission-null'] as const) echoes.add(kind);
  if (has('virtual-key-missing')) echoes.add('virtual-key-missing-reads');
  return findings.filter(({ kind }) => !echoes.has(kind));
}

/** Runs the checks of one stored token. */
export function diagnoseToken(facts: TokenFacts): readonly ConnectionFinding[] {
  const about = facts.userId === null ? {} : { userId: facts.userId };
  return tokenCheck(facts).map((finding) => ({ ...finding, ...about }));
}
