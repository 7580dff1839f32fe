import { buildUrl, type BuiltUrl } from '../../core/connect/query.ts';
import type { NextStep } from '../../core/document.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { explainScope } from '../../core/permissions/explain.ts';
import type { Provider } from '../../core/providers/provider.ts';
import { formatScope, type AskedPermission } from '../../core/permissions/scope.ts';
import { commandLine } from '../../core/text/shell.ts';
import type { Context } from '../../io/context.ts';
import { writeWarnings } from '../warnings.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { parseOwnerPlay } from '../../flags/owner.ts';
import { resolveEdition } from '../../flags/provider.ts';
import { stayInside } from '../../flags/stay-inside.ts';
import { openSandbox } from '../../live/sandbox.ts';
import { resolveScope } from '../../settings/scope.ts';
import { renderConsentAdvice, renderPlayedAdvice } from '../../report/human/advice.ts';
import { renderManage } from '../../report/human/revoke-texture.ts';
import type { Outcome } from '../../report/outcome.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { urlDocument } from '../../report/documents/url.ts';
import type { RevokeFlags } from './flags.ts';
import { openOrSay } from './open-or-say.ts';
import type { TextureRehearsal } from './rehearse-texture.ts';

/** Tesla's own page for all apps of an account; it needs no id. */
const accountPage = 'https://accounts.tesla.com/account-settings/security';
/** Tesla's page for the access of one app, named by that app's id at Tesla. */
const consentPage = 'https://auth.tesla.com/user/revoke/consent';

/** What {@link revokeTexture} works on. */
export interface RevokeTextureInput {
  readonly global: GlobalOptions;
  readonly args: readonly string[];
  readonly flags: RevokeFlags;
  readonly provider: Provider;
}

/**
 * Texture has no revoke flow of its own: the owner updates or removes its access on Tesla's page, and goes through
 * Connect again after either.
 */
export async function revokeTexture(
  ctx: Context,
  { global, args, flags, provider }: RevokeTextureInput,
): Promise<Outcome> {
  refuseWhatDoesNotFit(flags);
  const owner = parseOwnerPlay(provider, flags);
  const edition = resolveEdition(provider, flags.edition);
  const scope = await resolveScope(ctx, {
    provider,
    flags: { args, ...flags },
    choice: { readsEnvironment: flags.sandbox === undefined, profile: global.profile },
  });
  const asked = scope?.asked ?? [{ name: 'vehicle_read', required: false }];
  const sandbox = await openSandbox(ctx, flags, { provider });
  const page = managePage(sandbox?.url, flags.teslaClientId);
  const warnings = [...(scope?.warnings ?? []), ...idWarning(flags, sandbox !== undefined)];
  const request = { provider, edition, asked, warnings };
  try {
    if (flags.printUrl === true) {
      writeWarnings(ctx, global, warnings);
      return { exitCode: exitCodes.done, text: () => page.url };
    }
    const advice = owner === undefined ? renderConsentAdvice : renderPlayedAdvice;
    ctx.stderr.write(`${advice(explainScope(request), createStyle(ctx.stderr))}\n\n`);
    if (owner === undefined || sandbox === undefined) return await showPage(ctx, { flags, page, request });
    const { rehearseTexture } = await import('./rehearse-texture.ts');
    const startsConnected = flags.sandbox === true;
    return await rehearseTexture(ctx, { sandbox, owner, page, request, startsConnected, next: retry(flags, asked) });
  } finally {
    await sandbox?.close();
  }
}

interface ShowPageInput {
  readonly flags: RevokeFlags;
  readonly page: BuiltUrl;
  readonly request: TextureRehearsal['request'];
}

async function showPage(ctx: Context, { flags, page, request: { asked, warnings } }: ShowPageInput): Promise<Outcome> {
  if (flags.browser && ctx.stderr.isTTY) await openOrSay(ctx, page.url);
  const step: NextStep = {
    command: commandLine(['connect-cli', 'authorize', '--provider', 'texture', '--scope', formatScope(asked)]),
    why: 'After Update and after Remove Access alike: run Connect again, with the right boxes this time.',
  };
  const document = urlDocument(page, { flow: 'manage', warnings, next: stayInside([step], flags) });
  return { exitCode: exitCodes.done, document, text: (out) => renderManage(document, out) };
}

function retry(flags: RevokeFlags, asked: readonly AskedPermission[]): readonly NextStep[] {
  const step: NextStep = {
    command: commandLine(['connect-cli', 'revoke', '--provider', 'texture', '--scope', formatScope(asked)]),
    why: 'Rehearse it with an owner who presses Select All.',
  };
  return stayInside([step], flags);
}

function managePage(sandboxUrl: string | undefined, teslaClientId: string | undefined): BuiltUrl {
  if (sandboxUrl !== undefined) {
    return buildUrl(`${sandboxUrl}/tesla/user/revoke/consent`, [['revoke_client_id', 'texture']]);
  }
  return teslaClientId === undefined
    ? buildUrl(accountPage, [['tab', 'tpty-apps']])
    : buildUrl(consentPage, [['revoke_client_id', teslaClientId]]);
}

function idWarning(flags: RevokeFlags, isSandbox: boolean): readonly string[] {
  if (isSandbox || flags.teslaClientId !== undefined) return [];
  return [
    "This is Tesla's page for all apps. The page for Texture alone needs Texture's own id at Tesla, which is in Texture's documentation: pass it with --tesla-client-id. It is never the id of your own application.",
  ];
}

function refuseWhatDoesNotFit(flags: RevokeFlags): void {
  if (flags.sandbox === true && flags.owner === undefined) {
    throw new CliError('USAGE', 'A sandbox in this process ends with the command, so its page would lead nowhere.', {
      hint: 'Play the owner: --owner select-all. Or start `connect-cli sandbox` and pass its address: --sandbox=URL.',
    });
  }
  if (flags.printUrl === true && flags.owner !== undefined) {
    throw new CliError('USAGE', '--print-url prints the address for an owner, and --owner plays one.', {
      hint: 'Pass one of the two.',
    });
  }
  const refusedFlag = (['wait', 'vehicleId', 'flow'] as const).find((name) => flags[name] !== undefined);
  if (refusedFlag === undefined) return;
  const flag = `--${refusedFlag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new CliError('USAGE', `"${flag}" belongs to Smartcar's revoke flow; Texture has none of its own.`, {
    hint: "Leave it out: the owner changes Texture's access on Tesla's page.",
  });
}
