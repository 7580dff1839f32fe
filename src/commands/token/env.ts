import { foreignToTokens } from '../../core/text/control-characters.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { freshTokens, isFresh } from '../../live/fresh-tokens.ts';
import { renewStored } from './stored-token.ts';
import { exportLine } from '../../core/text/export-line.ts';
import { documentHead, type TokenEnvDocument } from '../../report/documents/tokens.ts';
import { choose, settingsOf, type TokenAction } from './action.ts';

export const tokenEnv: TokenAction = async (ctx, { global, word, options: { shell = 'posix', sandbox } }) => {
  const settings = await settingsOf(ctx, global, sandbox);
  const { key, tokens: stored } = await choose(ctx, settings, word);
  const tokens = isFresh(stored, ctx.clock.now())
    ? stored
    : (await freshTokens(ctx, { key, renew: renewStored(ctx, settings, key) })).tokens;
  const name = tokens.kind === 'texture' ? 'TEXTURE_SCOPED_KEY' : 'SMARTCAR_ACCESS_TOKEN';
  const env = {
    [name]: tokens.accessToken.reveal(),
    ...(isPlain(tokens.userId) ? { SMARTCAR_USER_ID: tokens.userId } : {}),
  };
  const document: TokenEnvDocument = { ...documentHead('token-env'), key, env };
  const text = () =>
    Object.entries(env)
      .map(([variable, value]) => exportLine(shell, variable, value))
      .join('\n');
  return { exitCode: exitCodes.done, document, text, reveals: true };
};

/** What a shell is to read is shown as it is: an id with control characters, which nobody gives, would reach the terminal. */
function isPlain(id: string | undefined): id is string {
  return id !== undefined && foreignToTokens(id) === undefined;
}
