import { keysOf } from '../text/keys.ts';
import { boxLabel } from '../permissions/explain.ts';
import { formatScope, type AskedPermission } from '../permissions/scope.ts';
import type { MappingEdition } from '../providers/provider.ts';
import type { AuditDocument, AuditGroup } from './document.ts';
import type { Tally } from './tally.ts';
import { auditVerdicts } from './verdict.ts';

/** What an audit was held against, and what deserves attention beside the counts. */
export interface SummaryInput {
  readonly edition: MappingEdition;
  readonly asked: readonly AskedPermission[];
  readonly warnings: readonly string[];
}

/** Makes the document of what was counted; the same counts make the same bytes, in whatever order they came. */
export function buildSummary(tally: Tally, { edition, asked, warnings }: SummaryInput): AuditDocument {
  const labels = edition.asks.map((box) => boxLabel(edition, box));
  return {
    schemaVersion: 1,
    kind: 'audit',
    edition: edition.id,
    scope: formatScope(asked),
    total: tally.total,
    rejected: tally.rejected,
    verdicts: { ...tally.verdicts },
    boxes: inOrder(tally.boxes, labels),
    permissions: inOrder(
      tally.permissions,
      asked.map(({ name }) => name),
    ),
    groupBy: [...tally.groups.keys()],
    groups: [...tally.groups].flatMap(([by, counts]) =>
      [...counts].map(([value, verdicts]) => buildGroup(by, value, verdicts)).toSorted(largestFirst),
    ),
    warnings: thatHold(tally, warnings),
    next: [],
  };
}

function inOrder(counts: ReadonlyMap<string, number>, order: readonly string[]): Readonly<Record<string, number>> {
  const entries = order.flatMap((name) => {
    const count = counts.get(name);
    return count === undefined ? [] : [[name, count] as const];
  });
  return Object.fromEntries(entries);
}

function buildGroup(by: AuditGroup['by'], value: AuditGroup['value'], verdicts: AuditGroup['verdicts']): AuditGroup {
  return { by, value, total: keysOf(verdicts).reduce((sum, verdict) => sum + verdicts[verdict], 0), verdicts };
}

function largestFirst(a: AuditGroup, b: AuditGroup): number {
  return b.total - a.total || compareValues(a.value, b.value);
}

/** Said of the rows of a file: one whose columns are called otherwise reads as rows that tell nothing. */
export const everyRowUnknown =
  'Every row is unknown: none has permissions of a Tesla. They stand in `permissions`; where a CSV calls them otherwise, pass --column permissions=NAME.';

/** A part can be all unknown, and the whole not. */
function thatHold({ total, verdicts }: Tally, warnings: readonly string[]): readonly string[] {
  const isEveryUnknown = total > 0 && verdicts.unknown === total;
  return warnings.filter((warning) => warning !== everyRowUnknown || isEveryUnknown);
}

/** Rows that do not tell come last. Code units, not a language's order: the same on every machine. */
function compareValues(a: AuditGroup['value'], b: AuditGroup['value']): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}

/** What `--fail-on` can name: a verdict, or lines that were set aside. */
export const auditFaults = [...auditVerdicts, 'rejected'] as const;

/** One of `auditFaults`. */
export type AuditFault = (typeof auditFaults)[number];

/** @returns true where one of the faults came up. */
export function hasAny({ verdicts, rejected }: AuditDocument, wanted: readonly AuditFault[]): boolean {
  return wanted.some((fault) => (fault === 'rejected' ? rejected : verdicts[fault]) > 0);
}
