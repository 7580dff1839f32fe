import type { Command } from 'commander';
import { commandTree } from './commands.ts';

/** A command that does something when its words are typed; groups that only hold others are none. */
export interface RunnableCommand {
  /** Its words behind the program's name. */
  readonly words: readonly string[];
  readonly command: Command;
}

/** @returns every command that can be run, sub-commands included, as the program registers them */
export async function runnableCommands(): Promise<readonly RunnableCommand[]> {
  const tree = await commandTree();
  return tree.commands.flatMap((command) => runnableOf(command, [command.name()]));
}

function runnableOf(command: Command, words: readonly string[]): readonly RunnableCommand[] {
  const own = hasAction(command) ? [{ words, command }] : [];
  return [...own, ...command.commands.flatMap((sub) => runnableOf(sub, [...words, sub.name()]))];
}

/** Commander tells nobody whether a command has an action, but it keeps it under this name. */
function hasAction(command: Command): boolean {
  const action: unknown = Reflect.get(command, '_actionHandler');
  return typeof action === 'function';
}

/**
 * @param lines command lines without the program's name
 * @returns the commands of which no line makes use
 */
export function commandsWithoutLine(
  commands: readonly RunnableCommand[],
  lines: readonly (readonly string[])[],
): readonly string[] {
  const taken = new Set(lines.map((line) => commandOf(commands, line)?.words.join(' ')));
  return commands.map(({ words }) => words.join(' ')).filter((name) => !taken.has(name));
}

/** The longest one whose words the line begins with. */
function commandOf(commands: readonly RunnableCommand[], line: readonly string[]): RunnableCommand | undefined {
  return commands
    .filter(({ words }) => words.every((word, index) => line[index] === word))
    .toSorted((a, b) => b.words.length - a.words.length)[0];
}
