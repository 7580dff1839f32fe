import type { Context } from '../../io/context.ts';
import { copySequence } from '../../report/terminal/clipboard.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { paragraph } from '../../report/terminal/text.ts';
import type { Attempt } from './attempt.ts';
import { openBeside } from './launch.ts';

/** What single keys do on a terminal while the redirect is awaited. */
export function createShortcuts(
  ctx: Context,
  { link, flags }: Pick<Attempt, 'link' | 'flags'>,
): ReadonlyMap<string, () => Promise<void>> {
  const say = (text: string): void => ctx.stderr.write(`${paragraph(createStyle(ctx.stderr), text)}\n`);
  return new Map([
    [
      'o',
      async () => {
        if (await openBeside(ctx, link.url, flags.browser)) say('Opened again.');
      },
    ],
    [
      'c',
      async () => {
        say(await copyAddress(ctx, link.url));
      },
    ],
    ['q', () => showQr(ctx, link.url, say)],
    ['p', async () => say('Paste the full address the browser landed on, then press Enter.')],
  ]);
}

/** Copies by a tool of the system, else by the terminal itself. @returns what happened, a sentence */
async function copyAddress(ctx: Context, url: string): Promise<string> {
  const outcome = await ctx.machine.copyText(url);
  if (outcome.copied) return `The address has been copied to the clipboard (${outcome.tool}).`;
  const failed = outcome.tried.length === 0 ? '' : ` (${outcome.tried.join(' and ')} did not work)`;
  if (ctx.env['TERM'] === 'dumb') return `No clipboard is available here${failed}: copy the address from above.`;
  ctx.stderr.write(copySequence(url));
  return `The address was sent to the clipboard of this terminal${failed}. Not every terminal supports this: if it is not there, copy it from above.`;
}

/** Tells how the keys are used, for the line above the prompt. */
export const shortcutHelp = 'Keys: o open again, c copy the address, q QR code, p paste the address you land on.';

async function showQr(ctx: Context, url: string, say: (text: string) => void): Promise<void> {
  const { createQrCode, renderTerminalQr } = await import('../../report/terminal/qr-code.ts');
  if (ctx.stderr.plain) return say('No QR code is drawn with --plain: use the address above.');
  const drawing = renderTerminalQr(createQrCode(url), createStyle(ctx.stderr));
  if (drawing === undefined) return say('The terminal is too narrow for the QR code of this address.');
  ctx.stderr.write(`${drawing}\n`);
  say('A phone cannot reach this computer as localhost: paste the address it lands on here.');
}
