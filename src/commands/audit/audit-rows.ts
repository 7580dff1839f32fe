import type { AuditDocument } from '../../core/audit/document.ts';
import { readRow } from '../../core/audit/row.ts';
import { buildSummary } from '../../core/audit/summary.ts';
import { addToTally, createTally, type Tally } from '../../core/audit/tally.ts';
import { createRowJudge } from '../../core/audit/verdict.ts';
import type { Context } from '../../io/context.ts';
import { createCsvFormat } from '../../report/audit/csv.ts';
import { createHtmlFormat } from '../../report/audit/html.ts';
import { createJsonlFormat } from '../../report/audit/jsonl.ts';
import { createMarkdownFormat } from '../../report/audit/markdown.ts';
import type { JudgedRow, RowExtras, RowFormat } from '../../report/audit/row-format.ts';
import type { AuditFormat } from './flags.ts';
import type { AuditPlan } from './prepare.ts';
import { createRejects } from './rejects.ts';

/** Characters that leave in one write. */
const batchLength = 64 * 1024;

type AuditContext = Pick<Context, 'rows' | 'stdout'>;

const formats: Readonly<Record<AuditFormat, (extras: RowExtras) => RowFormat>> = {
  jsonl: createJsonlFormat,
  csv: createCsvFormat,
  markdown: createMarkdownFormat,
  html: createHtmlFormat,
};

/** Judges every row of the source, prints those that are wanted, and counts them all. */
export async function auditRows(ctx: AuditContext, plan: AuditPlan): Promise<AuditDocument> {
  const { table, only } = plan;
  const judge = createRowJudge(table);
  const tally = createTally(plan.groupBy);
  const rejects = await createRejects(ctx, plan.rejects);
  const csv = plan.csv === undefined ? undefined : await ctx.rows.create(plan.csv);
  const printed = createPrinter(ctx.stdout, plan.format, plan);
  const filed = csv === undefined ? undefined : createPrinter(csv, 'csv', plan);
  try {
    await ctx.rows.read(plan.source, {
      row: (value, line) => {
        const row = readRow(value);
        const judgement = judge(row);
        addToTally(tally, row, judgement);
        if (only?.has(judgement.verdict) === false) return;
        printed?.add({ line, row, judgement });
        filed?.add({ line, row, judgement });
      },
      reject: (rejected) => {
        tally.rejected += 1;
        rejects.add(rejected);
      },
      rejectMore: rejects.addMore,
    });
    const warnings = [...plan.warnings, ...linkWarnings(plan, tally), ...rejects.warnings()];
    const document = buildSummary(tally, { edition: table.edition, asked: table.asked, warnings });
    printed?.end(document);
    filed?.end(document);
    return document;
  } finally {
    rejects.close();
    csv?.close();
  }
}

/** Writes rows in batches. */
interface Printer {
  add(judged: JudgedRow): void;
  end(document: AuditDocument): void;
}

function createPrinter(
  output: { write(text: string): void },
  format: AuditFormat | undefined,
  { links, textFor, csv }: AuditPlan,
): Printer | undefined {
  if (format === undefined) return undefined;
  const rows = formats[format]({ links, textFor, csvName: csv?.replace(/^.*[/\\]/, '') });
  let batch = rows.head;
  return {
    add: (judged) => {
      batch += rows.format(judged);
      if (batch.length < batchLength) return;
      output.write(batch);
      batch = '';
    },
    end: (document) => output.write(batch + (rows.foot?.(document) ?? '')),
  };
}

/** One sentence for all rows whose link cannot be built. */
function linkWarnings({ linkless, textFor }: AuditPlan, tally: Tally): readonly string[] {
  const concerned = linkless.filter(({ verdict }) => tally.verdicts[verdict] > 0);
  const [first] = concerned;
  if (first === undefined) return [];
  const names = concerned.map(({ verdict }) => verdict).join(', ');
  return [
    `Rows of ${names} have no ${textFor === undefined ? 'link' : 'link and no text'}: it takes ${first.lacks}, from a flag, the environment or the profile.`,
  ];
}
