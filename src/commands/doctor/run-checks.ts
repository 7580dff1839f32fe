import { CliError } from '../../core/errors/cli-error.ts';
import type { DoctorCheck } from '../../report/documents/doctor.ts';
import { failure, type Check, type CheckResult, type Examination } from './check.ts';

/** How long one check may take, in milliseconds. */
const limitMs = 15_000;

/** Runs all checks at once, each within its time. @returns their results in the order of the checks */
export function runChecks(checks: readonly Check[], examination: Examination): Promise<readonly DoctorCheck[]> {
  return Promise.all(
    checks.map(async (check) => {
      const { status, evidence, fix } = await runOne(check, examination);
      return { id: check.id, status, title: check.title, evidence, fix: fix === null ? null : withoutItself(fix) };
    }),
  );
}

/** Errors of other commands send people here: whoever is here already is not sent again. */
function withoutItself(fix: string): string {
  return fix.replace(/([;:] )?`connect-cli doctor` [^`.]*\./g, (_, mark) => (mark === undefined ? '' : '.')).trim();
}

async function runOne(check: Check, examination: Examination): Promise<CheckResult> {
  const { ctx } = examination;
  const done = new AbortController();
  const signal = AbortSignal.any([ctx.signal, done.signal]);
  try {
    return await Promise.race([
      check.run({ ...examination, ctx: { ...ctx, signal } }),
      ctx.clock.sleep(limitMs, signal).then(() => late),
    ]);
  } catch (error) {
    // Ctrl-C ends the command, not one check.
    ctx.signal.throwIfAborted();
    if (error instanceof CliError) return failure(error.message, error.hint);
    throw error;
  } finally {
    done.abort();
  }
}

const late = failure(
  `It did not finish within ${limitMs / 1000} s.`,
  'Run the command again; if it persists, run it with --verbose and look at the last request.',
);
