import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRows } from './support/new-rows.ts';
import { runNode, type Ended } from './support/process.ts';
import { copyTree, type TreeCopy } from './support/tree-copy.ts';

/** The tests that walk the tables, and those whose answers are made of them. */
const suite = [
  'test/docs.test.ts',
  'test/core/findings/url',
  'test/core/permissions',
  'test/core/providers',
  'test/report/documents',
  'test/sandbox/scenarios.test.ts',
  'test/sandbox/api/v2/routes.test.ts',
  'test/commands/explain-scopes',
  'test/commands/explain-error',
  'test/commands/explain-every-code',
  'test/commands/command-lists',
  'test/commands/schema',
  'test/commands/vin.test.ts',
  'test/commands/audit.test.ts',
  'test/cli',
  'test/flags/nearest.test.ts',
  'test/settings/value-doors.test.ts',
  'test/commands/sandbox',
  'test/commands/virtual-key',
];

const page = readFileSync(join(import.meta.dirname, '../docs/architecture.md'), 'utf8');
const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };

let tree: TreeCopy;
/** By the name of a row: the files that were written by hand. */
const byHand = new Map<string, readonly string[]>();

const inCopy = (...args: readonly string[]): Promise<Ended> => runNode(args, { cwd: tree.path, env });

beforeAll(() => {
  tree = copyTree();
  for (const { name, add } of newRows) {
    const before = tree.written.length;
    add(tree);
    byHand.set(name, tree.written.slice(before));
  }
});
afterAll(() => tree.remove());

/** The files that "To add …" names for a thing; `<…>` in a path stands for any name. */
function namedFiles(name: string): readonly RegExp[] {
  const entry = page.split('\n').find((line) => line.startsWith(`- **${name}**`)) ?? '';
  const paths = [...entry.matchAll(/`((?:src|test)\/[^`]+|README\.md)`/g)].map(([, path = '']) => path);
  return paths.map((path) => new RegExp(`^${path.replaceAll('.', String.raw`\.`).replace(/<[^>]+>/g, '[^/]+')}$`));
}

describe.each(newRows.map(({ name }) => name))('adding %s', (name) => {
  it('touches the files that docs/architecture.md names', () => {
    const named = namedFiles(name);
    const touched = byHand.get(name) ?? [];
    expect(touched).not.toEqual([]);
    expect(touched.filter((file) => !named.some((pattern) => pattern.test(file)))).toEqual([]);
  });
});

describe('a copy with one more row in every table', () => {
  it('has its pages and schemas written', { timeout: 120_000 }, async () => {
    expect(await inCopy('scripts/docs.mjs')).toMatchObject({ code: 0, stderr: '' });
  });

  it(
    'passes the type check and the tests of the tables; no other file had to change',
    { timeout: 1_200_000 },
    async () => {
      const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'sources', ...suite, '-u'];
      const [types, tests] = await Promise.all([
        inCopy('node_modules/typescript/bin/tsc', '-p', '.'),
        inCopy(...vitest),
      ]);
      expect(types).toMatchObject({ code: 0, stdout: '' });
      expect(tests.code, tests.stdout).toBe(0);
      const written = new Set([...byHand.values()].flat());
      const made = /^(?:docs\/[\w-]+\.md|schemas\/[\w-]+\.schema\.json|test\/transcripts\/[\w-]+\.md)$/;
      expect(tree.changed().filter((file) => !written.has(file) && !made.test(file))).toEqual([]);
    },
  );
});
