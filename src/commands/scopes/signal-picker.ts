import type { Wanted } from '../../core/permissions/signals.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { listCommand, listSignal } from '../../core/permissions/listed-signals.ts';
import type { MappingEdition } from '../../core/providers/provider.ts';
import { commandCodes, smartcarCommands, type CommandCode } from '../../core/providers/smartcar/commands.ts';
import { signalCodes } from '../../core/providers/smartcar/signals.ts';
import type { Context, PromptChoice } from '../../io/context.ts';
import { isSignalCode } from './signal-search.ts';

/**
 * Lets a person pick signals and commands from one searchable list, and then those that are required.
 * @throws CliError INPUT_REQUIRED where nobody can be asked
 */
export async function pickWanted(
  ctx: Pick<Context, 'prompts'>,
  canPrompt: boolean,
  edition: MappingEdition,
): Promise<Wanted> {
  if (!canPrompt) {
    throw new CliError('INPUT_REQUIRED', 'No signals or commands were given, and there is no terminal to ask on.', {
      hint: 'Pass --signals, --commands or --from-code; `connect-cli scopes --list` lists them, `connect-cli scopes battery level` searches them.',
    });
  }
  const choices = allChoices(edition);
  const picked = await ctx.prompts.checkbox({
    message: 'What does your app need? Type to search, Space to pick',
    choices,
    required: true,
  });
  const required = await ctx.prompts.checkbox({
    message: 'Which of these can it not do without? (they get required:; none is fine)',
    choices: choices.filter(({ value }) => picked.includes(value)),
  });
  const isRequired = (code: string) => required.includes(code);
  const signals = picked.filter(isSignalCode);
  const commands = picked.filter(isCommandCode);
  return { signals, commands, required: [...signals, ...commands].filter(isRequired) };
}

function allChoices(edition: MappingEdition): readonly PromptChoice[] {
  const boxes = (rule: readonly (readonly string[])[]) =>
    rule.map((all) => all.join(' and ')).join(' or ') || 'no published box';
  const signals = signalCodes.map((code) => listSignal(edition, code));
  const commands = commandCodes.map((code) => listCommand(edition, code));
  return [
    ...signals.map(({ code, meaning, permission, boxes: rule }) => ({
      value: code,
      name: `${code}: ${meaning}`,
      description: permission === null ? 'permission unknown' : `${permission}, ${boxes(rule)}`,
    })),
    ...commands.map(({ code, meaning, permission, boxes: rule }) => ({
      value: code,
      name: `${code}: ${meaning} (command)`,
      description: `${permission}, ${boxes(rule)}, virtual key`,
    })),
  ];
}

function isCommandCode(code: string): code is CommandCode {
  return Object.hasOwn(smartcarCommands, code);
}
