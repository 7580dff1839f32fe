import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  allows,
  findBreaches,
  findCircles,
  findIdleGrants,
  findRoomCircles,
  roomOf,
  type Sources,
} from './support/house.ts';
import { rooms } from './support/rooms.ts';

const src = join(import.meta.dirname, '../src');

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => !entry.isDirectory())
  .map(({ parentPath, name }) => relative(src, join(parentPath, name)).replaceAll('\\', '/'))
  .toSorted();

const sources: Sources = new Map(files.filter(isSource).map((file) => [file, readFileSync(join(src, file), 'utf8')]));

/** What the walls can read; nothing else belongs into src. */
function isSource(file: string): boolean {
  return file.endsWith('.ts');
}

/** The rows of the table of rooms: the places that each tells of, below src. */
const told = readFileSync(join(import.meta.dirname, '../docs/architecture.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `src/'))
  .map((line) => {
    const [first = '', ...more] = [...(line.split('|')[1] ?? '').matchAll(/`(?:src\/)?([^`<]+)/g)].map(
      ([, path = '']) => path,
    );
    const folder = first.slice(0, first.lastIndexOf('/', first.length - 2) + 1);
    return [first, ...more.map((path) => (path.startsWith('report/') ? path : `${folder}${path}`))];
  });

/** A file with one more line, or a new file. */
function withLine(file: string, line: string): Sources {
  return new Map([[file, `${line}\n${sources.get(file) ?? ''}`]]);
}

/** The breaches that a line brings into a file. */
function breachesOf(file: string, line: string): readonly string[] {
  const before = new Set(sources.has(file) ? findBreaches(withLine(file, ''), rooms) : []);
  return findBreaches(withLine(file, line), rooms).filter((breach) => !before.has(breach));
}

// Reading the syntax of every file takes a busy machine its time; each question after that is short.
beforeAll(() => void findBreaches(sources, rooms), 180_000);

describe('the rooms of src', () => {
  it('hold TypeScript alone, which the walls can read', () => {
    expect(files.filter((file) => !isSource(file))).toEqual([]);
  });

  it('every file stands in a room, and every room has files', () => {
    const inhabited = new Set([...sources.keys()].map((file) => roomOf(file, rooms)));
    expect(Object.keys(rooms).filter((name) => !inhabited.has(name))).toEqual([]);
    expect([...sources.keys()].filter((file) => roomOf(file, rooms) === undefined)).toEqual([]);
  });

  it('reaches only for what its room may have', { timeout: 120_000 }, () => {
    expect(findBreaches(sources, rooms)).toEqual([]);
  });

  it('may use of the world nothing that it does not', () => {
    expect(findIdleGrants(sources, rooms)).toEqual([]);
  });

  it('has no circle of files, not even of types', () => {
    expect(findCircles(sources)).toEqual([]);
  });

  it('allows no circle of rooms', () => {
    expect(findRoomCircles(rooms)).toEqual([]);
  });

  it('stands in docs/architecture.md in an order in which every arrow points up', () => {
    const rowOf = (place: string) => told.findLastIndex((row) => row.some((path) => place.startsWith(path)));
    const order = new Map(Object.entries(rooms).map(([name, { at }]) => [name, rowOf(at[0] ?? '')]));
    expect([...order].filter(([, row]) => row < 0)).toEqual([]);
    const reached = (name: string) => [...order.keys()].filter((other) => allows(rooms[name]!, name, other));
    const downward = ([name, row]: [string, number]) =>
      reached(name)
        .filter((other) => (order.get(other) ?? 0) > row)
        .map((other) => `${name} → ${other}`);
    expect([...order].flatMap(downward)).toEqual([]);
  });

  it('has no barrels and no rooms for odds and ends', () => {
    const odd = /(^|\/)(index|utils?|helpers?|misc|common|managers?)(\.ts|\/)/;
    expect([...sources.keys()].filter((file) => odd.test(file))).toEqual([]);
  });

  it('keeps at most six files in the root of the sandbox', () => {
    expect([...sources.keys()].filter((file) => /^sandbox\/[^/]+$/.test(file)).length).toBeLessThanOrEqual(6);
  });
});

describe('the walls, each broken once in a copy', () => {
  const upward = { file: 'core/text/json.ts', line: "import type { Finding } from '../findings/finding.ts';" };
  const circle = {
    file: 'core/tesla/boxes.ts',
    line: "import type { ScopeExplanation } from '../permissions/explain.ts';",
  };
  it.each([
    ['report reads the disk', 'report/human/steps.ts', "import { readFileSync } from 'node:fs';", 'node:fs'],
    ['report asks Node for a module', 'report/human/steps.ts', "process.getBuiltinModule('fs');", 'node:fs'],
    ['settings import undici', 'settings/origins.ts', "import { fetch } from 'undici';", 'undici'],
    ['flags load undici late', 'flags/boxes.ts', "await import('undici');", 'undici'],
    ['a command opens a socket', 'commands/url.ts', "import { connect } from 'node:net';", 'node:net'],
    [
      'the sandbox reads a link by our own parser',
      'sandbox/flows/start.ts',
      "import { parseCallback } from '../../core/connect/callback.ts';",
      'core/connect/callback.ts',
    ],
    ['core looks at a clock', 'core/permissions/scope.ts', 'performance.now();', 'performance'],
    ['core looks at the time of day', 'core/permissions/scope.ts', 'Date.now();', 'Date.now'],
    ['core makes a date of now', 'core/permissions/scope.ts', 'new Date();', 'new Date()'],
    ['core draws a number', 'core/permissions/scope.ts', 'Math.random();', 'Math.random'],
    ['core draws bytes', 'core/permissions/scope.ts', 'crypto.getRandomValues(new Uint8Array(1));', 'crypto'],
    [
      'core reaches the process by a side door',
      'core/permissions/scope.ts',
      'globalThis.process.exit();',
      'globalThis',
    ],
    ['core imports a package', 'core/text/json.ts', "import { z } from 'zod';", 'zod'],
    [
      'core imports a module of Node for its types alone',
      'core/text/json.ts',
      "import type { Stats } from 'node:fs';",
      'node:fs',
    ],
    ['core names a type of a package', 'core/text/json.ts', "type A = import('chalk').ChalkInstance;", 'chalk'],
    ['core imports a module chosen at run time', 'core/text/json.ts', 'await import(name);', 'chosen at run time'],
    ['core/text imports from above', upward.file, upward.line, 'core/findings/finding.ts'],
    [
      'core/connect imports a finding',
      'core/connect/state.ts',
      "export * from '../findings/finding.ts';",
      'core/findings/finding.ts',
    ],
    [
      'the consent library imports an edge',
      'consent/state.ts',
      "import { randomBytes } from 'node:crypto';",
      'node:crypto',
    ],
    ['the consent library looks at a page', 'consent/state.ts', 'document.cookie;', 'document'],
    ['the consent library looks at the time', 'consent/state.ts', 'Date.now();', 'Date.now'],
    [
      'the consent library draws on a terminal',
      'consent/draw-screen.ts',
      "import { table } from '../report/terminal/table.ts';",
      'report/terminal/table.ts',
    ],
    ['io draws', 'io/files.ts', "import { table } from '../report/terminal/table.ts';", 'report/terminal/table.ts'],
    [
      'report imports an edge',
      'report/human/steps.ts',
      "import type { Context } from '../../io/context.ts';",
      'io/context.ts',
    ],
    [
      'flags ask a store',
      'flags/boxes.ts',
      "import { createProfileStore } from '../io/profiles/store.ts';",
      'io/profiles/store.ts',
    ],
    ['settings go live', 'settings/origins.ts', "import { openApi } from '../live/session.ts';", 'live/session.ts'],
    ['live imports a command', 'live/session.ts', "import { command } from '../commands/url.ts';", 'commands/url.ts'],
    [
      'a command imports a command',
      'commands/url.ts',
      "import { command } from './authorize/authorize.ts';",
      'commands/authorize/authorize.ts',
    ],
    [
      'a command imports an adapter',
      'commands/url.ts',
      "import { systemRandom } from '../io/random.ts';",
      'io/random.ts',
    ],
    ['somebody but main touches the process', 'cli/program.ts', 'process.exit(1);', 'process'],
    [
      'a page of the sandbox runs a flow',
      'sandbox/pages/kit.ts',
      "import { handleStart } from '../flows/routes.ts';",
      'sandbox/flows/routes.ts',
    ],
    [
      'state of the sandbox knows an API',
      'sandbox/state/state.ts',
      "import { callV3 } from '../api/v3/call.ts';",
      'sandbox/api/v3/call.ts',
    ],
    ['the sandbox imports the CLI', 'sandbox/sandbox.ts', "import { run } from '../cli/program.ts';", 'cli/program.ts'],
    ['a file stands in no room', 'extras/odd.ts', '', 'stands in no room'],
  ])('%s', (_what, file, line, reached) => {
    const fallen = breachesOf(file, line);
    expect(fallen.join('\n')).toContain(reached);
    expect(fallen.every((breach) => breach.startsWith(file))).toBe(true);
  });

  // All of them in a file that may use no more than the language, by ways around the plain import or the plain name.
  it.each([
    ['a name in brackets', "globalThis['fetch']('x');", 'globalThis'],
    ['a name in an object', 'export const io = { fetch };', 'fetch'],
    ['a name that is said to exist', 'declare const fetch: (url: string) => void; fetch("x");', 'fetch'],
    ['a name that another function declares', "export const a = (fetch: string) => fetch; fetch('x');", 'fetch'],
    ['a name that a type declares', "type fetch = string; fetch('x');", 'fetch'],
    ['a name that a parameter of a type declares', "type F = (fetch: string) => void; fetch('x');", 'fetch'],
    ['a name that an export has', "export * as fetch from './judge.ts'; fetch('x');", 'fetch'],
    ['a text that is run', "eval('1');", 'eval'],
    ['a function made of text', "new Function('return 1')();", 'Function'],
    ['the constructor of functions', "(() => 1).constructor('return 1')();", '.constructor'],
    ['the constructor of functions, in brackets', "(() => 1)['constructor']('return 1')();", '.constructor'],
    ['a clock, asked in brackets', "Date['now']();", 'Date as a value'],
    ['a clock, asked on two lines', 'Date\n  .now();', 'Date.now'],
    ['a clock, perhaps', 'Date?.now();', 'Date.now'],
    ['a clock by its own name', 'const { now } = Date; now();', 'Date as a value'],
    ['a date under another name', 'const D = Date; new D();', 'Date as a value'],
    ['a date of what may be nothing', 'new Date(...([] as []));', 'new Date()'],
    ['chance by its own name', 'const { random } = Math; random();', 'Math as a value'],
    ["the machine's time zone", 'Intl.DateTimeFormat().resolvedOptions().timeZone;', 'Intl.DateTimeFormat'],
    ["the machine's locale", "'a'.localeCompare('b');", '.localeCompare()'],
    ["the machine's locale, in numbers", '(1).toLocaleString();', '.toLocaleString()'],
    [
      "the machine's locale, as good as given",
      "'a'.localeCompare('b', undefined, { numeric: true });",
      '.localeCompare()',
    ],
    ["the machine's locale, from an empty list", '(1).toLocaleString([]);', '.toLocaleString()'],
    ["the machine's locale, called by another", "'a'.localeCompare.call('a', 'b');", '.localeCompare()'],
    ["the machine's locale, in a format", 'new Intl.NumberFormat(undefined);', 'Intl.NumberFormat without'],
    ["the machine's time zone, with a locale", "new Intl.DateTimeFormat('en');", 'a time zone'],
    ["the machine's time zone, of a date", 'new Date(0).getTimezoneOffset();', '.getTimezoneOffset'],
    ["the machine's hours", 'new Date(0).getHours();', '.getHours'],
    ["the machine's day", "new Date(0).toLocaleDateString('en');", '.toLocaleDateString'],
    ["the machine's midnight", 'new Date(2026, 0, 1);', 'new Date() in the zone'],
    ['the constructor of functions, taken out', 'const { constructor: make } = () => 1;', '.constructor'],
    ['the constructor of functions, described', "Reflect.get(() => 1, 'constructor');", '.constructor'],
    [
      'a built-in module, taken out',
      "const { getBuiltinModule } = process; getBuiltinModule('fs');",
      'chosen at run time',
    ],
    ['the names of a browser', '/// <reference lib="dom" />', 'the names of dom'],
    ['where the file is', 'import.meta.url;', 'import.meta'],
    ['a deferred import', "import.defer('node:fs');", 'node:fs'],
    ['an import without prefix', "import fs from 'fs';", 'fs'],
    ['an import of old', "import fs = require('fs');", 'fs'],
    ['require', "require('node:fs');", 'require'],
    ['a built-in module, in brackets', "process['getBuiltinModule']('fs');", 'process'],
    ['a built-in module, asked later', "const ask = process.getBuiltinModule; ask('fs');", 'chosen at run time'],
    ['a built-in module, asked in parentheses', "(process.getBuiltinModule)('fs');", 'chosen at run time'],
    ['a built-in module, perhaps', "process.getBuiltinModule?.('fs');", 'node:fs'],
    ['a require that is made', "import { createRequire } from 'node:module'; createRequire('/')('undici');", 'undici'],
    ['the loader of modules', "import Module from 'node:module'; Module._load('undici');", 'chosen at run time'],
    ['a type by import()', "type A = typeof import('undici');", 'undici'],
    ['a reference to types', "/// <reference types='undici' />", 'undici'],
    ['a reference to a file', "/// <reference path='../../io/context.ts' />", 'io/context.ts'],
    ['a re-export of a type', "export type { Context } from '../../io/context.ts';", 'io/context.ts'],
    ['its own package', "import 'connect-cli/sandbox';", 'connect-cli'],
    ['a file outside src', "import '../../../node_modules/undici/index.js';", 'node_modules/undici/index.js'],
    ['a module in its own address', "await import('data:text/javascript,1');", 'data:text'],
  ])('nobody reaches for %s', (_what, line, reached) => {
    expect(breachesOf('core/permissions/scope.ts', line).join('\n')).toContain(reached);
  });

  it.each([
    ['report asks the network', 'report/human/steps.ts', "fetch('https://example.com');", 'fetch'],
    ['a command waits by a timer of its own', 'commands/url.ts', 'setTimeout(() => 1, 5);', 'setTimeout'],
    ['a command looks at the time of day', 'commands/url.ts', 'Date.now();', 'Date.now'],
    ['a command requires a package', 'commands/url.ts', "require('undici');", 'require'],
    ['the sandbox calls out', 'sandbox/flows/start.ts', "fetch('https://example.com');", 'fetch'],
    ['io loads a package that is not its own', 'io/rasterizer.ts', "createRequire('/').resolve('undici');", 'undici'],
    ['io keeps a require', 'io/rasterizer.ts', "const load = createRequire('/');", 'chosen at run time'],
  ])('%s', (_what, file, line, reached) => {
    expect(breachesOf(file, line).join('\n')).toContain(reached);
  });

  it.each(['core/extras/x.ts', 'io/extras/x.ts', 'report/extras/x.ts', 'sandbox/extras/x.ts'])(
    'a new folder is a room that the list does not have: %s',
    (file) => {
      expect(breachesOf(file, 'export const x = 1;')).toEqual([`${file} stands in no room`]);
    },
  );

  it.each(['core/text/test/x.ts', 'core/text/generated.ts', 'core/text/types.d.ts', 'core/text/x.test.ts'])(
    'no word in a path exempts a file: %s',
    (file) => {
      expect(breachesOf(file, "import 'undici';").join('\n')).toContain('undici');
    },
  );

  // A room whose line were missing, or allowed everything, would let these pass.
  it.each(Object.keys(rooms).filter((name) => name !== 'main'))('of %s hold back what is not listed', (name) => {
    const file = [...sources.keys()].find((path) => roomOf(path, rooms) === name) ?? '';
    const upward = Object.keys(rooms).find((other) => !allows(rooms[name]!, name, other));
    const target = [...sources.keys()].find((path) => roomOf(path, rooms) === upward) ?? '';
    const lines = [
      "import 'left-pad';",
      "import 'node:dgram';",
      'WebSocket;',
      `import '${relative(dirname(file), target)}';`,
    ];
    expect(lines.map((line) => breachesOf(file, line).length)).toEqual([1, 1, 1, 1]);
  });

  it('the sandbox reads nothing by the rules that the command line judges by', () => {
    const judging = ['permissions', 'connect', 'connections', 'findings', 'audit', 'webhook', 'errors/input'];
    const rulesOfCore = [...judging, 'errors/recognition', 'errors/explanation'].map((name) => `core/${name}`);
    const sandbox = Object.entries(rooms).filter(([name]) => name.startsWith('sandbox'));
    expect(sandbox.length).toBeGreaterThan(15);
    for (const [name, room] of sandbox)
      expect(
        rulesOfCore.filter((rule) => allows(room, name, rule)),
        name,
      ).toEqual([]);
  });

  it('a circle of types closes', () => {
    const circles = findCircles(new Map([...sources, ...withLine(circle.file, circle.line)]));
    expect(circles.flat()).toEqual(expect.arrayContaining(['core/tesla/boxes.ts', 'core/permissions/explain.ts']));
  });

  it('two rooms allow each other', () => {
    const looser = { ...rooms, settings: { ...rooms['settings']!, rooms: [...rooms['settings']!.rooms, 'live'] } };
    expect(findRoomCircles(looser)).toEqual([['live', 'settings']]);
  });
});
