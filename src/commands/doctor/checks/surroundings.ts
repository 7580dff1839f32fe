import { browserHints } from '../../../core/machine/browser-hints.ts';
import { describeSurroundings, readSurroundings } from '../../../core/machine/surroundings.ts';
import { isLoopbackRedirect } from '../../../core/connect/redirect-uri.ts';
import { ok, type Check, type Examination } from '../check.ts';
import { redirectUrisOf } from '../redirect-uris.ts';

/** Where the program runs, and what that means for a redirect to this machine. It is never a fault. */
export const surroundingsCheck: Check = {
  id: 'surroundings',
  title: 'Surroundings',
  async run(examination) {
    const { ctx } = examination;
    const surroundings = readSurroundings({ ...ctx, ...(await ctx.machine.signs()) });
    const words = describeSurroundings(surroundings);
    const hints = browserHints(surroundings, { redirectUri: localRedirect(examination) });
    return ok(words.length === 0 ? 'A desktop with a display.' : `Recognised: ${words.join(', ')}.`, ...hints);
  },
};

function localRedirect(examination: Examination): string | undefined {
  return redirectUrisOf(examination).find((uri) => URL.canParse(uri) && isLoopbackRedirect(uri));
}
