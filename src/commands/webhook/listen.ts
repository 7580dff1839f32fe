import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes, type ExitCode } from '../../core/exit-codes.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import { commandLine } from '../../core/text/shell.ts';
import { mayBeVerify } from '../../core/webhook/challenge.ts';
import type { WebhookListener } from '../../core/webhook/documents.ts';
import type { Context } from '../../io/context.ts';
import type { WebhookReceiver, WebhookTarget } from '../../io/webhook.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { CommandModule } from '../command.ts';
import { repeatedTokenFlags } from '../../links/repeated-flags.ts';
import { requireManagementToken, tokenFileOption } from '../../settings/management-token.ts';
import { parsePort } from '../../flags/port.ts';
import { resolveEdition } from '../../flags/provider.ts';
import { editionOption } from '../../flags/shared-options.ts';
import { SettingOption } from '../../flags/setting-option.ts';
import { renderWebhookEvent, renderWebhookListener } from '../../report/human/webhook-listen.ts';
import type { Outcome } from '../../report/outcome.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { createDeliveryHandler, type DeliveryHandler } from './delivery-handler.ts';
import { logDropped } from './dropped.ts';
import { allowPublicOption } from './target-options.ts';

interface Options {
  readonly port?: string;
  readonly path: string;
  readonly forwardTo?: string;
  readonly allowPublic?: boolean;
  readonly tokenFile?: string;
  readonly edition?: string;
}

export const command: CommandModule = {
  register(program, run) {
    program
      .option('--port <number>', 'port to listen on; any free port by default')
      .option('--path <path>', 'path that accepts deliveries', '/webhook')
      .option(
        '--forward-to <url>',
        'your app: gets every correctly signed event unchanged, and its response is passed back',
      )
      .option(...allowPublicOption)
      .addOption(new SettingOption(...tokenFileOption))
      .option(...editionOption)
      .action((options: Options) => run((ctx, global) => listen(ctx, global, options)));
  },
};

/** Longer than an app may take to answer; a second Ctrl-C does not wait for it. In milliseconds. */
const grace = 20_000;

async function listen(ctx: Context, global: GlobalOptions, options: Options): Promise<Outcome> {
  const [port, path] = [parsePort(options.port ?? '0'), parsePath(options.path)];
  const edition = resolveEdition(smartcar, options.edition);
  const signer = await ctx.webhooks.createSigner(await requireManagementToken(ctx, global, options.tokenFile));
  const target = await resolveApp(ctx, options);
  const failure = createFailure();
  const handler = createDeliveryHandler(ctx, {
    signer,
    edition,
    target,
    store: await ctx.webhooks.openDeliveries(),
    print: (event) =>
      ctx.stdout.writeSoon(
        `${global.json ? JSON.stringify(event) : renderWebhookEvent(event, createStyle(ctx.stdout))}\n`,
      ),
    onPrintFailure: failure.raise,
    onStoreFailure: (error) =>
      ctx.stderr.write(
        `Deliveries are no longer being kept: ${error instanceof Error ? error.message : String(error)}\n`,
      ),
  });
  const dropped = logDropped((text) => ctx.stderr.write(`${text}\n`));
  ctx.allowGrace(grace);
  const receiver = await ctx.webhooks.listen({
    port,
    path,
    isUrgent: mayBeVerify,
    answer: (delivery) => handler.answer(delivery),
    onDropped: dropped.drop,
  });
  try {
    refuseLoop(receiver, target);
    announce(ctx, global, { receiver, target, tokenFlags: repeatedTokenFlags(options.tokenFile, global) });
    await Promise.race([stopped(ctx.signal), failure.raised]);
  } finally {
    await close(receiver, handler);
    dropped.summarise();
  }
  return { exitCode: exitCodeOf(ctx.signal) };
}

async function close(receiver: WebhookReceiver, handler: DeliveryHandler): Promise<void> {
  await receiver.close();
  await handler.settled();
}

function resolveApp(ctx: Context, { forwardTo, allowPublic }: Options): Promise<WebhookTarget> | undefined {
  return forwardTo === undefined
    ? undefined
    : ctx.webhooks.resolveTarget(forwardTo, { allowPublic: allowPublic === true });
}

interface Listening {
  readonly receiver: WebhookReceiver;
  readonly target: WebhookTarget | undefined;
  readonly tokenFlags: readonly string[];
}

function announce(ctx: Context, global: GlobalOptions, { receiver, target, tokenFlags }: Listening): void {
  const document: WebhookListener = {
    schemaVersion: 1,
    kind: 'webhook-listener',
    url: receiver.url,
    forwardTo: target?.url ?? null,
    warnings: [],
    next: [
      {
        command: commandLine(['connect-cli', 'webhook', 'trigger', 'verify', '--to', receiver.url, ...tokenFlags]),
        why: 'Sends the VERIFY event from another terminal.',
      },
    ],
  };
  const text = global.json ? JSON.stringify(document) : renderWebhookListener(document, createStyle(ctx.stdout));
  ctx.stdout.write(`${text}\n`);
}

/** A listener that forwards to itself would never come to an end. */
function refuseLoop(receiver: WebhookReceiver, target: WebhookTarget | undefined): void {
  if (target === undefined) return;
  const [own, app] = [new URL(receiver.url), new URL(target.url)];
  const isHere = target.addresses.some(({ address }) => address === '127.0.0.1' || address === '::1');
  if (!isHere || own.port !== app.port) return;
  throw new CliError('INVALID_VALUE', `"${target.url}" is this listener itself.`, {
    hint: 'Pass the address of your app, or listen on another --port.',
  });
}

function parsePath(text: string): string {
  const path = text.startsWith('/') ? text : `/${text}`;
  if (/^\/[\w\-./~%]*$/.test(path)) return path;
  throw new CliError('INVALID_VALUE', `--path "${text}" is not a URL path.`, {
    hint: 'Write it as /webhook, without a query.',
  });
}

interface Failure {
  readonly raised: Promise<never>;
  raise(error: unknown): void;
}

/** What goes wrong while nobody waits for it, kept for whoever waits for the end. */
function createFailure(): Failure {
  let raise: Failure['raise'] = () => undefined;
  const raised = new Promise<never>((_, reject) => (raise = reject));
  return { raised, raise: (error) => raise(error) };
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

// Ending a server is no mistake: nothing is printed, the exit code tells how it was stopped.
function exitCodeOf(signal: AbortSignal): ExitCode {
  return signal.reason instanceof CliError ? signal.reason.exitCode : exitCodes.interrupted;
}
