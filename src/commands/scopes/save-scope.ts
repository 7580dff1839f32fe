import { CliError } from '../../core/errors/cli-error.ts';
import type { ScopeDerivation } from '../../core/findings/code/scope-derivation.ts';
import type { Context } from '../../io/context.ts';
import { activeProfile, chosenProfile } from '../../settings/active-profile.ts';

/**
 * Keeps a derived scope with its signals in the profile that holds, or in a new one.
 * @param profile `--profile`
 * @throws CliError INVALID_VALUE when there is nothing to keep
 */
export async function saveScope(
  ctx: Pick<Context, 'env' | 'profiles' | 'cwd'>,
  profile: string | undefined,
  derivation: ScopeDerivation,
): Promise<{ readonly profile: string }> {
  if (derivation.scope === '') {
    throw new CliError('INVALID_VALUE', 'No permission could be derived, so there is nothing to save.', {
      hint: 'Name signals or commands with a known permission: `connect-cli scopes --list` shows them.',
    });
  }
  const active = await activeProfile(ctx, profile).catch((error: unknown) => {
    // A profile that is named and does not exist yet is made.
    if (error instanceof CliError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  });
  const name = active?.name ?? chosenProfile(ctx.env, profile) ?? 'default';
  const signals = derivation.signals.map(({ code }) => code);
  await ctx.profiles.save(name, { ...active?.profile, scope: derivation.scope, signals });
  return { profile: name };
}
