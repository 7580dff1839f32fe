import { finding, type Finding } from '../finding.ts';
import { enumerate } from '../../text/enumerate.ts';
import { judge, type PermissionVerdict } from '../../permissions/verdict.ts';
import { formatScope } from '../../permissions/scope.ts';
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
  return [
    ...boxFindings(facts, gaps, missingBoxes),
    ...plainFindings(gaps, 'owner-unticked', 'permission-unticked'),
    ...plainFindings(
      gaps.filter(({ reason }) => reason !== 'box-not-ticked' && reason !== 'owner-unticked'),
      undefined,
      'permission-missing',
    ),
  ];
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
    `not granted: ${lacking.map(({ name }) => name).join(', ')}`,
    ...(isInferred && mayBeTesla(facts) ? ["inferred: Tesla's own record could not be read"] : []),
  ];
  const next = {
    command: `connect-cli revoke --make TESLA --scope "${scope}"`,
    why: `Have the owner tick ${enumerate(missingBoxes)}.`,
  };
  return [finding('box-missing', evidence, { next })];
}

function plainFindings(
  gaps: readonly PermissionVerdict[],
  reason: PermissionVerdict['reason'] | undefined,
  kind: 'permission-unticked' | 'permission-missing',
): readonly Finding[] {
  const some = reason === undefined ? gaps : gaps.filter((gap) => gap.reason === reason);
  if (some.length === 0) return [];
  const names = some.map(({ name }) => name);
  const unmapped = some.filter((gap) => gap.reason === 'no-mapping').map(({ name }) => name);
  const evidence = [
    `not granted: ${names.join(', ')}`,
    ...(unmapped.length === 0 ? [] : [`no published Tesla mapping: ${unmapped.join(', ')}`]),
  ];
  const scope = formatScope(some.map(({ name }) => ({ name, required: true })));
  return [
    finding(kind, evidence, {
      next: { command: `connect-cli authorize --scope "${scope}"`, why: 'Ask the owner again.' },
    }),
  ];
}
