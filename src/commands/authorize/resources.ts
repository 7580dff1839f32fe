import type { CallbackAdmission } from '../../core/connect/admission.ts';
import { isOwnRedirect } from '../../core/connect/own-redirect.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { readCodespace } from '../../core/machine/host-environment.ts';
import type { Provider } from '../../core/providers/provider.ts';
import type { Context, Loopback } from '../../io/context.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import { settingFlagsOf } from '../../links/authorize-link.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { identityMissing, findIdentity } from '../../settings/identity.ts';
import { checkRedirectUris } from '../../flags/link-flags.ts';
import { openSandbox } from '../../live/sandbox.ts';
import { refuseWithoutSandbox } from '../../flags/sandbox.ts';
import { resolveSettings, type Settings } from '../../settings/settings.ts';
import { closeOnFailure } from './closing.ts';
import type { AuthorizeFlags } from './flags.ts';

/** What an attempt stands on: where values come from, where the redirect goes, and what has to be closed at the end. */
export interface Resources {
  readonly settings: Settings;
  readonly redirectUri: string;
  readonly sandbox?: SandboxHandle | undefined;
  /** Absent where nothing listens: the link is only printed, or the redirect goes to another machine. */
  readonly loopback?: Loopback | undefined;
  close(): Promise<void>;
}

/** What {@link openResources} works on. */
export interface ResourcesInput {
  readonly global: GlobalOptions;
  readonly args: readonly string[];
  readonly flags: AuthorizeFlags;
  readonly provider: Provider;
  /** The loopback server's judge of a query. */
  readonly accept: (query: string) => CallbackAdmission;
}

/** Port 0 asks for any free port; the sandbox then registers the one that was found. */
const sandboxRedirectUri = 'http://localhost:0/exchange';

/**
 * Settles the address of the redirect, listens there, and opens the sandbox if one is asked for. What was opened is
 * closed again if the rest fails.
 * @throws CliError INPUT_REQUIRED, PORT_UNAVAILABLE and those of the settings
 */
export function openResources(ctx: Context, input: ResourcesInput): Promise<Resources> {
  return input.flags.sandbox === undefined ? openLive(ctx, input) : openRehearsal(ctx, input);
}

/** Without a sandbox the settings name the addresses. */
async function openLive(ctx: Context, input: ResourcesInput): Promise<Resources> {
  const { flags, global } = input;
  refuseWithoutSandbox(flags);
  const settings = await resolveSettings(ctx, settingFlagsOf(flags, global));
  if (findIdentity(settings) === undefined) throw identityMissing(ctx.env, { sandbox: true });
  const redirectUris = settings.redirectUris.value;
  refuseUnreachable(ctx, input, redirectUris);
  const loopback = await listen(ctx, input, redirectUris);
  const [redirectUri = sandboxRedirectUri] = redirectUris;
  return {
    settings,
    redirectUri: loopback?.redirectUri ?? redirectUri,
    loopback,
    close: async () => loopback?.close(),
  };
}

/** With a sandbox the port comes first, for it is registered there. */
async function openRehearsal(ctx: Context, input: ResourcesInput): Promise<Resources> {
  const { flags, global } = input;
  const asked = flags.redirectUri === undefined ? [] : checkRedirectUris(flags.redirectUri);
  refuseUnreachable(ctx, input, asked);
  const loopback = await listen(ctx, input, asked.length === 0 ? [sandboxRedirectUri] : asked);
  return closeOnFailure(loopback, async () => {
    const redirectUri = loopback?.redirectUri ?? asked[0];
    const sandbox = await openRegistered(ctx, input, redirectUri);
    return closeOnFailure(sandbox, async () => {
      const settings = await resolveSettings(ctx, settingFlagsOf(flags, global), sandbox);
      return {
        settings,
        redirectUri: redirectUri ?? settings.redirectUris.value[0] ?? sandboxRedirectUri,
        sandbox,
        loopback,
        close: async () => void (await Promise.all([loopback?.close(), sandbox?.close()])),
      };
    });
  });
}

/** Opens the sandbox with everything registered that the flags name, the address that is listened on first. */
function openRegistered(
  ctx: Context,
  { args, flags, provider }: ResourcesInput,
  redirectUri: string | undefined,
): Promise<SandboxHandle | undefined> {
  const others = (flags.redirectUri ?? []).filter((uri) => uri !== redirectUri);
  return openSandbox(ctx, flags, {
    provider,
    scope: { args, ...flags },
    edition: flags.edition,
    clientId: flags.applicationId ?? flags.clientId,
    redirectUris: redirectUri === undefined ? undefined : [redirectUri, ...others],
  });
}

/** @returns nothing where nothing has to listen */
async function listen(
  ctx: Context,
  { flags, accept }: ResourcesInput,
  redirectUris: readonly string[],
): Promise<Loopback | undefined> {
  const codespace = readCodespace(ctx.env);
  const [first] = redirectUris;
  if (handsOutLink(flags) || first === undefined || !isOwnRedirect(first, codespace)) return undefined;
  const own = redirectUris.filter((uri) => isOwnRedirect(uri, codespace));
  return ctx.listenLoopback({ redirectUris: own, codespace, accept });
}

/** A redirect to another machine reaches this one only through a person who pastes the address. */
function refuseUnreachable(
  { env }: Pick<Context, 'env'>,
  { flags, global }: ResourcesInput,
  redirectUris: readonly string[],
): void {
  const [first] = redirectUris;
  if (first === undefined || isOwnRedirect(first, readCodespace(env))) return;
  if (handsOutLink(flags) || global.canPrompt || flags.owner !== undefined) return;
  throw new CliError(
    'INPUT_REQUIRED',
    `The redirect URI "${first}" is not on this machine, and without a terminal the address that Connect redirects to cannot be pasted.`,
    {
      hint: 'Use --print-url to print only the link, run it on a terminal, or pass a registered --redirect-uri on localhost.',
    },
  );
}

/** The link is for somebody else to open: nothing waits here. */
function handsOutLink({ printUrl, start }: AuthorizeFlags): boolean {
  return printUrl === true || start === true;
}
