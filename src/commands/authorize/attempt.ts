import type { ApplicationIdentity } from '../../core/connect/application.ts';
import type { BuiltUrl } from '../../core/connect/query.ts';
import { isLoopbackRedirect } from '../../core/connect/redirect-uri.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import type { AskedPermission } from '../../core/permissions/scope.ts';
import { parseScope } from '../../core/permissions/scope.ts';
import type { MappingEdition, Provider } from '../../core/providers/provider.ts';
import { scopeOptionalSince } from '../../core/providers/smartcar/sandbox-application.ts';
import type { Context, Loopback } from '../../io/context.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import { askScope } from '../../settings/ask-scope.ts';
import { buildLink, linkWarnings, settingFlagsOf } from '../../links/authorize-link.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { askIdentity, findIdentity, identityMissing } from '../../settings/identity.ts';
import { checkRedirectUris } from '../../flags/link-flags.ts';
import { resolveEdition } from '../../flags/provider.ts';
import { openSandbox } from '../../live/sandbox.ts';
import { refuseWithoutSandbox, usualAccess } from '../../flags/sandbox.ts';
import { resolveScope } from '../../settings/scope.ts';
import { resolveSettings, type Settings } from '../../settings/settings.ts';
import type { AuthorizeFlags } from './flags.ts';
import { acceptQuery } from './await-callback.ts';
import { chooseState, stateWarnings } from './state.ts';

/** Everything that is settled before the owner sees the first page. */
export interface Attempt {
  /** As given, with what was answered to questions. */
  readonly flags: AuthorizeFlags;
  readonly settings: Settings;
  readonly provider: Provider;
  readonly edition: MappingEdition;
  /** Absent when Vehicle Access decides and is not known here. */
  readonly asked?: readonly AskedPermission[] | undefined;
  readonly redirectUri: string;
  readonly state: string;
  readonly link: BuiltUrl;
  readonly warnings: readonly string[];
  readonly sandbox?: SandboxHandle | undefined;
  readonly loopback?: Loopback | undefined;
  close(): Promise<void>;
}

/** Port 0 asks for any free port; the sandbox then registers the one that was found. */
const sandboxRedirectUri = 'http://localhost:0/exchange';

interface Held {
  /** Where the short local link leads, once the long one is built. */
  entry?: string | undefined;
  sandbox?: SandboxHandle | undefined;
  loopback?: Loopback | undefined;
}

/** What {@link prepareAttempt} works on. */
export interface PrepareAttemptInput {
  readonly global: GlobalOptions;
  readonly args: readonly string[];
  readonly flags: AuthorizeFlags;
  readonly provider: Provider;
}

/**
 * Settles flags, environment, profile and answers into one attempt: listens first, then builds the link.
 * @throws CliError INPUT_REQUIRED, PORT_UNAVAILABLE and those of the builders
 */
export async function prepareAttempt(
  ctx: Context,
  { global, args, flags, provider }: PrepareAttemptInput,
): Promise<Attempt> {
  const held: Held = {};
  const close = async (): Promise<void> => {
    await Promise.all([held.loopback?.close(), held.sandbox?.close()]);
  };
  try {
    return await settle(ctx, { global, args, given: flags, provider, held, close });
  } catch (error) {
    await close();
    throw error;
  }
}

interface SettleInput {
  readonly global: GlobalOptions;
  readonly args: readonly string[];
  readonly given: AuthorizeFlags;
  readonly provider: Provider;
  readonly held: Held;
  readonly close: () => Promise<void>;
}

async function settle(ctx: Context, { global, args, given, provider, held, close }: SettleInput): Promise<Attempt> {
  const { flags, identity: answered } = await offerSandbox(ctx, global, given);
  const state = chooseState(ctx, flags);
  const listen = async (redirectUris: readonly string[]): Promise<string> => {
    const [first = sandboxRedirectUri] = redirectUris;
    if (flags.printUrl === true || !isLoopbackRedirect(first)) return first;
    held.loopback = await ctx.listenLoopback({
      redirectUris: redirectUris.filter(isLoopbackRedirect),
      accept: (query) => acceptQuery(query, state) !== undefined,
      entry: () => held.entry,
    });
    return held.loopback.redirectUri;
  };
  const { settings, redirectUri } = await settleAddress(ctx, { global, args, flags, provider, held, listen });
  const edition = resolveEdition(provider, flags.edition ?? held.sandbox?.edition);
  const identity = answered ?? findIdentity(settings);
  if (identity === undefined) throw identityMissing(ctx.env, { sandbox: true });
  const scope = await settleScope(ctx, {
    global,
    args,
    flags,
    about: {
      provider,
      edition,
      isAsked: answered !== undefined,
      held,
    },
  });
  const link = buildLink(flags, settings, {
    identity,
    redirectUri,
    state,
    asked: scope.sent,
  });
  held.entry = link.url;
  // In a sandbox there is no Dashboard to decide.
  const asked = scope.sent ?? (held.sandbox === undefined ? undefined : (scope.judged ?? []));
  return {
    flags,
    settings,
    provider,
    edition,
    redirectUri,
    state,
    link,
    close,
    warnings: [...stateWarnings(flags), ...scope.warnings, ...linkWarnings({ redirectUri, asked })],
    asked: scope.judged,
    sandbox: held.sandbox,
    loopback: held.loopback,
  };
}

/** On a terminal where nothing is configured, the sandbox is offered beside the question for the id. */
async function offerSandbox(
  ctx: Context,
  global: GlobalOptions,
  flags: AuthorizeFlags,
): Promise<{ readonly flags: AuthorizeFlags; readonly identity?: ApplicationIdentity | undefined }> {
  if (flags.sandbox !== undefined || !global.canPrompt) return { flags };
  const settings = await resolveSettings(ctx, settingFlagsOf(flags, global));
  if (findIdentity(settings) !== undefined) return { flags };
  if (flags.printUrl !== true && (await choosesSandbox(ctx))) return { flags: { ...flags, sandbox: true } };
  const identity = await askIdentity(ctx);
  const asked = { ...flags, ...identity };
  if (settings.redirectUris.source.kind !== 'default') return { flags: asked, identity };
  const redirectUri = await ctx.prompts.input({
    message: 'Redirect URI, as registered in the Dashboard',
    default: settings.redirectUris.value[0] ?? '',
  });
  return { flags: { ...asked, redirectUri: checkRedirectUris([redirectUri.trim()]) }, identity };
}

async function choosesSandbox(ctx: Pick<Context, 'prompts'>): Promise<boolean> {
  const choice = await ctx.prompts.select({
    message: 'No application is set up yet. What now?',
    choices: [
      {
        value: 'sandbox',
        name: 'Rehearse in the sandbox',
        description: 'a local Smartcar and Tesla; needs no account and no car',
      },
      {
        value: 'id',
        name: 'Use my application',
        description: 'asks for the application id from the Smartcar Dashboard',
      },
    ],
  });
  return choice === 'sandbox';
}

interface SettleAddressInput {
  readonly global: GlobalOptions;
  readonly args: readonly string[];
  readonly flags: AuthorizeFlags;
  readonly provider: Provider;
  readonly held: Held;
  readonly listen: (redirectUris: readonly string[]) => Promise<string>;
}

/** With a sandbox the port comes first, for it is registered there; without one the settings name the addresses. */
async function settleAddress(
  ctx: Context,
  { global, args, flags, provider, held, listen }: SettleAddressInput,
): Promise<{ readonly settings: Settings; readonly redirectUri: string }> {
  const settingFlags = settingFlagsOf(flags, global);
  if (flags.sandbox === undefined) {
    refuseWithoutSandbox(flags);
    const settings = await resolveSettings(ctx, settingFlags);
    if (findIdentity(settings) === undefined) throw identityMissing(ctx.env, { sandbox: true });
    const redirectUris = checkRedirectUris(settings.redirectUris.value);
    refuseUnreachable(flags, global, redirectUris);
    return { settings, redirectUri: await listen(redirectUris) };
  }
  const given = flags.redirectUri === undefined ? undefined : checkRedirectUris(flags.redirectUri);
  refuseUnreachable(flags, global, given ?? []);
  const isPrinted = flags.printUrl === true;
  const redirectUri = isPrinted ? given?.[0] : await listen(given ?? [sandboxRedirectUri]);
  const clientId = flags.applicationId ?? flags.clientId;
  const sandbox = await openSandbox(ctx, flags, {
    provider,
    scope: { args, ...flags },
    edition: flags.edition,
    clientId,
    redirectUris:
      redirectUri === undefined ? undefined : [redirectUri, ...(given ?? []).filter((uri) => uri !== redirectUri)],
  });
  if (sandbox !== undefined) held.sandbox = sandbox;
  const settings = await resolveSettings(ctx, settingFlags, sandbox);
  return { settings, redirectUri: redirectUri ?? settings.redirectUris.value[0] ?? sandboxRedirectUri };
}

/** A redirect to another machine reaches this one only through a person who pastes the address. */
function refuseUnreachable(flags: AuthorizeFlags, global: GlobalOptions, redirectUris: readonly string[]): void {
  const [first] = redirectUris;
  if (first === undefined || isLoopbackRedirect(first)) return;
  if (flags.printUrl === true || global.canPrompt || flags.owner !== undefined) return;
  throw new CliError(
    'INPUT_REQUIRED',
    `The redirect URI "${first}" is not on this machine, and nobody can paste the address that Connect redirects to.`,
    {
      hint: 'Use --print-url to print the link alone, run it on a terminal, or pass a registered --redirect-uri on localhost.',
    },
  );
}

interface SettledScope {
  /** What goes on the link. */
  readonly sent?: readonly AskedPermission[] | undefined;
  /** What is judged: also the Vehicle Access set of a sandbox that this process started. */
  readonly judged?: readonly AskedPermission[] | undefined;
  readonly warnings: readonly string[];
}

interface SettleScopeInput {
  readonly global: GlobalOptions;
  readonly args: readonly string[];
  readonly flags: AuthorizeFlags;
  readonly about: {
    readonly provider: Provider;
    readonly edition: MappingEdition;
    readonly isAsked: boolean;
    readonly held: Held;
  };
}

async function settleScope(ctx: Context, { global, args, flags, about }: SettleScopeInput): Promise<SettledScope> {
  const { provider, edition, held } = about;
  const found = await resolveScope(ctx, {
    provider,
    flags: { args, ...flags },
    choice: {
      usesSurroundings: held.sandbox === undefined,
      profile: global.profile,
    },
  });
  if (found !== undefined) return { sent: found.asked, judged: found.asked, warnings: found.warnings };
  if (about.isAsked && global.canPrompt) {
    const asked = await askScope(ctx, { provider, edition, options: { required: false } });
    return asked.length === 0 ? { warnings: [] } : { sent: asked, judged: asked, warnings: [] };
  }
  const access = flags.vehicleAccess ?? usualAccess(flags);
  if (access === undefined) return { warnings: [] };
  const { asked } = parseScope([access]);
  const needsScope = flags.asOf !== undefined && flags.asOf < scopeOptionalSince;
  return { judged: asked, warnings: [], sent: needsScope ? asked : undefined };
}
