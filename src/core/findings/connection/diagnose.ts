import type { ConnectionFinding } from './diagnosis.ts';
import type { FindingKind, Finding } from '../finding.ts';
import { connectionChecks } from './checks.ts';
import { tokenCheck } from './tokens.ts';
import type { ConnectionFacts, TokenFacts } from './facts.ts';

/** Runs every check over one connection; each kind is reported once. */
export function diagnoseConnection(facts: ConnectionFacts): readonly ConnectionFinding[] {
  const all = connectionChecks.flatMap((check) => check(facts));
  const first = all.filter(
    (finding, index) => all.findIndex(({ kind }) => kind === finding.kind) === index || finding.kind === 'api-error',
  );
  const connection = { userId: facts.userId ?? undefined, vehicleId: facts.vehicleId };
  return withoutEchoes(first).map((finding) => ({ ...finding, ...connection }));
}

/** What follows from another finding and is left out beside it. */
const echoes: Partial<Readonly<Record<FindingKind, readonly FindingKind[]>>> = {
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

function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
  const dropped = new Set(findings.flatMap(({ kind }) => echoes[kind] ?? []));
  return findings.filter(({ kind }) => !dropped.has(kind));
}

/** Runs the checks of one stored token. */
export function diagnoseToken(facts: TokenFacts): readonly ConnectionFinding[] {
  return tokenCheck(facts).map((finding) => ({ ...finding, userId: facts.userId ?? undefined }));
}
