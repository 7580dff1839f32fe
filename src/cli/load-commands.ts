import type { Command } from 'commander';
import type { Runner } from '../commands/command.ts';
import type { CommandEntry } from './command-entry.ts';

/** Adds a command with all that it takes. */
export async function loadCommand(program: Command, entry: CommandEntry, run: Runner): Promise<Command> {
  const { command } = await entry.load();
  const added = program.command(entry.name).description(entry.summary);
  command.register(added, run);
  return added;
}

/** Adds every command with all that it takes, for who asks about the program as a whole. Nothing is run. */
export async function loadAllCommands(program: Command, table: readonly CommandEntry[]): Promise<void> {
  for (const entry of table) await loadCommand(program, entry, () => {});
}

/** Adds the names alone: enough for the list in the help of the program. */
export function listCommands(program: Command, table: readonly CommandEntry[]): void {
  for (const { name, summary } of table) program.command(name).description(summary);
}
