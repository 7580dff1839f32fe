import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes, type ExitCode } from '../../core/exit-codes.ts';
import type { Diagnosis } from '../../core/findings/connection/diagnosis.ts';
import type { AskedPermission } from '../../core/permissions/scope.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import type { Context } from '../../io/context.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import { addExamples, addNote, type CommandModule } from '../command.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { openConnections } from '../../live/connection.ts';
import { addConnectionOptions, type ConnectionFlags } from '../../flags/connection.ts';
import { mostListed, parseLimit, type LimitFlags } from '../../flags/limit.ts';
import { stayInside } from '../../flags/stay-inside.ts';
import { diagnose, type DiagnosisRequest } from './diagnose-connections.ts';
import { resolveEdition } from '../../flags/provider.ts';
import { checkScope, resolveScope } from '../../settings/scope.ts';
import { allowUnknownOption, editionOption } from '../../flags/shared-options.ts';
import { renderDiagnosis } from '../../report/human/diagnosis.ts';
import type { Outcome } from '../../report/outcome.ts';
import { watch, type WatchFlags } from './watch.ts';

interface Options extends ConnectionFlags, WatchFlags, LimitFlags {
  readonly vehicle?: string | undefined;
  readonly user?: string | undefined;
  readonly all?: boolean | undefined;
  readonly scope?: string | undefined;
  readonly allowUnknown?: boolean | undefined;
  readonly edition?: string | undefined;
  readonly probe?: string | undefined;
  readonly watch?: boolean | undefined;
}

/** Without a choice no more connections than this are read. */
const mostUnchosen = 25;

export const command: CommandModule = {
  register(program, run) {
    program
      .option('--vehicle <id>', 'one vehicle')
      .option('--user <id>', "one user: Smartcar's user id, or your own (external_id)")
      .option('--all', `every connection of the application (by default only the first ${mostUnchosen})`)
      .option('--limit <number>', 'read at most this many connections, or all')
      .option('--scope <permissions>', 'what your app asks for; by default what was recorded when authorize ran')
      .option(...allowUnknownOption)
      .option(...editionOption)
      .option('--probe <path>', 'also read live data once, such as /odometer or a signal; counts against limits')
      .option('--watch', 'repeat until nothing is left to fix, and print what changes')
      .option('--interval <time>', 'pause between two rounds of --watch: 5s (default), 30s, 1m')
      .option('--timeout <time>', 'stop watching after this time');
    addConnectionOptions(program).action((options: Options) =>
      run((ctx, global) => diagnoseCommand(ctx, global, options)),
    );
    addNote(program, 'Exits with 0 if nothing is wrong, with 5 for findings of severity error or higher.');
    addExamples(program, [
      ['diagnose', 'the connections that authorize stored'],
      [
        'diagnose --vehicle 36ab27d0-fd9d-4455-823a-ce30af709ffc --watch',
        'watch the repair while the owner carries it out',
      ],
      ['diagnose --all --json', 'every connection of the application, for scripts'],
      [
        'diagnose --sandbox --scenario missing-commands-box --scope "read_odometer control_security"',
        'rehearse a diagnosis',
      ],
    ]);
  },
};

async function diagnoseCommand(ctx: Context, global: GlobalOptions, options: Options): Promise<Outcome> {
  // A wrong one is refused before anything is opened.
  resolveEdition(smartcar, options.edition);
  const scope =
    options.scope === undefined
      ? undefined
      : checkScope({
          provider: smartcar,
          texts: [options.scope],
          from: '--scope',
          allowUnknown: options.allowUnknown ?? false,
        });
  refuseTwoChoices(options);
  const most = mostOf(options);
  const connections = await openConnections(ctx, { global, flags: options });
  try {
    const { sandbox } = connections.settings;
    const presumed = await presumedScope(ctx, global, sandbox);
    const request: DiagnosisRequest = {
      choice: {
        vehicleId: options.vehicle,
        userId: options.user,
      },
      facts: {
        provider: smartcar,
        edition: resolveEdition(smartcar, options.edition ?? sandbox?.edition),
        asked: scope?.asked,
        presumed,
        probe: options.probe,
      },
      most,
      place: (diagnosis) => stayInside(diagnosis, options),
    };
    if (options.watch === true) return await watch(ctx, { global, connections, request, options });
    const diagnosis = await diagnose(connections, request);
    return { exitCode: exitCodeOf(diagnosis), document: diagnosis, text: (style) => renderDiagnosis(diagnosis, style) };
  } finally {
    await connections.close();
  }
}

function mostOf(options: Options): number {
  if (options.limit !== undefined) return parseLimit(options);
  return options.all === true ? mostListed : mostUnchosen;
}

function refuseTwoChoices({ vehicle, user, all }: Options): void {
  if (all !== true || (vehicle === undefined && user === undefined)) return;
  throw new CliError('USAGE', '--all reads every connection; --vehicle and --user choose some.', {
    hint: 'Pass only --all, or leave it out.',
  });
}

/** What was asked where no token says so: the scope of the settings, or what the sandbox saw last. */
async function presumedScope(
  ctx: Context,
  { profile }: GlobalOptions,
  sandbox: SandboxHandle | undefined,
): Promise<readonly AskedPermission[] | undefined> {
  if (sandbox !== undefined) return (await sandbox.record())?.asked;
  const flags = { allowUnknown: true };
  return (await resolveScope(ctx, { provider: smartcar, flags, choice: { readsEnvironment: true, profile } }))?.asked;
}

function exitCodeOf({ healthy }: Diagnosis): ExitCode {
  return healthy ? exitCodes.done : exitCodes.findings;
}
