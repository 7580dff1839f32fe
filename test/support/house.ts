import { posix } from 'node:path';
import ts from 'typescript';

/** What one file reaches for outside itself. */
export interface FileReach {
  /** Files below src, such as `core/tesla/boxes.ts`. */
  readonly files: readonly string[];
  /** npm packages, by name without subpath. */
  readonly packages: readonly string[];
  /** Built-in modules with their prefix, however they are asked for. */
  readonly builtins: readonly string[];
  /** Names that the file uses and declares nowhere, and the readings of clock and chance that the language itself has. */
  readonly globals: readonly string[];
}

/** One room: what stands in it and what it may reach for. Whatever is not listed is forbidden. */
export interface Room {
  /** Folders (`core/text/`) or files (`io/context.ts`) below src. The longest that fits a file is its room. */
  readonly at: readonly string[];
  /** Names of rooms; its own room is always allowed, and a name that ends in `*` means every room that begins so. */
  readonly rooms: readonly string[];
  readonly packages?: readonly string[];
  readonly builtins?: readonly string[];
  /** Where it is absent the room may use what Node has, but for `process`. */
  readonly globals?: readonly string[] | undefined;
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
  const declared = new Set<string>();
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    for (const specifier of specifiersOf(node)) specifiers.add(specifier);
    if (ts.isIdentifier(node)) (isDeclaration(node) ? declared : isReference(node) ? used : new Set()).add(node.text);
    const impure = impureReading(node);
    if (impure !== undefined) globals.add(impure);
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const name of used) if (!declared.has(name)) globals.add(name);
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
      ...told(
        'the global',
        room.globals === undefined
          ? globals.filter((one) => one === 'process' && name !== 'main')
          : notIn(globals, room.globals),
      ),
    ];
  });
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
      if ((place.endsWith('/') ? path.startsWith(place) : path === place) && place.length > (best?.length ?? 0))
        best = { name, length: place.length };
  return best?.name;
}

function allows(room: Room, self: string, target: string | undefined): boolean {
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

function specifiersOf(node: ts.Node): readonly string[] {
  const text = (part: ts.Node | undefined) =>
    part !== undefined && ts.isStringLiteralLike(part) ? [part.text] : undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return text(node.moduleSpecifier) ?? [];
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return text(node.argument.literal) ?? [];
  if (ts.isExternalModuleReference(node)) return text(node.expression) ?? [];
  if (!ts.isCallExpression(node)) return [];
  // A module that is chosen at run time could be any: it counts as one that no list allows.
  const unknown = ['node:(chosen at run time)'];
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return text(node.arguments[0]) ?? unknown;
  const isBuiltinCall =
    ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'getBuiltinModule';
  if (!isBuiltinCall) return [];
  return text(node.arguments[0])?.map((name) => (isBuiltin(name) ? name : `node:${name}`)) ?? unknown;
}

/** Clock and chance that stand in the language itself: no list of globals would see them. */
function impureReading(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && ['Date.now', 'Math.random'].includes(node.getText()))
    return node.getText();
  const isDate = (call: ts.CallExpression | ts.NewExpression) => call.expression.getText() === 'Date';
  if (ts.isNewExpression(node) && isDate(node) && (node.arguments?.length ?? 0) === 0) return 'new Date()';
  if (ts.isCallExpression(node) && isDate(node)) return 'Date()';
  return ts.isMetaProperty(node) ? 'import.meta' : undefined;
}

function isDeclaration(node: ts.Identifier): boolean {
  const { parent } = node;
  return 'name' in parent && parent.name === node && !ts.isPropertyAccessExpression(parent) && !isMember(parent);
}

function isMember(parent: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isGetAccessor(parent) ||
    ts.isSetAccessor(parent) ||
    ts.isNamedTupleMember(parent) ||
    ts.isMetaProperty(parent)
  );
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (isMember(parent) && 'name' in parent && parent.name === node) return false;
  // `process.getBuiltinModule` is how a module is asked for without the cost of an import: it counts as that module.
  if (ts.isPropertyAccessExpression(parent))
    return parent.expression === node && parent.name.text !== 'getBuiltinModule';
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  const isNameOnly = ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isLabeledStatement(parent);
  return !isNameOnly && !ts.isTypePredicateNode(parent) && !isConst(node);
}

// `as const`: TypeScript reads the word as the name of a type.
function isConst(node: ts.Identifier): boolean {
  return node.text === 'const' && ts.isTypeReferenceNode(node.parent);
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
