import { CliError } from '../../core/errors/cli-error.ts';
import type { Context } from '../../io/context.ts';
import type { WebhookTarget } from '../../io/webhook.ts';

/** Taken as `.option(...allowPublicOption)`. */
export const allowPublicOption = [
  '--allow-public',
  'allow a receiver outside this machine and private networks',
] as const;

/** Taken as `.option(...deliveryTimeoutOption)`. */
export const deliveryTimeoutOption = ['--timeout <time>', 'how long to wait for the receiver: 15s (default)'] as const;

/** As long as Smartcar waits. */
export const defaultTimeout = '15s';

/** @throws CliError INPUT_REQUIRED without an address; see `WebhookTools.resolveTarget` for the rest */
export function requireTarget(
  ctx: Pick<Context, 'webhooks'>,
  url: string | undefined,
  allowPublic: boolean,
): Promise<WebhookTarget> {
  if (url !== undefined) return ctx.webhooks.resolveTarget(url, { allowPublic });
  throw new CliError('INPUT_REQUIRED', 'There is no receiver to send to.', {
    hint: 'Pass --to with its full address, such as --to http://localhost:3000/webhook.',
  });
}
