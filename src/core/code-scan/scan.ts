import type { AskedPermission } from '../permissions/scope.ts';
import { smartcarPermissionNames, type Wanted } from '../permissions/signals.ts';
import { smartcarCommands, type CommandCode } from '../providers/smartcar/commands.ts';
import type { SmartcarPermission } from '../providers/smartcar/permissions.ts';
import { smartcarSignals, type SignalCode } from '../providers/smartcar/signals.ts';
import type { Meaning, Mention, Place } from './mention.ts';
import { nearestSignal, type Nearest } from './nearest-signal.ts';

/** A name that the code uses, with where. */
export interface Located {
  readonly name: string;
  /** @minItems 1 */
  readonly at: readonly Place[];
}

/** A look-alike, with the name that was probably meant. */
export interface UnknownName extends Located {
  readonly of: 'permission' | 'signal' | 'endpoint';
  readonly nearest: string | null;
}

/** What a code base asks for and what it uses. */
export interface CodeScan {
  readonly asked: readonly (Located & { readonly required: boolean })[];
  readonly used: readonly Located[];
  readonly underAsked: readonly string[];
  readonly overAsked: readonly string[];
  readonly unknown: readonly UnknownName[];
  /** Places that read all signals, take them from a webhook or put a path together: use cannot be seen there. */
  readonly readsAll: readonly Place[];
}

/** Everything that was read out of a code base. Checks judge it; nothing here is judged. */
export interface CodeFacts {
  readonly scan: CodeScan;
  /** What a scope derived from the code would have to cover. */
  readonly wanted: Wanted;
  /** The mentions that count: no tests, no prose, no doubtful calls. */
  readonly mentions: readonly Mention[];
  /** Permissions of either method of every path that occurs, tests and documents included. */
  readonly touched: ReadonlySet<string>;
  /** Code that calls nothing: it opens Connect at most, and what is granted is used by another program. */
  readonly callsNothing: boolean;
  /** Permissions of the scope that only a path put together at run time may need. They count as used. */
  readonly undecided: readonly Located[];
  /** Nothing is asked for, neither in the code nor by the one who compares. */
  readonly isScopeless: boolean;
}

/** How to read a code base. */
export interface ScanOptions {
  /** The scope to compare with instead of the one found in the code. */
  readonly inUse?: readonly AskedPermission[] | undefined;
  readonly nearest: Nearest;
}

/** Compares what the code uses with what it asks for. */
export function readCode(mentions: readonly Mention[], { inUse, nearest }: ScanOptions): CodeFacts {
  const decisive = decisiveMentions(mentions);
  const asked = collectAsked(decisive);
  const compared = inUse?.map(({ name }) => name) ?? [...asked.keys()];
  const certain = collectUsed(decisive);
  const undecided = collectUndecided(decisive, (name) => compared.includes(name) && !certain.has(name));
  const used = inOrder(new Map([...certain, ...undecided]));
  const usedNames = used.map(([name]) => name);
  const requiredPermissions = [...asked].filter(([, { required }]) => required).map(([name]) => name);
  return {
    scan: {
      asked: [...asked].map(([name, { required, at }]) => ({ name, required, at })),
      used: used.map(([name, at]) => ({ name, at })),
      underAsked: compared.length === 0 ? [] : usedNames.filter((name) => !compared.includes(name)),
      overAsked: compared.filter((name) => !usedNames.includes(name)),
      unknown: collectUnknown(decisive, nearest),
      readsAll: decisive.filter(({ meaning }) => isUnseen(meaning)).map(placeOf),
    },
    wanted: { ...wantedBy(decisive, undecided), requiredPermissions },
    mentions: decisive,
    touched: touchedBy(mentions),
    callsNothing: !decisive.some(({ meaning }) => isUse(meaning)),
    undecided: inOrder(undecided).map(([name, at]) => ({ name, at })),
    isScopeless: compared.length === 0,
  };
}

function touchedBy(mentions: readonly Mention[]): ReadonlySet<string> {
  return new Set(mentions.flatMap((mention) => [permissionOf(mention) ?? [], twinOf(mention) ?? []].flat()));
}

function twinOf({ meaning }: Mention): SmartcarPermission | undefined {
  return meaning.kind === 'call' ? meaning.twin : undefined;
}

function isUse({ kind, ...meaning }: Meaning): boolean {
  const isPath = 'of' in meaning && meaning.of === 'endpoint';
  return (
    kind === 'call' ||
    kind === 'command' ||
    kind === 'signal' ||
    kind === 'all-signals' ||
    kind === 'open-path' ||
    isPath
  );
}

/** It does not show which permission it needs. */
function isUnseen(meaning: Meaning): boolean {
  return meaning.kind === 'all-signals' || (meaning.kind === 'open-path' && meaning.among.length > 1);
}

/** Examples are the code where there is no other. Calls that only look like Smartcar's count where Smartcar is used. */
function decisiveMentions(mentions: readonly Mention[]): readonly Mention[] {
  const main = mentions.filter(({ role }) => role === 'code');
  const code = main.length > 0 ? main : mentions.filter(({ role }) => role === 'example');
  const usesSmartcar = code.some(({ meaning }) => meaning.kind === 'smartcar');
  return code.filter(({ meaning }) => !(meaning.kind === 'call' && meaning.unsure && !usesSmartcar));
}

type Places = Place[];

/** @returns where a mention stands, without what it means. */
export function placeOf({ file, line, text }: Mention): Place {
  return { file, line, text };
}

function collectAsked(mentions: readonly Mention[]): Map<string, { required: boolean; at: Places }> {
  const asked = new Map<string, { required: boolean; at: Places }>();
  for (const mention of mentions) {
    if (mention.meaning.kind !== 'asked') continue;
    const { permission, required } = mention.meaning;
    const entry = asked.get(permission) ?? { required: false, at: [] };
    entry.required ||= required;
    entry.at.push(placeOf(mention));
    asked.set(permission, entry);
  }
  return asked;
}

function collectUsed(mentions: readonly Mention[]): Map<SmartcarPermission, Places> {
  const used = new Map<SmartcarPermission, Places>();
  for (const mention of mentions) {
    const permission = permissionOf(mention);
    if (permission === null) continue;
    const places = used.get(permission) ?? [];
    places.push(placeOf(mention));
    used.set(permission, places);
  }
  return used;
}

/** @param isOpen tells the permissions of the scope whose use was not seen elsewhere */
function collectUndecided(
  mentions: readonly Mention[],
  isOpen: (name: SmartcarPermission) => boolean,
): Map<SmartcarPermission, Places> {
  const undecided = new Map<SmartcarPermission, Places>();
  for (const mention of mentions) {
    if (mention.meaning.kind !== 'open-path') continue;
    for (const permission of mention.meaning.among.filter(isOpen)) {
      undecided.set(permission, [...(undecided.get(permission) ?? []), placeOf(mention)]);
    }
  }
  return undecided;
}

/** @returns the permission that the mentioned thing needs; null where it needs none or nobody publishes it. */
export function permissionOf({ meaning }: Mention): SmartcarPermission | null {
  switch (meaning.kind) {
    case 'signal':
      return smartcarSignals[meaning.signal].permission;
    case 'command':
      return smartcarCommands[meaning.command].permission;
    case 'call':
      return meaning.permission;
    case 'open-path':
      return meaning.among.length === 1 ? (meaning.among[0] ?? null) : null;
    default:
      return null;
  }
}

function inOrder(used: ReadonlyMap<string, Places>): [string, Places][] {
  return smartcarPermissionNames.flatMap((name) => {
    const places = used.get(name);
    return places === undefined ? [] : [[name, places]];
  });
}

function collectUnknown(mentions: readonly Mention[], nearest: Nearest): readonly UnknownName[] {
  const unknown = new Map<string, { of: UnknownName['of']; at: Places }>();
  for (const mention of mentions) {
    if (mention.meaning.kind !== 'unknown') continue;
    const entry = unknown.get(mention.text) ?? { of: mention.meaning.of, at: [] };
    entry.at.push(placeOf(mention));
    unknown.set(mention.text, entry);
  }
  return [...unknown].map(([name, { of, at }]) => ({ name, of, nearest: nearestOf(name, of, nearest), at }));
}

function nearestOf(name: string, of: UnknownName['of'], nearest: Nearest): string | null {
  if (of === 'endpoint') return null;
  if (of === 'signal') return nearestSignal(name, nearest) ?? null;
  const bare = name.slice(name.lastIndexOf(':') + 1);
  const permission = nearest(bare, smartcarPermissionNames);
  return permission === undefined ? null : name === bare ? permission : `required:${permission}`;
}

function wantedBy(mentions: readonly Mention[], undecided: ReadonlyMap<SmartcarPermission, readonly Place[]>): Wanted {
  const signals = new Set<SignalCode>();
  const commands = new Set<CommandCode>();
  const uses = new Map<string, { permission: SmartcarPermission; by: string }>();
  const use = (permission: SmartcarPermission, by: string) => uses.set(`${permission} ${by}`, { permission, by });
  for (const mention of mentions) {
    const { meaning, text } = mention;
    if (meaning.kind === 'signal') signals.add(meaning.signal);
    if (meaning.kind === 'command') commands.add(meaning.command);
    const permission = meaning.kind === 'call' || meaning.kind === 'open-path' ? permissionOf(mention) : null;
    if (permission !== null) use(permission, text);
  }
  for (const [permission, places] of undecided) for (const { text } of places) use(permission, text);
  return {
    signals: inTableOrder(signals, smartcarSignals),
    commands: inTableOrder(commands, smartcarCommands),
    required: [],
    uses: [...uses.values()],
  };
}

function inTableOrder<Code extends string>(codes: ReadonlySet<Code>, table: Readonly<Record<Code, unknown>>): Code[] {
  const order = Object.keys(table);
  return [...codes].toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
}
