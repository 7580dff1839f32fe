import type { Command } from 'commander';
import { addExamples, type CommandModule } from '../../commands/command.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { didYouMean } from '../../flags/nearest.ts';
import type { Context } from '../../io/context.ts';
import { buildHelpTopic, topicNames } from '../../report/documents/help-topics.ts';
import { renderHelpTopic } from '../../report/human/help-topic.ts';
import type { Outcome } from '../../report/outcome.ts';
import type { CommandEntry } from '../command-entry.ts';
import { createProgram, type Written } from '../create-program.ts';
import { listCommands, loadAllCommands, loadCommand } from '../load-commands.ts';
import { helpOutcome } from './help-outcome.ts';

/**
 * `connect-cli help`: the program, one of its commands, or a topic.
 * @param table every command
 */
export function createHelpCommand(table: readonly CommandEntry[]): CommandModule {
  return {
    register(program, run) {
      program
        .argument('[words...]', `a command, or a topic: ${topicNames.join(', ')}`)
        .action((words: string[]) => run((ctx, global) => help(ctx, table, { words, json: global.json })));
      addExamples(program, [
        ['help url lint', 'the same as url lint --help'],
        ['help environment', 'every environment variable that connect-cli reads'],
        ['help exit-codes', 'what exit codes mean, for scripts'],
        ['help json --json', 'every kind of document, as JSON'],
      ]);
    },
  };
}

interface Asked {
  readonly words: readonly string[];
  readonly json: boolean;
}

async function help(ctx: Context, table: readonly CommandEntry[], { words, json }: Asked): Promise<Outcome> {
  const [first] = words;
  const topic = topicNames.find((name) => name === first);
  if (topic !== undefined && words.length === 1) return topicOutcome(topic);
  const written: Written = { text: '' };
  const program = createProgram(ctx, written);
  const command = first === undefined ? program : await findCommand(program, table, words);
  if (first === undefined) await (json ? loadAllCommands(program, table) : listCommands(program, table));
  command.outputHelp();
  return helpOutcome(command, { text: written.text, json, ctx, table });
}

function topicOutcome(topic: (typeof topicNames)[number]): Outcome {
  const document = buildHelpTopic(topic);
  return { exitCode: exitCodes.done, document, text: (style) => renderHelpTopic(document, style) };
}

/** @throws CliError USAGE with the nearest name for words that lead to no command */
async function findCommand(
  program: Command,
  table: readonly CommandEntry[],
  words: readonly string[],
): Promise<Command> {
  const [first = '', ...rest] = words;
  const entry = table.find(({ name }) => name === first);
  if (entry === undefined) throw unknownTopic(first, [...table.map(({ name }) => name), ...topicNames]);
  let command = await loadCommand(program, entry, () => {});
  for (const word of rest) {
    const next = command.commands.find((one) => one.name() === word);
    if (next === undefined) throw unknownTopic(words.join(' '), subcommandNames(command, words));
    command = next;
  }
  return command;
}

function subcommandNames(command: Command, [first = '']: readonly string[]): readonly string[] {
  return command.commands.map((one) => `${first} ${one.name()}`);
}

function unknownTopic(words: string, known: readonly string[]): CliError {
  return new CliError('USAGE', `There is no help about "${words}".${didYouMean(words, known)}`, {
    hint: `\`connect-cli help\` lists the commands; the topics are ${topicNames.join(', ')}.`,
  });
}
