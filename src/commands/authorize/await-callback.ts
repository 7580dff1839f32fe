import type { AcceptedCallback, CallbackAdmission } from '../../core/connect/admission.ts';
import { parsePastedRedirect } from '../../core/connect/pasted.ts';
import { likeliestCause, type TurnedAway } from '../../core/connect/turned-away.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import type { Context, Loopback } from '../../io/context.ts';
import type { AuthorizeFlags } from './flags.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { logTurnedAway, timedOut, warnOn, type TurnedAwayLog } from './turned-away.ts';

/** One wait for one redirect. */
export interface CallbackWait {
  readonly redirectUri: string;
  /** Tells whether a query belongs to this attempt: of a pasted address, or of the redirect of a played owner. */
  readonly accept: (query: string) => CallbackAdmission;
  /** Absent where the redirect URI is not an address of this machine. */
  readonly loopback?: Loopback | undefined;
  /** How an address can be pasted: into a prompt, as lines of stdin, or not at all. */
  readonly paste: 'prompt' | 'lines' | 'none';
  readonly timeoutMs: number;
  /** What single keys do while the prompt waits. */
  readonly shortcuts?: ReadonlyMap<string, () => Promise<void>> | undefined;
  /** Told of every request and paste that was turned away. */
  readonly onTurnedAway?: ((reason: TurnedAway, text: string) => void) | undefined;
  /**
   * A played owner. Resolves with the query of the redirect, or with nothing once the redirect was delivered to the loopback server.
   * The signal aborts when the wait fails, not when it succeeds: the owner's browser still reads the last page.
   */
  readonly owner?: ((signal: AbortSignal) => Promise<string | undefined>) | undefined;
}

/** A wait that tells what it turns away. */
interface LoggedWait extends CallbackWait {
  readonly turnedAway: TurnedAwayLog;
}

type WaitContext = Pick<Context, 'clock' | 'prompts' | 'signal' | 'stderr' | 'stdin'>;

/**
 * Waits for the redirect on the loopback server and for a pasted address at once; the first that belongs to this
 * attempt wins.
 * @throws CliError TIMED_OUT, INTERRUPTED
 */
export async function awaitCallback(ctx: WaitContext, wait: CallbackWait): Promise<AcceptedCallback> {
  const done = new AbortController();
  const signal = AbortSignal.any([ctx.signal, done.signal]);
  const failed = new AbortController();
  const { loopback, owner } = wait;
  const turnedAway = logTurnedAway({ loopback, say: warnOn(ctx), onTurnedAway: wait.onTurnedAway });
  const logged: LoggedWait = { ...wait, turnedAway };
  const ways: Promise<AcceptedCallback>[] = [
    timeOut(ctx, logged, signal),
    ...(loopback === undefined ? [] : [loopback.callback(signal)]),
    ...(wait.paste === 'none' ? [] : [pasted(ctx, logged, signal)]),
    ...(owner === undefined ? [] : [played(logged, AbortSignal.any([ctx.signal, failed.signal]), signal)]),
  ];
  try {
    const callback = await Promise.race(ways);
    turnedAway.summarise();
    return callback;
  } catch (error) {
    failed.abort(error);
    throw error;
  } finally {
    done.abort();
    // The losers end by the abort; their rejections are expected.
    await Promise.allSettled(ways);
  }
}

async function timeOut(ctx: WaitContext, { timeoutMs, turnedAway }: LoggedWait, signal: AbortSignal): Promise<never> {
  await ctx.clock.sleep(timeoutMs, signal);
  throw timedOut(turnedAway.counts(), timeoutMs);
}

async function pasted(ctx: WaitContext, wait: LoggedWait, signal: AbortSignal): Promise<AcceptedCallback> {
  for await (const text of wait.paste === 'prompt' ? promptLines(ctx, wait, signal) : ctx.stdin.lines(signal)) {
    if (text.trim() === '') continue;
    const callback = readPasted(ctx, text, wait);
    if (callback !== undefined) return callback;
  }
  return untilAborted(signal);
}

async function played(
  { owner, accept, turnedAway }: LoggedWait,
  failed: AbortSignal,
  signal: AbortSignal,
): Promise<AcceptedCallback> {
  const query = await owner?.(failed);
  if (query === undefined) {
    // The owner was the one who could bring the answer: what came and was turned away will not come better.
    if (likeliestCause(turnedAway.counts()) !== undefined) throw timedOut(turnedAway.counts(), undefined);
    return untilAborted(signal);
  }
  const admission = accept(query);
  if (admission.accepted) return admission.callback;
  if (admission.reason === 'no-outcome') throw timedOut(new Map([[admission.reason, 1]]), undefined);
  throw new CliError('SECURITY', "The played owner's redirect does not belong to this attempt.", {
    hint: 'Nothing was accepted. Another run may be using the same sandbox.',
  });
}

/** This way has nothing to give any more: the others go on, and it waits for their end. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

async function* promptLines(ctx: WaitContext, wait: CallbackWait, signal: AbortSignal): AsyncGenerator<string> {
  const message =
    wait.loopback === undefined
      ? 'Paste the full address you land on:'
      : 'Waiting for the redirect; or paste the full address you land on:';
  const { shortcuts } = wait;
  while (!signal.aborted) {
    const text = await ctx.prompts.paste({ message, shortcuts: [...(shortcuts?.keys() ?? [])], signal });
    const act = shortcuts?.get(text);
    if (act === undefined) yield text;
    else await act();
  }
}

function readPasted(ctx: WaitContext, text: string, wait: LoggedWait): AcceptedCallback | undefined {
  const read = parsePastedRedirect(text, wait.redirectUri);
  if (!read.ok) {
    warnOn(ctx)(read.problem);
    return undefined;
  }
  const admission = wait.accept(read.query);
  if (admission.accepted) return admission.callback;
  wait.turnedAway.paste(admission.reason);
  return undefined;
}

/** How an address can be pasted: not while an owner is played or stdin held a secret. */
export function pasteWay(
  ctx: Pick<Context, 'stdin'>,
  global: Pick<GlobalOptions, 'canPrompt'>,
  flags: AuthorizeFlags,
): CallbackWait['paste'] {
  if (flags.owner !== undefined || spendsStdin(flags)) return 'none';
  if (global.canPrompt) return 'prompt';
  return ctx.stdin.isTTY ? 'none' : 'lines';
}

function spendsStdin(flags: AuthorizeFlags): boolean {
  return Object.entries(flags).some(([name, value]) => name.endsWith('Stdin') && value === true);
}
