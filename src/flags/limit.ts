import { CliError } from '../core/errors/cli-error.ts';

/** Rows of a list without `--limit`: more than anybody reads, and no burden for any machine. */
const usualLimit = 1000;

/** Taken as `.option(...limitOption)`. */
export const limitOption = ['--limit <number>', `list at most so many: ${usualLimit} (default), or all`] as const;

/** The flag of {@link limitOption}. */
export interface LimitFlags {
  readonly limit?: string | undefined;
}

/** @returns Infinity for `all`. @throws CliError INVALID_VALUE */
export function parseLimit({ limit }: LimitFlags): number {
  if (limit === undefined) return usualLimit;
  if (limit.toLowerCase() === 'all') return Infinity;
  const number = /^\d{1,9}$/.test(limit) ? Number(limit) : 0;
  if (number >= 1) return number;
  throw new CliError('INVALID_VALUE', `--limit "${limit}" is no number of rows.`, {
    hint: 'Pass a whole number from 1 up, or all.',
  });
}

/** A list that may have been cut. */
export interface CutList<T> {
  readonly rows: readonly T[];
  /** A sentence, if it was. */
  readonly warnings: readonly string[];
}

/**
 * @param what the rows in the plural, such as `profiles`
 * @param instead where the rest can be had otherwise
 */
export function cutList<T>(
  all: readonly T[],
  limit: number,
  { what, instead = '' }: { readonly what: string; readonly instead?: string },
): CutList<T> {
  if (all.length <= limit) return { rows: all, warnings: [] };
  const count = limit.toLocaleString('en-US');
  return {
    rows: all.slice(0, limit),
    warnings: [`There are more than ${count} ${what}: these are the first. --limit lists more.${instead}`],
  };
}
