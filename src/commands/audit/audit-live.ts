import type { AuditDocument } from '../../core/audit/document.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { count } from '../../core/text/count.ts';
import { asObject } from '../../core/text/json.ts';
import type { Context } from '../../io/context.ts';
import type { AllConnections } from '../../live/all-connections.ts';
import type { ReadingPosition } from '../../live/connection-rows.ts';
import type { Outcome } from '../../report/outcome.ts';
import { openAuditRun, type AuditRun } from './audit-run.ts';
import { openCheckpointFile, type CheckpointFile } from './checkpoint-file.ts';
import type { AuditInput, AuditPlan } from './plan.ts';
import { createProgress } from './progress.ts';

/** What {@link auditLive} works on. */
export interface AuditLiveInput {
  readonly plan: AuditPlan;
  readonly input: Extract<AuditInput, { readonly kind: 'live' }>;
  /** Nobody but a program reads what is printed. */
  readonly json: boolean;
}

/** What an audit came to. */
export interface AuditResult extends Pick<Outcome, 'settle'> {
  readonly document: AuditDocument;
}

/**
 * Judges all connections of the application, as they are read; goes on where an earlier run stopped. The checkpoint goes
 * when the result has arrived.
 */
export async function auditLive(ctx: Context, live: AuditLiveInput): Promise<AuditResult> {
  const { checkpoint } = live.input;
  if (checkpoint === undefined) return { document: await auditWith(ctx, live, undefined) };
  const file = await openCheckpointFile(ctx, checkpoint, live.plan.settings);
  try {
    const document = await auditWith(ctx, live, file);
    return { document, settle: (isPrinted) => giveUp(file, isPrinted) };
  } catch (error) {
    await file.release();
    throw error;
  }
}

async function giveUp(file: CheckpointFile, isDone: boolean): Promise<void> {
  try {
    if (isDone) await file.remove();
  } finally {
    await file.release();
  }
}

async function auditWith(
  ctx: Context,
  { plan, input: { connections: live }, json }: AuditLiveInput,
  file: CheckpointFile | undefined,
): Promise<AuditDocument> {
  const run = await openAuditRun(ctx, plan, file?.earlier);
  const from = file?.earlier?.from;
  if (from !== undefined && !json) ctx.stderr.write(`Resuming after connection ${count(from.read)}.\n`);
  try {
    const position = await judgeAll(ctx, { run, live, from, file, json });
    return run.finish(liveWarnings(plan, live, position));
  } finally {
    run.close();
  }
}

interface JudgeAllInput extends Pick<AuditLiveInput, 'json'> {
  readonly live: AllConnections;
  readonly run: AuditRun;
  readonly from: ReadingPosition | undefined;
  readonly file: CheckpointFile | undefined;
}

/** @returns where the reading ended; undefined where it had ended before */
async function judgeAll(
  ctx: Pick<Context, 'stderr' | 'clock'>,
  { run, live, from, file, json }: JudgeAllInput,
): Promise<ReadingPosition | undefined> {
  let position = from;
  let line = from?.read ?? 0;
  const progress = createProgress(ctx, { start: line, isQuiet: json });
  const take = () => ({ ...run.save(), position: { ...position } });
  try {
    for await (const page of live.read(from, progress.wait)) {
      for (const row of page.rows) {
        line += 1;
        judgeOne(run, row, line);
      }
      position = page.position;
      progress.advance(position.read, position.total);
      await file?.saveSometimes(take);
    }
    await file?.save(take);
    return position;
  } catch (error) {
    if (position !== undefined) await file?.save(take);
    throw withWayOn(error, file !== undefined, line);
  } finally {
    progress.clear();
  }
}

/** From here on a row of the API goes the way of a row of a file. */
function judgeOne({ visitor }: AuditRun, row: unknown, line: number): void {
  const isObject = typeof row === 'object' && row !== null && !Array.isArray(row);
  const reason = isObject ? visitor.row(asObject(row), line) : 'it is not a JSON object';
  if (reason !== undefined) visitor.reject({ line, reason, bytes: Buffer.from(`${JSON.stringify(row)}\n`) });
}

function withWayOn(error: unknown, isKept: boolean, read: number): unknown {
  if (!(error instanceof CliError) || error.code === 'OUTPUT_FAILED') return error;
  const way = isKept
    ? `Run the same command again: it resumes after connection ${count(read)}.`
    : 'With --checkpoint FILE the next run resumes where this one stopped.';
  return new CliError(error.code, error.message, { hint: `${error.hint} ${way}`, cause: error.cause });
}

function liveWarnings(
  plan: AuditPlan,
  { era }: AllConnections,
  position: ReadingPosition | undefined,
): readonly string[] {
  const warnings: string[] = [];
  if (era === 'v2')
    warnings.push(
      "API v2's list of connections does not include permissions, so every row is unknown; v3's does (--api v3).",
    );
  else if (plan.table.asked.some(({ name }) => name.startsWith('control_')))
    warnings.push(
      'The list of connections does not say whether virtual keys are paired: key-needed only occurs in rows from a file that say so.',
    );
  const { firstTotal = null, total = null, read = 0 } = position ?? {};
  if (firstTotal !== total || (total !== null && total !== read))
    warnings.push(
      `The list changed while it was read: ${count(firstTotal ?? 0)} connections at the start, ${count(total ?? 0)} at the end, ${count(read)} read. Connections added or removed in the meantime may be missing.`,
    );
  return warnings;
}
