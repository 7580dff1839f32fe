import { CliError } from '../../core/errors/cli-error.ts';
import { commandSpellings, parseCommand, type CommandCode } from '../../core/providers/smartcar/commands.ts';
import { matrixOnlySignals, smartcarSignals, type SignalCode } from '../../core/providers/smartcar/signals.ts';
import type { Wanted } from '../../core/permissions/signals.ts';
import { nearest } from '../../flags/nearest.ts';
import { isSignalCode, searchSignals } from './signal-search.ts';
import { ownValue } from '../../core/text/keys.ts';

const listHint =
  '`connect-cli scopes --list` lists all signals and commands; `connect-cli scopes battery level` searches them.';

function split(text: string | undefined): readonly string[] {
  return [...new Set((text ?? '').split(/[\s,]+/).filter((word) => word !== ''))];
}

/** The flags that say what an app wants. */
export interface WantedFlags {
  readonly signals?: string | undefined;
  readonly commands?: string | undefined;
  readonly require?: string | undefined;
}

const flagNames = ['signals', 'commands', 'require'] as const;

/** @returns true when at least one of the flags is given. */
export function hasWanted(flags: WantedFlags): boolean {
  return flagNames.some((name) => flags[name] !== undefined);
}

/**
 * Reads `--signals`, `--commands` and `--require`.
 * What is required is asked, whether or not it is named again.
 * @throws CliError INVALID_VALUE for an unknown or an empty one
 */
export function parseWanted(flags: WantedFlags): Wanted {
  for (const name of flagNames) if (flags[name] !== undefined && split(flags[name]).length === 0) throw emptyList(name);
  const required = split(flags.require).map((word) => parseEither(word));
  const signals = [...split(flags.signals).map(parseSignal), ...required.filter(isSignalCode)];
  const commands = [...split(flags.commands).map(parseCommandName), ...required.filter((code) => !isSignalCode(code))];
  return { signals: [...new Set(signals)], commands: [...new Set(commands)], required };
}

/** Joins what was chosen with what the code uses. */
export function mergeWanted(chosen: Wanted, fromCode: Wanted | undefined): Wanted {
  if (fromCode === undefined) return chosen;
  return {
    signals: [...new Set([...chosen.signals, ...fromCode.signals])],
    commands: [...new Set([...chosen.commands, ...fromCode.commands])],
    required: [...chosen.required, ...fromCode.required],
    uses: [...(chosen.uses ?? []), ...(fromCode.uses ?? [])],
    requiredPermissions: fromCode.requiredPermissions ?? [],
  };
}

function emptyList(flag: string): CliError {
  return new CliError('INVALID_VALUE', `--${flag} names nothing.`, { hint: listHint });
}

function parseSignal(word: string): SignalCode {
  const code = word.toLowerCase();
  if (isSignalCode(code)) return code;
  throw unknownName('signal', word, Object.keys(smartcarSignals));
}

function parseCommandName(word: string): CommandCode {
  const command = parseCommand(word);
  if (command !== undefined) return command;
  throw unknownName('command', word, commandSpellings());
}

function parseEither(word: string): SignalCode | CommandCode {
  const code = word.toLowerCase();
  if (isSignalCode(code)) return code;
  const command = parseCommand(word);
  if (command !== undefined) return command;
  throw unknownName('signal or command', word, [...Object.keys(smartcarSignals), ...commandSpellings()]);
}

function unknownName(kind: string, word: string, candidates: readonly string[]): CliError {
  const folded = ownValue(matrixOnlySignals, word.toLowerCase());
  if (folded !== undefined) {
    return new CliError('INVALID_VALUE', `"${word}" only appears in the Dashboard's compatibility matrix.`, {
      hint: `The API delivers it as part of ${folded}.`,
    });
  }
  const close = bestMatch(word) ?? nearest(word, candidates);
  const near = close === undefined ? undefined : (parseCommand(close) ?? close);
  const guess = near === undefined ? '' : ` Did you mean "${near}"?`;
  return new CliError('INVALID_VALUE', `"${word}" is no ${kind} of Smartcar's.${guess}`, { hint: listHint });
}

/** What the search finds for a code that is none: `tractionbattery-soc` means the state of charge. */
function bestMatch(word: string): string | undefined {
  const { signals, commands } = searchSignals(word);
  return signals[0] ?? commands[0];
}
