import type { Argument, Command, Option } from 'commander';
import { examplesOf } from '../../commands/command.ts';
import { SettingOption } from '../../flags/setting-option.ts';
import type { Context } from '../../io/context.ts';
import type { HelpArgument, HelpCommand, HelpDocument, HelpOption } from '../../report/documents/help.ts';
import type { CommandEntry } from '../command-entry.ts';
import { placeOfArgument, placeOfOption, type ValueKind, type ValuePlace } from '../completion/value-kinds.ts';
import { listValues, type ListInput } from '../completion/value-lists.ts';

/** What the values of options are listed from. */
export interface HelpSource {
  readonly ctx: Pick<Context, 'profiles' | 'sandbox'>;
  readonly table: readonly CommandEntry[];
}

/** @returns what `--help` shows of a command and of everything below it, as data */
export async function buildHelpDocument(command: Command, source: HelpSource): Promise<HelpDocument> {
  const input: ListInput = { ...source, provider: undefined, before: [] };
  const describe = (option: Option) => describeOption(command, option, input);
  return {
    schemaVersion: 1,
    kind: 'help',
    ...(await describeCommand(command, input)),
    globalOptions: await Promise.all(command.createHelp().visibleGlobalOptions(command).map(describe)),
    warnings: [],
    next: [],
  };
}

async function describeCommand(command: Command, input: ListInput): Promise<HelpCommand> {
  const helper = Object.assign(command.createHelp(), { showGlobalOptions: true });
  return {
    name: command.name(),
    usage: helper.commandUsage(command),
    description: command.description(),
    arguments: await Promise.all(command.registeredArguments.map((one) => describeArgument(command, one, input))),
    options: await Promise.all(helper.visibleOptions(command).map((one) => describeOption(command, one, input))),
    // Groups have a command `help` of their own, which says what stands here.
    commands: await Promise.all(command.commands.map((one) => describeCommand(one, input))),
    examples: examplesOf(command).map(([line, description]) => ({ command: `connect-cli ${line}`, description })),
  };
}

async function describeArgument(command: Command, argument: Argument, input: ListInput): Promise<HelpArgument> {
  return {
    name: argument.name(),
    description: argument.description,
    required: argument.required,
    variadic: argument.variadic,
    choices: argument.argChoices ?? (await closedList(placeOfArgument(command, argument), input)),
    default: defaultText(argument.defaultValue, argument.defaultValueDescription),
  };
}

async function describeOption(command: Command, option: Option, input: ListInput): Promise<HelpOption> {
  const { flags, description } = option;
  return {
    flags,
    description,
    choices: option.argChoices ?? (await closedList(placeOfOption(command, option), input)),
    // `--no-…` is false until it is given, which says nothing.
    default: option.negate
      ? null
      : (defaultText(option.defaultValue, option.defaultValueDescription) ?? saidDefault(description)),
    required: option.mandatory || description.endsWith('(required)'),
    env: option instanceof SettingOption ? option.variable : null,
  };
}

function defaultText(value: unknown, description: string | undefined): string | null {
  return description ?? (typeof value === 'string' ? value : null);
}

/** Most flags have no default of their own, since the environment or a profile may say it: the sentence names it. */
function saidDefault(description: string): string | null {
  return /(\S+) \(default\)/.exec(description)?.[1] ?? null;
}

/** Kinds of which no other value is taken. Of the other ones the list is help, such as makes, or depends on the machine. */
const closedKinds = [
  'answer-form',
  'edition',
  'env-language',
  'era',
  'event-type',
  'language',
  'provider',
  'scenario',
  'schema-kind',
  'setting',
  'theme',
] as const satisfies readonly ValueKind[];

async function closedList(place: ValuePlace | undefined, input: ListInput): Promise<readonly string[] | null> {
  const kind = closedKinds.find((one) => one === place?.kind);
  return kind === undefined ? null : (await listValues(kind, input)).map(({ value }) => value);
}
