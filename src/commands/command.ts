import type { Command } from 'commander';
import type { Context } from '../io/context.ts';
import type { Outcome } from '../report/outcome.ts';
import type { GlobalOptions } from '../flags/global-options.ts';

/** Runs a command's work and hands its outcome to the program. */
export type Runner = (work: (ctx: Context, global: GlobalOptions) => Promise<Outcome>) => void;

/**
 * One command, in a file of its own that is loaded only when it is named.
 * `register` adds options, arguments, examples and an action that calls `run`.
 */
export interface CommandModule {
  register(command: Command, run: Runner): void;
}

/** Columns of help where the terminal tells none; commander breaks options at the same. */
const helpColumns = 80;

/** Adds a text below the options, broken as the rest of the help is. */
export function addNote(command: Command, text: string): void {
  command.addHelpText('after', () => {
    const columns = command.configureOutput().getOutHelpWidth?.() ?? helpColumns;
    return `\n${command.createHelp().boxWrap(text, columns)}`;
  });
}

/** A command line without the program's name, and what it does. */
export type Example = readonly [line: string, does: string];

const examplesOfCommands = new WeakMap<Command, readonly Example[]>();

/** @returns the examples that {@link addExamples} gave to a command */
export function examplesOf(command: Command): readonly Example[] {
  return examplesOfCommands.get(command) ?? [];
}

/**
 * Adds the examples that every help text ends with: command line and what it does. Each subcommand shows those that
 * name it.
 * @param more examples for the help of the subcommands alone
 */
export function addExamples(command: Command, examples: readonly Example[], more: readonly Example[] = []): void {
  addExampleLines(command, examples);
  for (const subcommand of command.commands) {
    const words = `${command.name()} ${subcommand.name()}`;
    const own = [...examples, ...more].filter(([line]) => line === words || line.startsWith(`${words} `));
    addExampleLines(subcommand, own);
  }
}

function addExampleLines(command: Command, examples: readonly Example[]): void {
  examplesOfCommands.set(command, examples);
  command.addHelpText('after', () => {
    const lines = examples.map(([line, does]) => `  $ connect-cli ${line}\n      ${does}`);
    return `\nExamples:\n${lines.join('\n')}`;
  });
}
