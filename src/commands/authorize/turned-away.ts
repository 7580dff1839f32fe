import {
  countTurnedAway,
  likeliestCause,
  turnedAwayTexts,
  type TurnedAway,
  type TurnedAwayCounts,
} from '../../core/connect/turned-away.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { spellTimeout } from '../../flags/timeout.ts';
import type { Context, Loopback } from '../../io/context.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { item } from '../../report/terminal/text.ts';

/** Tells what was turned away while an attempt waits, and remembers how often. */
export interface TurnedAwayLog {
  /** A pasted address was turned away; each is told, for somebody waits for the answer. */
  paste(reason: TurnedAway): void;
  counts(): TurnedAwayCounts;
  /** The wait ended well: says how often, if more came than was told. */
  summarise(): void;
}

/** What {@link logTurnedAway} works on. */
export interface TurnedAwayLogInput {
  readonly loopback: Loopback | undefined;
  /** Writes one line beside whatever stands on the terminal. */
  readonly say: (text: string) => void;
  /** Told of every request that was turned away. */
  readonly onTurnedAway?: ((reason: TurnedAway, text: string) => void) | undefined;
}

/** Tells each kind of turned-away callback the first time. */
export function logTurnedAway({ loopback, say, onTurnedAway }: TurnedAwayLogInput): TurnedAwayLog {
  const pasted = new Map<TurnedAway, number>();
  const told = new Set<TurnedAway>();
  const counts = (): TurnedAwayCounts => {
    const all = new Map(loopback?.rejected() ?? []);
    for (const [reason, count] of pasted) all.set(reason, (all.get(reason) ?? 0) + count);
    return all;
  };
  loopback?.watch((reason) => {
    onTurnedAway?.(reason, turnedAwayTexts[reason].title);
    if (told.has(reason) || !turnedAwayTexts[reason].isToldAtOnce) return;
    told.add(reason);
    say(sentenceOf(reason));
  });
  return {
    paste(reason) {
      pasted.set(reason, (pasted.get(reason) ?? 0) + 1);
      onTurnedAway?.(reason, turnedAwayTexts[reason].title);
      say(sentenceOf(reason));
    },
    counts,
    summarise() {
      const repeated = new Map(
        [...(loopback?.rejected() ?? [])].filter(([reason, count]) => told.has(reason) && count > 1),
      );
      const sentence = countTurnedAway(repeated);
      if (sentence !== undefined) say(sentence);
    },
  };
}

function sentenceOf(reason: TurnedAway): string {
  const { title, text } = turnedAwayTexts[reason];
  return `Turned away: ${title}. ${text}`;
}

/** Writes a warning line to stderr. */
export function warnOn(ctx: Pick<Context, 'stderr'>): (text: string) => void {
  const style = createStyle(ctx.stderr);
  return (text) => ctx.stderr.write(`${item(style, style.color.yellow(style.glyphs.warn), text)}\n`);
}

const registration =
  'The two usual causes end on an error page of Connect without a redirect: the redirect URI is not registered in the Dashboard ("Unauthorized redirect_uri"), or the id on the link is wrong ("Invalid parameter client_id"). `connect-cli url lint` checks the link; --timeout 10m waits longer.';

/**
 * The error of a wait that ended with nothing: what was turned away comes before the registration is blamed.
 * @param timeoutMs how long was waited; absent where nothing more can come
 */
export function timedOut(counts: TurnedAwayCounts, timeoutMs: number | undefined): CliError {
  const cause = likeliestCause(counts);
  const waited = timeoutMs === undefined ? 'Nothing' : `In ${spellTimeout(timeoutMs)} nothing`;
  const nothing =
    timeoutMs === undefined
      ? 'Nothing more can come.'
      : `Nothing came back from Connect in ${spellTimeout(timeoutMs)}.`;
  const sentences = cause === undefined ? [nothing] : [cause.sentence, `${waited} else came back.`];
  return new CliError('TIMED_OUT', [...sentences, countTurnedAway(counts)].filter(Boolean).join(' '), {
    hint: cause === undefined ? registration : cause.hint,
  });
}
