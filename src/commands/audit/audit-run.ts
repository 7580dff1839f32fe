import type { AuditCheckpoint } from '../../core/audit/checkpoint.ts';
import type { AuditDocument } from '../../core/audit/document.ts';
import { createRowCache } from '../../core/audit/row-cache.ts';
import type { JudgedRow } from '../../core/audit/judged-row.ts';
import { findRowFault, readRow } from '../../core/audit/row.ts';
import { buildSummary, everyRowUnknown } from '../../core/audit/summary.ts';
import { addSummary, addToTally, createTally, type Tally } from '../../core/audit/tally.ts';
import { createRowJudge } from '../../core/audit/verdict.ts';
import type { Context } from '../../io/context.ts';
import type { RowVisitor } from '../../io/rows.ts';
import { openOutputs } from './outputs.ts';
import type { AuditPlan } from './plan.ts';
import { createPrinter } from './printer.ts';
import { createRejects } from './rejects.ts';
import { createUnlistedNames } from './unlisted.ts';

/** An audit under way: rows go in, verdicts come out, wherever the rows are from. */
export interface AuditRun {
  readonly visitor: RowVisitor;
  /** Rows that were judged. */
  judged(): number;
  /** Everything that another process needs to go on behind the last row. What is written rests on the disk. */
  save(): Pick<AuditCheckpoint, 'files' | 'summary' | 'format'>;
  /** Writes what stands behind the last row. @returns the summary */
  finish(warnings: readonly string[]): AuditDocument;
  close(): void;
}

/** @param earlier where a run before this one stopped */
export async function openAuditRun(
  ctx: Pick<Context, 'rows' | 'stdout'>,
  plan: AuditPlan,
  earlier?: AuditCheckpoint,
): Promise<AuditRun> {
  const { table, only } = plan;
  await ctx.rows.expectMany(plan.input.kind === 'live' ? 'network' : 'file');
  const unlisted = createUnlistedNames(table);
  const judge = createRowJudge(table, unlisted.add);
  const tally = createTally(plan.groupBy);
  if (earlier !== undefined) addSummary(tally, earlier.summary);
  const outputs = await openOutputs(ctx, plan, earlier?.files);
  const rejects = createRejects(
    outputs.files.rejects,
    earlier && { told: earlier.summary.warnings, count: earlier.summary.rejected },
  );
  const printed = createPrinter(outputs.printed, plan.format, { plan, resumed: earlier });
  const filed = createPrinter(outputs.files.rows, plan.csv === undefined ? undefined : 'csv', {
    plan,
    resumed: earlier,
  });
  const summarize = (warnings: readonly string[]) =>
    buildSummary(tally, { edition: table.edition, asked: table.asked, warnings });
  const findCached = createRowCache(judge);
  const take = (judged: JudgedRow) => {
    addToTally(tally, judged.row, judged.judgement);
    if (only?.has(judged.judgement.verdict) === false) return;
    printed?.add(judged);
    filed?.add(judged);
  };
  return {
    visitor: {
      known: (bytes, line) => {
        const known = findCached(bytes, line);
        if (known !== undefined) take(known);
        return known !== undefined;
      },
      row: (value, line) => {
        const row = readRow(value);
        const fault = findRowFault(row, value);
        if (fault !== undefined) return fault;
        take({ line, row, judgement: judge(row) });
        return undefined;
      },
      reject: (rejected) => {
        tally.rejected += 1;
        rejects.add(rejected);
      },
      rejectMore: rejects.addMore,
    },
    judged: () => tally.total,
    save: () => {
      printed?.flush();
      filed?.flush();
      return { files: outputs.sync(), summary: summarize(rejects.told()), format: printed?.save() ?? null };
    },
    finish: (warnings) => {
      const document = summarize([
        ...(plan.input.kind === 'live' ? [] : [everyRowUnknown]),
        ...plan.warnings,
        ...warnings,
        ...linkWarnings(plan, tally),
        ...unlisted.warnings(),
        ...rejects.warnings(),
      ]);
      outputs.begin();
      printed?.end(document);
      filed?.end(document);
      return document;
    },
    close: outputs.close,
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
