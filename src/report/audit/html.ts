import type { AuditDocument, AuditGroup } from '../../core/audit/document.ts';
import { verdictMeanings } from '../../core/audit/meanings.ts';
import { auditVerdicts } from '../../core/audit/verdict.ts';
import { count, plural } from '../../core/text/count.ts';
import { asObject, numberField, textsField } from '../../core/text/json.ts';
import { escapeMarkup } from '../../core/text/markup.ts';
import { printable } from '../terminal/printable.ts';
import { pageScript, pageStyle } from './html-assets.ts';
import type { JudgedRow } from '../../core/audit/judged-row.ts';
import type { RowExtras, RowFormat } from './row-format.ts';

/** Rows that the page carries; a browser searches them without delay. The rest is counted. */
const mostRows = 1000;

/** One page that needs nothing else. It shows all counts, and the first connections that need work. */
export function createHtmlFormat({ links, csvName }: RowExtras): RowFormat {
  const kept: string[] = [];
  let needing = 0;
  return {
    head: '',
    format: (judged) => {
      if (judged.judgement.verdict === 'fine') return '';
      needing += 1;
      if (kept.length < mostRows) kept.push(renderRow(judged, links[judged.judgement.verdict]));
      return '';
    },
    foot: (document) => renderPage(document, { rows: kept, needing, csvName }),
    save: () => ({ kept, needing }),
    restore: (saved) => {
      kept.push(...textsField(asObject(saved), 'kept'));
      needing = numberField(asObject(saved), 'needing') ?? 0;
    },
  };
}

interface Work {
  readonly rows: readonly string[];
  readonly needing: number;
  readonly csvName: string | undefined;
}

function renderPage(document: AuditDocument, work: Work): string {
  const aside = document.rejected === 0 ? '' : ` ${plural(document.rejected, 'line was', 'lines were')} set aside.`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>Audit of ${count(document.total)} connections</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>Audit of ${count(document.total)} connections</h1>
<p>Held against <code>${show(document.scope)}</code>, boxes of ${show(document.edition)}.${aside}</p>
${section('By verdict', verdictTable(document))}
${section('By missing box', countTable('Box', document.boxes, document.total))}
${section('By missing permission', countTable('Permission', document.permissions, document.total))}
${document.groupBy.map((by) => section(`By ${by}`, groupTable(document.groups.filter((group) => group.by === by)))).join('\n')}
${section('What needs work', workTable(work))}
${document.warnings.length === 0 ? '' : section('Warnings', `<ul>${document.warnings.map((one) => `<li>${show(one)}</li>`).join('')}</ul>`)}
</main>
<script>${pageScript}</script>
</body>
</html>
`;
}

function section(heading: string, body: string): string {
  return `<section>\n<h2>${heading}</h2>\n${body}\n</section>`;
}

function verdictTable({ verdicts, total }: AuditDocument): string {
  const rows = auditVerdicts.map((verdict) => {
    const meaning = `<td class="meaning">${verdictMeanings[verdict]}</td>`;
    return `<tr><th scope="row">${verdict}</th>${countCells(verdicts[verdict], total)}${meaning}</tr>`;
  });
  return table(['Verdict', 'Rows', 'Share', 'Meaning'], rows, { kind: 'counts' });
}

/** The number, and how large a part it is: as a bar and in words. */
function countCells(rows: number, total: number): string {
  const share = total === 0 ? 0 : (100 * rows) / total;
  // The smallest part is seen as well.
  const bar = rows === 0 ? '' : `<span class="bar" style="width:${Math.max(0.5, share).toFixed(1)}%"></span>`;
  return `<td class="number">${count(rows)}</td><td class="share"><span class="percent">${share.toFixed(1)} %</span>${bar}</td>`;
}

function countTable(title: string, counts: Readonly<Record<string, number>>, total: number): string {
  const rows = Object.entries(counts).map(
    ([name, rows]) => `<tr><th scope="row">${show(name)}</th>${countCells(rows, total)}</tr>`,
  );
  return rows.length === 0 ? '<p>None.</p>' : table([title, 'Rows', 'Share'], rows, { kind: 'counts' });
}

function groupTable(groups: readonly AuditGroup[]): string {
  const used = auditVerdicts.filter((verdict) => groups.some(({ verdicts }) => verdicts[verdict] > 0));
  const rows = groups.map(({ value, total, verdicts }) => {
    const cells = [total, ...used.map((verdict) => verdicts[verdict])];
    const numbers = cells.map((number) => `<td class="number">${count(number)}</td>`).join('');
    return `<tr><th scope="row">${value === null ? 'not told' : show(String(value))}</th>${numbers}</tr>`;
  });
  return rows.length === 0 ? '<p>None.</p>' : table(['Value', 'Rows', ...used], rows, { kind: 'groups' });
}

function workTable({ rows, needing, csvName }: Work): string {
  if (rows.length === 0) return '<p>Nothing.</p>';
  const csv =
    csvName === undefined ? '' : ` <a href="${escapeMarkup(encodeURIComponent(csvName))}">All rows as CSV</a>.`;
  const shown =
    needing > rows.length
      ? `The first ${count(rows.length)} of ${count(needing)}.`
      : `${plural(needing, 'row', 'rows')}.`;
  const choices = auditVerdicts.filter((verdict) => verdict !== 'fine').map((verdict) => `<option>${verdict}</option>`);
  return `<p>${shown}${csv}</p>
<form class="search" role="search"><label>Search <input id="search" type="search" autocomplete="off"></label> <label>Verdict <select id="verdict"><option value="">all</option>${choices.join('')}</select></label> <output id="found" for="search verdict"></output></form>
${table(['Line', 'User', 'Vehicle', 'Verdict', 'Missing', 'Boxes', 'Key', 'Link'], rows, { kind: 'work' })}`;
}

function renderRow({ line, row, judgement }: JudgedRow, link: string | null): string {
  const { verdict, gap, virtualKey } = judgement;
  const anchor =
    link === null
      ? ''
      : `<a href="${escapeMarkup(link)}" rel="noreferrer">open<span class="hidden"> the link of line ${line}</span></a>`;
  const cells = [
    row.userId ?? '',
    row.vehicleId ?? '',
    verdict,
    gap.missing.join(' '),
    gap.missingBoxes.join(', '),
    virtualKey,
  ];
  return `<tr data-verdict="${verdict}"><td class="number">${line}</td>${cells.map((cell) => `<td>${show(cell)}</td>`).join('')}<td>${anchor}</td></tr>`;
}

interface TableLook {
  readonly kind: 'counts' | 'groups' | 'work';
}

/** Columns of numbers stand to the right, their titles as well. */
function table(titles: readonly string[], rows: readonly string[], { kind }: TableLook): string {
  const isNumber = (index: number) => (kind === 'groups' ? index > 0 : index === (kind === 'work' ? 0 : 1));
  const head = titles
    .map((title, index) => `<th scope="col"${isNumber(index) ? ' class="number"' : ''}>${title}</th>`)
    .join('');
  const name = kind === 'work' ? ' id="work"' : ` class="${kind}"`;
  return `<div class="scroll" tabindex="0" role="group" aria-label="Table: ${titles.join(', ')}"><table${name}><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table></div>`;
}

function show(text: string): string {
  return escapeMarkup(printable(text));
}
