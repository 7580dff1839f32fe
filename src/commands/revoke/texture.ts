import { buildUrl, type BuiltUrl } from '../../core/connect/query.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { explainScope } from '../../core/permissions/explain.ts';
import type { Provider } from '../../core/providers/provider.ts';
import { formatScope } from '../../core/permissions/scope.ts';
import { commandLine } from '../../core/text/shell.ts';
import type { Context } from '../../io/context.ts';
import { writeWarnings } from '../warnings.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { resolveEdition } from '../../flags/provider.ts';
import { stayInside } from '../../flags/stay-inside.ts';
import { openSandbox } from '../../live/sandbox.ts';
import { resolveScope } from '../../settings/scope.ts';
import { renderConsentAdvice } from '../../report/human/advice.ts';
import { renderManage } from '../../report/human/revoke-texture.ts';
import type { Outcome } from '../../report/outcome.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { urlDocument } from '../../report/documents/url.ts';
import type { RevokeFlags } from './flags.ts';

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
  const edition = resolveEdition(provider, flags.edition);
  const scope = await resolveScope(ctx, { provider, flags: { args, ...flags }, choice: { usesSurroundings: false } });
  const asked = scope?.asked ?? [{ name: 'vehicle_read', required: false }];
  const sandbox = await openSandbox(ctx, flags, { provider });
  const built = managePage(sandbox?.url, flags.teslaClientId);
  const warnings = [...(scope?.warnings ?? []), ...idWarning(flags, sandbox !== undefined)];
  if (flags.printUrl === true) {
    writeWarnings(ctx, global, warnings);
    return { exitCode: exitCodes.done, text: () => built.url };
  }
  const style = createStyle(ctx.stderr);
  ctx.stderr.write(`${renderConsentAdvice(explainScope({ provider, edition, asked }), style)}\n\n`);
  if (flags.browser && ctx.stderr.isTTY) await ctx.openBrowser(built.url);
  const again = commandLine(['connect-cli', 'authorize', '--provider', 'texture', '--scope', formatScope(asked)]);
  const document = urlDocument(built, {
    flow: 'manage',
    warnings,
    next: stayInside(
      [
        {
          command: again,
          why: 'After Update as after Remove Access: run Connect again, with the right boxes this time.',
        },
      ],
      flags,
    ),
  });
  return { exitCode: exitCodes.done, document, text: (out) => renderManage(document, out) };
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
    "This is Tesla's page for all apps. The page for Texture alone needs Texture's own id at Tesla, which Texture's documents name: pass it with --tesla-client-id. It is never an id of your own application.",
  ];
}

function refuseWhatDoesNotFit(flags: RevokeFlags): void {
  if (flags.sandbox === true) {
    throw new CliError('USAGE', 'The sandbox of this process ends with the command, so its page would lead nowhere.', {
      hint: 'Start `connect-cli sandbox` and pass its address: --sandbox=URL.',
    });
  }
  const refusedFlag = (['wait', 'vehicleId', 'flow', 'owner'] as const).find((name) => flags[name] !== undefined);
  if (refusedFlag === undefined) return;
  const flag = `--${refusedFlag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new CliError('USAGE', `"${flag}" belongs to Smartcar's revoke flow; Texture has none of its own.`, {
    hint: "Leave it out: the owner changes Texture's access on Tesla's page.",
  });
}
