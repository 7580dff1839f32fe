import { judgeCode, type JudgedCode } from '../../core/findings/code/judge.ts';
import type { AskedPermission } from '../../core/permissions/scope.ts';
import type { ScopeDerivation } from '../../core/findings/code/scope-derivation.ts';
import type { Context } from '../../io/context.ts';
import { nearest } from '../../flags/nearest.ts';
import { readMentions } from '../../live/code-mentions.ts';

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
  const { found: mentions, files, skipped, warnings } = await readMentions(ctx, directory);
  const judged = judgeCode(mentions, { nearest, inUse });
  return { ...judged, code: { directory, files, skipped, ...judged.scan }, warnings };
}
