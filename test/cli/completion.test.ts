import fc from 'fast-check';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { bashReplies, readBashLine } from '../../src/cli/completion/bash-line.ts';
import { completionScript } from '../../src/cli/completion/scripts.ts';
import { commandTree, shellWords } from '../support/commands.ts';
import type { CompletionDocument } from '../../src/report/documents/completion.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';
import { providerIds } from '../../src/core/providers/ids.ts';
import { smartcar } from '../../src/core/providers/smartcar/provider.ts';

const tree = await commandTree();
const breaks = ' \t\n"\'@><=;|&(:';

/** What fish is told for a word at the cursor behind some others. */
async function answer(current: string, ...words: readonly string[]) {
  const { exitCode, stdout, stderr } = await runCli(['complete', 'fish', `=${current}`, ...words], scenarios);
  expect([exitCode, stderr]).toEqual([0, '']);
  const [directive, ...lines] = stdout.split('\n');
  return { directive, values: lines.filter((line) => line !== '').map((line) => line.split('\t')[0] ?? '') };
}

const scenarios = {
  sandbox: {
    start: () => Promise.reject(new Error('no sandbox is started')),
    attach: () => Promise.reject(new Error('no sandbox is attached')),
    scenarios: async () => [{ name: 'driver-account', story: 'A driver connects.' }],
  },
};

function commandsOf(
  command: Command,
  words: readonly string[] = [],
): readonly (readonly [readonly string[], Command])[] {
  return [[words, command], ...command.commands.flatMap((one) => commandsOf(one, [...words, one.name()]))];
}

describe('completion of every command', () => {
  it.each(commandsOf(tree).map(([words, command]) => [words.join(' '), words, command] as const))(
    'connect-cli %s: its commands and its flags',
    async (_, words, command) => {
      const names = await answer('', ...words);
      for (const one of command.commands) expect(names.values).toContain(one.name());
      const flags = await answer('--', ...words);
      const wanted = command.options.flatMap(({ long }) => (long === undefined || long === null ? [] : [long]));
      expect(flags.values).toEqual(expect.arrayContaining([...wanted, '--json', '--profile', '--help']));
    },
  );

  it('offers a flag once, unless it collects its values', async () => {
    const { values } = await answer('--', 'authorize', '--owner', 'none', '--make', 'TESLA');
    expect(values).toContain('--owner');
    expect(values).not.toContain('--make');
  });
});

describe('completion of values', () => {
  it.each([
    ['read_odo', ['authorize'], ['read_odometer']],
    ['required:read_odo', ['authorize'], ['required:read_odometer']],
    ['requ', ['authorize'], ['required:']],
    ['--scope=read_odo', ['authorize'], ['--scope=read_odometer']],
    ['read_vin,read_odo', ['authorize', '--untick'], ['read_vin,read_odometer']],
    ['Vehicle\\ Inf', ['authorize', '--owner'], ['Vehicle Information']],
    ['deny', ['authorize', '--owner'], ['deny', 'deny-at-tesla']],
    ['dri', ['revoke', '--scenario'], ['driver-account']],
    ['', ['authorize', '--provider'], [...providerIds]],
    ['', ['authorize', '--edition'], smartcar.editions.map(({ id }) => id)],
    ['energy_r', ['explain-scopes', '--provider=texture'], ['energy_read']],
    ['', ['authorize', '--mode'], ['live', 'simulated', 'test']],
    ['TES', ['authorize', '--make'], ['TESLA']],
    ['security/l', ['scopes', '--commands'], ['security/lock']],
    ['PORT', ['explain-error'], ['PORT_UNAVAILABLE']],
    ['box-m', ['explain-error'], ['box-missing']],
    ['', ['help', 'virtual-key'], ['show', 'needed', 'check', 'keygen']],
    ['ex', ['help'], ['explain-scopes', 'explain-error', 'exit-codes']],
    ['url', ['schema'], ['url', 'url-lint']],
    ['', ['completion'], ['bash', 'zsh', 'fish', 'powershell']],
    ['missing', ['audit', 'x.jsonl', '--only'], ['missing-boxes']],
    ['rej', ['audit', 'x.jsonl', '--only'], []],
    ['rej', ['audit', 'x.jsonl', '--fail-on'], ['rejected']],
    ['', ['audit', 'x.jsonl', '--group-by'], ['box', 'model', 'year', 'make']],
    ['box,m', ['audit', 'x.jsonl', '--group-by'], ['box,model', 'box,make']],
    ['PERMISSION:N', ['explain-error'], ['PERMISSION:NULL']],
    ['req', ['authorize', '--provider', 'texture', '--scope'], []],
    ['client-s', ['config', 'get'], ['client-secret']],
    ['', ['webhook', 'trigger'], ['verify', 'vehicle-state', 'vehicle-error']],
  ])('%j behind %j', async (current, words, values) => {
    expect((await answer(current, ...words)).values.toSorted()).toEqual(values.toSorted());
  });

  it.each([
    ['', ['sandbox', '--scenario-file'], ':files'],
    ['--from-code=sr', ['scopes'], ':folders'],
    ['', ['audit'], ':files'],
    ['requ', ['authorize'], ':goes-on'],
    ['', ['authorize', '--client-id'], ':words'],
  ])('%j behind %j says %s', async (current, words, directive) => {
    expect((await answer(current, ...words)).directive).toBe(directive);
  });

  it.each([[['authorize', '--client-id']], [['authorize', '--no-such-flag=']], [['no-such-command']]])(
    'says nothing where nothing is known: %j',
    async (words) => {
      expect((await answer('x', ...words)).values).toEqual([]);
    },
  );
});

describe('completion that fails', () => {
  const broken = {
    profiles: {
      path: '',
      active: () => Promise.reject(new Error('broken')),
      project: () => Promise.reject(new Error('broken')),
      newProjectPath: () => '',
      list: () => Promise.reject(new Error('broken')),
      save: () => Promise.reject(new Error('broken')),
      use: () => Promise.reject(new Error('broken')),
      remove: () => Promise.reject(new Error('broken')),
    },
  };

  it.each([
    [['complete', 'fish', '=', '--profile']],
    [['complete']],
    [['complete', 'bash']],
    [['complete', 'tcsh', '=x']],
    [['complete', 'fish', '=\u0000\u001b[31m', '\u0007']],
    [['complete', 'bash', '=', `=connect-cli authorize "${'x'.repeat(100_000)}`]],
  ])('ends well and says no error: %j', async (argv) => {
    const { exitCode, stdout, stderr } = await runCli(argv, broken);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).not.toMatch(/error [A-Z]|broken|at .*:\d/);
  });
});

describe('a line as bash hands it over', () => {
  it.each([
    ['connect-cli', [], 'connect-cli'],
    ['connect-cli ', [], ''],
    ['A=1 connect-cli url l', ['url'], 'l'],
    ['connect-cli a "b c" d\\ e \'f "g', ['a', 'b c', 'd e'], 'f "g'],
    ['connect-cli "a\\"b\\c" $(rm -rf x', ['a"b\\c', '$(rm', '-rf'], 'x'],
  ])('%s', (line, words, current) => {
    expect(readBashLine(line, breaks)).toMatchObject({ words, current });
  });

  it('is split as a shell splits it', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', ' ', '"', "'", '\\', ':', '=', '$', '`', '-', 'ü'),
      minLength: 1,
    });
    const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const line = `connect-cli ${words.map(quote).join(' ')} `;
        expect(readBashLine(line, breaks).words).toEqual(words);
      }),
    );
  });

  it('gets replies that mean the candidate, whatever quote is open', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '"', "'", '\\', ':', '=', '$', '`', '!', ';'),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(text, fc.constantFrom('', '"', "'"), (value, quote) => {
        const [reply = ''] = bashReplies(readBashLine(`connect-cli ${quote}`, breaks), [{ value }]);
        expect(shellWords(`${quote}${reply}${quote}`)).toEqual([value]);
      }),
      { numRuns: 40 },
    );
  });

  it('gets replies for what stands behind the last break alone', () => {
    const line = readBashLine('connect-cli authorize --scope=required:read', breaks);
    expect(bashReplies(line, [{ value: '--scope=required:read_vin' }])).toEqual(['read_vin']);
  });
});

describe('the command', () => {
  it('shows a script to people', async () => {
    await expectTranscript('completion-fish', 'connect-cli completion fish', await runCli(['completion', 'fish']));
  });

  it.each(['bash', 'zsh', 'fish', 'powershell'])('prints that of %s as a document, too', async (shell) => {
    const document = (await runCli(['completion', shell, '--json'])).json<
      CompletionDocument & Record<string, unknown>
    >();
    expect(schemaFaults(document)).toEqual([]);
    expect(document.script).toBe((await runCli(['completion', shell])).stdout);
    for (const step of document.install) expect(document.script).toContain(`# ${step}\n`);
  });
});

/**
 * No PowerShell can be had where these tests run: what is held is the form of the script, and the answers that it takes
 * apart.
 */
describe('the script for PowerShell', () => {
  const script = completionScript('powershell');

  it('closes what it opens, in order, strings left out', () => {
    const code = script
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .join('\n')
      // Inside double quotes a backtick takes the next sign as it is; inside single quotes two make one.
      .replaceAll(/"(?:`[^]|[^"`])*"|'(?:''|[^'])*'/g, 'S');
    expect(code).not.toMatch(/["'`]/);
    // Innermost pairs are taken out until nothing is left.
    const signs = (code.match(/[(){}[\]]/g) ?? []).join('');
    const pairs = /\(\)|\{\}|\[\]/g;
    const rest = Array.from(signs).reduce((left) => left.replaceAll(pairs, ''), signs);
    expect([signs.length > 40, rest]).toEqual([true, '']);
  });

  it('answers for the program by both of its names on Windows', () => {
    expect(script).toContain(
      'Register-ArgumentCompleter -Native -CommandName connect-cli, connect-cli.cmd -ScriptBlock {',
    );
    // The three values that PowerShell hands to a native completer, in this order.
    expect(script).toContain('param($wordToComplete, $commandAst, $cursorPosition)');
  });

  it('asks with a mark before the word, which may be empty, and with the words before it', async () => {
    expect(script).toContain('@(connect-cli complete powershell "=$wordToComplete" @words 2>$null)');
    const { stdout, exitCode } = await runCli(['complete', 'powershell', '=--sc', 'authorize']);
    expect([exitCode, stdout.split('\n')[0]]).toEqual([0, ':words']);
    expect(stdout).toContain('\n--scope\tpermissions as one string, separated by spaces or commas\n');
  });

  it('takes answers apart at the tab, and leaves paths to PowerShell', async () => {
    // A backtick and t is the tab of PowerShell.
    expect(script).toContain('$value, $about = $_ -split "`t", 2');
    expect(script).toContain("$answer[0] -eq ':files' -or $answer[0] -eq ':folders') { return }");
    const files = await runCli(['complete', 'powershell', '=', 'virtual-key', 'show', '--svg']);
    expect(files.stdout).toBe(':files\n');
    for (const line of (await runCli(['complete', 'powershell', '='])).stdout.trimEnd().split('\n').slice(1))
      expect(line.split('\t')).toHaveLength(2);
  });

  it('quotes what PowerShell would take apart', async () => {
    const quoted = /if \(\$value -match '(\[.*?\])'\) \{ "'" \+ \(\$value -replace "'", "''"\) \+ "'" \}/.exec(script);
    const pattern = new RegExp(quoted?.[1]?.replaceAll("''", "'") ?? '(?!)');
    expect(['Vehicle Location', 'a;b', "it's", 'a"b', 'a,b'].every((value) => pattern.test(value))).toBe(true);
    expect(['read_vin', '--scope', 'required:read_vin', 'security/lock'].some((value) => pattern.test(value))).toBe(
      false,
    );
  });
});
