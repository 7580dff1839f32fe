import type { NextStep } from '../../document.ts';
import { finding, type Finding } from '../finding.ts';
import { enumerate } from '../../text/enumerate.ts';
import { judge, type PermissionVerdict } from '../../permissions/verdict.ts';
import { formatScope, type AskedPermission } from '../../permissions/scope.ts';
import { mayBeTesla } from '../../tesla/vehicle-key.ts';
import { tickedBoxes, valueOf, type ConnectionFacts } from './facts.ts';
import type { ConnectionCheck } from './check.ts';

/** Asked against granted, with the Tesla box behind each gap. */
export const grantCheck: ConnectionCheck = (facts) => {
  const granted = valueOf(facts.granted);
  if (granted === undefined) return [];
  if (granted.length === 0) {
    const asked = facts.asked === null ? '' : ` --scope "${formatScope(facts.asked)}"`;
    return [
      finding('nothing-granted', ['granted: nothing'], {
        next: { command: `connect-cli authorize${asked}`, why: 'Run Connect again.' },
      }),
    ];
  }
  if (facts.asked === null) {
    return [finding('asked-unknown', [`granted: ${granted.join(', ')}`])];
  }
  const ticked = tickedBoxes(facts);
  const { permissions, missingBoxes } = judge({
    provider: facts.provider,
    edition: facts.edition,
    asked: facts.asked,
    error: null,
    evidence: { granted: new Set(granted), ticked },
  });
  const gaps = permissions.filter((permission) => permission.granted !== true);
  return [...boxFindings(facts, gaps, missingBoxes), ...untickedFindings(permissions), ...missingFindings(permissions)];
};

function boxFindings(
  facts: ConnectionFacts,
  gaps: readonly PermissionVerdict[],
  missingBoxes: readonly string[],
): readonly Finding[] {
  const lacking = gaps.filter(({ reason }) => reason === 'box-not-ticked');
  if (lacking.length === 0) return [];
  // The link asks for everything: what is left out of it, Tesla would not be asked for again.
  const scope = formatScope(facts.asked ?? lacking);
  const isInferred = tickedBoxes(facts) === undefined;
  const evidence = [
    `missing box: ${missingBoxes.join(', ')}`,
    notGranted(lacking),
    ...(isInferred && mayBeTesla(facts) ? ["inferred: Tesla's own record could not be read"] : []),
  ];
  const next = {
    command: `connect-cli revoke --make TESLA --scope "${scope}"`,
    why: `Have the owner tick ${enumerate(missingBoxes)}.`,
  };
  return [finding('box-missing', evidence, { next })];
}

function untickedFindings(permissions: readonly PermissionVerdict[]): readonly Finding[] {
  const unticked = permissions.filter(({ reason }) => reason === 'owner-unticked');
  if (unticked.length === 0) return [];
  const asked = permissions.map(({ name, required, reason }) => ({
    name,
    required: required || reason === 'owner-unticked',
  }));
  return [finding('permission-unticked', [notGranted(unticked)], { next: askAgain(asked) })];
}

function missingFindings(permissions: readonly PermissionVerdict[]): readonly Finding[] {
  const missing = permissions.filter(
    ({ granted, reason }) => granted !== true && reason !== 'box-not-ticked' && reason !== 'owner-unticked',
  );
  if (missing.length === 0) return [];
  const unmapped = missing.filter(({ reason }) => reason === 'no-mapping').map(({ name }) => name);
  const evidence = [
    notGranted(missing),
    ...(unmapped.length === 0 ? [] : [`no published Tesla mapping: ${unmapped.join(', ')}`]),
  ];
  return [finding('permission-missing', evidence, { next: askAgain(permissions) })];
}

function notGranted(lacking: readonly PermissionVerdict[]): string {
  return `not granted: ${lacking.map(({ name }) => name).join(', ')}`;
}

/** Like {@link boxFindings}, it names everything: Connect replaces what was granted before. */
function askAgain(asked: readonly AskedPermission[]): NextStep {
  const command = `connect-cli authorize --approval-prompt force --scope "${formatScope(asked)}"`;
  return { command, why: 'Ask the owner again.' };
}
