import type { Document, NextStep } from '../../document.ts';
import type { Count, EditionId, LabelRule } from '../../formats.ts';
import type { CodeScan } from '../../code-scan/scan.ts';
import { boxRule, explainScope, labelRule, type ExplainedBox, type ScopeKeyNeed } from '../../permissions/explain.ts';
import { listCommand, listSignal, type ListedCommand, type ListedSignal } from '../../permissions/listed-signals.ts';
import { formatScope, type AskedPermission } from '../../permissions/scope.ts';
import {
  derivePermissions,
  diffScopes,
  type DerivedPermission,
  type ScopeDiff,
  type Wanted,
} from '../../permissions/signals.ts';
import type { MappingEdition } from '../../providers/provider.ts';
import type { CommandCode } from '../../providers/smartcar/commands.ts';
import { smartcar } from '../../providers/smartcar/provider.ts';
import type { SignalCode } from '../../providers/smartcar/signals.ts';
import { accessFacts } from '../../providers/smartcar/vehicle-access.ts';
import { enumerate } from '../../text/enumerate.ts';
import type { Finding } from '../finding.ts';

/** A permission that the derived scope holds, and for what. */
export interface ListedPermission {
  readonly name: string;
  readonly required: boolean;
  /**
   * Signals, commands and calls that need it.
   * @minItems 1
   */
  readonly because: readonly string[];
  readonly boxes: LabelRule;
  readonly unmapped: boolean;
}

/** A comparison with the scope in use. */
export interface DerivationDiff extends ScopeDiff {
  readonly current: string;
  /** Boxes that the owner would have to tick in addition. */
  readonly newBoxes: readonly string[];
  readonly spareBoxes: readonly string[];
  readonly virtualKeyNewlyNeeded: boolean;
}

/** The document of `scopes`. */
export interface ScopeDerivation extends Document {
  readonly kind: 'scope-derivation';
  readonly provider: 'smartcar';
  readonly edition: EditionId;
  /** As on the URL; empty when nothing could be derived. */
  readonly scope: string;
  readonly signals: readonly (ListedSignal & { readonly required: boolean })[];
  readonly commands: readonly (ListedCommand & { readonly required: boolean })[];
  readonly permissions: readonly ListedPermission[];
  /** Signals whose permission nobody publishes. */
  readonly unresolved: readonly string[];
  readonly boxes: readonly ExplainedBox[];
  readonly virtualKey: ScopeKeyNeed;
  readonly diff?: DerivationDiff | undefined;
  readonly code?:
    | (CodeScan & { readonly directory: string; readonly files: Count; readonly skipped: Count })
    | undefined;
  readonly findings: readonly Finding[];
  readonly saved?: { readonly profile: string } | undefined;
  /** What to know about Vehicle Access. */
  readonly notes: readonly string[];
}

/**
 * From what an app wants to the permissions, the boxes and the key.
 * @param current the scope in use, to compare with
 */
export function explainWanted(input: {
  readonly wanted: Wanted;
  readonly edition: MappingEdition;
  readonly current?: readonly AskedPermission[] | undefined;
  readonly code?: ScopeDerivation['code'] | undefined;
  readonly findings?: readonly Finding[] | undefined;
  readonly warnings?: readonly string[] | undefined;
  readonly next?: readonly NextStep[] | undefined;
}): ScopeDerivation {
  const { wanted, edition } = input;
  const derivation = derivePermissions(wanted);
  const explanation = explainScope({ provider: smartcar, edition, asked: derivation.permissions });
  const isRequired = (code: SignalCode | CommandCode) => wanted.required.includes(code);
  return {
    schemaVersion: 1,
    kind: 'scope-derivation',
    provider: 'smartcar',
    edition: edition.id,
    scope: formatScope(derivation.permissions),
    signals: wanted.signals.map((code) => ({ ...listSignal(edition, code), required: isRequired(code) })),
    commands: wanted.commands.map((code) => ({ ...listCommand(edition, code), required: isRequired(code) })),
    permissions: derivation.permissions.map(({ name, required, because }) => {
      const rule = boxRule(edition, name);
      return { name, required, because, boxes: labelRule(edition, rule), unmapped: rule.length === 0 };
    }),
    unresolved: derivation.unresolved,
    boxes: explanation.boxes,
    virtualKey: explanation.virtualKey,
    diff: input.current === undefined ? undefined : explainDiff(edition, input.current, derivation.permissions),
    code: input.code,
    findings: input.findings ?? [],
    notes: accessFacts.map(({ text }) => text),
    warnings: [
      ...(input.warnings ?? []),
      ...unresolvedWarnings(derivation.unresolved),
      ...lockedAlong(wanted, derivation.permissions),
    ],
    next: input.next ?? [],
  };
}

/** Required is set per signal, and locks a permission: whatever else it covers is locked with it. */
function lockedAlong({ required }: Wanted, permissions: readonly DerivedPermission[]): readonly string[] {
  const chosen: ReadonlySet<string> = new Set(required);
  return permissions.flatMap(({ name, because }) => {
    const others = because.filter((code) => !chosen.has(code));
    if (others.length === 0 || others.length === because.length) return [];
    return [`required:${name} covers ${enumerate(others)} as well, so the owner cannot untick that either.`];
  });
}

function explainDiff(
  edition: MappingEdition,
  current: readonly AskedPermission[],
  needed: readonly AskedPermission[],
): DerivationDiff {
  const before = explainScope({ provider: smartcar, edition, asked: current });
  const after = explainScope({ provider: smartcar, edition, asked: needed });
  const ticked = (boxes: readonly ExplainedBox[]) => boxes.filter(({ tick }) => tick).map(({ label }) => label);
  const without = (all: readonly string[], known: readonly string[]) => all.filter((label) => !known.includes(label));
  return {
    current: formatScope(current),
    ...diffScopes(current, needed),
    newBoxes: without(ticked(after.boxes), ticked(before.boxes)),
    spareBoxes: without(ticked(before.boxes), ticked(after.boxes)),
    virtualKeyNewlyNeeded: after.virtualKey.needed && !before.virtualKey.needed,
  };
}

function unresolvedWarnings(codes: readonly string[]): readonly string[] {
  return codes.map(
    (code) =>
      `It is not published which permission ${code} needs; it adds none here. Choose it in the Dashboard under Configuration → Vehicle Access to see what it adds.`,
  );
}
