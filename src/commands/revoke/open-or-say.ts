import { wantsBrowser } from '../../core/machine/browser-choice.ts';
import type { Context } from '../../io/context.ts';
import { paragraph } from '../../report/terminal/text.ts';
import { createStyle } from '../../report/terminal/style.ts';

/** Opens a page for the owner; where no browser comes up, stderr says why. */
export async function openOrSay(ctx: Pick<Context, 'env' | 'openBrowser' | 'stderr'>, url: string): Promise<void> {
  if (!wantsBrowser(undefined, ctx.env)) return;
  const launch = await ctx.openBrowser(url);
  if (launch.opened) return;
  const sentence = `The browser could not be opened: ${launch.reason}. Use the address.`;
  ctx.stderr.write(`${paragraph(createStyle(ctx.stderr), sentence)}\n`);
}
