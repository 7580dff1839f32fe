import type { Command, Option } from 'commander';

/** What is being typed, and where in the command tree it stands. */
export interface Cursor {
  /** The command that the words before lead to. */
  readonly command: Command;
  /** The option whose value is being typed. */
  readonly option?: Option | undefined;
  /** The arguments that stand before. */
  readonly operands: readonly string[];
  /** Flags have ended: `--` stands before. */
  readonly isBehindDashes: boolean;
  /** What stands before the value in the same word, such as `--scope=`. */
  readonly prefix: string;
  /** The beginning of what is wanted, without the prefix. */
  readonly typed: string;
  /** Flags that were given already. */
  readonly usedFlags: ReadonlySet<string>;
}

interface State {
  command: Command;
  pending: Option | undefined;
  readonly operands: string[];
  isBehindDashes: boolean;
}

/**
 * Reads the words before the cursor as commander would: subcommands, flags with and without values, `--`.
 * @param program the program, with the command that is meant
 * @param words the words before the one at the cursor
 * @param current the word at the cursor, as far as it is typed
 */
export function findCursor(program: Command, words: readonly string[], current: string): Cursor {
  const state: State = { command: program, pending: undefined, operands: [], isBehindDashes: false };
  const usedFlags = new Set<string>();
  for (const word of words) takeWord(state, word, usedFlags);
  const { pending, ...place } = state;
  const base = { ...place, usedFlags, prefix: '', typed: current };
  if (pending !== undefined) return { ...base, option: pending };
  const assigned = state.isBehindDashes ? null : /^(--[^=]+)=([^]*)$/.exec(current);
  if (assigned === null) return base;
  const [, flag = '', typed = ''] = assigned;
  return { ...base, option: findOption(state.command, flag), prefix: `${flag}=`, typed };
}

function takeWord(state: State, word: string, usedFlags: Set<string>): void {
  if (state.pending !== undefined) state.pending = undefined;
  else if (state.isBehindDashes) state.operands.push(word);
  else if (word === '--') state.isBehindDashes = true;
  else if (word.startsWith('-') && word !== '-') takeFlag(state, word, usedFlags);
  else takeOperand(state, word);
}

function takeFlag(state: State, word: string, usedFlags: Set<string>): void {
  const [flag = ''] = word.split('=');
  const option = findOption(state.command, flag);
  usedFlags.add(option?.long ?? flag);
  // An optional value stands behind `=` alone for us: what follows a bare `--sandbox` may be a permission.
  if (option?.required === true && !word.includes('=')) state.pending = option;
}

function takeOperand(state: State, word: string): void {
  const isFirst = state.operands.length === 0;
  const next = isFirst ? state.command.commands.find((one) => one.name() === word) : undefined;
  if (next === undefined) state.operands.push(word);
  else state.command = next;
}

/** @returns the option of that name, of the command or of one above it */
function findOption(command: Command, flag: string): Option | undefined {
  return optionsOf(command).find(({ long, short }) => long === flag || short === flag);
}

/** Every option that can stand here: those of the command, then those of the commands above it. */
export function optionsOf(command: Command): readonly Option[] {
  const above = command.parent === null ? [] : optionsOf(command.parent);
  return [...command.options, ...above];
}
