import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { findProvider } from '../../core/providers/registry.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import type { Context } from '../../io/context.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { resolveProvider } from '../../flags/provider.ts';
import { stayInside } from '../../flags/stay-inside.ts';
import { openSandbox } from '../../live/sandbox.ts';
import type { DoctorDocument } from '../../report/documents/doctor.ts';
import { documentHead } from '../../report/documents/tokens.ts';
import { renderDoctor } from '../../report/human/doctor.ts';
import type { Outcome } from '../../report/outcome.ts';
import { originTable } from '../../settings/origins.ts';
import { listSettings, type Settings } from '../../settings/settings.ts';
import { settleTable } from '../../settings/table.ts';
import { addExamples, addNote, type CommandModule } from '../command.ts';
import { askOrigins } from './ask-origins.ts';
import { checksFor } from './checks.ts';
import { addDoctorOptions, type DoctorFlags } from './flags.ts';
import { mend } from './mend.ts';
import { runChecks } from './run-checks.ts';

export const command: CommandModule = {
  register(program, run) {
    addDoctorOptions(program).action((flags: DoctorFlags) => run((ctx, global) => examine(ctx, global, flags)));
    addNote(
      program,
      `Nothing leaves this machine except requests to the configured origins (${originTable.connect.fallback} and its like), through your proxy if one is set. No token of an owner is used up.`,
    );
    addExamples(program, [
      ['doctor', 'everything authorize and the API need, one line each'],
      ['doctor --fix', 'close files to others, remove what dead processes left behind'],
      ['doctor --json --no-browser', 'for scripts: exit code 5 if one check is an error'],
      ['doctor --sandbox=http://localhost:4010', 'with a running sandbox instead of Smartcar'],
    ]);
  },
};

async function examine(ctx: Context, global: GlobalOptions, flags: DoctorFlags): Promise<Outcome> {
  // Before anything opens the store: opening it mends modes and sweeps litter by itself.
  const before = await ctx.machine.inspectStore();
  const mended = flags.fix === true ? await mend(ctx, before) : [];
  const store = mended.length === 0 ? before : await ctx.machine.inspectStore();
  const { settings, sandbox } = await settle(ctx, global, flags);
  try {
    const examination = { ctx, flags, settings, store, mended, answerOf: askOrigins(ctx, settings) };
    const checks = await runChecks(checksFor(examination), examination);
    const document: DoctorDocument = stayInside(
      { ...documentHead('doctor'), passed: checks.every(({ status }) => status !== 'error'), checks, mended },
      flags,
    );
    return {
      exitCode: document.passed ? exitCodes.done : exitCodes.findings,
      document,
      text: (style) => renderDoctor(document, style),
    };
  } finally {
    await sandbox?.close();
  }
}

interface Settled {
  readonly settings: Settings | CliError;
  readonly sandbox?: SandboxHandle | undefined;
}

/** Settings that cannot be settled are a finding here, not the end of the command. */
async function settle(ctx: Context, { profile }: GlobalOptions, flags: DoctorFlags): Promise<Settled> {
  const { applicationId, clientId, apiClientId, redirectUri: redirectUris } = flags;
  let sandbox: SandboxHandle | undefined;
  try {
    resolveProvider(flags.provider);
    const table = await settleTable(ctx, { provider: flags.provider, profile });
    // A wrong one of a profile or variable is a finding.
    const provider = findProvider(table.provider.value) ?? smartcar;
    sandbox = await openSandbox(ctx, flags, { provider, redirectUris, clientId: applicationId ?? clientId });
    const settingFlags = { provider: flags.provider, applicationId, clientId, apiClientId, redirectUris, profile };
    return { settings: await listSettings(ctx, settingFlags, sandbox), sandbox };
  } catch (error) {
    // A wrong word on the command line is told as everywhere.
    if (!(error instanceof CliError) || error.code === 'USAGE' || error.code === 'UNKNOWN_PROVIDER') throw error;
    return { settings: error, sandbox };
  }
}
