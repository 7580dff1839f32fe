import { exitCodes } from '../../core/exit-codes.ts';
import type { StoredToken } from './stored-token.ts';
import { tokenRow } from './token-rows.ts';
import { cutList, parseLimit } from '../../flags/limit.ts';
import { renderTokens } from '../../report/human/tokens.ts';
import { documentHead, type TokensDocument } from '../../report/documents/tokens.ts';
import type { TokenAction } from './action.ts';

export const listTokens: TokenAction = async (ctx, { options }) => {
  const limit = parseLimit(options);
  const faults: string[] = [];
  const all = await ctx.credentials.listTokens(({ message }) => faults.push(message));
  const { warning, ...store } = await ctx.credentials.describe();
  const { rows, warnings } = cutList(all, limit, { subject: 'stored tokens' });
  const document: TokensDocument = {
    ...documentHead('tokens', [...(warning === undefined ? [] : [warning]), ...faults, ...warnings], firstSteps(all)),
    store,
    tokens: rows.map(({ key, tokens }) => tokenRow({ key, tokens, now: ctx.clock.now() })),
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderTokens(document, style) };
};

function firstSteps(all: readonly StoredToken[]) {
  return all.length > 0 ? [] : [{ command: 'connect-cli authorize', why: 'Get tokens: authorize stores them.' }];
}
