import { Command, Help, type Option } from 'commander';
import { addExamples } from '../commands/command.ts';
import { SettingOption } from '../flags/setting-option.ts';
import type { Output } from '../io/context.ts';
import { formatItem } from './help-item.ts';

/** What commander wrote, and for which command: it is printed when the parse has ended. */
export interface Written {
  text: string;
  /** The command whose help was asked for. */
  command?: Command | undefined;
}

/** The program with the flags that every command takes, and no command yet. */
export function createProgram(ctx: { readonly stdout: Pick<Output, 'columns'> }, written: Written): Command {
  const program = addGlobalOptions(new Command('connect-cli'))
    .description(
      'Build, run, understand, repair and rehearse the consent of Tesla owners through Smartcar Connect or Texture.',
    )
    .helpCommand(false)
    // What was meant is found by the same rule for flags as for everything else.
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureHelp({
      showGlobalOptions: true,
      minWidthToWrap: 20,
      formatItem,
      optionDescription,
      formatHelp(command, helper) {
        written.command = command;
        return Help.prototype.formatHelp.call(helper, command, helper);
      },
    })
    .configureOutput({
      writeOut: (text) => void (written.text += text),
      // The help of a group that is named alone. Errors are printed by the single catch in run(), in one form.
      writeErr: (text) => void (written.text += text),
      outputError: () => {},
      getOutHelpWidth: () => Math.min(ctx.stdout.columns, 100),
      getErrHelpWidth: () => Math.min(ctx.stdout.columns, 100),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  addExamples(program, [
    ['authorize --sandbox', 'rehearse the whole flow without a Tesla'],
    ['explain-scopes read_odometer control_security', 'the boxes that the owner must tick, and why'],
  ]);
  return program;
}

function optionDescription(option: Option): string {
  const text = Help.prototype.optionDescription.call(new Help(), option);
  return option instanceof SettingOption ? `${text} (env: ${option.variable})` : text;
}

function addGlobalOptions(program: Command): Command {
  return (
    program
      .option('--json', 'print one JSON document instead of text')
      .addOption(new SettingOption('--plain', 'words instead of drawings, colours and QR codes, for screen readers'))
      .option('--no-input', 'never ask; a missing value is an error')
      .addOption(new SettingOption('--profile <name>', 'use this profile'))
      .option('--verbose', 'trace requests on stderr, without secrets')
      // Not commander's own, which would end the parse before --json behind it is read.
      .option('-V, --version', 'print the version')
  );
}
