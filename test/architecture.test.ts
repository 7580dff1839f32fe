import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findBreaches, findCircles, findRoomCircles, roomOf, type Sources } from './support/house.ts';
import { rooms } from './support/rooms.ts';

const src = new URL('../src/', import.meta.url);

const sources: Sources = new Map(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'))
    .toSorted()
    .map((file) => [file, readFileSync(new URL(file, src), 'utf8')]),
);

/** The house with one more line in a file, or with one more file. */
function withLine(file: string, line: string): Sources {
  return new Map([...sources, [file, `${line}\n${sources.get(file) ?? ''}`]]);
}

// Reading the syntax of every file takes a busy machine its time; each question after that is short.
beforeAll(() => void findBreaches(sources, rooms), 180_000);

describe('the rooms of src', () => {
  it('every file stands in a room, and every room has files', () => {
    const inhabited = new Set([...sources.keys()].map((file) => roomOf(file, rooms)));
    expect(Object.keys(rooms).filter((name) => !inhabited.has(name))).toEqual([]);
    expect([...sources.keys()].filter((file) => roomOf(file, rooms) === undefined)).toEqual([]);
  });

  it('reaches only for what its room may have', { timeout: 120_000 }, () => {
    expect(findBreaches(sources, rooms)).toEqual([]);
  });

  it('has no circle of files, not even of types', () => {
    expect(findCircles(sources)).toEqual([]);
  });

  it('allows no circle of rooms', () => {
    expect(findRoomCircles(rooms)).toEqual([]);
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
    const before = findBreaches(sources, rooms);
    const fallen = findBreaches(withLine(file, line), rooms).filter((breach) => !before.includes(breach));
    expect(fallen.join('\n')).toContain(reached);
    expect(fallen.every((breach) => breach.startsWith(file))).toBe(true);
  });

  it('a circle of types closes', () => {
    const circles = findCircles(withLine(circle.file, circle.line));
    expect(circles.flat()).toEqual(expect.arrayContaining(['core/tesla/boxes.ts', 'core/permissions/explain.ts']));
  });

  it('two rooms allow each other', () => {
    const looser = { ...rooms, settings: { ...rooms['settings']!, rooms: [...rooms['settings']!.rooms, 'live'] } };
    expect(findRoomCircles(looser)).toEqual([['live', 'settings']]);
  });
});
