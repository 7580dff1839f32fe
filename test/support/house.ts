import { posix } from 'node:path';
import ts from 'typescript';
import { language } from './language.ts';
import { globalNamed, readScopes, specifiersOf } from './syntax.ts';

/** What one file reaches for outside itself. */
export interface FileReach {
  /** Files below src, such as `core/tesla/boxes.ts`. */
  readonly files: readonly string[];
  /** npm packages, by name without subpath. */
  readonly packages: readonly string[];
  /** Built-in modules with their prefix, however they are asked for. */
  readonly builtins: readonly string[];
  /** Names that the file uses and no scope around them declares, and the readings of clock and chance that the language itself has. */
  readonly globals: readonly string[];
}

/** One room: what stands in it and what it may reach for. Whatever is not listed is forbidden. */
export interface Room {
  /**
   * Below src: folders with all that is in them (`core/text/`), the files of a folder alone (`core/*`), or single files
   * (`io/context.ts`). The longest that fits a file is its room.
   */
  readonly at: readonly string[];
  /** Names of rooms; its own room is always allowed, and a name that ends in `*` means every room that begins so. */
  readonly rooms: readonly string[];
  readonly packages?: readonly string[];
  readonly builtins?: readonly string[];
  /** Beside those of the language. */
  readonly globals?: readonly string[];
}

/** The sources of the house: text by path below src. */
export type Sources = ReadonlyMap<string, string>;

/** @returns what a source text reaches for, read from its syntax: imports of values and of types, dynamic ones, globals. */
function readReach(path: string, text: string): FileReach {
  const known = reaches.get(path);
  if (known?.text === text) return known.reach;
  const reach = parseReach(path, text);
  reaches.set(path, { text, reach });
  return reach;
}

/** What was read last of each file: most of the house stays as it is from one question to the next. */
const reaches = new Map<string, { readonly text: string; readonly reach: FileReach }>();

function parseReach(path: string, text: string): FileReach {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const specifiers = new Set<string>();
  const globals = new Set<string>();
  const scopes = readScopes(source);
  const visit = (node: ts.Node): void => {
    for (const specifier of specifiersOf(node)) specifiers.add(specifier);
    const name = globalNamed(node, scopes);
    if (name !== undefined) globals.add(name);
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const { fileName } of source.referencedFiles) specifiers.add(`./${fileName}`);
  for (const { fileName } of source.typeReferenceDirectives) specifiers.add(fileName);
  for (const { fileName } of source.libReferenceDirectives) globals.add(`the names of ${fileName}`);
  const outside = [...specifiers].filter((specifier) => !specifier.startsWith('.'));
  return {
    files: [...specifiers]
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => posix.join(posix.dirname(path), specifier)),
    packages: outside.filter((specifier) => !isBuiltin(specifier)).map(packageName),
    builtins: outside.filter(isBuiltin),
    globals: [...globals],
  };
}

/** @returns every breach of the rooms' lists, one sentence each. */
export function findBreaches(sources: Sources, rooms: Readonly<Record<string, Room>>): readonly string[] {
  return [...sources].flatMap(([path, text]) => {
    const name = roomOf(path, rooms);
    const room = name === undefined ? undefined : rooms[name];
    if (name === undefined || room === undefined) return [`${path} stands in no room`];
    const { files, packages, builtins, globals } = readReach(path, text);
    const told = (what: string, reached: readonly string[]) =>
      reached.map((one) => `${path} (${name}) reaches for ${what} ${one}`);
    return [
      ...told(
        'the file',
        files.filter((file) => !allows(room, name, roomOf(file, rooms))),
      ),
      ...told('the package', notIn(packages, room.packages ?? [])),
      ...told('the module', notIn(builtins, room.builtins ?? [])),
      ...told('the global', notIn(globals, [...language, ...(room.globals ?? [])])),
    ];
  });
}

/**
 * @returns every package, module and global that a room may use and no file of it does, one sentence each. The rooms of
 *   commands have one list between them, so one command that uses a thing is enough.
 */
export function findIdleGrants(sources: Sources, rooms: Readonly<Record<string, Room>>): readonly string[] {
  const listOf = (name: string): string => name.replace(/^commands\/(?!shared).*/, 'commands');
  const used = new Map<string, Set<string>>();
  for (const [path, text] of sources) {
    const { packages, builtins, globals } = readReach(path, text);
    const list = listOf(roomOf(path, rooms) ?? '');
    const names = used.get(list) ?? new Set();
    used.set(list, names);
    for (const name of [...packages, ...builtins, ...globals]) names.add(name);
  }
  const idle = Object.entries(rooms).flatMap(([name, { packages = [], builtins = [], globals = [] }]) =>
    [...packages, ...builtins, ...globals]
      .filter((grant) => used.get(listOf(name))?.has(grant) !== true)
      .map((grant) => `${listOf(name)} may use ${grant} and does not`),
  );
  return [...new Set(idle)];
}

/** @returns the circles among files, imports of types included: each as its files in alphabetical order. */
export function findCircles(sources: Sources): readonly (readonly string[])[] {
  return circlesOf(new Map([...sources].map(([path, text]) => [path, readReach(path, text).files])));
}

/** @returns the circles among rooms, by their lists of what is allowed. */
export function findRoomCircles(rooms: Readonly<Record<string, Room>>): readonly (readonly string[])[] {
  const names = Object.keys(rooms);
  const reached = (room: Room, self: string) =>
    names.filter((name) => name !== self && room.rooms.some((pattern) => fits(pattern, name)));
  return circlesOf(new Map(Object.entries(rooms).map(([name, room]) => [name, reached(room, name)])));
}

/** @returns the name of the room in which a file stands. */
export function roomOf(path: string, rooms: Readonly<Record<string, Room>>): string | undefined {
  let best: { readonly name: string; readonly length: number } | undefined;
  for (const [name, { at }] of Object.entries(rooms))
    for (const place of at)
      if (standsAt(path, place) && place.length > (best?.length ?? 0)) best = { name, length: place.length };
  return best?.name;
}

function standsAt(path: string, place: string): boolean {
  if (place.endsWith('/*')) return posix.dirname(path) === posix.dirname(place);
  return place.endsWith('/') ? path.startsWith(place) : path === place;
}

/** @returns whether a room may import what stands in another */
export function allows(room: Room, self: string, target: string | undefined): boolean {
  return target !== undefined && (target === self || room.rooms.some((pattern) => fits(pattern, target)));
}

function fits(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function notIn(all: readonly string[], allowed: readonly string[]): readonly string[] {
  return all.filter((one) => !allowed.includes(one));
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:');
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

/** Tarjan's strongly connected components; those of more than one member. */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const walk = (name: string): void => {
    order.set(name, order.size);
    lowest.set(name, order.size - 1);
    stack.push(name);
    for (const next of graph.get(name) ?? []) {
      if (!order.has(next)) walk(next);
      if (stack.includes(next)) lowest.set(name, Math.min(lowest.get(name) ?? 0, lowest.get(next) ?? 0));
    }
    if (lowest.get(name) !== order.get(name)) return;
    const members = stack.splice(stack.indexOf(name));
    if (members.length > 1) circles.push(members.toSorted());
  };
  for (const name of graph.keys()) if (!order.has(name)) walk(name);
  return circles;
}
