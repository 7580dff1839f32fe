import { CliError } from '../../core/errors/cli-error.ts';
import type { NextStep } from '../../core/document.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import type { Secret } from '../../core/secret.ts';
import { commandLine } from '../../core/text/shell.ts';
import type { WebhookDelivery } from '../../core/webhook/documents.ts';
import type { EventBody, EventStamp } from '../../core/webhook/payloads.ts';
import { publishedWaits } from '../../core/webhook/schedule.ts';
import { signatureHeader, type WebhookSigner } from '../../core/webhook/signer.ts';
import type { Context } from '../../io/context.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import { collect } from '../../flags/collect.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { CommandModule } from '../command.ts';
import { repeatedTokenFlags } from '../../links/repeated-flags.ts';
import { requireManagementToken, tokenFileOption } from '../../settings/management-token.ts';
import { openSandbox } from '../../live/sandbox.ts';
import { parseTimeout } from '../../flags/timeout.ts';
import { SettingOption } from '../../flags/setting-option.ts';
import { renderWebhookDelivery } from '../../report/human/webhook-delivery.ts';
import type { Outcome } from '../../report/outcome.ts';
import { deliver, type Outgoing } from './deliver.ts';
import { buildDeliveryDocument, listenForTheSame } from './delivery-document.ts';
import { allowPublicOption, defaultTimeout, deliveryTimeoutOption, requireTarget } from './target-options.ts';
import { eventBuilder, verifyBuilder } from './trigger-event.ts';
import { readTriggerOrder, type TriggerFlags, type TriggerOrder } from './trigger-order.ts';

interface Options extends TriggerFlags {
  readonly to?: string;
  readonly sandbox?: string;
  readonly retry?: boolean;
  readonly timeout?: string;
  readonly allowPublic?: boolean;
  readonly tokenFile?: string;
}

export const command: CommandModule = {
  register(program, run) {
    program
      .argument('<type>', 'verify, vehicle-state or vehicle-error')
      .option('--to <url>', 'the receiver (required)')
      .option('--error <TYPE:CODE>', 'the error that the event reports, such as PERMISSION:null')
      .option('--signal <code>', 'a signal in the event, or affected by the error; repeatable', collect)
      .option('--resolved', 'vehicle-error: report that the error is resolved')
      .option('--sandbox <url>', 'take the car, its errors and the token from a running sandbox')
      .option('--vehicle <id>', 'this connected car; the first one by default')
      .option('--unsigned', 'verify: leave out the signature, as receivers report of real requests')
      .option('--retry', 'retry on failure as Smartcar does: after 25, 50 and 100 s')
      .option(...deliveryTimeoutOption)
      .option(...allowPublicOption)
      .addOption(new SettingOption(...tokenFileOption))
      .action((type: string, options: Options) => run((ctx, global) => trigger(ctx, global, { ...options, type })));
  },
};

async function trigger(
  ctx: Context,
  global: GlobalOptions,
  options: Options & { readonly type: string },
): Promise<Outcome> {
  const order = readTriggerOrder(options.type, options);
  const timeoutMs = parseTimeout(options.timeout ?? defaultTimeout);
  const target = await requireTarget(ctx, options.to, options.allowPublic === true);
  const attached =
    options.sandbox === undefined
      ? undefined
      : await openSandbox(ctx, { sandbox: options.sandbox }, { provider: smartcar });
  const token: Secret = attached?.managementToken ?? (await requireManagementToken(ctx, global, options.tokenFile));
  const signer = await ctx.webhooks.createSigner(token);
  const challenge = `challenge_${ctx.random.token().replace(/[^A-Za-z0-9]/g, '')}`;
  const build = await openBuilder(ctx, { order, attached, challenge, vehicle: options.vehicle });
  const eventId = ctx.random.uuid();
  const sent = createSender(ctx, { build, eventId, signer: options.unsigned === true ? undefined : signer });
  const delivered = await deliver(ctx, {
    target,
    build: sent.next,
    expectedChallenge: order.type === 'verify' ? signer.sign(challenge) : undefined,
    timeoutMs,
    waits: options.retry === true ? publishedWaits : [0],
  });
  const eventType = order.type.toUpperCase().replace('-', '_');
  const document = buildDeliveryDocument(delivered, {
    url: target.url,
    eventId,
    eventType,
    signature: sent.signature(),
    afterRefusal:
      options.sandbox === undefined
        ? listenForTheSame(repeatedTokenFlags(options.tokenFile, global))
        : sendAgain(options, options.sandbox),
  });
  return outcome(document);
}

/** A listener would not know the token of the sandbox, whose events are signed with it. */
function sendAgain(options: Options & { readonly type: string }, sandbox: string): NextStep {
  const { type, to, error, signal = [], resolved, vehicle, unsigned, allowPublic } = options;
  return {
    command: commandLine([
      'connect-cli',
      'webhook',
      'trigger',
      type,
      `--sandbox=${sandbox}`,
      ...(to === undefined ? [] : ['--to', to]),
      ...(error === undefined ? [] : ['--error', error]),
      ...signal.flatMap((code) => ['--signal', code]),
      ...(vehicle === undefined ? [] : ['--vehicle', vehicle]),
      ...(resolved === true ? ['--resolved'] : []),
      ...(unsigned === true ? ['--unsigned'] : []),
      ...(allowPublic === true ? ['--allow-public'] : []),
    ]),
    why: "Sends it again once the receiver is corrected; it must use this sandbox's management token.",
  };
}

function outcome(document: WebhookDelivery): Outcome {
  return {
    exitCode: document.accepted ? exitCodes.done : exitCodes.findings,
    document,
    text: (style) => renderWebhookDelivery(document, style),
  };
}

type Build = (stamp: EventStamp) => EventBody;

/** A car is needed for everything but VERIFY: that of the sandbox, or the first one of a sandbox that lives for this alone. */
async function openBuilder(
  ctx: Pick<Context, 'sandbox' | 'random'>,
  plan: {
    readonly order: TriggerOrder;
    readonly attached: SandboxHandle | undefined;
    readonly challenge: string;
    readonly vehicle: string | undefined;
  },
): Promise<Build> {
  const { order, attached, challenge, vehicle } = plan;
  if (order.type === 'verify')
    return verifyBuilder({ id: attached?.webhookId ?? ctx.random.uuid(), name: 'connect-cli' }, challenge);
  if (attached !== undefined) return eventBuilder(order, await attached.webhookCar(vehicle), true);
  if (vehicle !== undefined)
    throw new CliError('USAGE', '"--vehicle" names a car in a sandbox, and no sandbox is given.', {
      hint: 'Add --sandbox=URL.',
    });
  const own = await ctx.sandbox.start({ registration: {}, scenario: 'all-granted' });
  try {
    return eventBuilder(order, await own.webhookCar(), false);
  } finally {
    await own.close();
  }
}

/** Makes each attempt with a delivery id, a time and so a signature of its own. */
function createSender(
  ctx: Pick<Context, 'random' | 'clock'>,
  {
    build,
    eventId,
    signer,
  }: { readonly build: Build; readonly eventId: string; readonly signer: WebhookSigner | undefined },
): { next(): Outgoing; signature(): string | null } {
  let last: string | null = null;
  return {
    next() {
      const text = JSON.stringify(build({ eventId, deliveryId: ctx.random.uuid(), deliveredAt: ctx.clock.now() }));
      last = signer?.sign(text) ?? null;
      const signed = last === null ? [] : [signatureHeader, last];
      return { headers: [...plainHeaders, ...signed], body: new TextEncoder().encode(text) };
    },
    signature: () => last,
  };
}

/** The published form is `Smartcar/{version}`; the comment says who it really is. */
const plainHeaders = ['Content-Type', 'application/json', 'User-Agent', 'Smartcar/1.0 (connect-cli)'] as const;
