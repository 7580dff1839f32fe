import { admitCallback } from '../../core/connect/admission.ts';
import type { Authorization } from '../../core/connect/authorization.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Verdict } from '../../core/permissions/verdict.ts';
import type { OwnerPlay } from '../../core/tesla/owner-play.ts';
import { wantsBrowser } from '../../core/machine/browser-choice.ts';
import { requiredSince } from '../../core/providers/smartcar/vehicle-access.ts';
import type { CallbackPage, Context } from '../../io/context.ts';
import { addExamples, type CommandModule } from '../command.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { writeWarnings } from '../warnings.ts';
import { parseOwnerPlay } from '../../flags/owner.ts';
import { readSecretFlags } from '../../settings/secret-input.ts';
import { refuseDataOnly, resolveProvider } from '../../flags/provider.ts';
import { splitSandboxValue } from '../../flags/sandbox.ts';
import { defaultTimeout, parseTimeout } from '../../flags/timeout.ts';
import { renderAuthorization } from '../../report/human/authorization.ts';
import type { Outcome } from '../../report/outcome.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { paragraph } from '../../report/terminal/text.ts';
import { prepareAttempt, type Attempt } from './attempt.ts';
import { awaitCallback, pasteWay } from './await-callback.ts';
import { callbackPage } from './callback-page.ts';
import { conclude } from './conclude.ts';
import { addAuthorizeOptions, type AuthorizeFlags } from './flags.ts';
import { authorizeTexture } from './texture.ts';
import { announce, openBeside, playOwner } from './launch.ts';
import { openEventLog } from './events.ts';
import { createShortcuts, shortcutHelp } from './shortcuts.ts';
import { finishAttempt, startAttempt } from './two-steps.ts';

export const command: CommandModule = {
  register(program, run) {
    program.argument('[permission...]', 'permissions, each with or without required:');
    addAuthorizeOptions(program).action((args: string[], flags: AuthorizeFlags) => {
      run((ctx, global) => authorize(ctx, { global, words: args, givenFlags: flags }));
    });
    addExamples(program, [
      ['authorize --sandbox', 'rehearse the whole flow in your browser, without a Tesla'],
      ['authorize read_odometer required:control_security --client-id ID', 'run Connect and report what was granted'],
      [
        'authorize --sandbox --owner "Vehicle Information" --owner select-all --scope required:control_security --json',
        'play an owner who misses a box, then revokes and grants everything, for CI',
      ],
      ['authorize read_vin --client-id ID --print-url', 'print only the link'],
    ]);
  },
};

interface AuthorizeInput {
  readonly global: GlobalOptions;
  readonly words: readonly string[];
  readonly givenFlags: AuthorizeFlags;
}

async function authorize(ctx: Context, { global, words, givenFlags }: AuthorizeInput): Promise<Outcome> {
  const { args, flags } = splitSandboxValue(words, givenFlags);
  refuseContradictions(flags, global);
  const provider = resolveProvider(flags.provider);
  const owner = parseOwnerPlay(provider, flags);
  const timeoutMs = flags.timeout === undefined ? defaultTimeout : parseTimeout(flags.timeout);
  const secrets = await readSecretFlags(ctx, flags);
  if (flags.finish !== undefined) return finishAttempt(ctx, { global, flags, id: flags.finish, secrets });
  const events = openEventLog(ctx, global, flags);
  if (provider.id === 'texture') {
    refuseTwoSteps(flags);
    return authorizeTexture(ctx, { global, args, request: { flags, provider, owner, timeoutMs, secrets } });
  }
  refuseDataOnly(provider);
  const attempt = await prepareAttempt(ctx, { global, args, flags, provider });
  try {
    refuseFixedTicks(owner, attempt);
    if (flags.start === true) return await startAttempt(ctx, global, attempt);
    if (flags.printUrl === true) return printUrl(ctx, global, attempt);
    events.tell({ event: 'listening', redirectUri: attempt.redirectUri });
    await announce(ctx, attempt, { isPlayed: owner !== undefined, timeoutMs });
    const paste = pasteWay(ctx, global, flags);
    const launched =
      owner === undefined && wantsBrowser(flags.browser, ctx.env)
        ? openBeside(ctx, attempt.link.url, flags.browser)
        : undefined;
    void launched?.then((opened) => opened && events.tell({ event: 'opened' }));
    // What is said about the browser must not land in the middle of the prompt.
    if (paste === 'prompt') await launched;
    if (paste === 'prompt') ctx.stderr.write(`${paragraph(createStyle(ctx.stderr), shortcutHelp)}\n`);
    const callback = await awaitCallback(ctx, {
      ...attempt,
      accept: (query) => admitCallback(query, attempt.state),
      timeoutMs,
      paste,
      shortcuts: createShortcuts(ctx, attempt),
      onTurnedAway: (reason, message) => events.tell({ event: 'turned-away', reason, message }),
      owner:
        owner === undefined || attempt.sandbox === undefined ? undefined : playOwner(attempt.sandbox, attempt, owner),
    });
    events.tell({ event: 'captured' });
    const onRead = ({ verdict }: Verdict) => events.tell({ event: 'exchanged', verdict });
    return await finish(attempt, () => conclude(ctx, { global, attempt, callback, secrets, onRead }));
  } finally {
    events.end();
    await attempt.close();
  }
}

/** The browser tab is told the outcome before the process lets go of it, also when the outcome is a failure. */
async function finish(attempt: Attempt, work: () => ReturnType<typeof conclude>): Promise<Outcome> {
  try {
    const { document, verdict } = await work();
    await attempt.loopback?.finish(callbackPage(document, attempt));
    return {
      exitCode: verdict.exitCode,
      document,
      text: (style) => renderAuthorization(withoutSaid(document, attempt), style),
    };
  } catch (error) {
    await attempt.loopback?.finish(failurePage);
    throw error;
  }
}

/** What was said about the link before it was opened is not said again to people. */
function withoutSaid(document: Authorization, { warnings }: Attempt): Authorization {
  return { ...document, warnings: document.warnings.filter((warning) => !warnings.includes(warning)) };
}

const failurePage: CallbackPage = {
  tone: 'failure',
  title: 'Something went wrong after the redirect',
  paragraphs: ['The redirect arrived but could not be processed. The terminal says why.'],
};

function refuseContradictions(flags: AuthorizeFlags, global: GlobalOptions): void {
  if (flags.printUrl === true && global.json) {
    throw new CliError('USAGE', '--print-url prints a bare line and --json a document: they cannot be combined.', {
      hint: 'Use `connect-cli url authorize … --json` for the link as a document.',
    });
  }
  if (flags.finish !== undefined && (flags.start === true || flags.printUrl === true)) {
    throw new CliError('USAGE', '--finish ends an attempt; --start and --print-url begin one.', { hint: 'Pass one.' });
  }
  if (flags.start === true && flags.owner !== undefined) {
    throw new CliError('USAGE', '--start hands out a link, and --owner plays the owner at once.', {
      hint: 'Pass one.',
    });
  }
  if (
    flags.printUrl === true &&
    flags.existingUser !== undefined &&
    flags.idAsState !== true &&
    flags.state === undefined
  ) {
    throw new CliError(
      'USAGE',
      `--print-url keeps nothing, so the random state could never be matched with "${flags.existingUser}".`,
      { hint: 'Add --id-as-state to send the id itself, or --state with a value that you keep beside it.' },
    );
  }
  if ((flags.printUrl === true || flags.start === true) && flags.sandbox === true) {
    throw new CliError('USAGE', 'A sandbox in this process ends with the command, so its link would lead nowhere.', {
      hint: 'Start `connect-cli sandbox` and pass its address with --sandbox=URL.',
    });
  }
}

/** What has no tick of its own on Smartcar's screen cannot lose it: a rehearsal that says so proves nothing. */
function refuseFixedTicks(owner: OwnerPlay | undefined, { asked, flags }: Attempt): void {
  const unticked = owner?.untick ?? [];
  const refuse = (name: string, reason: string): never => {
    throw new CliError('INVALID_VALUE', `--untick "${name}": ${reason}`, {
      hint: 'Name permissions that are asked for but not required, and a date with checkboxes.',
    });
  };
  for (const name of unticked) {
    if (flags.asOf !== undefined && flags.asOf < requiredSince) {
      refuse(name, `before ${requiredSince} Smartcar's screen has no checkboxes.`);
    }
    const permissionAsked = asked?.find((permission) => permission.name === name);
    if (asked !== undefined && permissionAsked === undefined)
      refuse(name, 'it is not asked for, so no screen shows it.');
    if (permissionAsked?.required === true) refuse(name, 'it is required, and its tick is locked.');
  }
}

function printUrl(ctx: Context, global: GlobalOptions, attempt: Attempt): Outcome {
  writeWarnings(ctx, global, attempt.warnings);
  return { exitCode: exitCodes.done, text: () => attempt.link.url };
}

/** Texture's link is made for one redirect address at a time, and the key in the redirect goes straight to the store. */
function refuseTwoSteps({ start, events }: AuthorizeFlags): void {
  if (start !== true && events !== true) return;
  throw new CliError('USAGE', 'With Texture, authorize runs in one step: no --start and no --events.', {
    hint: 'Run it in one go, or use --print-url for the link alone.',
  });
}
