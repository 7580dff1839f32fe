import { admitCallback } from '../../../core/connect/admission.ts';
import { reasonForNone } from '../../../core/machine/browser-choice.ts';
import { isSet } from '../../../core/text/is-set.ts';
import type { Context, Loopback } from '../../../io/context.ts';
import { failure, ok, skipped, warning, type Check, type CheckResult, type Examination } from '../check.ts';

/** How long a browser may take from its start to the request for the page. */
const timeoutMs = 6_000;

/**
 * Opens a page of this machine the way in which authorize opens Connect, and waits for the browser to come: a launcher
 * that ends well can still have opened nothing.
 */
export const browserCheck: Check = {
  id: 'browser',
  title: 'Browser',
  async run(examination) {
    const { ctx, flags } = examination;
    if (flags.browser === false) return skipped('--no-browser was given.');
    const none = reasonForNone(flags.browser, ctx.env);
    if (none !== undefined) return skipped(`No browser opens: ${none}.`);
    const state = ctx.random.token();
    const loopback = await ctx.listenLoopback({
      redirectUris: ['http://localhost:0/doctor'],
      accept: (query) => admitCallback(query, state),
    });
    try {
      const url = `${loopback.redirectUri}?code=doctor&state=${state}`;
      return await open(examination, loopback, url);
    } finally {
      await loopback.close();
    }
  },
};

async function open({ ctx, flags }: Examination, loopback: Loopback, url: string): Promise<CheckResult> {
  const arrived = arrival(ctx, loopback);
  const launch = await ctx.openBrowser(url, typeof flags.browser === 'string' ? flags.browser : undefined);
  if (!launch.opened) return notOpened(ctx, launch.reason, flags.browser);
  if (await arrived) return ok('The launcher started a browser, and the browser reached this machine.');
  return warning(
    `The launcher succeeded, but no browser connected to ${new URL(url).host} within ${timeoutMs / 1000} s.`,
    'Set a browser with BROWSER or --browser; if one did open, it is running where it cannot reach this machine.',
  );
}

/** @returns whether a browser came in time */
async function arrival(ctx: Pick<Context, 'clock' | 'signal'>, loopback: Loopback): Promise<boolean> {
  const late = new AbortController();
  const signal = AbortSignal.any([ctx.signal, late.signal]);
  const timer = ctx.clock.sleep(timeoutMs, ctx.signal).then(
    () => late.abort(),
    () => late.abort(),
  );
  try {
    await loopback.callback(signal);
    await loopback.finish({
      tone: 'success',
      title: 'The browser reaches connect-cli',
      paragraphs: ['`connect-cli doctor` opened this page to see whether a redirect would arrive.'],
    });
    return true;
  } catch {
    await timer;
    return false;
  }
}

function notOpened({ env }: Pick<Context, 'env'>, reason: string, browser: boolean | string): CheckResult {
  const sentence = `No browser opens: ${reason}.`;
  if (reason.startsWith('BROWSER is ')) return skipped(sentence);
  const isNamed = typeof browser === 'string' || isSet(env['BROWSER']);
  if (/^(?:there is no display|this is an SSH session)/.test(reason)) {
    return warning(sentence, 'Open the address by hand and paste the one you land on; --no-browser stops the attempt.');
  }
  return failure(
    sentence,
    isNamed
      ? 'Correct BROWSER or --browser, or leave it out for the browser of the system.'
      : 'Name a browser in BROWSER, or open addresses by hand with --no-browser.',
  );
}
