import { CliError } from '../../core/errors/cli-error.ts';
import type { DeliveryAttempt } from '../../core/webhook/documents.ts';
import { judgeAnswer } from '../../core/webhook/judge-answer.ts';
import type { Context } from '../../io/context.ts';
import type { RawHeaders, ReceiverAnswer, WebhookTarget } from '../../io/webhook.ts';

/** One attempt, made when its time has come. */
export interface Outgoing {
  readonly headers: RawHeaders;
  readonly body: Uint8Array;
}

/** What is to be delivered, and how patiently. */
export interface DeliveryOrder {
  readonly target: WebhookTarget;
  /** Called for each attempt: a repeated one has a delivery id and a time of its own. */
  readonly build: () => Outgoing;
  /** Hash that a VERIFY must be answered with. */
  readonly expectedChallenge: string | undefined;
  readonly timeoutMs: number;
  /** Milliseconds before each attempt. */
  readonly waits: readonly number[];
}

/** How it ended. */
export interface Delivered {
  readonly answer: ReceiverAnswer;
  /** At most the first 10,000 characters. */
  readonly body: string;
  readonly problems: readonly string[];
  readonly attempts: readonly DeliveryAttempt[];
}

type DeliverContext = Pick<Context, 'webhooks' | 'clock' | 'stderr' | 'signal'>;

const longestShown = 10_000;

/**
 * Tries to deliver until it is accepted or the waits are used up.
 * @throws CliError NETWORK or TIMED_OUT if the last attempt got no answer
 */
export async function deliver(ctx: DeliverContext, order: DeliveryOrder): Promise<Delivered> {
  const attempts: DeliveryAttempt[] = [];
  let last: Pick<Delivered, 'answer' | 'body' | 'problems'> | undefined;
  let failure: CliError | undefined;
  for (const wait of order.waits) {
    if (attempts.length > 0) {
      const { status, error } = attempts.at(-1) ?? { status: null, error: null };
      ctx.stderr.write(`Attempt ${attempts.length}: ${error ?? status}. The next one in ${wait / 1000} s.\n`);
    }
    if (wait > 0) await ctx.clock.sleep(wait, ctx.signal);
    const at = ctx.clock.now();
    const tried = await attempt(ctx, order);
    failure = tried instanceof CliError ? tried : undefined;
    last = tried instanceof CliError ? undefined : tried;
    attempts.push({
      at: new Date(at).toISOString(),
      status: last?.answer.status ?? null,
      milliseconds: last?.answer.milliseconds ?? ctx.clock.now() - at,
      error: failure?.message ?? null,
    });
    if (last?.problems.length === 0) break;
  }
  if (last === undefined) throw failure ?? new Error('a delivery was not tried');
  return { ...last, attempts };
}

async function attempt(
  ctx: DeliverContext,
  { target, build, expectedChallenge, timeoutMs }: DeliveryOrder,
): Promise<Pick<Delivered, 'answer' | 'body' | 'problems'> | CliError> {
  try {
    const answer = await ctx.webhooks.send({ target, ...build(), timeoutMs, signal: ctx.signal });
    const body = new TextDecoder().decode(answer.body).slice(0, longestShown);
    return { answer, body, problems: judgeAnswer({ ...answer, body }, expectedChallenge) };
  } catch (error) {
    if (error instanceof CliError && (error.code === 'NETWORK' || error.code === 'TIMED_OUT')) return error;
    throw error;
  }
}
