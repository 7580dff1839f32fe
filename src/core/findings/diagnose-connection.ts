import { consentCheck } from './checks/connection-consent.ts';
import type { ConnectionCheck } from './checks/connection-check.ts';
import { failuresCheck } from './checks/connection-failures.ts';
import { grantCheck } from './checks/connection-grant.ts';
import { keyCheck } from './checks/connection-key.ts';
import { migrationCheck } from './checks/connection-migration.ts';
import { roleCheck } from './checks/connection-role.ts';
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

type Kind = ConnectionFinding['kind'];

/** What follows from another finding and is left out beside it. */
const echoes: Partial<Readonly<Record<Kind, readonly Kind[]>>> = {
  'access-revoked': [
    'nothing-granted',
    'consent-narrowed',
    'boxes-unticked',
    'boxes-unknown',
    'virtual-key-missing',
    'virtual-key-unknown',
  ],
  'nothing-granted': ['boxes-unticked', 'boxes-unknown', 'virtual-key-unknown'],
  'box-missing': ['boxes-unticked', 'permission-null'],
  'consent-narrowed': ['boxes-unticked'],
  'virtual-key-missing': ['virtual-key-missing-reads'],
};

function withoutEchoes(findings: readonly ConnectionFinding[]): readonly ConnectionFinding[] {
  const dropped = new Set(findings.flatMap(({ kind }) => echoes[kind] ?? []));
  return findings.filter(({ kind }) => !dropped.has(kind));
}

/** Runs the checks of one stored token. */
export function diagnoseToken(facts: TokenFacts): readonly ConnectionFinding[] {
  const about = facts.userId === null ? {} : { userId: facts.userId };
  return tokenCheck(facts).map((finding) => ({ ...finding, ...about }));
}
