import type { CliError } from '../../core/errors/cli-error.ts';
import type { Context } from '../../io/context.ts';
import type { StoreInspection } from '../../io/machine.ts';
import type { DoctorCheck } from '../../report/documents/doctor.ts';
import type { OriginName } from '../../settings/origins.ts';
import type { Settings } from '../../settings/settings.ts';
import type { DoctorFlags } from './flags.ts';

/** What an origin answered to a plain GET of its root. */
export type OriginAnswer =
  | {
      readonly reached: true;
      readonly status: number;
      readonly milliseconds: number;
      /** Its clock against ours, in milliseconds, where it names the time: more than zero where ours is behind. */
      readonly ahead: number | undefined;
    }
  | { readonly reached: false; readonly error: CliError };

/** Everything that checks look at. */
export interface Examination {
  /** Its signal ends with the time of the check. */
  readonly ctx: Context;
  readonly flags: DoctorFlags;
  /** What the settings came to, or why they came to nothing. */
  readonly settings: Settings | CliError;
  /** How the store was found, before anything opened it. */
  readonly store: StoreInspection;
  readonly mended: readonly string[];
  /** Asks an origin once, however many checks want to know. */
  answerOf(name: OriginName): Promise<OriginAnswer>;
}

/** How a check came out. */
export type CheckResult = Pick<DoctorCheck, 'status' | 'evidence' | 'fix'>;

/** One check. What it throws is an error of the check, not of the command. */
export interface Check {
  readonly id: string;
  readonly title: string;
  run(examination: Examination): Promise<CheckResult>;
}

export function ok(...evidence: readonly string[]): CheckResult {
  return { status: 'ok', evidence, fix: null };
}

export function skipped(why: string): CheckResult {
  return { status: 'skipped', evidence: [why], fix: null };
}

export function warning(evidence: string | readonly string[], fix: string): CheckResult {
  return { status: 'warning', evidence: typeof evidence === 'string' ? [evidence] : evidence, fix };
}

export function failure(evidence: string | readonly string[], fix: string): CheckResult {
  return { status: 'error', evidence: typeof evidence === 'string' ? [evidence] : evidence, fix };
}

/** What several looks at one thing come to together: the worst status, all evidence, each fix once. */
export function together(results: readonly CheckResult[]): CheckResult {
  const order = ['error', 'warning', 'ok', 'skipped'] as const;
  const status = order.find((one) => results.some((result) => result.status === one)) ?? 'skipped';
  const fixes = [...new Set(results.flatMap(({ fix }) => (fix === null ? [] : [fix])))];
  return {
    status,
    evidence: results.flatMap(({ evidence }) => evidence),
    fix: fixes.length === 0 ? null : fixes.join(' '),
  };
}
