import { expect } from 'vitest';
import type { RunResult } from './run.ts';

/**
 * Holds a human output against its Markdown transcript in `test/transcripts/<name>.md`: command line, stdout, stderr and
 * exit code. `vitest -u` writes a new one; read it before you commit it.
 * @param masks replacements for what differs from run to run, such as ports and random states
 */
export async function expectTranscript(
  name: string,
  commandLine: string,
  result: Pick<RunResult, 'exitCode' | 'stdout' | 'stderr'>,
  masks: readonly (readonly [pattern: RegExp, replacement: string])[] = [],
): Promise<void> {
  const fenced = (text: string) => `\`\`\`text\n${text.replace(/\n?$/, '\n')}\`\`\``;
  const sections = [
    `# \`${commandLine}\``,
    '## stdout',
    result.stdout === '' ? 'Nothing.' : fenced(result.stdout),
    '## stderr',
    result.stderr === '' ? 'Nothing.' : fenced(result.stderr),
    `## exit code\n\n${result.exitCode}`,
  ];
  const page = masks.reduce(
    (text, [pattern, replacement]) => text.replace(pattern, replacement),
    `${sections.join('\n\n')}\n`,
  );
  await expect(page).toMatchFileSnapshot(`../transcripts/${name}.md`);
}
