import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '../../src/io/stores.ts';
import { commandTree } from '../support/commands.ts';
import { makeHome, type Home } from '../support/home.ts';
import { rehearsal, runningSandbox } from '../support/rehearsal.ts';
import { runCli, type RunResult } from '../support/run.ts';

let home: Home;
beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

const cli = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<RunResult> =>
  runCli(argv, { ...rehearsal(), ...home.context(env) });
const writeProject = (values: object) =>
  writeFileSync(join(home.path, 'connect-cli.json'), JSON.stringify({ version: 1, ...values }));
const saveProfile = (profile: Profile) => home.context().profiles.save('tex', profile);

/** How to see that one command speaks of Texture. */
interface Probe {
  readonly argv: readonly string[];
  readonly shown: (result: RunResult) => unknown;
  readonly expected: unknown;
}

const providerOf = ({ json }: RunResult) => json()['provider'];
const seenIn = (text: RegExp) => (result: RunResult) => text.exec(result.stdout + result.stderr)?.[0];

const probes: Readonly<Record<string, Probe>> = {
  'explain-scopes': {
    argv: ['explain-scopes', 'energy_read', '--json'],
    shown: providerOf,
    expected: 'texture',
  },
  'explain-error': {
    argv: ['explain-error', 'PERMISSION:NULL', '--permission', 'energy_read'],
    shown: ({ exitCode }) => exitCode,
    expected: 0,
  },
  authorize: {
    argv: ['authorize', '--json', '--no-input'],
    shown: (result) => result.error().message,
    expected: "The connection link is made with Texture's API key, and there is none.",
  },
  'authorize, rehearsed': {
    argv: ['authorize', '--sandbox', '--owner', 'select-all', '--json'],
    shown: providerOf,
    expected: 'texture',
  },
  revoke: {
    argv: ['revoke', '--print-url'],
    shown: ({ stdout }) => stdout,
    expected: 'https://accounts.tesla.com/account-settings/security?tab=tpty-apps\n',
  },
  'virtual-key show': {
    argv: ['virtual-key', 'show'],
    shown: seenIn(/https:\/\/www\.tesla\.com\/_ak\/\S+/),
    expected: 'https://www.tesla.com/_ak/cdn.texturehq.com',
  },
  'guide consent': { argv: ['guide', 'consent', '--json'], shown: providerOf, expected: 'texture' },
  'guide revoke': { argv: ['guide', 'revoke', '--json'], shown: providerOf, expected: 'texture' },
  'guide virtual-key': { argv: ['guide', 'virtual-key', '--json'], shown: providerOf, expected: 'texture' },
  'config explain': {
    argv: ['config', 'explain', '--json'],
    shown: ({ json }) =>
      json<{ settings: { name: string; value: unknown }[] }>().settings.find(({ name }) => name === 'provider')?.value,
    expected: 'texture',
  },
};

/** Ways to say that it is Texture, each with the words that it puts behind a command and the variables that it sets. */
const places: Readonly<Record<string, () => Promise<{ flags?: string[]; env?: Record<string, string> }>>> = {
  flag: async () => ({ flags: ['--provider', 'texture'] }),
  'flag against everything else': async () => {
    writeProject({ provider: 'smartcar' });
    await saveProfile({ provider: 'smartcar' });
    return { flags: ['--provider', 'texture'], env: { CONNECT_CLI_PROVIDER: 'smartcar' } };
  },
  variable: async () => ({ env: { CONNECT_CLI_PROVIDER: 'Texture' } }),
  'variable against project file and profile': async () => {
    writeProject({ provider: 'smartcar' });
    await saveProfile({ provider: 'smartcar' });
    return { env: { CONNECT_CLI_PROVIDER: 'texture' } };
  },
  'project file': async () => {
    writeProject({ provider: 'texture' });
    return {};
  },
  'project file against a profile': async () => {
    writeProject({ provider: 'texture' });
    await saveProfile({ provider: 'smartcar' });
    return {};
  },
  profile: async () => {
    await saveProfile({ provider: 'texture' });
    return {};
  },
  'profile that --profile names': async () => {
    await home.context().profiles.save('usual', {});
    await saveProfile({ provider: 'texture' });
    return { flags: ['--profile', 'tex'] };
  },
};

describe.each(Object.entries(places))('a provider by %s', (_place, say) => {
  it.each(Object.entries(probes))('holds for %s', async (_name, { argv, shown, expected }) => {
    const { flags = [], env } = await say();
    expect(shown(await cli([...argv, ...flags], env))).toBe(expected);
  });
});

describe('a command with --provider', () => {
  /** They tell or write settings, and have tests of their own. */
  const elsewhere = ['doctor', 'init'];

  it('is held to the one order above', async () => {
    const named: string[] = [];
    const visit = (command: Command, words: readonly string[]): void => {
      if (command.options.some(({ long }) => long === '--provider')) named.push(words.join(' '));
      for (const one of command.commands) visit(one, [...words, one.name()]);
    };
    visit(await commandTree(), []);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !Object.hasOwn(probes, name) && !elsewhere.includes(name))).toEqual([]);
  });

  it('follows what init saved, as the next step of init says', async () => {
    const saved = await cli(['init', '--provider', 'texture', '--no-input', '--name', 'tex', '--json']);
    expect(saved.exitCode, saved.stderr).toBe(0);
    expect((await cli(['authorize', '--no-input', '--json'])).error().message).toContain("Texture's API key");
  });

  it('explains an error where the settings are what is wrong', async () => {
    await saveProfile({ provider: 'texture' });
    writeFileSync(home.context().profiles.path, 'no JSON');
    expect((await cli(['explain-scopes'])).exitCode).toBe(4);
    expect((await cli(['explain-error', 'INVALID_VALUE'])).exitCode).toBe(0);
  });
});

describe('a scope', () => {
  it('of a profile holds for the provider of that profile alone', async () => {
    await saveProfile({ provider: 'texture', scope: 'energy_read' });
    const asked = async (...flags: readonly string[]) =>
      (await cli(['explain-scopes', '--json', ...flags])).json<{ permissions: { name: string }[] }>().permissions;
    expect((await asked()).map(({ name }) => name)).toEqual(['energy_read']);
    expect((await asked('--provider', 'smartcar')).length).toBeGreaterThan(20);
    const rehearsed = await cli(['revoke', '--json', '--no-browser']);
    expect(rehearsed.json<{ next: { command: string }[] }>().next[0]?.command).toBe(
      'connect-cli authorize --provider texture --scope energy_read',
    );
  });

  it('of SMARTCAR_SCOPE is not one of Texture', async () => {
    const env = { SMARTCAR_SCOPE: 'read_vin', CONNECT_CLI_PROVIDER: 'texture' };
    expect((await cli(['explain-scopes', '--json'], env)).exitCode).toBe(0);
  });
});

describe('an edition', () => {
  const row = async (...flags: readonly string[]) =>
    (await cli(['config', 'explain', '--json', ...flags]))
      .json<{ settings: { name: string }[] }>()
      .settings.find(({ name }) => name === 'edition');
  const newest = { value: '2026-02', source: { kind: 'default', name: null } };
  const project = () => ({
    value: '2023-12',
    source: { kind: 'project', name: join(home.path, 'connect-cli.json') },
  });

  it('has its row, with what it won over', async () => {
    expect(await row()).toMatchObject({ ...newest, overrides: [] });
    writeProject({ edition: '2023-12' });
    expect(await row()).toMatchObject({ ...project(), overrides: [newest] });
    expect(await row('--edition', '2026-02')).toMatchObject({
      value: '2026-02',
      source: { kind: 'flag', name: '--edition' },
      overrides: [project(), newest],
    });
    expect((await cli(['config', 'explain'])).stdout).toMatch(/^edition +2023-12 \(project file$/m);
    expect((await cli(['config', 'get', 'edition'])).stdout).toBe('2023-12\n');
  });

  it('is no value of a profile', async () => {
    await saveProfile({});
    const refused = await cli(['config', 'set', 'edition', '2023-12', '--json']);
    expect([refused.exitCode, refused.error()]).toEqual([
      2,
      expect.objectContaining({ code: 'USAGE', message: 'A profile does not hold the edition.' }),
    ]);
  });

  it('of the project file is one of its own provider', async () => {
    writeProject({ edition: '2023-12' });
    await saveProfile({ provider: 'texture' });
    expect(await row()).toMatchObject({ value: '2024-01', source: { kind: 'default' } });
    expect((await cli(['explain-scopes', '--json'])).json()['edition']).toBe('2024-01');
    const smartcar = ['explain-scopes', '--provider', 'smartcar', '--json'];
    expect((await cli(smartcar)).json()['edition']).toBe('2023-12');
    // It has no choice of providers, so it speaks of Smartcar.
    const scopes = await cli(['scopes', '--signals', 'odometer-traveleddistance', '--json']);
    expect(scopes.json()['edition'], scopes.stderr).toBe('2023-12');
  });

  it('of the project file gives way to a running sandbox, and to the date that a rehearsal plays', async () => {
    writeProject({ edition: '2023-12' });
    const { url } = await runningSandbox({ edition: '2026-02' });
    const missed = ['authorize', '--owner', 'Vehicle Information', '--scope', 'read_location', '--json'];
    expect((await cli([...missed, '--sandbox'])).exitCode).toBe(0);
    expect((await cli([...missed, `--sandbox=${url}`])).exitCode).toBe(5);
    expect((await cli([...missed, '--sandbox', '--as-of', '2026-07-01'])).exitCode).toBe(5);
    expect((await cli(['permissions', `--sandbox=${url}`, '--json'])).json()['edition']).toBe('2026-02');
  });
});
