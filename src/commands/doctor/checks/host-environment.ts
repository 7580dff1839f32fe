import { browserHints } from '../../../core/machine/browser-hints.ts';
import {
  describeHostEnvironment,
  readHostEnvironment,
  type Codespace,
} from '../../../core/machine/host-environment.ts';
import { isOwnRedirect } from '../../../core/connect/own-redirect.ts';
import { ok, type Check, type Examination } from '../check.ts';
import { redirectUrisOf } from '../redirect-uris.ts';

/** Where the program runs, and what that means for a redirect to this machine. It is never a fault. */
export const hostEnvironmentCheck: Check = {
  id: 'surroundings',
  title: 'Surroundings',
  async run(examination) {
    const { ctx } = examination;
    const host = readHostEnvironment({ ...ctx, ...(await ctx.machine.signs()) });
    const words = describeHostEnvironment(host);
    const hints = browserHints(host, { redirectUri: localRedirect(examination, host.codespace) });
    return ok(words.length === 0 ? 'A desktop with a display.' : `Recognised: ${words.join(', ')}.`, ...hints);
  },
};

function localRedirect(examination: Examination, codespace: Codespace | undefined): string | undefined {
  return redirectUrisOf(examination).find((uri) => URL.canParse(uri) && isOwnRedirect(uri, codespace));
}
