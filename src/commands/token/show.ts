import { exitCodes } from '../../core/exit-codes.ts';
import { tokenRow } from '../../options/token-rows.ts';
import { renderToken } from '../../report/human/tokens.ts';
import { documentHead, type TokenDocument } from '../../report/tokens-document.ts';
import { choose, settingsOf, type TokenAction } from './action.ts';

export const showToken: TokenAction = async (ctx, global, word, { reveal = false }) => {
  const { key, tokens } = await choose(ctx, await settingsOf(ctx, global), word);
  const document: TokenDocument = { ...documentHead('token'), token: tokenRow(key, tokens, ctx.clock.now(), reveal) };
  return { exitCode: exitCodes.done, document, text: (style) => renderToken(document, style) };
};
