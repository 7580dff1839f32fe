import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandTable } from '../../src/cli/command-table.ts';

const names = commandTable.map(({ name }) => name).toSorted();
const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** First words of the code in the first cells of the README's table of commands. */
function namesInReadme(): readonly string[] {
  const [, table = ''] = read('../../README.md').split(/^## Commands$/m);
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  const heads = rows.map((row) => row.split(' | ')[0] ?? '');
  return heads.flatMap((head) => [...head.matchAll(/`([a-z][\w-]*)/g)].map(([, name = '']) => name));
}

describe('every command', () => {
  it('has a place in the table of the README', () => {
    const named = namesInReadme();
    expect(names.filter((name) => !named.includes(name))).toEqual([]);
  });
});
