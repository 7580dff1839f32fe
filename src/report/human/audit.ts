import type { AuditDocument, AuditGroup, Grouping } from '../../core/audit/document.ts';
import { verdictMeanings } from '../../core/audit/meanings.ts';
import { auditVerdicts } from '../../core/audit/verdict.ts';
import { count, plural } from '../../core/text/count.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { renderTable } from '../terminal/table.ts';
import { paragraph } from '../terminal/text.ts';
import { withFoot } from './connections.ts';

/** `audit`: counts by verdict, box and permission, and by whatever was asked for. */
export function renderAudit(document: AuditDocument, style: Style): string {
  const { total, rejected, boxes, permissions, groupBy } = document;
  const aside = rejected === 0 ? '' : `, ${plural(rejected, 'line', 'lines')} set aside`;
  const lead = `${plural(total, 'connection', 'connections')}${aside}, held against: ${printable(document.scope)}`;
  const parts = [
    paragraph(style, lead),
    `\n${verdictTable(document, style)}`,
    countTable('Missing box', boxes, style),
    countTable('Missing permission', permissions, style),
    ...groupBy.map((by) => groupTable(by, document.groups, style)),
  ];
  return withFoot(parts, document, style);
}

function verdictTable({ verdicts, total }: AuditDocument, style: Style): string {
  const rows = auditVerdicts.map((verdict) => [
    verdict,
    count(verdicts[verdict]),
    share(verdicts[verdict], total),
    verdictMeanings[verdict],
  ]);
  return renderTable(style, titles('Verdict', 'Rows', '', 'Meaning'), rows);
}

function countTable(title: string, counts: Readonly<Record<string, number>>, style: Style): string | undefined {
  const rows = Object.entries(counts).map(([name, rows]) => [printable(name), count(rows)]);
  return rows.length === 0 ? undefined : `\n${renderTable(style, titles(title, 'Rows'), rows)}`;
}

/** Rows of one grouping that are shown; the document has them all. */
const mostShown = 40;

const groupTitles: Readonly<Record<Grouping, string>> = { box: 'Box', model: 'Model', year: 'Year', make: 'Make' };

function groupTable(by: Grouping, groups: readonly AuditGroup[], style: Style): string | undefined {
  const own = groups.filter((group) => group.by === by);
  if (own.length === 0) return undefined;
  const used = auditVerdicts.filter((verdict) => own.some(({ verdicts }) => verdicts[verdict] > 0));
  const rows = own
    .slice(0, mostShown)
    .map(({ value, total, verdicts }) => [
      value === null ? 'not told' : printable(String(value)),
      count(total),
      ...used.map((verdict) => count(verdicts[verdict])),
    ]);
  const more = own.length > mostShown ? `\n${own.length - mostShown} more; --json has them all.` : '';
  return `\n${renderTable(style, titles(groupTitles[by], 'Rows', ...used), rows)}${more}`;
}

function titles(...names: readonly string[]): { title: string }[] {
  return names.map((title) => ({ title }));
}

function share(part: number, total: number): string {
  return total === 0 || part === 0 ? '' : `${((100 * part) / total).toFixed(1)} %`;
}
