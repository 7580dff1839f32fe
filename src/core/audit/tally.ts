import type { AuditRow } from './row.ts';
import type { AuditDocument, AuditGroup, Grouping, VerdictCounts } from './document.ts';
import { auditVerdicts, type AuditVerdict, type Judgement } from './verdict.ts';

type Counts = Record<AuditVerdict, number>;
type GroupValue = AuditGroup['value'];

/** Everything that an audit counts. Its size follows from the different boxes, models and years, not from the rows. */
export interface Tally {
  total: number;
  rejected: number;
  readonly verdicts: Counts;
  readonly boxes: Map<string, number>;
  readonly permissions: Map<string, number>;
  readonly groups: ReadonlyMap<Grouping, Map<GroupValue, Counts>>;
}

/** Different values of one grouping; further ones are counted as not told, so that no input makes it grow for ever. */
const mostValues = 10_000;

export function createTally(groupBy: readonly Grouping[]): Tally {
  return {
    total: 0,
    rejected: 0,
    verdicts: emptyCounts(),
    boxes: new Map(),
    permissions: new Map(),
    groups: new Map(groupBy.map((by) => [by, new Map<GroupValue, Counts>()])),
  };
}

function emptyCounts(): Counts {
  return { revoked: 0, unknown: 0, 'missing-boxes': 0, 'key-needed': 0, migrate: 0, fine: 0 };
}

/** Counts one judged row. */
export function addToTally(tally: Tally, row: AuditRow, { verdict, gap }: Judgement): void {
  tally.total += 1;
  tally.verdicts[verdict] += 1;
  if (verdict === 'missing-boxes') {
    for (const box of gap.missingBoxes) increase(tally.boxes, box);
    for (const name of gap.missing) increase(tally.permissions, name);
  }
  for (const [by, counts] of tally.groups) {
    if (by === 'box') for (const box of gap.missingBoxes) countsOf(counts, box)[verdict] += 1;
    else countsOf(counts, row[by])[verdict] += 1;
  }
}

function increase(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}

function countsOf(groups: Map<GroupValue, Counts>, value: GroupValue): Counts {
  const before = groups.get(value);
  if (before !== undefined) return before;
  if (groups.size >= mostValues && value !== null) return countsOf(groups, null);
  const counts = emptyCounts();
  groups.set(value, counts);
  return counts;
}

/** Adds what a summary counted to a tally with the same groupings. */
export function addSummary(tally: Tally, summary: AuditDocument): void {
  tally.total += summary.total;
  tally.rejected += summary.rejected;
  addCounts(tally.verdicts, summary.verdicts);
  for (const [box, count] of Object.entries(summary.boxes)) increase(tally.boxes, box, count);
  for (const [name, count] of Object.entries(summary.permissions)) increase(tally.permissions, name, count);
  for (const { by, value, verdicts } of summary.groups) {
    const counts = tally.groups.get(by);
    if (counts !== undefined) addCounts(countsOf(counts, value), verdicts);
  }
}

function addCounts(into: Counts, from: VerdictCounts): void {
  for (const verdict of auditVerdicts) into[verdict] += from[verdict];
}
