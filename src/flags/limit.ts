import { CliError } from '../core/errors/cli-error.ts';

/** Rows of a list without `--limit`: more than anybody reads, and no burden for any machine. */
const usualLimit = 1000;

/** What one list holds at most, `all` included: a list is put together before it is printed. */
export const mostListed = 50_000;

/** Taken as `.option(...limitOption)`. */
export const limitOption = [
  '--limit <number>',
  `list at most this many: ${usualLimit} (default), or all, up to ${mostListed}`,
] as const;

/** The flag of {@link limitOption}. */
export interface LimitFlags {
  readonly limit?: string | undefined;
}

/** @returns the number, or what a list holds if that is less. @throws CliError INVALID_VALUE */
export function parseLimit({ limit }: LimitFlags): number {
  if (limit === undefined) return usualLimit;
  if (limit.toLowerCase() === 'all') return mostListed;
  const number = /^\d{1,9}$/.test(limit) ? Number(limit) : 0;
  if (number >= 1) return Math.min(number, mostListed);
  throw new CliError('INVALID_VALUE', `--limit "${limit}" is not a valid number of rows.`, {
    hint: 'Pass a whole number of at least 1, or all.',
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
  { subject, instead = '' }: { readonly subject: string; readonly instead?: string },
): CutList<T> {
  if (all.length <= limit) return { rows: all, warnings: [] };
  const more = limit < mostListed ? '--limit lists more.' : 'One list cannot hold more.';
  return {
    rows: all.slice(0, limit),
    warnings: [
      `There are more than ${limit.toLocaleString('en-US')} ${subject}: these are the first. ${more}${instead}`,
    ],
  };
}
