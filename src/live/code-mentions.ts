import { findMentions, smartcarTraces } from '../core/code-scan/find-mentions.ts';
import type { Mention } from '../core/code-scan/mention.ts';
import { CliError } from '../core/errors/cli-error.ts';
import type { Context } from '../io/context.ts';

/** What a code base says of Smartcar. */
export interface CodeMentions {
  /** In order of file and line. */
  readonly mentions: readonly Mention[];
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
export async function readMentions(
  ctx: Pick<Context, 'sourceTree' | 'signal'>,
  directory: string,
): Promise<CodeMentions> {
  if (directory.trim() === '') {
    throw new CliError('INVALID_VALUE', '--from-code names no directory.', {
      hint: 'Name the directory of your code: --from-code .',
    });
  }
  const mentions: Mention[] = [];
  const walk = await ctx.sourceTree.walk(directory, {
    wants: smartcarTraces,
    file: (path, text) => {
      for (const mention of findMentions(path, text)) mentions.push(mention);
    },
    signal: ctx.signal,
  });
  const byPlace = (a: Mention, b: Mention) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1);
  return {
    mentions: mentions.toSorted(byPlace),
    files: walk.files,
    skipped: walk.skipped.length,
    warnings: walk.skipped.slice(0, 3).map(({ path, reason }) => `"${path}" was passed over: ${reasons[reason]}.`),
  };
}

const reasons = {
  unreadable: 'it cannot be read',
  'too-large': 'it is larger than 1 MiB',
  'costly-patterns':
    'patterns at or above it are too long, or take too long to be tried; files that they name were read',
} as const;
