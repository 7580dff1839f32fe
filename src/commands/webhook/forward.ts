import { CliError } from '../../core/errors/cli-error.ts';
import type { Forwarding } from '../../core/webhook/documents.ts';
import type { Context } from '../../io/context.ts';
import type { DeliveryAnswer, IncomingDelivery, WebhookTarget } from '../../io/webhook.ts';

/** What the app said, and what its sender is told. */
export interface Forwarded {
  readonly forwarding: Forwarding;
  readonly answer: DeliveryAnswer;
}

/** As long as Smartcar waits for an answer, in milliseconds. */
const timeoutMs = 15_000;

/** Hands a delivery to the app, bytes and headers as they came. Never throws: an app that is dead or slow is an answer. */
export async function forward(
  ctx: Pick<Context, 'webhooks' | 'clock'>,
  target: WebhookTarget,
  { headers, body }: IncomingDelivery,
): Promise<Forwarded> {
  const started = ctx.clock.now();
  try {
    // Not ended by Ctrl-C: the sender is owed the app's answer.
    const answer = await ctx.webhooks.send({ target, headers, body: body.bytes, timeoutMs });
    return { forwarding: { status: answer.status, milliseconds: answer.milliseconds, error: null }, answer };
  } catch (error) {
    const failure = error instanceof CliError ? error : new CliError('UNEXPECTED', String(error), { hint: '' });
    const status = failure.code === 'TIMED_OUT' ? 504 : 502;
    return {
      forwarding: { status: null, milliseconds: ctx.clock.now() - started, error: failure.message },
      answer: { status, headers: [], body: '' },
    };
  }
}
