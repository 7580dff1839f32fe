import { Command, CommanderError } from 'commander';
import { CliError } from '../core/errors/cli-error.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Context } from '../io/context.ts';
import type { Runner } from '../commands/command.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { didYouMean } from '../flags/nearest.ts';
import { splitSandboxValue, type SandboxFlags } from '../flags/sandbox.ts';
import { stayInside, type Rehearsal } from '../flags/stay-inside.ts';
import type { Outcome } from '../report/outcome.ts';
import { loadColors } from '../report/terminal/style.ts';
import { commandTable, type CommandEntry } from './command-table.ts';
import { printError } from './error-output.ts';
import { formatItem } from './help-item.ts';
import { printOutcome } from './print-outcome.ts';
import { version } from './version.ts';

/**
 * Runs one command line.
 * @param argv the words behind the program's name
 * @param ctx everything outside the program
 * @returns the exit code; never throws, never ends the process
 */
export async function run(argv: readonly string[], ctx: Context): Promise<number> {
  try {
    await loadColors([ctx.stdout, ctx.stderr]);
    return await dispatch(argv, ctx);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    return printError(error, ctx, { json: argv.includes('--json'), verbose: argv.includes('--verbose') });
  }
}

async function dispatch(argv: readonly string[], ctx: Context): Promise<number> {
  const program = createProgram(ctx);
  const name = commandName(program, argv);
  const entry = name === undefined ? undefined : commandTable.find((one) => one.name === name);
  if (name !== undefined && entry === undefined) throw unknownCommand(name);
  let work: Parameters<Runner>[0] | undefined;
  let rehearsal: Rehearsal = {};
  program.hook('preAction', (_, acting) => {
    rehearsal = splitSandboxValue([], acting.opts<SandboxFlags>()).flags;
  });
  if (entry === undefined) for (const one of commandTable) program.command(one.name).description(one.summary);
  else await registerNamed(program, entry, (chosen) => (work = chosen));
  await parse(program, entry === undefined && argv.length === 0 ? ['--help'] : argv);
  if (work === undefined) return exitCodes.done;
  try {
    return await perform(work, ctx, globalOptions(program, ctx));
  } catch (error) {
    throw hintInside(error, rehearsal);
  }
}

async function parse(program: Command, argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    // A command that only groups others was named alone: commander shows its help and gives no sentence.
    if (error instanceof CommanderError && error.code === 'commander.help' && error.exitCode !== 0) {
      throw missingSubcommand(program.commands[0]);
    }
    throw error;
  }
}

async function registerNamed(program: Command, entry: CommandEntry, run: Runner): Promise<void> {
  const { command } = await entry.load();
  command.register(program.command(entry.name).description(entry.summary), run);
}

async function perform(
  work: (ctx: Context, global: GlobalOptions) => Promise<Outcome>,
  ctx: Context,
  global: GlobalOptions,
): Promise<number> {
  const outcome = await work(ctx, global);
  printOutcome(outcome, ctx, global);
  return outcome.exitCode;
}

/** What to do after an error of a rehearsal stays in it. */
function hintInside(error: unknown, rehearsal: Rehearsal): unknown {
  if (!(error instanceof CliError) || rehearsal.sandbox === undefined) return error;
  const { code, message, hint, cause } = error;
  return new CliError(code, message, { hint: stayInside(hint, rehearsal), cause });
}

function createProgram(ctx: Context): Command {
  return addGlobalOptions(new Command('connect-cli'))
    .description(
      'Build, run, understand, repair and rehearse the consent of Tesla owners through Smartcar Connect or Texture.',
    )
    .version(version, '-V, --version', 'print the version')
    .exitOverride()
    .configureHelp({
      showGlobalOptions: true,
      minWidthToWrap: 20,
      formatItem,
    })
    .configureOutput({
      writeOut: (text) => ctx.stdout.write(text),
      // The single catch in run() prints errors in one form; commander prints none of its own.
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => Math.min(ctx.stdout.columns, 100),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText(
      'after',
      '\nExamples:\n  $ connect-cli authorize --sandbox\n      rehearse the whole flow without a Tesla\n  $ connect-cli explain-scopes read_odometer control_security\n      the boxes that the owner must tick, and why',
    );
}

function addGlobalOptions(program: Command): Command {
  return program
    .option('--json', 'print one JSON document instead of text')
    .option('--no-input', 'never ask; a missing value is an error')
    .option('--profile <name>', 'use this profile')
    .option('--verbose', 'trace requests on stderr, secrets left out');
}

/** Which command is meant. Commander's own parser reads the words: there is no second one. */
function commandName(program: Command, argv: readonly string[]): string | undefined {
  const [first, second] = program.parseOptions([...argv]).operands;
  return first === 'help' ? second : first;
}

function unknownCommand(name: string): CliError {
  const names = commandTable.map((entry) => entry.name);
  return new CliError('USAGE', `There is no command "${name}".${didYouMean(name, names)}`, {
    hint: 'Run connect-cli --help for the list.',
  });
}

function missingSubcommand(command: Command | undefined): CliError {
  const names = (command?.commands ?? []).map((one) => one.name());
  return new CliError('USAGE', `"${command?.name() ?? ''}" does one of several things: ${names.join(', ')}.`, {
    hint: `Name one of them. connect-cli ${command?.name() ?? ''} --help shows them with examples.`,
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
