import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { commandTable } from '../../src/cli/command-table.ts';
import type { HelpCommand, HelpDocument } from '../../src/report/documents/help.ts';
import { commandTree } from '../support/commands.ts';
import { rehearsal } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';
import { providerIds } from '../../src/core/providers/ids.ts';
import { smartcar } from '../../src/core/providers/smartcar/provider.ts';
import { languages } from '../../src/report/guide/messages/languages.ts';

const tree = await commandTree();

/** Every command with the words that lead to it. */
function pathsOf(command: Command, words: readonly string[] = []): readonly (readonly string[])[] {
  return [words, ...command.commands.flatMap((one) => pathsOf(one, [...words, one.name()]))];
}

async function helpOf(...words: readonly string[]): Promise<HelpDocument> {
  const { exitCode, stderr, json } = await runCli(words, rehearsal());
  expect([exitCode, stderr]).toEqual([0, '']);
  return json<HelpDocument & Record<string, unknown>>();
}

describe('--help --json', () => {
  it.each(pathsOf(tree).map((words) => [words]))('%j is a document that fits its schema', async (words) => {
    const document = await helpOf(...words, '--help', '--json');
    expect(schemaFaults(document)).toEqual([]);
    expect(document.kind).toBe('help');
    expect(document.usage).toMatch(new RegExp(`^${['connect-cli', ...words].join(' ')}( |$)`));
    expect(document.description).not.toBe('');
  });

  it('says of a flag what it takes, what holds without it, and which variable it wins over', async () => {
    const { options, arguments: taken, globalOptions } = await helpOf('authorize', '--json', '--help');
    const option = (flags: string) => options.find((one) => one.flags === flags);
    expect(option('--client-id <id>')).toEqual({
      flags: '--client-id <id>',
      description: 'the same id under its older name, sent as client_id',
      choices: null,
      default: null,
      required: false,
      env: 'SMARTCAR_CLIENT_ID',
    });
    expect(option('--redirect-uri <uri>')).toMatchObject({ env: 'SMARTCAR_REDIRECT_URI' });
    expect(option('--approval-prompt <when>')).toMatchObject({ choices: ['auto', 'force'], env: null });
    expect(taken).toEqual([
      {
        name: 'permission',
        description: 'permissions, each with or without required:',
        required: false,
        variadic: true,
        choices: null,
        default: null,
      },
    ]);
    expect(globalOptions.map(({ flags, env }) => [flags, env])).toEqual([
      ['--json', null],
      ['--plain', 'CONNECT_CLI_PLAIN'],
      ['--no-input', null],
      ['--profile <name>', 'CONNECT_CLI_PROFILE'],
      ['--verbose', null],
      ['-V, --version', null],
    ]);
  });

  // Typed out from what each command does without the flag.
  it.each([
    ['webhook listen', '--path <path>', '/webhook'],
    ['webhook trigger', '--timeout <time>', '15s'],
    ['authorize', '--timeout <time>', '5m'],
    ['authorize', '--response-type <type>', 'code'],
    ['authorize', '--mode <mode>', 'live'],
    ['authorize', '--provider <name>', 'smartcar'],
    ['explain-scopes', '--edition <name>', smartcar.editions.at(-1)?.id ?? null],
    ['revoke', '--flow <form>', 'revoke'],
    ['diagnose', '--interval <time>', '5s'],
    ['vehicles', '--limit <number>', '1000'],
    ['guide consent', '--lang <language>', 'en'],
    ['guide consent', '--theme <theme>', 'auto'],
    ['campaign', '--expires-in <time>', '30d'],
    ['campaign progress', '--match <id>', 'user'],
    ['sandbox', '--virtual-key-domain <domain>', 'smartcar.com'],
    ['init', '--name <name>', 'default'],
    ['token env', '--shell <name>', 'posix'],
    ['virtual-key keygen', '--public-key <file>', 'public-key.pem'],
    ['doctor', '--no-browser', null],
    ['diagnose', '--timeout <time>', null],
  ])('tells what holds without a flag: %s %s', async (words, flags, usual) => {
    const { options } = await helpOf(...words.split(' '), '--help', '--json');
    expect(options.find((one) => one.flags === flags)?.default).toBe(usual);
  });

  it.each([
    ['authorize', '--provider <name>', [...providerIds]],
    ['authorize', '--edition <name>', smartcar.editions.map(({ id }) => id)],
    ['authorize', '--response-type <type>', ['code', 'none', 'omit']],
    ['diagnose', '--api <era>', ['v2', 'v3']],
    ['guide revoke', '--format <format>', ['text', 'markdown', 'html', 'svg', 'png']],
    ['guide revoke', '--lang <language>', Object.keys(languages)],
    ['guide revoke', '--theme <theme>', ['auto', 'light', 'dark']],
    ['sandbox', '--env-for <language>', ['node', 'java', 'ruby', 'python']],
    ['sandbox', '--scenario <name>', expect.arrayContaining(['driver-account', 'virtual-key-missing'])],
    // Other makes and models are taken as well, and a scope holds several permissions.
    ['authorize', '--make <make>', null],
    ['virtual-key needed', '--model <model>', null],
    ['authorize', '--scope <permissions>', null],
    ['authorize', '--client-secret-file <path>', null],
  ])('lists every value of %s %s', async (words, flags, choices) => {
    const result = await runCli([...words.split(' '), '--help', '--json'], rehearsal());
    const { options } = result.json<HelpDocument & Record<string, unknown>>();
    expect(options.find((one) => one.flags === flags)?.choices).toEqual(choices);
  });

  it.each([
    ['webhook trigger', 'type', ['verify', 'vehicle-state', 'vehicle-error']],
    ['completion', 'shell', ['bash', 'zsh', 'fish', 'powershell']],
    ['schema', 'kind', expect.arrayContaining(['authorization', 'doctor'])],
    ['explain-error', 'error', null],
  ])('lists every word of %s %s', async (words, name, choices) => {
    const document = await helpOf(...words.split(' '), '--help', '--json');
    expect(document.arguments.find((one) => one.name === name)?.choices).toEqual(choices);
  });

  it('marks flags without which nothing goes', async () => {
    const needed = async (...words: string[]) =>
      (await helpOf(...words, '--help', '--json')).options.filter((one) => one.required).map(({ flags }) => flags);
    expect(await needed('campaign')).toEqual(['--out <directory>']);
    expect(await needed('webhook', 'trigger')).toEqual(['--to <url>']);
    expect(await needed('authorize')).toEqual([]);
  });

  it('has the examples of the help', async () => {
    const { examples } = await helpOf('help', 'config', 'get', '--json');
    expect(examples).toEqual([
      { command: 'connect-cli config get redirect-uri', description: 'one value, for a script' },
      { command: 'connect-cli config get scope --profile staging', description: 'the value in another profile' },
    ]);
  });

  it('of the program is the whole tree', async () => {
    const names = ({ name, commands }: HelpCommand): unknown => [name, commands.map(names)];
    const described = (command: Command): unknown => [command.name(), command.commands.map(described)];
    expect(names(await helpOf('--help', '--json'))).toEqual(described(tree));
  });

  it.each([[['--json']], [['help', '--json']], [['--json', '--help']]])('%j is the program, too', async (words) => {
    expect(await helpOf(...words)).toEqual(await helpOf('--help', '--json'));
  });

  it.each(['url', 'guide', 'virtual-key', 'webhook'])('is what %s --json alone prints', async (name) => {
    expect(await helpOf(name, '--json')).toEqual(await helpOf(name, '--help', '--json'));
  });
});

describe('the text of help', () => {
  it('names the variable beside the flag', async () => {
    const { stdout } = await runCli(['authorize', '--help']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('sent as client_id (env: SMARTCAR_CLIENT_ID)');
  });

  it('of the program lists every command', async () => {
    const result = await runCli(['--help']);
    for (const { name } of commandTable) expect(result.stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    await expectTranscript('help', 'connect-cli --help', result);
  });

  it.each([[[]], [['help']]])('%j shows the same', async (words) => {
    const { exitCode, stdout } = await runCli(words);
    expect([exitCode, stdout]).toEqual([0, (await runCli(['--help'])).stdout]);
  });

  it('is found by its words', async () => {
    expect((await runCli(['help', 'url', 'lint'])).stdout).toBe((await runCli(['url', 'lint', '--help'])).stdout);
  });

  it.each([
    [['help', 'autorize'], 'authorize'],
    [['help', 'enviroment'], 'environment'],
    [['help', 'url', 'lnt'], 'url lint'],
  ])('%j is a slip that finds "%s"', async (words, near) => {
    const result = await runCli([...words, '--json']);
    expect([result.exitCode, result.stdout]).toEqual([2, '']);
    expect(result.error().message).toContain(`Did you mean "${near}"?`);
  });
});

describe('--version', () => {
  it.each([[['--version']], [['-V']], [['authorize', '--version']]])('%j prints the number alone', async (words) => {
    const { exitCode, stdout, stderr } = await runCli(words);
    expect([exitCode, stdout, stderr]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/), '']);
  });

  it.each([[['--version', '--json']], [['--json', '-V']]])('%j prints a document', async (words) => {
    const { exitCode, json } = await runCli(words);
    expect([exitCode, json()]).toEqual([
      0,
      {
        schemaVersion: 1,
        kind: 'version',
        name: 'connect-cli',
        version: expect.stringMatching(/^\d/),
        warnings: [],
        next: [],
      },
    ]);
  });

  it('is shown to people', async () => {
    await expectTranscript('version', 'connect-cli --version', await runCli(['--version']));
  });
});
