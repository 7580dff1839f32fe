import type { Argument, Command, Option } from 'commander';
import type { Context } from '../../io/context.ts';
import type { CommandEntry } from '../command-entry.ts';
import { createProgram } from '../create-program.ts';
import { listCommands, loadCommand } from '../load-commands.ts';
import type { Answer, Candidate } from './candidate.ts';
import { findCursor, optionsOf, type Cursor } from './cursor.ts';
import { placeOfArgument, placeOfOption, type ValuePlace } from './value-kinds.ts';
import { listValues, type ListInput } from './value-lists.ts';

type CompletionContext = Pick<Context, 'stdout' | 'profiles' | 'sandbox'>;

/** A line with the cursor in its last word. */
export interface Line {
  /** Behind the program's name. */
  readonly words: readonly string[];
  /** The word at the cursor, as far as it is typed. */
  readonly current: string;
}

/** Finds what could stand at the cursor. Of the commands only the one that the line names is loaded. */
export async function complete(ctx: CompletionContext, table: readonly CommandEntry[], line: Line): Promise<Answer> {
  const program = createProgram(ctx, { text: '' });
  listCommands(program, table);
  const named = findCursor(program, line.words, line.current).command.name();
  const entry = table.find(({ name }) => name === named);
  const loaded = entry === undefined ? program : await withCommand(ctx, entry);
  const cursor = findCursor(loaded, line.words, line.current);
  const input = { ctx, table, provider: providerOf(line.words), before: cursor.operands };
  return answer(cursor, input);
}

async function withCommand(ctx: CompletionContext, entry: CommandEntry): Promise<Command> {
  const program = createProgram(ctx, { text: '' });
  await loadCommand(program, entry, () => {});
  return program;
}

function providerOf(words: readonly string[]): string | undefined {
  const at = words.indexOf('--provider');
  return at === -1 ? words.find((word) => word.startsWith('--provider='))?.slice('--provider='.length) : words[at + 1];
}

async function answer(cursor: Cursor, input: ListInput): Promise<Answer> {
  const { command, option, typed, isBehindDashes } = cursor;
  if (option !== undefined) return valuesOf(cursor, input, optionPlace(command, option));
  // An unknown flag takes nothing that could be known.
  if (cursor.prefix !== '') return { candidates: [] };
  if (!isBehindDashes && typed.startsWith('-')) return { candidates: startingWith(typed, flagsOf(cursor)) };
  const names = cursor.operands.length === 0 && !isBehindDashes ? subcommandsOf(command) : [];
  const argument = argumentAt(command, cursor.operands.length);
  const values = argument === undefined ? undefined : await valuesOf(cursor, input, argumentPlace(command, argument));
  const candidates = [...startingWith(typed, names), ...(values?.candidates ?? [])];
  if (candidates.length > 0 || values?.paths !== undefined || typed !== '' || isBehindDashes)
    return { ...values, candidates };
  return { candidates: flagsOf(cursor) };
}

/** A place with a closed list of its own, or one that a table knows. */
type Place = { readonly choices: readonly string[] } | ValuePlace | undefined;

function optionPlace(command: Command, option: Option): Place {
  return option.argChoices === undefined ? placeOfOption(command, option) : { choices: option.argChoices };
}

function argumentPlace(command: Command, argument: Argument): Place {
  return argument.argChoices === undefined ? placeOfArgument(command, argument) : { choices: argument.argChoices };
}

async function valuesOf({ prefix, typed }: Cursor, input: ListInput, place: Place): Promise<Answer> {
  if (place === undefined) return { candidates: [] };
  if ('choices' in place)
    return { candidates: withPrefix(prefix, startingWith(typed, place.choices.map(asCandidate))) };
  const { kind, separator } = place;
  if (kind === 'files' || kind === 'folders') return { candidates: [], paths: kind };
  const all = await listValues(kind, input);
  const [head, last] = separator === undefined ? ['', typed] : splitLast(typed, separator);
  const used = new Set(separator === undefined ? [] : head.split(separator));
  const open = all.filter(({ value }) => !used.has(value));
  const { candidates, goesOn } = shortenRequired(last, startingWith(last, open));
  return { candidates: withPrefix(prefix + head, candidates), goesOn };
}

const asCandidate = (value: string): Candidate => ({ value });

/** `a,b,c` → `a,b,` and `c`. */
function splitLast(text: string, separator: RegExp): readonly [head: string, last: string] {
  const parts = text.split(separator);
  const last = parts.at(-1) ?? '';
  return [text.slice(0, text.length - last.length), last];
}

function withPrefix(prefix: string, candidates: readonly Candidate[]): readonly Candidate[] {
  return prefix === ''
    ? candidates
    : candidates.map(({ value, description }) => ({ value: prefix + value, description }));
}

const required = 'required:';

/** Half of the permissions are those behind `required:`: until it is typed, the prefix alone stands for them. */
function shortenRequired(typed: string, candidates: readonly Candidate[]): Answer {
  const others = candidates.filter(({ value }) => !value.startsWith(required));
  if (typed.startsWith(required) || others.length === candidates.length) return { candidates };
  const mark = { value: required, description: 'the owner cannot leave it out' };
  return { candidates: [...others, mark], goesOn: others.length === 0 };
}

function startingWith(typed: string, candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ value }) => value.startsWith(typed));
}

function subcommandsOf(command: Command): readonly Candidate[] {
  return command.commands.map((one) => ({ value: one.name(), description: one.description() }));
}

function argumentAt(command: Command, position: number): Argument | undefined {
  const { registeredArguments: all } = command;
  const last = all.at(-1);
  return all[position] ?? (last?.variadic === true ? last : undefined);
}

/** Flags that are not there yet; those that collect their values may come again. */
function flagsOf({ command, usedFlags }: Cursor): readonly Candidate[] {
  const own = optionsOf(command).filter(({ long, hidden }) => long !== undefined && !hidden);
  const open = own.filter((option) => option.parseArg !== undefined || !usedFlags.has(option.long ?? ''));
  return [
    ...open.map(({ long = '', description }) => ({ value: long, description })),
    { value: '--help', description: 'display help for command' },
  ];
}
