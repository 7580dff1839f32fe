import { findMentions, smartcarTraces } from '../core/code-scan/find-mentions.ts';
import type { Mention, Place } from '../core/code-scan/mention.ts';
import { CliError } from '../core/errors/cli-error.ts';
import type { Context } from '../io/context.ts';

/** What was found in a code base. */
export interface CodeReading<Found> {
  /** In order of file and line. */
  readonly found: readonly Found[];
  /** How many files were read. */
  readonly files: number;
  readonly skipped: number;
  /** Sentences about the first files that were passed over. */
  readonly warnings: readonly string[];
}

/**
 * Walks a code base.
 * @throws CliError NOT_FOUND when there is no such directory, INVALID_VALUE when none is named
 */
export function readMentions(ctx: Walking, directory: string): Promise<CodeReading<Mention>> {
  return readCode(ctx, directory, findMentions);
}

type Walking = Pick<Context, 'sourceTree' | 'signal'>;

/**
 * Walks a code base with a finder of one's own.
 * @param find looks into one file that has traces of Smartcar
 * @throws CliError NOT_FOUND when there is no such directory, INVALID_VALUE when none is named
 */
export async function readCode<Found extends Place>(
  ctx: Walking,
  directory: string,
  find: (file: string, text: string) => readonly Found[],
): Promise<CodeReading<Found>> {
  if (directory.trim() === '') {
    throw new CliError('INVALID_VALUE', '--from-code needs a directory.', {
      hint: 'Name the directory of your code: --from-code .',
    });
  }
  const mentions: Found[] = [];
  const walk = await ctx.sourceTree.walk(directory, {
    wants: smartcarTraces,
    file: (path, text) => {
      for (const one of find(path, text)) mentions.push(one);
    },
    signal: ctx.signal,
  });
  const byPlace = (a: Place, b: Place) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1);
  return {
    found: mentions.toSorted(byPlace),
    files: walk.files,
    skipped: walk.skipped.length,
    warnings: walk.skipped.slice(0, 3).map(({ path, reason }) => `"${path}" was skipped: ${reasons[reason]}.`),
  };
}

const reasons = {
  unreadable: 'it cannot be read',
  'too-large': 'it is larger than 1 MiB',
  'costly-patterns':
    'patterns at or above it are too long, or take too long to be tried; files that they name were read',
} as const;
