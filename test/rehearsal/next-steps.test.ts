import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/io/context.ts';
import { createRowFiles } from '../../src/io/rows/row-files.ts';
import { createWebhookTools } from '../../src/io/webhook/node-webhook-tools.ts';
import type { SandboxHandle } from '../../src/io/sandbox-control.ts';
import { commandTree, shellWords } from '../support/commands.ts';
import { memoryStore, rehearsal, runningSandbox } from '../support/rehearsal.ts';
import { runCli, type RunResult } from '../support/run.ts';

const scope = 'read_odometer control_security';
const played = ['select-all', 'none', 'deny', 'deny-at-tesla', 'Vehicle Information', 'Vehicle Commands'] as const;

/** One run and where its sandbox starts. */
interface Row {
  readonly words: readonly string[];
  readonly scenario: string | undefined;
}

function row(words: readonly string[], scenario?: string): Row {
  return { words, scenario };
}

/** Every command that takes --sandbox, in the ways that lead to different advice. */
const matrix: readonly Row[] = [
  ...played.map((owner) => row(['authorize', '--scope', scope, '--owner', owner])),
  row(['authorize', '--owner', 'select-all']),
  row(['authorize', '--owner', 'select-all', '--without-key']),
  row(['authorize', '--scope', 'read_vin read_location', '--owner', 'select-all', '--untick', 'read_location']),
  ...['driver-account', 'no-phone-key', 'key-limit', 'no-vehicles', 'incompatible', 'expired-code'].map((name) =>
    row(['authorize', '--scope', scope, '--owner', 'select-all'], name),
  ),
  ...played.map((owner) => row(['revoke', '--make', 'TESLA', '--scope', scope, '--owner', owner])),
  ...['Vehicle Information', 'none', 'select-all'].map((owner) =>
    row(['authorize', '--provider', 'texture', '--scope', 'vehicle_read vehicle_command', '--owner', owner]),
  ),
  ...['Vehicle Information', 'none', 'select-all'].map((owner) =>
    row(['revoke', '--provider', 'texture', '--scope', 'vehicle_command', '--owner', owner]),
  ),
  ...['vehicles', 'permissions', 'user', 'migration-status', 'migrate plan'].flatMap((command) =>
    ['new-owner', 'all-granted'].map((name) => row(command.split(' '), name)),
  ),
  ...['virtual-key-missing', 'revoked-at-tesla', 'legacy-connection', 'driver-account'].map((name) =>
    row(['diagnose'], name),
  ),
  row(['diagnose', '--scope', scope], 'missing-commands-box'),
  ...['missing-commands-box', 'revoked-at-tesla', 'all-granted'].flatMap((name) => [
    row(['audit', '--scope', scope], name),
    row(['audit', '--scope', scope, '--format', 'jsonl'], name),
  ]),
  row(['vehicles']),
  row(['diagnose']),
  row(['disconnect', '0e38b4f0-c59c-420c-8c37-b451e7947759', '--yes'], 'all-granted'),
  row(['disconnect', 'nobody', '--yes'], 'all-granted'),
];

/** What takes the address of a running sandbox alone; `{url}` stands for it. */
const attached: readonly (readonly string[])[] = [
  ['token', 'refresh', '--all', '--sandbox={url}'],
  ['token', 'refresh', 'nobody', '--sandbox={url}'],
  ['token', 'env', '--sandbox={url}'],
  ['webhook', 'trigger', 'vehicle-error', '--sandbox={url}', '--to', '{url}/nowhere'],
  ['webhook', 'trigger', 'verify', '--sandbox={url}'],
  ['webhook', 'trigger', 'verify', '--sandbox={url}', '--to', '{url}/nowhere'],
  ['init', '--sandbox={url}', '--name', 'rehearsal'],
];

/** Commands of next steps at any depth, and commands in backticks within any text. */
function commandsOf({ stdout, stderr }: RunResult): readonly string[] {
  const found = new Set<string>();
  const walk = (value: unknown, name?: string): void => {
    if (typeof value === 'string') {
      if (name === 'command' && value.startsWith('connect-cli ')) found.add(value);
      for (const [, command = ''] of value.matchAll(/`(connect-cli [^`]+)`/g)) found.add(command);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value)) walk(one, key);
    }
  };
  for (const line of stdout.split('\n').filter((one) => one !== '')) walk(JSON.parse(line));
  for (const line of stderr.split('\n').filter((one) => one.startsWith('{"error"'))) walk(JSON.parse(line));
  return [...found];
}

const origins = (text: string) => [...text.matchAll(/https?:\/\/[^\s/"'`]+/g)].map(([origin]) => origin);
const isLoopback = (origin: string) => /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(origin);

/** A store that nobody may touch. */
const closedStore = new Proxy(memoryStore(), {
  get: () => () => {
    throw new Error('the real store was opened');
  },
});

/** Every command that takes --sandbox. */
function sandboxed(command: Command, before: readonly string[] = []): readonly string[] {
  return command.commands.flatMap((one) => {
    const path = [...before, one.name()];
    const takes = one.options.some(({ long }) => long === '--sandbox');
    return [...(takes ? [path.join(' ')] : []), ...sandboxed(one, path)];
  });
}

async function* noRows(): AsyncGenerator<string> {}

/** A store of profiles that keeps nothing. */
function memoryProfiles(): Context['profiles'] {
  return {
    path: '/nowhere/profiles.json',
    newProjectPath: () => '/nowhere/connect-cli.json',
    active: async () => undefined,
    project: async () => undefined,
    list: async () => [],
    save: async () => {},
    use: async () => {},
    remove: async () => {},
  };
}

async function follow(
  sandbox: string,
  words: readonly string[],
  scenario: string | undefined,
): Promise<readonly string[]> {
  const credentials = sandbox === '--sandbox' ? closedStore : memoryStore();
  return followed([...words, sandbox, ...(scenario === undefined ? [] : ['--scenario', scenario])], credentials);
}

async function followed(
  words: readonly string[],
  credentials: Context['credentials'],
  given: Partial<Context> = {},
): Promise<readonly string[]> {
  const rows = { ...createRowFiles(noRows, process), expectMany: async () => {} };
  const cli = (argv: readonly string[]) =>
    runCli([...argv, '--json'], rehearsal({ credentials, rows, webhooks: createWebhookTools(process), ...given }));
  const first = await cli(words);
  const bad = first.stderr.includes('UNEXPECTED') ? [`${words.join(' ')} failed: ${first.stderr}`] : [];
  for (const command of commandsOf(first)) {
    const { exitCode, stderr } = await cli(shellWords(command).slice(1));
    if (exitCode === 2 || exitCode === 4 || stderr.includes('UNEXPECTED'))
      bad.push(`${command} → ${exitCode} ${stderr.slice(-300)}`);
    bad.push(
      ...origins(command)
        .filter((origin) => !isLoopback(origin))
        .map((origin) => `${command} leaves for ${origin}`),
    );
  }
  return bad;
}

describe('what a rehearsal advises', () => {
  it.each(matrix)('stays in it: $words $scenario --sandbox', async ({ words, scenario }) => {
    expect(await follow('--sandbox', words, scenario)).toEqual([]);
  });

  it.each(matrix)('stays in it: $words $scenario --sandbox=URL', async ({ words, scenario }) => {
    const sandbox: SandboxHandle = await runningSandbox({ scenario });
    expect(await follow(`--sandbox=${sandbox.url}`, words, scenario)).toEqual([]);
  });

  it.each(attached)('stays in it: %s %s %s …', async (...words) => {
    const { url } = await runningSandbox({ scenario: 'all-granted' });
    const store = memoryStore();
    const profiles = memoryProfiles();
    await runCli(['authorize', `--sandbox=${url}`, '--owner', 'select-all'], rehearsal({ credentials: store }));
    expect(
      await followed(
        words.map((word) => word.replace('{url}', url)),
        store,
        { profiles },
      ),
    ).toEqual([]);
  });

  it('is followed for every command that a sandbox can stand in for', async () => {
    const walked = new Set([...matrix.map(({ words }) => words), ...attached].map((words) => words.join(' ')));
    const isWalked = (path: string) => [...walked].some((line) => `${line} `.startsWith(`${path} `));
    // `doctor` asks this machine; its advice is walked in its own test.
    expect(sandboxed(await commandTree()).filter((path) => !isWalked(path))).toEqual(['doctor']);
  });

  it('by URL names that sandbox', async () => {
    const sandbox = await runningSandbox();
    const { json } = await runCli(
      ['vehicles', `--sandbox=${sandbox.url}`, '--json'],
      rehearsal({ credentials: memoryStore() }),
    );
    expect(json<{ next: unknown[] }>().next).toMatchObject([
      { command: `connect-cli authorize --sandbox=${sandbox.url} --owner select-all` },
    ]);
  });
});
