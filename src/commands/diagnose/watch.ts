import { CliError } from '../../core/errors/cli-error.ts';
import { mayPass } from '../../core/errors/may-pass.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { compareDiagnoses, isHealed, type Diagnosis } from '../../core/findings/connection/diagnosis.ts';
import type { Context } from '../../io/context.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { Connections } from '../../live/live-connection.ts';
import { diagnose, type DiagnosisRequest } from './diagnose-connections.ts';
import { parseTimeout, spellTimeout } from '../../flags/timeout.ts';
import { renderDiagnosis, renderDiagnosisChange } from '../../report/human/diagnosis.ts';
import type { Outcome } from '../../report/outcome.ts';
import { printable } from '../../report/terminal/printable.ts';
import { createStyle } from '../../report/terminal/style.ts';

export interface WatchFlags {
  readonly interval?: string | undefined;
  readonly timeout?: string | undefined;
}

/** Pause between two rounds, in milliseconds. */
const defaultInterval = 5_000;

/** What {@link watch} works on. */
export interface WatchInput {
  readonly global: GlobalOptions;
  readonly connections: Connections;
  readonly request: DiagnosisRequest;
  readonly options: WatchFlags;
}

/** Prints the first diagnosis and every change, until nothing is wrong. */
export async function watch(ctx: Context, { global, connections, request, options }: WatchInput): Promise<Outcome> {
  const interval = options.interval === undefined ? defaultInterval : parseTimeout(options.interval);
  const timeout = options.timeout === undefined ? undefined : parseTimeout(options.timeout);
  const end = timeout === undefined ? Number.POSITIVE_INFINITY : ctx.clock.now() + timeout;
  const style = createStyle(ctx.stdout);
  let before: Diagnosis | undefined;
  let trouble: string | undefined;
  for (;;) {
    const read = await readRound(connections, request, before !== undefined);
    if (read instanceof CliError) {
      if (timeout !== undefined && ctx.clock.now() + interval > end) throw read;
      if (read.message !== trouble) ctx.stderr.write(`${printable(read.message)} Trying again.\n`);
      trouble = read.message;
      await ctx.clock.sleep(interval, ctx.signal);
      continue;
    }
    trouble = undefined;
    const diagnosis = read;
    const change = before === undefined ? undefined : compareDiagnoses(before, diagnosis);
    const isNews = change === undefined || change.healed.length + change.appeared.length > 0;
    if (isNews && global.json) ctx.stdout.write(`${JSON.stringify(diagnosis)}\n`);
    if (isNews && !global.json) {
      ctx.stdout.write(
        change === undefined ? renderDiagnosis(diagnosis, style) : renderDiagnosisChange(change, diagnosis, style),
      );
    }
    if (isHealed(diagnosis)) return { exitCode: exitCodes.done };
    if (timeout !== undefined && ctx.clock.now() + interval > end) throw stillIll(timeout);
    if (before === undefined) ctx.stderr.write(`Checking every ${spellTimeout(interval)}. Press Ctrl-C to stop.\n`);
    before = diagnosis;
    await ctx.clock.sleep(interval, ctx.signal);
  }
}

/** A failure that may pass ends the first round alone: a watch lasts long enough to meet one. */
async function readRound(
  connections: Connections,
  request: DiagnosisRequest,
  isLater: boolean,
): Promise<Diagnosis | CliError> {
  try {
    return await diagnose(connections, request);
  } catch (error) {
    if (isLater && mayPass(error)) return error;
    throw error;
  }
}

function stillIll(timeout: number): CliError {
  return new CliError('TIMED_OUT', `After ${spellTimeout(timeout)} something is still wrong.`, {
    hint: 'The findings above say who must act; run the command again to keep watching.',
  });
}
