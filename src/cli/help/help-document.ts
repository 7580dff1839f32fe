import type { Argument, Command, Option } from 'commander';
import { examplesOf } from '../../commands/command.ts';
import { SettingOption } from '../../flags/setting-option.ts';
import type { HelpArgument, HelpCommand, HelpDocument, HelpOption } from '../../report/documents/help.ts';

/** @returns what `--help` shows of a command and of everything below it, as data */
export function buildHelpDocument(command: Command): HelpDocument {
  return {
    schemaVersion: 1,
    kind: 'help',
    ...describeCommand(command),
    globalOptions: command.createHelp().visibleGlobalOptions(command).map(describeOption),
    warnings: [],
    next: [],
  };
}

function describeCommand(command: Command): HelpCommand {
  const helper = Object.assign(command.createHelp(), { showGlobalOptions: true });
  return {
    name: command.name(),
    usage: helper.commandUsage(command),
    description: command.description(),
    arguments: command.registeredArguments.map(describeArgument),
    options: helper.visibleOptions(command).map(describeOption),
    // Groups have a command `help` of their own, which says what stands here.
    commands: command.commands.map(describeCommand),
    examples: examplesOf(command).map(([line, description]) => ({ command: `connect-cli ${line}`, description })),
  };
}

function describeArgument(argument: Argument): HelpArgument {
  return {
    name: argument.name(),
    description: argument.description,
    required: argument.required,
    variadic: argument.variadic,
    choices: argument.argChoices ?? null,
    default: defaultText(argument.defaultValue, argument.defaultValueDescription),
  };
}

function describeOption(option: Option): HelpOption {
  return {
    flags: option.flags,
    description: option.description,
    choices: option.argChoices ?? null,
    // `--no-…` is false until it is given, which says nothing.
    default: option.negate ? null : defaultText(option.defaultValue, option.defaultValueDescription),
    env: option instanceof SettingOption ? option.variable : null,
  };
}

function defaultText(value: unknown, description: string | undefined): string | null {
  return description ?? (typeof value === 'string' ? value : null);
}
