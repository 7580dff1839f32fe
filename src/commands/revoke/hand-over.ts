import { explainScope } from '../../core/permissions/explain.ts';
import { formatScope } from '../../core/permissions/scope.ts';
import type { NextStep } from '../../core/document.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { OwnerPlay } from '../../core/tesla/owner-play.ts';
import { commandLine } from '../../core/text/shell.ts';
import type { Context } from '../../io/context.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { ReauthenticateRequest } from '../../links/reauthenticate-link.ts';
import { repeatedFlags } from '../../links/repeated-flags.ts';
import { stayInside } from '../../flags/stay-inside.ts';
import { renderConsentAdvice, renderPlayedAdvice } from '../../report/human/advice.ts';
import { renderRevoke } from '../../report/human/revoke.ts';
import type { Outcome } from '../../report/outcome.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { urlDocument } from '../../report/documents/url.ts';
import type { RevokeFlags } from './flags.ts';
import { openOrSay } from './open-or-say.ts';

/** A link, and what is to happen with it. */
export interface HandOverInput {
  readonly ctx: Context;
  readonly global: GlobalOptions;
  readonly flags: RevokeFlags;
  readonly request: ReauthenticateRequest;
  readonly timeoutMs: number;
  readonly owner: OwnerPlay | undefined;
}

/** Says what the owner must tick, opens the link, and follows the owner where that is asked for or nobody else would. */
export async function handOver(input: HandOverInput, sandbox: SandboxHandle | undefined): Promise<Outcome> {
  const { ctx, global, flags, request, timeoutMs, owner } = input;
  const opens = flags.browser && owner === undefined && ctx.stderr.isTTY;
  // On a terminal the result follows at once and shows the link; it need not stand there twice.
  const showsUrl = (opens && !ctx.stdout.isTTY) || sandbox !== undefined || flags.wait === true;
  announce(ctx, request, { showsUrl, isPlayed: owner !== undefined });
  const open = async (): Promise<void> => (opens ? openOrSay(ctx, request.built.url) : undefined);
  const next = nextSteps(flags, global, request);
  const follow = { ctx, global, flags, request, timeoutMs, owner, open, next };
  if (flags.wait === true) return await (await following()).followWait(follow, sandbox);
  if (sandbox !== undefined && isFollowed(flags, request)) {
    return await (await following()).followRehearsal(follow, sandbox);
  }
  await open();
  return shown(request, next);
}

/** Reads connections and explains their errors: loaded only when there is something to follow. */
const following = () => import('./follow.ts');

/** A sandbox of this process ends with the command, so its owner is always followed to the end. */
function isFollowed(flags: RevokeFlags, request: ReauthenticateRequest): boolean {
  return request.flow !== 'vehicle' && (flags.sandbox === true || flags.owner !== undefined);
}

function shown(request: ReauthenticateRequest, next: readonly NextStep[]): Outcome {
  const document = urlDocument(request.built, { flow: request.flow, warnings: request.warnings, next });
  return { exitCode: exitCodes.done, document, text: (style) => renderRevoke(document, request, style) };
}

/** On stderr, before anything opens: the boxes that the owner must tick, and the address. */
function announce(
  ctx: Context,
  request: ReauthenticateRequest,
  { showsUrl, isPlayed }: { readonly showsUrl: boolean; readonly isPlayed: boolean },
): void {
  const style = createStyle(ctx.stderr);
  const { provider, edition, scope, built } = request;
  const render = isPlayed ? renderPlayedAdvice : renderConsentAdvice;
  const advice = scope === undefined ? [] : [render(explainScope({ provider, edition, asked: scope.asked }), style)];
  const address = showsUrl ? [style.color.bold('\nThe link for the owner:'), '', style.color.cyan(built.url)] : [];
  const text = [...advice, ...address].join('\n');
  if (text !== '') ctx.stderr.write(`${text}\n\n`);
}

/** By the Tesla app the owner removes the access alone: Connect has to be run again after that. */
function nextSteps(flags: RevokeFlags, global: GlobalOptions, request: ReauthenticateRequest): readonly NextStep[] {
  if (request.flow === 'vehicle') return [];
  const scope = request.scope === undefined ? [] : ['--scope', formatScope(request.scope.asked)];
  const repeated = repeatedFlags({ ...flags, ...request.answered }, global);
  const steps: readonly NextStep[] = [
    {
      command: commandLine(['connect-cli', 'authorize', ...scope, ...repeated]),
      why: 'If the owner removes the access in the Tesla app instead: run Connect again afterwards.',
    },
  ];
  return stayInside(steps, flags);
}
