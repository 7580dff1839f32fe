import { lintConnectUrl } from '../core/findings/url/lint.ts';
import { longestLink } from '../core/connect/pasted-link.ts';
import { mask } from '../core/findings/url/masking.ts';
import { isFailure } from '../core/findings/finding.ts';
import { CliError } from '../core/errors/cli-error.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { redacted } from '../core/secret.ts';
import type { Context } from '../io/context.ts';
import { readBounds } from '../io/read-bounds.ts';
import { buildLink, linkWarnings, settingFlagsOf } from '../links/authorize-link.ts';
import { addExamples, type CommandModule } from './command.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { findIdentity, identityMissing } from '../settings/identity.ts';
import { addLinkOptions, type LinkFlags } from '../flags/link-flags.ts';
import { nearest } from '../flags/nearest.ts';
import { writeWarnings } from './warnings.ts';
import { resolveProvider } from '../flags/provider.ts';
import {
  addReauthenticateOptions,
  resolveReauthenticate,
  type ReauthenticateFlags,
} from '../links/reauthenticate-link.ts';
import { resolveScope } from '../settings/scope.ts';
import { listSettings, resolveSettings } from '../settings/settings.ts';
import { renderUrlLint } from '../report/human/url-lint.ts';
import type { Outcome } from '../report/outcome.ts';
import { urlDocument, type UrlDocument } from '../report/documents/url.ts';

export const command: CommandModule = {
  register(program, run) {
    const authorize = program
      .command('authorize')
      .description('the link that starts Connect')
      .argument('[permission...]');
    addLinkOptions(authorize, 'state to send; the link has none by default').action(
      (args: string[], flags: LinkFlags) => {
        run((ctx, global) => printAuthorizeUrl(ctx, { global, args, flags }));
      },
    );
    const revoke = program
      .command('revoke')
      .description('the link that renews or revokes access')
      .argument('[permission...]');
    addReauthenticateOptions(revoke).action((args: string[], flags: ReauthenticateFlags) => {
      run((ctx, global) => printRevokeUrl(ctx, { global, args, flags }));
    });
    program
      .command('lint')
      .description('identify a pasted link, take it apart and say what is wrong with it')
      .argument('[url]', 'the link in quotes; - or nothing reads it from stdin, even with line breaks')
      .action((url: string | undefined) => {
        run((ctx, global) => lintUrl(ctx, global, url));
      });
    addExamples(
      program,
      [
        ['url authorize read_odometer required:read_vin --client-id ID', 'print the link that starts Connect'],
        ['url revoke --make TESLA --scope "read_odometer control_security" --client-id ID', 'print the revoke link'],
        [
          'url lint "https://connect.smartcar.com/oauth/authorize?scope=read_vin"',
          'check a link from your code or a log',
        ],
      ],
      [
        [
          'url authorize --client-id ID --redirect-uri https://example.com/home --scope "read_vin" --state S --json',
          'the link as a document, with its parameters',
        ],
        [
          'url revoke --vehicle-id 36ab27d0-fd9d-4455-823a-ce30af709ffc --client-id ID',
          'the link that renews one vehicle, of any make',
        ],
        ['url lint - < link.txt', 'a link that is broken over several lines'],
      ],
    );
  },
};

interface PrintAuthorizeUrlInput {
  readonly global: GlobalOptions;
  readonly args: readonly string[];
  readonly flags: LinkFlags;
}

async function printAuthorizeUrl(ctx: Context, { global, args, flags }: PrintAuthorizeUrlInput): Promise<Outcome> {
  const provider = resolveProvider('smartcar');
  const settings = await resolveSettings(ctx, settingFlagsOf(flags, global));
  const scope = await resolveScope(ctx, { provider, flags: { args, ...flags }, choice: scopeChoice(global) });
  const identity = findIdentity(settings);
  if (identity === undefined) throw identityMissing(ctx.env, { sandbox: false });
  const redirectUri = settings.redirectUris.value[0];
  const link = {
    asked: scope?.asked,
    redirectUri,
    state: flags.state,
  };
  const warnings = [
    ...(scope?.warnings ?? []),
    ...linkWarnings({ ...link, make: flags.make }),
    ...stateWarning(flags.state),
  ];
  return printed(
    ctx,
    global,
    urlDocument(buildLink(flags, settings, { identity, ...link }), { flow: 'authorize', warnings }),
  );
}

/** `url lint` says the same of such a link. */
function stateWarning(state: string | undefined): readonly string[] {
  return state === undefined
    ? ['The link has no state: pass --state with a new unguessable value for each owner, and compare it later.']
    : [];
}

interface PrintRevokeUrlInput {
  readonly global: GlobalOptions;
  readonly args: readonly string[];
  readonly flags: ReauthenticateFlags;
}

async function printRevokeUrl(ctx: Context, { global, args, flags }: PrintRevokeUrlInput): Promise<Outcome> {
  const request = await resolveReauthenticate(ctx, { global, args, flags, options: { offersSandbox: false } });
  return printed(ctx, global, urlDocument(request.built, { flow: request.flow, warnings: request.warnings }));
}

/** The bare URL on one line: what scripts read. */
function printed(ctx: Context, global: GlobalOptions, document: UrlDocument): Outcome {
  writeWarnings(ctx, global, document.warnings);
  return { exitCode: exitCodes.done, document, text: () => document.url };
}

async function lintUrl(ctx: Context, global: GlobalOptions, argument: string | undefined): Promise<Outcome> {
  const text = argument === undefined || argument === '-' ? await ctx.stdin.readAll(readBounds.link) : argument;
  if (text.length > longestLink) {
    throw new CliError('INVALID_VALUE', `The text "${shorten(text.slice(0, 200))}" is too long for a link.`, {
      hint: `It has ${text.length} characters; ${longestLink} are read. Pass only the link.`,
    });
  }
  const { origins } = await listSettings(ctx, { profile: global.profile });
  const document = lintConnectUrl(text, { suggest: nearest, connectOrigin: origins.connect.value });
  if (document === undefined) {
    throw new CliError('INVALID_VALUE', `"${shorten(text)}" does not contain a URL.`, {
      hint: 'Pass a link that begins with https://, in quotes, or pipe it in.',
    });
  }
  const exitCode = document.findings.some(isFailure) ? exitCodes.findings : exitCodes.done;
  return { exitCode, document, text: (style) => renderUrlLint(document, style) };
}

/** The beginning of a text, without the value of a code, a token or a secret in it. */
function shorten(text: string): string {
  const line = mask(text.slice(0, 1000))
    .text.trim()
    .replace(/\s+/g, ' ')
    .replace(/(code|token|secret|key|password)(=|%3D|["']?:\s?["']?)[^&\s"']+/gi, `$1$2${redacted}`);
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function scopeChoice(global: GlobalOptions) {
  return { readsEnvironment: true, profile: global.profile };
}
