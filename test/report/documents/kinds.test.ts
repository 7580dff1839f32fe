import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandTable } from '../../../src/cli/command-table.ts';
import { keysOf } from '../../../src/core/text/keys.ts';
import { kinds } from '../../../src/report/documents/kinds.ts';
import { createStyle } from '../../../src/report/terminal/style.ts';
import { runCli } from '../../support/run.ts';
import { schemaFaults } from '../../support/schema.ts';
import { drawExample, readExample, seen } from '../../support/seen.ts';

const style = createStyle({ colorLevel: 0, columns: 80, unicode: true });
const file = (path: string) => new URL(`../../${path}`, import.meta.url);
const names = keysOf(kinds);

/** The words after `connect-cli` that name a command, flags left out. */
function commandWords(line: string): readonly string[] {
  return line.split(' ').filter((word) => /^[a-z][a-z-]*$/.test(word));
}

describe.each(names)('documents of the kind %s', (kind) => {
  it('have an example that fits their schema', () => {
    const example = readExample(kind);
    expect(example.kind).toBe(kind);
    expect(schemaFaults(example), 'renew it: a document as the command prints it with --json').toEqual([]);
  });

  it('are drawn for people', () => {
    expect(drawExample(kind, style)).toMatch(/\S/);
  });

  it('have a transcript of a command that prints them', () => {
    const heading = readFileSync(file(`transcripts/${seen[kind].transcript}.md`), 'utf8').split('\n')[0] ?? '';
    expect(heading).toMatch(/^# `connect-cli .+`$/);
    const printing = kinds[kind].commands.map((command) => `# \`connect-cli ${command}`);
    expect(printing.some((start) => heading.startsWith(start))).toBe(true);
  });

  it('name commands that exist', async () => {
    for (const line of kinds[kind].commands) {
      const { exitCode, stdout } = await runCli([...commandWords(line), '--help']);
      expect([exitCode, stdout.split('\n')[0]]).toEqual([
        0,
        expect.stringContaining(`connect-cli ${commandWords(line).join(' ')}`),
      ]);
    }
  });
});

describe('the examples', () => {
  it('are of kinds that exist', () => {
    const found = readdirSync(file('examples/')).map((name) => name.replace(/\.json$/, ''));
    expect(found.toSorted()).toEqual(names.toSorted());
  });
});

describe('the commands', () => {
  it('print a kind each', () => {
    const printing = new Set(names.flatMap((kind) => kinds[kind].commands.map((line) => commandWords(line)[0])));
    expect(commandTable.map(({ name }) => name).filter((name) => !printing.has(name))).toEqual([]);
  });
});
