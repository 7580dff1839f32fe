import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { checkWebhook } from '../../core/webhook/check.ts';
import { findSignature } from '../../core/webhook/header-file.ts';
import type { Context } from '../../io/context.ts';
import { readBounds } from '../../io/read-bounds.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { SettingOption } from '../../flags/setting-option.ts';
import type { CommandModule } from '../command.ts';
import { requireManagementToken, tokenFileOption } from '../../settings/management-token.ts';
import { renderWebhookCheck } from '../../report/human/webhook-check.ts';
import type { Outcome } from '../../report/outcome.ts';

interface Options {
  readonly signature?: string;
  readonly headers?: string;
  readonly tokenFile?: string;
}

export const command: CommandModule = {
  register(program, run) {
    program
      .argument('[file]', 'the body as received, byte for byte; - or nothing reads standard input')
      .option('--signature <hex>', 'value of the SC-Signature header')
      .option('--headers <path>', 'file with the headers of the request, as lines or JSON')
      .addOption(new SettingOption(...tokenFileOption))
      .action((file: string | undefined, options: Options) => {
        run((ctx, global) => verify(ctx, global, { ...options, file }));
      });
  },
};

async function verify(
  ctx: Context,
  global: GlobalOptions,
  options: Options & { readonly file: string | undefined },
): Promise<Outcome> {
  const path = options.file === '-' ? undefined : options.file;
  refuseContradictions(ctx, options, path);
  const signature = options.signature ?? (await readHeaders(ctx, options.headers));
  const token = await requireManagementToken(ctx, global, options.tokenFile);
  const signer = await ctx.webhooks.createSigner(token);
  const document = checkWebhook({ ...(await ctx.webhooks.readBody(path)), path }, signature, signer);
  return {
    exitCode: document.valid ? exitCodes.done : exitCodes.findings,
    document,
    text: (style) => renderWebhookCheck(document, style),
  };
}

function refuseContradictions(ctx: Pick<Context, 'stdin'>, options: Options, path: string | undefined): void {
  const { signature, headers, tokenFile } = options;
  if (signature === undefined && headers === undefined)
    throw new CliError('INPUT_REQUIRED', 'There is no signature to check.', {
      hint: 'Pass --signature with the value of the SC-Signature header, or --headers with a file of the headers.',
    });
  if (signature !== undefined && headers !== undefined)
    throw new CliError('USAGE', '"--signature" and "--headers" both give the signature.', { hint: 'Pass one.' });
  if (path === undefined && tokenFile === '-')
    throw new CliError('USAGE', 'Standard input can hold either the body or the token, not both.', {
      hint: 'Name a file for the body, or read the token from a file.',
    });
  if (path === undefined && ctx.stdin.isTTY)
    throw new CliError('INPUT_REQUIRED', 'There is no body to check.', {
      hint: 'Name the file with the body, or pipe it in: connect-cli webhook verify - --signature HEX < body.json',
    });
}

async function readHeaders(ctx: Pick<Context, 'files'>, path: string | undefined): Promise<string | undefined> {
  return path === undefined ? undefined : findSignature(await ctx.files.readText(path, readBounds.headers));
}
