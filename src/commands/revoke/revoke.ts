import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Context } from '../../io/context.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import { addExamples, addNote, type CommandModule } from '../command.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { writeWarnings } from '../warnings.ts';
import { parseOwnerPlay } from '../../flags/owner.ts';
import { refuseDataOnly, resolveProvider } from '../../flags/provider.ts';
import { resolveReauthenticate, type ReauthenticateRequest } from '../../links/reauthenticate-link.ts';
import { refuseWithoutSandbox, splitSandboxValue } from '../../flags/sandbox.ts';
import { defaultTimeout, parseTimeout } from '../../flags/timeout.ts';
import type { Outcome } from '../../report/outcome.ts';
import { addRevokeOptions, type RevokeFlags } from './flags.ts';
import type { OpenRevokeSandboxInput } from './sandbox.ts';

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
  const sandbox = await openSandbox(ctx, { flags, provider, args });
  try {
    const openOptions = { offersSandbox: true, sandbox };
    const request = await resolveReauthenticate(ctx, { global, args, flags, options: openOptions });
    if (flags.printUrl === true) return bareUrl(ctx, global, request);
    const { handOver } = await import('./hand-over.ts');
    return await handOver({ ctx, global, flags, request, timeoutMs, owner }, sandbox);
  } finally {
    await sandbox?.close();
  }
}

/** The way into a sandbox is loaded where there is one: a link alone needs none. */
async function openSandbox(ctx: Context, input: OpenRevokeSandboxInput): Promise<SandboxHandle | undefined> {
  if (input.flags.sandbox === undefined) {
    refuseWithoutSandbox(input.flags);
    return undefined;
  }
  const { openRevokeSandbox } = await import('./sandbox.ts');
  return openRevokeSandbox(ctx, input);
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
