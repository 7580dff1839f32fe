import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { commandLine } from '../../core/text/shell.ts';
import { judgeChallenge } from '../../core/webhook/challenge.ts';
import type { KeptDeliveryRow, WebhookDeliveries } from '../../core/webhook/documents.ts';
import { readEvent } from '../../core/webhook/event.ts';
import { rawHeader } from '../../core/webhook/raw-header.ts';
import { signatureHeader } from '../../core/webhook/signer.ts';
import { isTaken } from '../../core/webhook/taken.ts';
import type { Context } from '../../io/context.ts';
import type { KeptDelivery } from '../../io/webhook.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { CommandModule } from '../command.ts';
import { repeatedTokenFlags } from '../../links/repeated-flags.ts';
import { findManagementToken, tokenFileOption } from '../../settings/management-token.ts';
import { didYouMean } from '../../flags/nearest.ts';
import { parseLimit, type LimitFlags } from '../../flags/limit.ts';
import { parseTimeout } from '../../flags/timeout.ts';
import { SettingOption } from '../../flags/setting-option.ts';
import { renderWebhookDeliveries } from '../../report/human/webhook-deliveries.ts';
import { renderWebhookDelivery } from '../../report/human/webhook-delivery.ts';
import type { Outcome } from '../../report/outcome.ts';
import { deliver } from './deliver.ts';
import { buildDeliveryDocument, listenForTheSame } from './delivery-document.ts';
import { allowPublicOption, defaultTimeout, deliveryTimeoutOption, requireTarget } from './target-options.ts';

interface Options extends LimitFlags {
  readonly to?: string;
  readonly timeout?: string;
  readonly allowPublic?: boolean;
  readonly tokenFile?: string;
}

export const command: CommandModule = {
  register(program, run) {
    program
      .argument('[id]', 'delivery id, as shown by `webhook listen`; without it the kept deliveries are listed')
      .option('--to <url>', 'the receiver; by default the one the listener forwarded to')
      .option(...deliveryTimeoutOption)
      .option(...allowPublicOption)
      .option('--limit <number>', 'list only this many of the newest, or all')
      .addOption(new SettingOption(...tokenFileOption))
      .action((id: string | undefined, options: Options) =>
        run((ctx, global) => (id === undefined ? list(ctx, global, options) : replay(ctx, global, { ...options, id }))),
      );
  },
};

async function list(ctx: Pick<Context, 'webhooks'>, global: GlobalOptions, options: Options): Promise<Outcome> {
  const limit = parseLimit(options);
  const tokenFlags = repeatedTokenFlags(options.tokenFile, global);
  const kept = (await (await ctx.webhooks.openDeliveries()).list()).slice(-limit);
  const newest = kept.findLast(({ signature }) => signature === 'valid') ?? kept.at(-1);
  const document: WebhookDeliveries = {
    schemaVersion: 1,
    kind: 'webhook-deliveries',
    deliveries: kept.map(describe),
    warnings: [],
    next:
      newest === undefined
        ? [
            {
              command: commandLine(['connect-cli', 'webhook', 'listen', ...tokenFlags]),
              why: 'Receives deliveries and keeps the newest ones.',
            },
          ]
        : [
            {
              command: commandLine([
                'connect-cli',
                'webhook',
                'replay',
                newest.id,
                ...(newest.forwardTo === null ? ['--to', 'http://localhost:3000/webhook'] : []),
                ...tokenFlags,
              ]),
              why: 'Sends the newest one again.',
            },
          ],
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderWebhookDeliveries(document, style) };
}

function describe({ body, headers: _headers, forwardTo: _forwardTo, ...rest }: KeptDelivery): KeptDeliveryRow {
  const { signature, eventType } = rest;
  const mayBeAnswered = signature === 'missing' && eventType === 'VERIFY';
  const isRefused = mayBeAnswered && judgeChallenge(readEvent(new TextDecoder().decode(body)), false) !== 'answer';
  return {
    ...rest,
    receivedAt: new Date(rest.receivedAt).toISOString(),
    // It is kept before the app answers.
    taken: isTaken({ signature, eventType, isRefused, forwarded: null }),
    bytes: body.length,
  };
}

async function replay(
  ctx: Context,
  global: GlobalOptions,
  options: Options & { readonly id: string },
): Promise<Outcome> {
  const timeoutMs = parseTimeout(options.timeout ?? defaultTimeout);
  const kept = await find(ctx, options.id);
  const target = await requireTarget(ctx, options.to ?? kept.forwardTo ?? undefined, options.allowPublic === true);
  const expected = await expectedChallenge(ctx, global, { kept, tokenFile: options.tokenFile });
  const delivered = await deliver(ctx, {
    target,
    build: () => ({ headers: kept.headers, body: kept.body }),
    expectedChallenge: expected.challenge,
    timeoutMs,
    waits: [0],
  });
  const { eventId, eventType } = kept;
  const signature = rawHeader(kept.headers, signatureHeader) ?? null;
  const document = buildDeliveryDocument(delivered, {
    url: target.url,
    eventId,
    eventType,
    signature,
    warnings: expected.warnings,
    afterRefusal: listenForTheSame(repeatedTokenFlags(options.tokenFile, global)),
  });
  return {
    exitCode: document.accepted ? exitCodes.done : exitCodes.findings,
    document,
    text: (style) => renderWebhookDelivery(document, style),
  };
}

async function find(ctx: Pick<Context, 'webhooks'>, id: string): Promise<KeptDelivery> {
  const kept = await (await ctx.webhooks.openDeliveries()).list();
  const wanted = kept.find((one) => one.id === id);
  if (wanted !== undefined) return wanted;
  const ids = kept.map((one) => one.id);
  throw new CliError('NOT_FOUND', `There is no kept delivery "${id}".${didYouMean(id, ids)}`, {
    hint: 'Run `connect-cli webhook replay` without an id for the list. Only the newest thousand are kept.',
  });
}

/** The right answer to VERIFY follows from the token; without one the status alone is judged. */
async function expectedChallenge(
  ctx: Context,
  global: GlobalOptions,
  { kept, tokenFile }: { readonly kept: KeptDelivery; readonly tokenFile: string | undefined },
): Promise<{ readonly challenge: string | undefined; readonly warnings: readonly string[] }> {
  const { eventType, challenge } = readEvent(new TextDecoder().decode(kept.body));
  if (eventType !== 'VERIFY' || challenge === null) return { challenge: undefined, warnings: [] };
  const token = await findManagementToken(ctx, global, tokenFile);
  if (token === undefined)
    return {
      challenge: undefined,
      warnings: ['Without the management token only the status was checked, not the answer to the challenge.'],
    };
  return { challenge: (await ctx.webhooks.createSigner(token)).sign(challenge), warnings: [] };
}
