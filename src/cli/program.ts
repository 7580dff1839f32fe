import { CommanderError, type Command } from 'commander';
import { CliError } from '../core/errors/cli-error.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Context } from '../io/context.ts';
import type { Runner } from '../commands/command.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { didYouMean } from '../flags/nearest.ts';
import { splitSandboxValue, type SandboxFlags } from '../flags/sandbox.ts';
import { fillTable } from '../settings/fill-table.ts';
import type { Rehearsal } from '../flags/stay-inside.ts';
import type { Outcome } from '../report/outcome.ts';
import { loadColors } from '../report/terminal/style.ts';
import { commandTable } from './command-table.ts';
import { createProgram, type Written } from './create-program.ts';
import { printError } from './error-output.ts';
import { listCommands, loadAllCommands, loadCommand } from './load-commands.ts';
import { printOutcome } from './print-outcome.ts';
import { version } from './version.ts';

/**
 * Runs one command line.
 * @param argv the words behind the program's name
 * @param ctx everything outside the program
 * @returns the exit code; never throws, never ends the process
 */
export async function run(argv: readonly string[], ctx: Context): Promise<number> {
  if (argv[0] === 'complete') return answerShell(argv.slice(1), ctx);
  try {
    await loadColors([ctx.stdout, ctx.stderr]);
    return await dispatch(argv, ctx);
  } catch (error) {
    return printError(error, ctx, { json: argv.includes('--json'), verbose: argv.includes('--verbose') });
  }
}

/** What the scripts of `completion` ask on each Tab. No command of its own: nobody types it. */
async function answerShell(argv: readonly string[], ctx: Context): Promise<number> {
  const { answerRequest } = await import('./completion/request.ts');
  return answerRequest(argv, ctx, commandTable);
}

type Work = Parameters<Runner>[0];

async function dispatch(argv: readonly string[], ctx: Context): Promise<number> {
  const written: Written = { text: '' };
  const program = createProgram(ctx, written);
  const name = commandName(program, argv);
  if (program.opts<{ version?: boolean }>().version === true)
    return perform(versionOutcome, ctx, globalOptions(program, ctx));
  const entry = name === undefined ? undefined : commandTable.find((one) => one.name === name);
  if (name !== undefined && entry === undefined) throw unknownCommand(name);
  let work: Work | undefined;
  // What to do after an error of a rehearsal stays in it.
  let hintInside = (hint: string): string => hint;
  program.hook('preAction', async (_, acting) => {
    await fillTable(ctx, acting);
    const { flags } = splitSandboxValue([], acting.opts<Rehearsal & SandboxFlags>());
    if (flags.sandbox === undefined && flags.api === undefined) return;
    const { stayInside } = await import('../flags/stay-inside.ts');
    hintInside = (hint) => stayInside(hint, flags);
  });
  if (entry === undefined) listCommands(program, commandTable);
  else await loadCommand(program, entry, (chosen) => (work = chosen));
  const told = await parse(ctx, { program, argv, written });
  if (told !== undefined) work = async () => told;
  if (work === undefined) return exitCodes.done;
  try {
    return await perform(work, ctx, globalOptions(program, ctx));
  } catch (error) {
    throw error instanceof CliError ? withHint(error, hintInside(error.hint)) : error;
  }
}

interface Parsing {
  readonly program: Command;
  readonly argv: readonly string[];
  readonly written: Written;
}

/** @returns the help, where it is asked for or a group is named alone */
async function parse(ctx: Context, { program, argv, written }: Parsing): Promise<Outcome | undefined> {
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.unknownOption' || error.code === 'commander.unknownCommand')
      throw await withNearest(program, argv, error);
    if (error.code !== 'commander.help' && error.code !== 'commander.helpDisplayed') throw error;
    return helpOf(ctx, program, written);
  }
}

async function withNearest(program: Command, argv: readonly string[], error: CommanderError): Promise<CommanderError> {
  const { findCursor, optionsOf } = await import('./completion/cursor.ts');
  const { command } = findCursor(program, argv, '');
  const word = /'([^']*)'/.exec(error.message)?.[1]?.split('=')[0] ?? '';
  const flags = optionsOf(command).flatMap(({ long }) => long ?? []);
  const known = word.startsWith('-') ? flags : command.commands.map((one) => one.name());
  return new CommanderError(error.exitCode, error.code, `${error.message}.${didYouMean(word, known)}`);
}

async function helpOf(ctx: Context, program: Command, { text, command = program }: Written): Promise<Outcome> {
  const { helpOutcome } = await import('./help/help-outcome.ts');
  const request = { text, json: program.opts<{ json?: boolean }>().json === true, ctx, table: commandTable };
  if (command !== program || !request.json) return helpOutcome(command, request);
  const whole = createProgram({ stdout: { columns: 80 } }, { text: '' });
  await loadAllCommands(whole, commandTable);
  return helpOutcome(whole, request);
}

async function versionOutcome(): Promise<Outcome> {
  const document = {
    schemaVersion: 1,
    kind: 'version',
    name: 'connect-cli',
    version,
    warnings: [],
    next: [],
  } as const;
  return { exitCode: exitCodes.done, document, text: () => version };
}

async function perform(work: Work, ctx: Context, global: GlobalOptions): Promise<number> {
  const outcome = await work(ctx, global);
  let isPrinted = false;
  try {
    printOutcome(outcome, ctx, global);
    isPrinted = true;
  } finally {
    await outcome.settle?.(isPrinted);
  }
  return outcome.exitCode;
}

function withHint(error: CliError, hint: string): CliError {
  return hint === error.hint ? error : new CliError(error.code, error.message, { hint, cause: error.cause });
}

/** Which command is meant. Commander's own parser reads the words: there is no second one. */
function commandName(program: Command, argv: readonly string[]): string | undefined {
  return program.parseOptions([...argv]).operands[0];
}

function unknownCommand(name: string): CliError {
  const names = commandTable.map((entry) => entry.name);
  return new CliError('USAGE', `There is no command "${name}".${didYouMean(name, names)}`, {
    hint: 'Run connect-cli --help for the list.',
  });
}

function globalOptions(program: Command, ctx: Context): GlobalOptions {
  const options = program.opts<{
    json?: boolean | undefined;
    input: boolean;
    profile?: string | undefined;
    verbose?: boolean | undefined;
  }>();
  return {
    json: options.json === true,
    canPrompt: options.input && ctx.stdin.isTTY && ctx.stderr.isTTY,
    verbose: options.verbose === true,
    profile: options.profile,
  };
}
