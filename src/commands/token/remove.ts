import { exitCodes } from '../../core/exit-codes.ts';
import { renderTokenRemoval } from '../../report/human/tokens.ts';
import { documentHead, type TokenRemovalDocument } from '../../report/documents/tokens.ts';
import { choose, settingsOf, type TokenAction } from './action.ts';

export const removeTokens: TokenAction = async (ctx, { global, word, options: { all = false } }) => {
  const faults: string[] = [];
  const chosen = all
    ? await ctx.credentials.listTokens(({ message }) => faults.push(message))
    : [await choose(ctx, await settingsOf(ctx, global), word)];
  for (const { key } of chosen) await ctx.credentials.removeTokens(key);
  // An application's token of v3 stands for no owner.
  const why =
    'The owner can still end the grant itself in the Tesla app; `connect-cli disconnect` ends it from your side.';
  const document: TokenRemovalDocument = {
    ...documentHead(
      'token-removal',
      faults,
      chosen.some(({ tokens }) => tokens.kind !== 'smartcar-v3')
        ? [{ command: 'connect-cli disconnect --help', why }]
        : [],
    ),
    removed: chosen.map(({ key }) => key),
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderTokenRemoval(document, style) };
};
