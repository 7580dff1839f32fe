import { findMentions, smartcarTraces } from '../../core/code-scan/find-mentions.ts';
import { judgeCode, type JudgedCode } from '../../core/findings/code/judge.ts';
import type { Mention } from '../../core/code-scan/mention.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import type { AskedPermission } from '../../core/permissions/scope.ts';
import type { ScopeDerivation } from '../../core/findings/code/scope-derivation.ts';
import type { Context } from '../../io/context.ts';
import { nearest } from '../../flags/nearest.ts';

/** A code base that was read and judged. */
export interface ScannedCode extends JudgedCode {
  readonly code: NonNullable<ScopeDerivation['code']>;
  readonly warnings: readonly string[];
}

/**
 * Reads a code base and compares what it uses with what it asks for.
 * @param inUse the scope to compare with instead of the one found in the code
 * @throws CliError NOT_FOUND when there is no such directory, INVALID_VALUE when none is named
 */
export async function scanCode(
  ctx: Pick<Context, 'sourceTree' | 'signal'>,
  directory: string,
  inUse: readonly AskedPermission[] | undefined,
): Promise<ScannedCode> {
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
  const judged = judgeCode(mentions.toSorted(byPlace), { nearest, inUse });
  return {
    ...judged,
    code: { directory, files: walk.files, skipped: walk.skipped.length, ...judged.scan },
    warnings: walk.skipped.slice(0, 3).map(({ path, reason }) => `"${path}" was passed over: ${reasons[reason]}.`),
  };
}

const reasons = { unreadable: 'it cannot be read', 'too-large': 'it is larger than 1 MiB' } as const;
