import { smartcarPermissionNames } from '../permissions/signals.ts';
import { commandCodes, smartcarCommands } from '../providers/smartcar/commands.ts';
import type { SmartcarPermission } from '../providers/smartcar/permissions.ts';
import { readTail } from './address-tail.ts';
import { usesOfAddress } from './address-uses.ts';
import type { Meaning } from './mention.ts';
import { methodAt } from './method.ts';
import { isBelowOwnRoute, isOwnRoute } from './own-routes.ts';
import { judgePath, notData } from './path-meanings.ts';
import type { Found } from './permission-mentions.ts';
import { blockBehind, statementAround } from './statement.ts';
import type { TextLines } from './text-lines.ts';

/** What a file holds, and its name, which tells some languages apart. */
interface Source {
  readonly file: string;
  readonly lines: TextLines;
}

/** A path below a vehicle, as far as it was read. */
interface VehiclePath {
  /** Where it is used. */
  readonly offset: number;
  readonly end: number;
  /** From behind `vehicles`; `*` is a value that is put in. */
  readonly path: string;
  readonly value: string | undefined;
}

/** Where paths of vehicles begin; `/commands` is one whose beginning is a variable, or stands elsewhere. */
const beginnings = /\bvehicles(?=[/"'`])|(?:["'`]\/?|[})]\/|[%$][\w@]{1,60}\/)commands(?=[/"'`])/g;
/** Where `commands` alone is a part of an address. */
const joinsParts = /(?:vehicles|[cC]omponent|join|append\w{0,20})\b[^\n]{0,80}$/;
/** The base that a client puts before every path. */
const clientBase = /\bbase_?(?:url|uri|path|address)["'`]?\s{0,9}[:=(][^=\n]{0,60}$/i;
const namesApi = /smartcar\.com\/v\d/;

/** Over how many further variables an address is followed. */
const deepest = 2;

/** Finds paths below a vehicle that are put together at run time, and what their values are where the function shows them. */
export function* findOpenPaths(file: string, lines: TextLines): Generator<Found> {
  const source = { file, lines };
  const isClient = namesApi.test(lines.text);
  let done = 0;
  for (const { 0: written, index: offset } of lines.text.matchAll(beginnings)) {
    const tail = readTail(lines.text, offset + written.length, 'text');
    const { line, column } = lines.around(offset);
    if (!written.startsWith('v')) {
      if (offset >= done && !isOwnRoute(line, column)) yield* judgeCommands(source, { ...tail, offset }, written);
      continue;
    }
    done = tail.end;
    if (!isClient && isBelowOwnRoute(line, column)) continue;
    yield* judge(source, { ...tail, offset });
    if (tail.isWhole && isBeginning(tail.path)) yield* follow(source, { ...tail, offset }, 0);
  }
}

/** @param written `/commands`, with what stands before it */
function* judgeCommands(source: Source, address: VehiclePath, written: string): Generator<Found> {
  const { offset, path } = address;
  const isWord = !written.includes('/') && !path.includes('/');
  if (isWord && !joinsParts.test(source.lines.text.slice(Math.max(0, offset - 120), offset))) return;
  yield* judge(source, { ...address, path: `/*/commands${path}` });
}

/** Whether an address ends before or behind the id of the vehicle. */
function isBeginning(path: string): boolean {
  return /^\/?\*?\/?$|^\/[\w-]+\/?$/.test(path);
}

/** Follows an address that ends at the vehicle to the places where its variable is used. */
function* follow(source: Source, address: VehiclePath, depth: number): Generator<Found> {
  const { text } = source.lines;
  const statement = statementAround(text, address.offset);
  const before = text.slice(statement.from, address.offset);
  if (clientBase.test(before)) {
    yield openPath(source, address, smartcarPermissionNames);
    return;
  }
  if (depth > deepest) return;
  for (const { offset, tail } of usesOfAddress(text, address.offset)) {
    const path = { ...tail, offset, path: joinPaths(address.path, tail.path) };
    yield* judge(source, path, true);
    if (tail.isWhole && isBeginning(path.path)) yield* follow(source, path, depth + 1);
  }
}

function joinPaths(beginning: string, end: string): string {
  return `${beginning}${end}`.replaceAll('//', '/');
}

/** @param isFollowed the path begins in a variable: nobody else has looked at it */
function* judge(source: Source, address: VehiclePath, isFollowed = false): Generator<Found> {
  const [, id = '', ...rest] = address.path.replace(/^(?!\/)/, '/').split('/');
  const path = rest.join('/').replace(/\/$/, '');
  const method = () => methodAt(source.file, source.lines.text, address.offset);
  if (!id.includes('**') && !path.includes('*')) {
    if (path === 'commands') yield openPath(source, address, commandsBelow(''));
    else if (isFollowed) yield* found(address.offset, path, judgePath(path, method));
    return;
  }
  if (notData.has(rest[0] ?? '')) return;
  // `/odometer${query}` is a path that ends where the value begins, `${id}/${make}/compass` is one of a make.
  const known = judgePath(path.replace(/(?<=\w)\*$/, ''), method);
  if (known.length > 0) {
    yield* found(address.offset, path.replaceAll('*', ''), known);
    return;
  }
  const values = valuesOf(source.lines.text, address);
  for (const value of values.paths) {
    const whole = joinPaths(path.replace(/\*$/, ''), value).replace(/^\//, '');
    yield* found(address.offset, whole, judgePath(whole, method));
  }
  if (!values.isCertain) yield openPath(source, address, permissionsBelow(rest));
}

function* found(offset: number, path: string, meanings: readonly Meaning[]): Generator<Found> {
  for (const meaning of meanings) yield { offset, text: `/${path}`, meaning };
}

function openPath(source: Source, address: VehiclePath, among: readonly SmartcarPermission[]): Found {
  const { offset, end } = address;
  const text = source.lines.text.slice(offset, Math.min(end, offset + 100)).replaceAll(/\s+/g, ' ');
  return { offset, text: text.replace(/^["'`]|["'`]$/g, ''), meaning: { kind: 'open-path', among } };
}

function permissionsBelow([first = '', second = '', ...rest]: readonly string[]): readonly SmartcarPermission[] {
  if (first === 'charge-schedules') return commandsBelow('charge-schedules/');
  if (first !== 'commands') return smartcarPermissionNames;
  return commandsBelow(rest.length > 0 ? `${second}/` : '');
}

const allCommands = smartcarPermissionNames.filter((name) => name.startsWith('control_'));

/** The permissions of the commands of a group; of all where there is no such group. */
function commandsBelow(group: string): readonly SmartcarPermission[] {
  const needed = commandCodes.filter((code) => group !== '' && code.startsWith(group));
  return needed.length === 0 ? allCommands : [...new Set(needed.map((code) => smartcarCommands[code].permission))];
}

interface Values {
  readonly paths: readonly string[];
  /** The variable cannot have another value. */
  readonly isCertain: boolean;
}

/** Further up nobody gives a variable its value for one call. */
const longestFunction = 2000;
const functionHead =
  /\n[ \t]*(?:(?:export|default|public|private|protected|internal|static|async|suspend|pub)[ \t]+)*(?:def|func|fn|fun|function)\b|=>\s?\{[ \t]*\n|\n[ \t]*(?:public|private|protected|internal|static)\s[^=;\n]{1,120}\)\s?\{/g;
/** A statement that begins with the variable: no parameter, no member of another object. */
const beginsLine = /(?:^|[\n;{])[ \t]*(?:(?:const|let|var|val|final|my|local|string|String)[ \t]+)?$/;

/** Looks up what the last value of a path is in its function: `path = '/location'`, one line above. */
function valuesOf(text: string, { offset, value }: VehiclePath): Values {
  if (value === undefined) return { paths: [], isCertain: false };
  const least = Math.max(0, offset - longestFunction);
  const head = [...text.slice(least, offset).matchAll(functionHead)].at(-1);
  const from = head === undefined ? least : least + head.index;
  const before = text.slice(from, offset);
  const assigned = new RegExp(
    `(?<![\\w.>])(?:this\\.|self\\.|\\$this->|\\$|@)?${value}\\s{0,9}(?::\\s?\\w{1,30}\\s{0,9})?:?=(?![=>~])\\s{0,9}(?:["'\`]/?([a-z_-]+(?:/[a-z_-]+){0,3})["'\`](?!\\s{0,9}[+.%]))?`,
    'g',
  );
  const all = [...before.matchAll(assigned)];
  const [only] = all;
  const isCertain =
    all.length === 1 &&
    only?.[1] !== undefined &&
    beginsLine.test(before.slice(0, only.index)) &&
    reaches(text, from + only.index, offset);
  return { paths: all.flatMap((match) => match[1] ?? []), isCertain };
}

/** Whether a value that is given at one place is still the same at a later one: it is not that of a branch. */
function reaches(text: string, from: number, offset: number): boolean {
  return blockBehind(text, statementAround(text, from)).to > offset;
}
