import { admitScopedKey } from '../../core/connect/admission.ts';
import { wantsBrowser } from '../../core/machine/browser-choice.ts';
import { readCodespace } from '../../core/machine/host-environment.ts';
import { isOwnRedirect } from '../../core/connect/own-redirect.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { explainScope } from '../../core/permissions/explain.ts';
import type { Context } from '../../io/context.ts';
import { settingFlagsOf } from '../../links/authorize-link.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { checkRedirectUris } from '../../flags/link-flags.ts';
import { resolveEdition } from '../../flags/provider.ts';
import { openSandbox } from '../../live/sandbox.ts';
import { resolveScope } from '../../settings/scope.ts';
import { readSecret } from '../../settings/secrets.ts';
import { resolveSettings, type Settings } from '../../settings/settings.ts';
import { spellTimeout } from '../../flags/timeout.ts';
import { renderConsentAdvice, renderPlayedAdvice } from '../../report/human/advice.ts';
import { renderAuthorization } from '../../report/human/authorization.ts';
import { renderLaunch } from '../../report/human/launch.ts';
import type { Outcome } from '../../report/outcome.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { awaitCallback, pasteWay } from './await-callback.ts';
import { callbackPage } from './callback-page.ts';
import { closeOnFailure } from './closing.ts';
import { openBeside, playOwner, placeOf } from './launch.ts';
import { concludeTexture, type TextureRequest, type TextureRun } from './texture-conclude.ts';
import { createTextureLink, type TextureLink } from '../../live/texture-link.ts';

/** Texture does not register redirect addresses, so any free port will do. */
const freeRedirect = 'http://localhost:0/texture';

/** What {@link authorizeTexture} works on. */
export interface AuthorizeTextureInput {
  readonly global: GlobalOptions;
  readonly args: readonly string[];
  readonly request: TextureRequest;
}

/**
 * Creates a connection link of Texture, runs it and keeps the scoped key. Texture's redirect has neither state nor
 * code: a one-time value of 256 bits in the path of the redirect address takes their place.
 */
export async function authorizeTexture(
  ctx: Context,
  { global, args, request }: AuthorizeTextureInput,
): Promise<Outcome> {
  const { flags, provider } = request;
  const edition = resolveEdition(provider, flags.edition);
  const scope = await resolveScope(ctx, {
    provider,
    flags: { args, ...flags },
    choice: { readsEnvironment: flags.sandbox === undefined, profile: global.profile },
  });
  const asked = scope?.asked ?? [{ name: 'vehicle_read', required: false }];
  const codespace = readCodespace(ctx.env);
  const redirectUri = oneTimeRedirect(ctx, flags, global);
  const sandbox = await openSandbox(ctx, flags, { provider });
  const loopback = await closeOnFailure(sandbox, async () =>
    isOwnRedirect(redirectUri, codespace) && flags.printUrl !== true
      ? ctx.listenLoopback({ redirectUris: [redirectUri], codespace, accept: admitScopedKey })
      : undefined,
  );
  try {
    const settings = await resolveSettings(ctx, { ...settingFlagsOf(flags, global), provider: provider.id }, sandbox);
    const redirectUrl = loopback?.redirectUri ?? redirectUri;
    const link = await createLink(ctx, { about: request, settings, redirectUrl });
    loopback?.setEntry(link.url);
    if (flags.printUrl === true) return { exitCode: exitCodes.done, text: () => link.url };
    return await runLink(ctx, global, {
      ...request,
      edition,
      asked,
      settings,
      link,
      redirectUrl,
      warnings: scope?.warnings ?? [],
      sandbox,
      loopback,
    });
  } finally {
    await Promise.all([loopback?.close(), sandbox?.close()]);
  }
}

function oneTimeRedirect(
  ctx: Pick<Context, 'env' | 'random'>,
  flags: TextureRequest['flags'],
  global: GlobalOptions,
): string {
  const [base = freeRedirect] = checkRedirectUris(flags.redirectUri ?? []);
  if (flags.printUrl === true) return base;
  if (!isOwnRedirect(base, readCodespace(ctx.env)) && !global.canPrompt && flags.owner === undefined) {
    throw new CliError(
      'INPUT_REQUIRED',
      `The redirect URI "${base}" is not on this machine, and without a terminal the address cannot be pasted.`,
      {
        hint: 'Leave out --redirect-uri, run it in a terminal, or use --print-url.',
      },
    );
  }
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${ctx.random.token()}`;
  return url.href;
}

interface CreateLinkInput {
  readonly about: TextureRequest;
  readonly settings: Settings;
  readonly redirectUrl: string;
}

async function createLink(
  ctx: Context,
  { about: { flags, secrets }, settings, redirectUrl }: CreateLinkInput,
): Promise<TextureLink> {
  const apiKey = secrets.get('texture-api-key') ?? (await readSecret(ctx, settings, 'texture-api-key'))?.value;
  if (apiKey === undefined) {
    throw new CliError(
      'CREDENTIALS_MISSING',
      "The connection link is made with Texture's API key, and there is none.",
      {
        hint: 'Set TEXTURE_API_KEY, pipe it in with --api-key-stdin, store it with `connect-cli init --provider texture`, or rehearse with --sandbox.',
      },
    );
  }
  const referenceId = flags.externalId ?? flags.existingUser;
  return createTextureLink(ctx, {
    origin: settings.origins.texture.value,
    apiKey,
    redirectUrl,
    referenceId,
    linkField: flags.linkField,
  });
}

async function runLink(ctx: Context, global: GlobalOptions, run: TextureRun): Promise<Outcome> {
  const { flags, link, owner, sandbox, loopback, timeoutMs, redirectUrl } = run;
  await announce(ctx, run);
  const paste = pasteWay(ctx, global, flags);
  const launched =
    owner === undefined && wantsBrowser(flags.browser, ctx.env) ? openBeside(ctx, link.url, flags.browser) : undefined;
  if (paste === 'prompt') await launched;
  const built = { url: link.url, parameters: {} };
  const callback = await awaitCallback(ctx, {
    redirectUri: redirectUrl,
    timeoutMs,
    accept: admitScopedKey,
    paste,
    loopback,
    owner:
      owner === undefined || sandbox === undefined ? undefined : playOwner(sandbox, { link: built, loopback }, owner),
  });
  const { document, exitCode } = await concludeTexture(ctx, run, callback);
  await loopback?.finish(callbackPage(document));
  return { exitCode, document, text: (style) => renderAuthorization(document, style) };
}

async function announce(ctx: Context, run: TextureRun): Promise<void> {
  const { provider, edition, asked, link, loopback, owner, flags, timeoutMs, sandbox } = run;
  const addresses = { redirectUri: loopback?.redirectUri, sandbox: sandbox?.url, isRegistered: false };
  const style = createStyle(ctx.stderr);
  const launch = renderLaunch(
    {
      url: link.url,
      opening: owner !== undefined ? 'played' : wantsBrowser(flags.browser, ctx.env) ? 'browser' : 'by-hand',
      waiting: `Waiting ${spellTimeout(timeoutMs)} for the redirect. Ctrl-C stops.`,
      warnings: [],
      ...(owner === undefined ? await placeOf(ctx, addresses, flags.browser) : { hints: [] }),
      entryUrl: loopback?.entryUrl,
    },
    style,
  );
  const advice = owner === undefined ? renderConsentAdvice : renderPlayedAdvice;
  ctx.stderr.write(`${advice(explainScope({ provider, edition, asked }), style)}\n${launch}`);
}
