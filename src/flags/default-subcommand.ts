import type { Command } from 'commander';
import { CliError } from '../core/errors/cli-error.ts';
import { didYouMean } from './nearest.ts';

/**
 * For the subcommand that runs when none is named: a word that it does not take was meant as the name of another one.
 * @throws CliError USAGE with the nearest name, when the command runs
 */
export function refuseUnknownSubcommands(command: Command): Command {
  return command.allowExcessArguments().hook('preAction', (_, { args, parent }) => refuseWord(parent, args));
}

/**
 * For a command that does something by itself and has subcommands as well.
 * @throws CliError USAGE with the nearest name, when the command itself runs
 */
export function refuseUnknownWords(command: Command): Command {
  return command.allowExcessArguments().hook('preAction', (_, acting) => {
    if (acting === command) refuseWord(command, acting.args);
  });
}

function refuseWord(group: Command | null, [word]: readonly string[]): void {
  if (group === null || word === undefined) return;
  const names = group.commands.map((one) => one.name());
  throw new CliError('USAGE', `There is no "${group.name()} ${word}".${didYouMean(word, names)}`, {
    hint: `Known: ${names.join(', ')}.`,
  });
}
