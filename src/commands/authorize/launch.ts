import { CliError } from '../../core/errors/cli-error.ts';
import { namedBrowser, reasonForNone, wantsBrowser, type BrowserFlag } from '../../core/machine/browser-choice.ts';
import { browserHints, isElsewhere, type LocalAddresses } from '../../core/machine/browser-hints.ts';
import { readHostEnvironment } from '../../core/machine/host-environment.ts';
import { explainScope } from '../../core/permissions/explain.ts';
import type { Context } from '../../io/context.ts';
import type { OwnerPlay } from '../../core/tesla/owner-play.ts';
import { mayBeTesla } from '../../core/tesla/vehicle-key.ts';
import type { PlayedOwner, SandboxHandle } from '../../io/sandbox-control.ts';
import { readApiClient, readClient } from '../../settings/secrets.ts';
import { spellTimeout } from '../../flags/timeout.ts';
import { renderConsentAdvice, renderPlayedAdvice } from '../../report/human/advice.ts';
import { renderLaunch, type Launch } from '../../report/human/launch.ts';
import { showsHyperlinks } from '../../report/terminal/hyperlink.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { paragraph } from '../../report/terminal/text.ts';
import type { Attempt } from './attempt.ts';
import type { AuthorizeFlags } from './flags.ts';

/** Tells on stderr, before anything opens, which boxes the owner must tick and where the link is. */
export async function announce(
  ctx: Context,
  attempt: Attempt,
  options: { readonly isPlayed: boolean; readonly timeoutMs: number },
): Promise<void> {
  const { flags, provider, edition, asked = [], loopback, link, redirectUri, warnings } = attempt;
  const style = createStyle(ctx.stderr);
  const time = spellTimeout(options.timeoutMs);
  const launch = renderLaunch(
    {
      url: link.url,
      opening: options.isPlayed ? 'played' : wantsBrowser(flags.browser, ctx.env) ? 'browser' : 'by-hand',
      waiting:
        loopback === undefined
          ? `No server is started: paste the address you land on within ${time}. ${redirectUri} is not on this machine.`
          : `Waiting ${time} for the redirect to ${redirectUri}. Ctrl-C stops.`,
      warnings,
      reading: await readingOf(ctx, attempt),
      ...(options.isPlayed ? { hints: [] } : await placeOf(ctx, localAddresses(attempt), flags.browser)),
      entryUrl: loopback?.entryUrl,
    },
    style,
  );
  const render = options.isPlayed ? renderPlayedAdvice : renderConsentAdvice;
  // A link that leads straight to another make never comes to Tesla's screen.
  const leadsToTesla = mayBeTesla({ make: flags.make?.trim() ?? null });
  const advice = leadsToTesla ? `${render(explainScope({ provider, edition, asked }), style)}\n` : '';
  ctx.stderr.write(`${advice}${launch}`);
}

/** A run of v3 alone is told beforehand: its redirect brings no code, and nobody shall miss it. */
async function readingOf(ctx: Context, { flags, settings }: Attempt): Promise<string | undefined> {
  if (settings.apiClientId === undefined) return undefined;
  const bringsNoCode = flags.responseType === 'omit' || flags.responseType === 'none';
  const mayExchange = flags['clientSecretStdin'] === true || flags['clientSecretFile'] !== undefined;
  if (!bringsNoCode && (mayExchange || (await readClient(ctx, settings)) !== undefined)) return undefined;
  if ((await readApiClient(ctx, settings)) === undefined) return undefined;
  return 'This run uses API v3: the redirect brings user_id, and the grant is read with the application token.';
}

/** What the host changes about how an address is offered. */
export async function placeOf(
  ctx: Context,
  addresses: LocalAddresses,
  browser: BrowserFlag,
): Promise<Pick<Launch, 'hints' | 'isElsewhere' | 'hyperlinks'>> {
  const host = readHostEnvironment({ ...ctx, ...(await ctx.machine.signs()) });
  return {
    hints: browserHints(host, addresses),
    isElsewhere: isElsewhere(host, namedBrowser(browser, ctx.env)),
    hyperlinks: showsHyperlinks(ctx.env, ctx.stderr),
  };
}

function localAddresses({ loopback, sandbox }: Attempt): LocalAddresses {
  return {
    redirectUri: loopback?.redirectUri,
    sandbox: sandbox?.url,
  };
}

/**
 * Opens the browser beside the wait; that it could not be opened is said and ends nothing. Never rejects.
 * @returns whether it opened
 */
export function openBeside(ctx: Context, url: string, browser: AuthorizeFlags['browser']): Promise<boolean> {
  const say = (reason: string): false => {
    const sentence = `The browser could not be opened${reason}. Use the address above.`;
    ctx.stderr.write(`${paragraph(createStyle(ctx.stderr), sentence)}\n`);
    return false;
  };
  const none = browser === false ? undefined : reasonForNone(browser, ctx.env);
  if (none !== undefined) return Promise.resolve(say(`: ${none}`));
  return ctx.openBrowser(url, typeof browser === 'string' ? browser : undefined).then(
    (launch) => (launch.opened ? true : say(`: ${launch.reason}`)),
    () => say(''),
  );
}

/** The owner played by the sandbox, as one more way in which the wait can end. */
export function playOwner(
  sandbox: SandboxHandle,
  attempt: Pick<Attempt, 'link' | 'loopback'>,
  owner: OwnerPlay,
): (signal: AbortSignal) => Promise<string | undefined> {
  return async (signal) => {
    const deliver = attempt.loopback !== undefined;
    const played = await sandbox.play(attempt.link.url, owner, { deliver, signal });
    if (played.outcome !== 'redirected') throw endedInside(played);
    return deliver ? undefined : new URL(played.url).search;
  };
}

function endedInside(played: PlayedOwner): CliError {
  return new CliError(
    'TIMED_OUT',
    `Connect ended on its own page "${played.page ?? played.url}" and did not redirect.`,
    {
      hint: 'Check the link with `connect-cli url lint`, especially the id and the redirect URI.',
    },
  );
}
