import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { explainScope } from '../../core/permissions/explain.ts';
import { formatScope } from '../../core/permissions/scope.ts';
import type { NextStep } from '../../core/document.ts';
import { commandLine } from '../../core/text/shell.ts';
import type { Context } from '../../io/context.ts';
import { addExamples, addNote, type CommandModule } from '../command.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { writeWarnings } from '../warnings.ts';
import { parseOwnerPlay } from '../../flags/owner.ts';
import { refuseDataOnly, resolveProvider } from '../../flags/provider.ts';
import { resolveReauthenticate, type ReauthenticateRequest } from '../../links/reauthenticate-link.ts';
import { repeatedFlags } from '../../links/repeated-flags.ts';
import { stayInside } from '../../flags/stay-inside.ts';
import { splitSandboxValue } from '../../flags/sandbox.ts';
import { defaultTimeout, parseTimeout } from '../../flags/timeout.ts';
import { renderConsentAdvice, renderPlayedAdvice } from '../../report/human/advice.ts';
import { renderRevoke } from '../../report/human/revoke.ts';
import type { Outcome } from '../../report/outcome.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { urlDocument } from '../../report/documents/url.ts';
import { addRevokeOptions, type RevokeFlags } from './flags.ts';
import { openOrSay } from './open-or-say.ts';
import { openRevokeSandbox } from './sandbox.ts';

export const command: CommandModule = {
  register(program, run) {
    program.argument('[permission...]', 'permissions that the owner should grant');
    addNote(
      program,
      'Use it when a Tesla owner has to grant more than before: a box was missed, or the app now asks for more.',
    );
    addRevokeOptions(program).action((args: string[], flags: RevokeFlags) => {
      run((ctx, global) => revoke(ctx, { global, words: args, givenFlags: flags }));
    });
    addExamples(program, [
      [
        'revoke --make TESLA --scope "read_odometer control_security" --client-id ID',
        'the link, and what the owner will see',
      ],
      ['revoke --make TESLA control_security --client-id ID --print-url', 'the bare link'],
      ['revoke --make TESLA control_security --wait', 'wait for the repair and show the grant before and after'],
      [
        'revoke --sandbox --make TESLA control_security --owner "Vehicle Information" --owner select-all',
        'rehearse: an owner who misses the box again, then ticks them all',
      ],
    ]);
  },
};

interface RevokeInput {
  readonly global: GlobalOptions;
  readonly words: readonly string[];
  readonly givenFlags: RevokeFlags;
}

async function revoke(ctx: Context, { global, words, givenFlags }: RevokeInput): Promise<Outcome> {
  const { args, flags } = splitSandboxValue(words, givenFlags);
  refuseContradictions(flags, global);
  const provider = resolveProvider(flags.provider);
  if (provider.id === 'texture') {
    const { revokeTexture } = await import('./texture.ts');
    return revokeTexture(ctx, { global, args, flags, provider });
  }
  refuseDataOnly(provider);
  // It ends on a success page behind Tesla's consent: nobody can deny or untick anything later.
  const owner = parseOwnerPlay(provider, flags, false);
  const timeoutMs = flags.timeout === undefined ? defaultTimeout : parseTimeout(flags.timeout);
  const sandbox = await openRevokeSandbox(ctx, { flags, provider, args });
  try {
    const openOptions = { offersSandbox: true, sandbox };
    const request = await resolveReauthenticate(ctx, { global, args, flags, options: openOptions });
    if (flags.printUrl === true) return bareUrl(ctx, global, request);
    const opens = flags.browser && owner === undefined && ctx.stderr.isTTY;
    // On a terminal the result follows at once and shows the link; it need not stand there twice.
    const showsUrl = (opens && !ctx.stdout.isTTY) || sandbox !== undefined || flags.wait === true;
    announce(ctx, request, { showsUrl, isPlayed: owner !== undefined });
    const open = async (): Promise<void> => (opens ? openOrSay(ctx, request.built.url) : undefined);
    const next = nextSteps(flags, global, request);
    const play = owner === undefined ? {} : { owner };
    const follow = { ctx, global, flags, request, timeoutMs, open, next, ...play };
    if (flags.wait === true) return await (await following()).followWait(follow, sandbox);
    if (sandbox !== undefined && isFollowed(flags, request)) {
      return await (await following()).followRehearsal(follow, sandbox);
    }
    await open();
    return shown(request, follow.next);
  } finally {
    await sandbox?.close();
  }
}

/** Reads connections and explains their errors: loaded only when there is something to follow. */
const following = () => import('./follow.ts');

/** A sandbox of this process ends with the command, so its owner is always followed to the end. */
function isFollowed(flags: RevokeFlags, request: ReauthenticateRequest): boolean {
  return request.flow !== 'vehicle' && (flags.sandbox === true || flags.owner !== undefined);
}

function refuseContradictions(flags: RevokeFlags, global: GlobalOptions): void {
  if (flags.printUrl === true && global.json) {
    throw new CliError('USAGE', '--print-url prints a bare line and --json a document: they cannot be combined.', {
      hint: 'Use --json alone: it neither opens nor waits when stderr is not a terminal.',
    });
  }
  if (flags.sandbox !== true) return;
  if (flags.vehicleId !== undefined) {
    throw new CliError(
      'USAGE',
      'A sandbox in this process has no vehicle with that id yet: "--vehicle-id" needs a running one.',
      {
        hint: 'Start `connect-cli sandbox` and pass its address: --sandbox=URL.',
      },
    );
  }
  if (flags.printUrl === true) {
    throw new CliError('USAGE', 'A sandbox in this process ends with the command, so its link would lead nowhere.', {
      hint: 'Start `connect-cli sandbox` and pass its address: --sandbox=URL --print-url.',
    });
  }
  if (flags.wait === true) {
    throw new CliError(
      'USAGE',
      'A sandbox in this process is always followed to the end: "--wait" has no effect there.',
      {
        hint: 'Leave --wait out, or pass the address of a running sandbox.',
      },
    );
  }
}

function bareUrl(ctx: Context, global: GlobalOptions, request: ReauthenticateRequest): Outcome {
  writeWarnings(ctx, global, request.warnings);
  return { exitCode: exitCodes.done, text: () => request.built.url };
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
