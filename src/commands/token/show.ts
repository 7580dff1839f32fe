import { exitCodes } from '../../core/exit-codes.ts';
import { tokenRow } from './token-rows.ts';
import { renderToken } from '../../report/human/tokens.ts';
import { documentHead, type TokenDocument } from '../../report/documents/tokens.ts';
import { choose, settingsOf, type TokenAction } from './action.ts';

export const showToken: TokenAction = async (ctx, { global, word, options: { reveal = false } }) => {
  const { key, tokens } = await choose(ctx, await settingsOf(ctx, global), word);
  const document: TokenDocument = {
    ...documentHead('token'),
    token: tokenRow({ key, tokens, now: ctx.clock.now(), reveal }),
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderToken(document, style), reveals: reveal };
};
