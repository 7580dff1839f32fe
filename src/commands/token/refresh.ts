import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Context } from '../../io/context.ts';
import { freshTokens } from '../../live/fresh-tokens.ts';
import { credentialOwner } from '../../settings/secrets.ts';
import type { Settings } from '../../settings/settings.ts';
import { renewStored, type StoredToken } from './stored-token.ts';
import { optionalTime } from './token-rows.ts';
import { renderTokenRefresh } from '../../report/human/tokens.ts';
import { documentHead, type TokenRefreshDocument } from '../../report/documents/tokens.ts';
import { choose, settingsOf, type TokenAction } from './action.ts';

/** Smartcar's minute of grace: who asks within it gets the pair that another process has just been given. */
const justRefreshedMs = 60_000;

export const refreshTokens: TokenAction = async (
  ctx,
  { global, word, options: { all = false, force = false, sandbox } },
) => {
  const settings = await settingsOf(ctx, global, sandbox);
  const faults: string[] = [];
  const chosen = all
    ? await userTokens(ctx, settings, ({ message }) => faults.push(message))
    : [await choose(ctx, settings, word)];
  const results: TokenRefreshDocument['tokens'][number][] = [];
  for (const { key, tokens: before } of chosen) {
    if (before.kind === 'texture') throw noRefresh(key);
    const demand = force ? { failed: before.accessToken } : { unlessRefreshedSince: ctx.clock.now() - justRefreshedMs };
    const { tokens, renewed } = await freshTokens(ctx, { key, renew: renewStored(ctx, settings, key), demand });
    const [accessExpiresAt, refreshExpiresAt] = [
      optionalTime(tokens.accessExpiresAt),
      optionalTime(tokens.refreshExpiresAt),
    ];
    results.push({ key, refreshed: renewed, accessExpiresAt, refreshExpiresAt });
  }
  const document: TokenRefreshDocument = { ...documentHead('token-refresh', faults), tokens: results };
  return { exitCode: exitCodes.done, document, text: (style) => renderTokenRefresh(document, style) };
};

/** The user tokens of the application that the settings name; of all applications where they name none. */
async function userTokens(
  ctx: Context,
  settings: Settings,
  onFault: (fault: CliError) => void,
): Promise<readonly StoredToken[]> {
  const owner = credentialOwner(settings);
  const stored = await ctx.credentials.listTokens(onFault);
  return stored.filter(
    ({ key, tokens }) => tokens.kind === 'smartcar-v2' && (owner === undefined || key.startsWith(`${owner}/`)),
  );
}

function noRefresh(key: string): CliError {
  return new CliError('USAGE', `"${key}" is a scoped key of Texture, which does not expire and cannot be refreshed.`, {
    hint: 'Run `connect-cli authorize --provider texture` for a new one.',
  });
}
