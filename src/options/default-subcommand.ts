import type { Command } from 'commander';
import { CliError } from '../core/errors/cli-error.ts';
import { didYouMean } from './nearest.ts';

/**
 * For the subcommand that runs when none is named: a word that it does not take was meant as the name of another one.
 * @throws CliError USAGE with the nearest name, when the command runs
 */
export function refuseUnknownSubcommands(command: Command): Command {
  return command.allowExcessArguments().hook('preAction', (_, { args, parent }) => {
    const [word] = args;
    if (word === undefined || parent === null) return;
    const names = parent.commands.map((one) => one.name());
    throw new CliError('USAGE', `There is no "${parent.name()} ${word}".${didYouMean(word, names)}`, {
      hint: `Known: ${names.join(', ')}.`,
    });
  });
}
