import { ownValue } from '../../core/text/keys.ts';
import type { Argument, Command, Option } from 'commander';

/** Kinds of values that can be listed. */
export type ValueKind =
  | 'audit-fault'
  | 'answer-form'
  | 'box'
  | 'command-code'
  | 'edition'
  | 'env-language'
  | 'era'
  | 'error'
  | 'event-type'
  | 'help'
  | 'language'
  | 'make'
  | 'model'
  | 'owner'
  | 'permission'
  | 'profile'
  | 'provider'
  | 'required-permission'
  | 'scenario'
  | 'schema-kind'
  | 'setting'
  | 'signal'
  | 'theme'
  | 'verdict'
  | 'webhook-error'
  | 'grouping'
  | 'files'
  | 'folders';

/** What a place takes, and what separates several values in one word. */
export interface ValuePlace {
  readonly kind: ValueKind;
  readonly separator?: RegExp | undefined;
}

const comma = /,\s*/;
const blankOrComma = /[\s,]+/;

const flags: Readonly<Record<string, ValuePlace>> = {
  '--api': { kind: 'era' },
  '--boxes': { kind: 'box', separator: comma },
  '--commands': { kind: 'command-code', separator: comma },
  '--diff': { kind: 'permission', separator: blankOrComma },
  '--edition': { kind: 'edition' },
  '--env-for': { kind: 'env-language' },
  '--error': { kind: 'webhook-error' },
  '--fail-on': { kind: 'audit-fault', separator: comma },
  '--granted': { kind: 'permission', separator: blankOrComma },
  '--group-by': { kind: 'grouping', separator: comma },
  '--lang': { kind: 'language' },
  '--make': { kind: 'make' },
  '--model': { kind: 'model' },
  '--only': { kind: 'verdict', separator: comma },
  '--owner': { kind: 'owner', separator: comma },
  '--permission': { kind: 'permission' },
  '--profile': { kind: 'profile' },
  '--provider': { kind: 'provider' },
  '--require': { kind: 'signal', separator: comma },
  '--scenario': { kind: 'scenario' },
  '--scope': { kind: 'required-permission', separator: blankOrComma },
  '--signal': { kind: 'signal' },
  '--signals': { kind: 'signal', separator: comma },
  '--theme': { kind: 'theme' },
  '--untick': { kind: 'permission', separator: blankOrComma },
  '--vehicle-access': { kind: 'permission', separator: blankOrComma },
};

/** Flags that are called alike and mean something else in one command. */
const ofOneCommand: Readonly<Record<string, ValuePlace>> = {
  'guide consent --format': { kind: 'answer-form' },
  'guide revoke --format': { kind: 'answer-form' },
  'guide virtual-key --format': { kind: 'answer-form' },
  'init --name': { kind: 'profile' },
};

const words: Readonly<Record<string, ValuePlace>> = {
  authorize: { kind: 'required-permission' },
  'config get': { kind: 'setting' },
  'config set': { kind: 'setting' },
  'explain-error': { kind: 'error' },
  'explain-scopes': { kind: 'required-permission' },
  'guide consent': { kind: 'required-permission' },
  help: { kind: 'help' },
  'profile remove': { kind: 'profile' },
  'profile use': { kind: 'profile' },
  revoke: { kind: 'required-permission' },
  schema: { kind: 'schema-kind' },
  scopes: { kind: 'signal' },
  'url authorize': { kind: 'required-permission' },
  'url revoke': { kind: 'required-permission' },
  'webhook trigger': { kind: 'event-type' },
};

/** Placeholders that say by themselves that a path is wanted. */
const paths: Readonly<Record<string, ValuePlace>> = {
  dir: { kind: 'folders' },
  directory: { kind: 'folders' },
  file: { kind: 'files' },
  folder: { kind: 'folders' },
  path: { kind: 'files' },
  program: { kind: 'files' },
  summary: { kind: 'files' },
};

/** @returns what the value of an option is, or undefined where it is free: an id, an address */
export function placeOfOption(command: Command, option: Option): ValuePlace | undefined {
  const long = option.long ?? '';
  // The path of an address is not a path of this machine.
  if (long === '--probe' || `${pathOf(command)} ${long}` === 'webhook listen --path') return undefined;
  return (
    ofOneCommand[`${pathOf(command)} ${long}`] ?? ownValue(flags, long) ?? ownValue(paths, placeholder(option.flags))
  );
}

/** @returns what an argument is, or undefined where it is free */
export function placeOfArgument(command: Command, argument: Argument): ValuePlace | undefined {
  const isFirst = command.registeredArguments[0] === argument;
  return (isFirst ? ownValue(words, pathOf(command)) : undefined) ?? ownValue(paths, argument.name());
}

/** The words behind the program's name that lead to a command. */
function pathOf(command: Command): string {
  const { parent } = command;
  if (parent === null) return '';
  return `${pathOf(parent)} ${command.name()}`.trim();
}

function placeholder(text: string): string {
  return /[<[]([^>\]]+)[>\]]/.exec(text)?.[1] ?? '';
}
