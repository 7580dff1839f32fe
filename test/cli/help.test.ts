import { describe, expect, it } from 'vitest';
import { commandTable } from '../../src/cli/command-table.ts';
import { captureOutput } from '../support/context.ts';
import { runCli } from '../support/run.ts';

async function help(...words: readonly string[]): Promise<string> {
  const { exitCode, stdout } = await runCli([...words, '--help']);
  expect(exitCode).toBe(0);
  return stdout;
}

function subcommands(text: string): readonly string[] {
  const [, list = ''] = text.split('\nCommands:\n');
  const names = [...(list.split('\n\n')[0]?.matchAll(/^ {2}([a-z]\S*)/gm) ?? [])].map(([, name = '']) => name);
  return names.map((name) => name.split('|')[0] ?? '').filter((name) => name !== 'help');
}

const examplesOf = (text: string): readonly string[] => text.match(/^ {2}\$ connect-cli .+$/gm) ?? [];

describe.each(commandTable.map(({ name }) => name))('%s --help', (name) => {
  it('shows at least two examples, and so does each of its subcommands', async () => {
    const text = await help(name);
    const names = subcommands(text);
    const counts = await Promise.all(
      names.map(async (sub): Promise<[string, number]> => [sub, examplesOf(await help(name, sub)).length]),
    );
    expect(examplesOf(text).length).toBeGreaterThanOrEqual(2);
    expect(counts.filter(([, count]) => count < 2)).toEqual([]);
  });
});

describe('help on a narrow terminal', () => {
  const stray = async (columns: number, words: readonly string[]) => {
    const { stdout } = await runCli([...words, '--help'], { stdout: captureOutput({ columns }) });
    const [text = ''] = stdout.split('\nExamples:\n');
    const isTerm = (line: string) => /^(?:Usage:| {2}\S+(?: \S+)*$)/.test(line);
    return text.split('\n').filter((line) => line.length > columns && !isTerm(line));
  };

  it.each(commandTable.map(({ name }) => [name]))('%s keeps within 40 and 60 columns', async (name) => {
    expect([...(await stray(40, [name])), ...(await stray(60, [name]))]).toEqual([]);
  });

  it('puts what an option does below it', async () => {
    const { stdout } = await runCli(['explain-scopes', '--help'], { stdout: captureOutput({ columns: 40 }) });
    expect(stdout).toContain('  --json\n      print one JSON document instead of\n      text\n');
  });
});

describe('a command that only groups others', () => {
  it.each(['url', 'guide', 'virtual-key', 'webhook'])('%s alone shows its help on stdout', async (name) => {
    const { exitCode, stdout, stderr } = await runCli([name]);
    expect([exitCode, stdout, stderr]).toEqual([0, await help(name), '']);
  });
});

describe('a slip in a subcommand', () => {
  it.each([
    [['sandbox', 'scenaros'], 'scenarios'],
    [['migrate', 'plam'], 'plan'],
    [['token', 'lst'], 'list'],
    [['url', 'revok'], 'revoke'],
  ])('%j is answered with "%s"', async (argv, near) => {
    const result = await runCli([...argv, '--json']);
    expect(result.exitCode).toBe(2);
    expect(result.error().message).toContain(`Did you mean`);
    expect(result.error().message).toContain(near);
  });
});

describe('an error for people', () => {
  it('repeats no control character', async () => {
    const { exitCode, stderr } = await runCli(['explain-scopes', 'read_\u001b[31mvin']);
    expect(exitCode).toBe(2);
    expect(stderr).not.toContain('\u001b');
  });
});

describe('a secret passed as a flag', () => {
  it('is refused with the other ways, and repeated nowhere', async () => {
    const result = await runCli(['authorize', '--client-secret', 'hunter2', '--json']);
    expect(result.exitCode).toBe(2);
    expect(result.error().hint).toContain('stdin, a file, the environment or the keychain');
    expect(result.stdout + result.stderr).not.toContain('hunter2');
  });
});
