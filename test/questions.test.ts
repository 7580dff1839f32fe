import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memoryStore, rehearsal } from './support/rehearsal.ts';
import { runCli } from './support/run.ts';

interface Shown {
  readonly question: string;
  readonly line: string;
  /** Parts of the output, in any order. */
  readonly parts: readonly string[];
  readonly exitCode: number;
}

const page = readFileSync(join(import.meta.dirname, '../docs/questions.md'), 'utf8');

const shown: readonly Shown[] = page.split(/^## /m).flatMap((section) => {
  const question = section.split('\n')[0] ?? '';
  const blocks = [...section.matchAll(/```console\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .filter((text) => text.trim() !== '')
      .map((text): Shown => {
        const [line = '', ...output] = text.trim().split('\n');
        const exit = output.map((part) => /^\(exit code (\d+)\)$/.exec(part)?.[1]).find((code) => code !== undefined);
        return {
          question,
          line,
          parts: output.filter((part) => !part.startsWith('(exit')),
          exitCode: Number(exit ?? 0),
        };
      }),
  );
});

function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '').slice(1);
}

const folded = (text: string) => text.replace(/\s+/g, ' ');

describe('docs/questions.md', () => {
  it('seeds 77-86, 88-91, 94-97: answers the ten questions of the FAQ, each with a command', () => {
    const questions = [...page.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
    expect(questions).toHaveLength(10);
    expect(new Set(shown.map(({ question }) => question))).toEqual(new Set(questions));
  });

  it.each(shown)('shows what is true: $line', async ({ line, parts, exitCode }) => {
    const result = await runCli(wordsOf(line), rehearsal({ credentials: memoryStore() }));
    const printed = folded(`${result.stdout} ${result.stderr}`);
    expect(parts.filter((part) => !printed.includes(folded(part)))).toEqual([]);
    expect(result.exitCode).toBe(exitCode);
  });
});
