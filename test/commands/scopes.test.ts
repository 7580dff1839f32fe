import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSourceTree } from '../../src/io/code-scan/source-tree.ts';
import type { Context, PromptChoice } from '../../src/io/context.ts';
import type { Profile } from '../../src/io/stores.ts';
import { run } from '../../src/cli/program.ts';
import { captureOutput, createTestContext } from '../support/context.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

interface Derived {
  kind: string;
  scope: string;
  signals: { code: string; permission: string | null; basis: string; boxes: string[][]; required: boolean }[];
  commands: { code: string; permission: string }[];
  permissions: { name: string; required: boolean; because: string[]; boxes: string[][]; unmapped: boolean }[];
  unresolved: string[];
  boxes: { label: string; tick: boolean }[];
  virtualKey: { needed: boolean; because: string[] };
  diff: Record<string, string[] | string | boolean>;
  code: {
    directory: string;
    files: number;
    underAsked: string[];
    overAsked: string[];
    unknown: { name: string; nearest: string | null; at: { file: string; line: number }[] }[];
  };
  findings: { kind: string; severity: string; title: string; evidence: string[] }[];
  saved: { profile: string };
  warnings: string[];
}

async function derive(args: readonly string[], given: Partial<Context> = {}, exitCode = 0): Promise<Derived> {
  const result = await runCli(['scopes', ...args, '--json'], given);
  expect(result.stderr).toBe('');
  expect(result.exitCode).toBe(exitCode);
  const document = result.json<Derived>();
  expect(schemaFaults(document)).toEqual([]);
  return document;
}

const text = async (...args: string[]) => (await runCli(['scopes', ...args])).stdout.replace(/\s+/g, ' ');

describe('signals and commands in, permissions out', () => {
  it('seed 125: one signal gives its permission', async () => {
    const document = await derive(['--signals', 'odometer-traveleddistance']);
    expect(document.scope).toBe('read_odometer');
    expect(document.kind).toBe('scope-derivation');
  });

  it("seed 132: Smartcar's example gives exactly its three permissions", async () => {
    const document = await derive([
      '--signals',
      'tractionbattery-stateofcharge,charge-detailedchargingstatus,odometer-traveleddistance',
    ]);
    expect(document.scope).toBe('read_battery read_charge read_odometer');
    expect(document.permissions.map(({ name, because }) => [name, because])).toEqual([
      ['read_battery', ['tractionbattery-stateofcharge']],
      ['read_charge', ['charge-detailedchargingstatus']],
      ['read_odometer', ['odometer-traveleddistance']],
    ]);
    expect(document.boxes.filter(({ tick }) => tick).map(({ label }) => label)).toEqual(['Vehicle Information']);
    expect(document.virtualKey.needed).toBe(false);
  });

  it('seed 126: shows the signal and the permission side by side, and what each is', async () => {
    const result = await runCli(['scopes', '--signals', 'odometer-traveleddistance']);
    expect(result.stdout).toMatch(/signal +permission +basis +box/);
    expect(result.stdout).toMatch(/odometer-traveleddistance +read_odometer +v2-endpoint +Vehicle Information/);
    expect(await text('odometer')).toContain(
      'A signal is a data point; a permission is the OAuth scope under which it is read.',
    );
  });

  it('seed 139: --require puts required: before the permission of that signal', async () => {
    const document = await derive(['--signals', 'odometer-traveleddistance', '--require', 'odometer-traveleddistance']);
    expect(document.scope).toBe('required:read_odometer');
    expect((await derive(['--require', 'odometer-traveleddistance'])).scope).toBe('required:read_odometer');
  });

  it('a command needs its box and a virtual key', async () => {
    const document = await derive(['--commands', 'lock,charge/start', '--signals', 'location-preciselocation']);
    expect(document.scope).toBe('read_location control_charge control_security');
    expect(document.virtualKey).toMatchObject({ needed: true, because: ['control_charge', 'control_security'] });
    expect(document.boxes.filter(({ tick }) => tick).map(({ label }) => label)).toEqual([
      'Vehicle Information',
      'Vehicle Location',
      'Vehicle Commands',
      'Vehicle Charging Management',
    ]);
  });

  it('the edition governs the boxes', async () => {
    const document = await derive(['--signals', 'location-preciselocation', '--edition', '2023-12']);
    expect(document.signals[0]?.boxes).toEqual([['Vehicle Information']]);
  });

  it('a signal whose permission nobody publishes is said to be one', async () => {
    const document = await derive(['--signals', 'transmission-gearstate,odometer-traveleddistance']);
    expect(document.unresolved).toEqual(['transmission-gearstate']);
    expect(document.scope).toBe('read_odometer');
    expect(document.warnings.join()).toContain('It is not published which permission transmission-gearstate needs');
  });

  it.each([
    [['--signals', 'tractionbattery-soc'], 'tractionbattery-stateofcharge'],
    [['--signals', 'odometr-traveleddistance'], 'odometer-traveleddistance'],
    [['--commands', 'lok'], 'security/lock'],
    [['--require', 'security/unlok'], 'security/unlock'],
  ])('%j is refused with the nearest name', async (args, near) => {
    const result = await runCli(['scopes', ...args, '--json']);
    expect(result.exitCode).toBe(2);
    expect(result.error().message).toContain(`Did you mean "${near}"?`);
  });

  it.each([
    ['--signals', ''],
    ['--commands', ' , '],
    ['--diff', '', '--signals', 'wheel-tires'],
    ['battery', '--signals', 'wheel-tires'],
    ['--list', '--commands', 'lock'],
    ['--list', '--save'],
    ['battery', '--diff', 'read_vin'],
    ['--from-code', ' '],
  ])('scopes %s %s is refused', async (...args) => {
    expect((await runCli(['scopes', ...args])).exitCode).toBe(2);
  });

  it('names of the compatibility matrix are led to the signal that carries them', async () => {
    const result = await runCli(['scopes', '--signals', 'tractionbattery-ratedrange', '--json']);
    expect(result.error().hint).toContain('tractionbattery-range');
  });
});

describe('what the text says', () => {
  it('seed 124: the place in the Dashboard', async () => {
    expect(await text('--signals', 'odometer-traveleddistance')).toContain(
      'Dashboard → Configuration → Vehicle Access',
    );
  });

  it('seed 130: existing connections keep what they were granted', async () => {
    expect(await text('--signals', 'odometer-traveleddistance')).toMatch(
      /Existing connections keep .* until the owner re-authenticates/,
    );
  });

  it('seed 131: the scope on the URL overrides Vehicle Access for that authorization', async () => {
    expect(await text('--signals', 'odometer-traveleddistance')).toContain(
      'overrides Vehicle Access, for that one authorization only',
    );
  });

  it('seed 133: the rules for required: with their day', async () => {
    expect(await text('--signals', 'odometer-traveleddistance')).toContain('Since 2026-06-16');
  });

  it('seed 142: Connection Filters restrict cars by powertrain; required cures no VEHICLE_NOT_CAPABLE', async () => {
    const said = await text('--signals', 'odometer-traveleddistance');
    expect(said).toContain('VEHICLE_NOT_CAPABLE');
    expect(said).toMatch(/restrict the powertrain with Connection Filters/);
  });

  it('is as it should be', async () => {
    const line =
      'scopes --signals tractionbattery-stateofcharge,odometer-traveleddistance --commands security/lock --require security/lock';
    await expectTranscript('scopes-signals', `connect-cli ${line}`, await runCli(line.split(' ')));
    await expectTranscript(
      'scopes-search',
      'connect-cli scopes battery level',
      await runCli(['scopes', 'battery', 'level']),
    );
    const diff = [
      'scopes',
      '--signals',
      'odometer-traveleddistance,location-preciselocation',
      '--diff',
      'read_odometer read_vin control_security',
    ];
    await expectTranscript(
      'scopes-diff',
      'connect-cli scopes --signals odometer-traveleddistance,location-preciselocation --diff "read_odometer read_vin control_security"',
      await runCli(diff),
    );
  });

  it.each([
    ['--signals transmission-gearstate,odometer-traveleddistance --diff read_vin'],
    ['--list'],
    ['battery level'],
  ])('scopes %s is plain ASCII on a terminal without Unicode', async (line) => {
    const stdout = captureOutput({ unicode: false });
    await run(['scopes', ...line.split(' ')], createTestContext({ stdout }));
    expect([...stdout.text()].filter((letter) => letter > '\u007E')).toEqual([]);
    expect(stdout.text().length).toBeGreaterThan(100);
  });

  it('keeps to 80 columns but for commands to copy', async () => {
    for (const args of [['--list'], ['--signals', 'connectivitysoftware-currentfirmwareversion'], ['battery']]) {
      const lines = (await runCli(['scopes', ...args])).stdout
        .split('\n')
        .filter((line) => !line.includes('connect-cli'));
      expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
    }
  });
});

describe('--diff', () => {
  it('seed 123: tells what is too much and why to leave it out', async () => {
    const document = await derive([
      '--signals',
      'odometer-traveleddistance',
      '--diff',
      'read_odometer read_location control_security',
    ]);
    expect(document.diff).toEqual({
      current: 'read_odometer read_location control_security',
      excess: ['read_location', 'control_security'],
      missing: [],
      nowRequired: [],
      noLongerRequired: [],
      unchanged: ['read_odometer'],
      newBoxes: [],
      spareBoxes: ['Vehicle Location', 'Vehicle Commands'],
      virtualKeyNewlyNeeded: false,
    });
    expect(await text('--signals', 'odometer-traveleddistance', '--diff', 'read_odometer read_location')).toContain(
      'every unnecessary permission costs privacy and consents',
    );
  });

  it('tells what the owner would be asked anew', async () => {
    const document = await derive(['--commands', 'lock', '--diff', 'read_vin']);
    expect(document.diff).toMatchObject({
      missing: ['control_security'],
      newBoxes: ['Vehicle Commands'],
      virtualKeyNewlyNeeded: true,
    });
  });

  it('refuses a scope with an unknown permission', async () => {
    expect((await runCli(['scopes', '--commands', 'lock', '--diff', 'read_odomter'])).exitCode).toBe(2);
  });
});

describe('--list and search', () => {
  it('seed 127: a search names the signal and the next command', async () => {
    const result = await runCli(['scopes', 'battery', 'level', '--json']);
    const document = result.json<{
      kind: string;
      query: string;
      signals: { code: string }[];
      next: { command: string }[];
    }>();
    expect(schemaFaults(document)).toEqual([]);
    expect(document.signals[0]?.code).toBe('tractionbattery-stateofcharge');
    expect(document.next[0]?.command).toBe('connect-cli scopes --signals tractionbattery-stateofcharge');
  });

  it('the list holds all 93 signals', async () => {
    const document = (await runCli(['scopes', '--list', '--json'])).json<{
      kind: string;
      signals: unknown[];
      commands: unknown[];
    }>();
    expect(schemaFaults(document)).toEqual([]);
    expect(document.signals).toHaveLength(93);
    expect(document.commands).toHaveLength(16);
  });

  it('seed 124: search and list name the place in the Dashboard', async () => {
    for (const args of [['battery', 'level'], ['--list'], ['xyzzy']]) {
      // In one piece on 80 columns, to be found by eye and by grep.
      expect((await runCli(['scopes', ...args])).stdout).toContain('Dashboard → Configuration → Vehicle Access');
    }
    const derived = await runCli(['scopes', '--signals', 'wheel-tires']);
    expect(derived.stdout).toContain('Dashboard → Configuration → Vehicle Access');
  });

  it('keeps every code in one piece on 80 columns, so that it can be found and copied', async () => {
    const { signals } = (await runCli(['scopes', '--list', '--json'])).json<{ signals: { code: string }[] }>();
    const lines = (await runCli(['scopes', '--list'])).stdout.split('\n');
    const broken = signals.filter(({ code }) => !lines.some((line) => line.startsWith(`${code} `)));
    expect(broken).toEqual([]);
  });

  it('a search that finds a command leads to it', async () => {
    const document = (await runCli(['scopes', 'unlock', '--json'])).json<{ next: { command: string }[] }>();
    expect(document.next.map(({ command }) => command)).toContain('connect-cli scopes --commands security/unlock');
  });

  it('finding nothing is not an error', async () => {
    const result = await runCli(['scopes', 'xyzzy']);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('matches "xyzzy"');
  });
});

describe('bare', () => {
  it('without a terminal: exit 2 with the flags', async () => {
    const result = await runCli(['scopes', '--json']);
    expect(result.exitCode).toBe(2);
    expect(result.error()).toMatchObject({ code: 'INPUT_REQUIRED' });
    expect(result.error().hint).toMatch(/--signals.*--commands.*--from-code/);
  });

  it('seed 127: on a terminal the owner of the app picks from a searchable list', async () => {
    const asked: { message: string; choices: readonly PromptChoice[] }[] = [];
    const base = createTestContext();
    const terminal = captureOutput({ isTTY: true });
    const given: Partial<Context> = {
      stdin: { ...base.stdin, isTTY: true },
      stderr: terminal,
      prompts: {
        ...base.prompts,
        checkbox: async (question) => {
          asked.push(question);
          return asked.length === 1 ? ['odometer-traveleddistance', 'security/lock'] : ['security/lock'];
        },
      },
    };
    const ctx = createTestContext(given);
    expect(await run(['scopes', '--json'], ctx)).toBe(0);
    expect(JSON.parse(ctx.stdout.text())).toMatchObject({ scope: 'read_odometer required:control_security' });
    expect(asked[0]?.choices).toHaveLength(109);
    expect(asked[1]?.choices.map(({ value }) => value)).toEqual(['odometer-traveleddistance', 'security/lock']);
  });
});

describe('--save', () => {
  function profiles(active?: { name: string; profile: Profile }) {
    const saved: Record<string, Profile> = {};
    const store = {
      ...createTestContext().profiles,
      active: async () => active,
      save: async (name: string, profile: Profile) => void (saved[name] = profile),
    };
    return { saved, store };
  }

  it('seed 128: keeps the scope and its signals in the profile, beside what it holds', async () => {
    const { saved, store } = profiles({ name: 'shop', profile: { clientId: 'x', scope: 'read_vin' } });
    const document = await derive(['--signals', 'odometer-traveleddistance', '--commands', 'lock', '--save'], {
      profiles: store,
    });
    expect(document.saved).toEqual({ profile: 'shop' });
    expect(saved).toEqual({
      shop: { clientId: 'x', scope: 'read_odometer control_security', signals: ['odometer-traveleddistance'] },
    });
  });

  it('makes a profile when there is none', async () => {
    const { saved, store } = profiles();
    await derive(['--signals', 'odometer-traveleddistance', '--save'], { profiles: store });
    expect(Object.keys(saved)).toEqual(['default']);
    await derive(['--signals', 'odometer-traveleddistance', '--save', '--profile', 'fleet'], { profiles: store });
    expect(Object.keys(saved)).toEqual(['default', 'fleet']);
  });

  it('refuses to keep nothing', async () => {
    const { store } = profiles();
    expect(
      (await runCli(['scopes', '--signals', 'transmission-gearstate', '--save'], { profiles: store })).exitCode,
    ).toBe(2);
  });
});

describe('--from-code', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'scopes-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const scan = (files: Readonly<Record<string, string>>, args: readonly string[] = [], exitCode = 0) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    }
    return derive(['--from-code', root, ...args], { sourceTree: createSourceTree() }, exitCode);
  };

  it('seed 123: reports what is asked and not used, with file and line', async () => {
    const document = await scan({
      'src/app.js':
        "const smartcar = require('smartcar');\nconst scope = ['read_odometer', 'read_location'];\nvehicle.odometer();\n",
    });
    expect(document.scope).toBe('read_odometer');
    expect(document.code).toMatchObject({ files: 1, overAsked: ['read_location'], underAsked: [] });
    expect(document.findings).toMatchObject([
      { kind: 'scope-over-asked', severity: 'warning', evidence: ['src/app.js:2 read_location'] },
    ]);
  });

  it('reports what is used and not asked: exit 5', async () => {
    const document = await scan(
      { 'app.py': 'import smartcar\nscope = ["read_odometer"]\nvehicle.odometer()\nvehicle.lock()\n' },
      [],
      5,
    );
    expect(document.code.underAsked).toEqual(['control_security']);
    expect(document.findings).toMatchObject([
      { kind: 'scope-under-asked', severity: 'error', evidence: ['app.py:4 vehicle.lock()'] },
    ]);
  });

  it('reports unknown names with the nearest one: exit 5', async () => {
    const document = await scan(
      { 'a.js': "require('smartcar');\nscope = ['read_odomter'];\nget('tractionbattery-soc');\n" },
      [],
      5,
    );
    expect(document.code.unknown).toMatchObject([
      { name: 'read_odomter', nearest: 'read_odometer', at: [{ file: 'a.js', line: 2 }] },
      { name: 'tractionbattery-soc', at: [{ file: 'a.js', line: 3 }] },
    ]);
  });

  it('compares with --diff instead of the scope in the code', async () => {
    const document = await scan({ 'a.js': "require('smartcar');\nvehicle.vin();\n" }, ['--diff', 'read_vin read_fuel']);
    expect(document.findings.map(({ kind, title }) => [kind, title])).toEqual([
      ['scope-over-asked', 'The code asks for read_fuel, but does not seem to use it.'],
    ]);
    expect(document.diff).toMatchObject({ excess: ['read_fuel'] });
  });

  it('says so when the code has no scope', async () => {
    const document = await scan({ 'a.js': "require('smartcar');\nvehicle.vin();\n" });
    expect(document.findings.map(({ kind }) => kind)).toEqual(['scope-none-found']);
  });

  it('does not call over-asking what a webhook may use', async () => {
    const document = await scan({
      'a.js': "require('smartcar');\nscope = ['read_fuel'];\nsmartcar.verifyPayload(a, b, c);\n",
    });
    expect(document.findings.map(({ kind, severity }) => [kind, severity])).toEqual([['scope-use-unseen', 'info']]);
  });

  it('calls under-asking on hearsay a warning', async () => {
    const document = await scan({
      'a.js': "// smartcar\nscope = ['read_vin'];\nget('vehicleidentification-vin', 'motion-currentspeed');\n",
    });
    expect(document.findings).toMatchObject([{ kind: 'scope-maybe-under-asked', severity: 'warning' }]);
  });

  it('takes calls of a vehicle for the SDK only where the code base uses it', async () => {
    const files = { 'lock.js': 'export const close = (vehicle) => vehicle.lock();\n' };
    expect((await scan(files)).scope).toBe('');
    expect((await scan({ ...files, 'package.json': '{ "dependencies": { "smartcar": "10.4.0" } }' })).scope).toBe(
      'control_security',
    );
  });

  it('keeps required: and adds what flags name', async () => {
    const document = await scan({ 'a.js': "require('smartcar');\nscope = ['required:read_vin'];\nvehicle.vin();\n" }, [
      '--commands',
      'lock',
    ]);
    expect(document.scope).toBe('required:read_vin control_security');
  });

  it('shows the control characters of a file name instead of sending them to the terminal', async () => {
    const name = 'evil\u001B[31m\nname.js';
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, name), "require('smartcar');\nscope = ['read_odomter'];\n");
    writeFileSync(join(root, `big${name}`), 'a'.repeat(1024 * 1024 + 1));
    const { stdout } = await runCli(['scopes', '--from-code', root], { sourceTree: createSourceTree() });
    expect(stdout).toContain('evil\\u001b[31m\\u000aname.js:2 read_odomter');
    expect(stdout).not.toContain('\u001B');
  });

  it('a directory that is not there is exit 2, an empty one is not an error', async () => {
    expect(
      (await runCli(['scopes', '--from-code', join(root, 'no')], { sourceTree: createSourceTree() })).exitCode,
    ).toBe(2);
    expect((await scan({})).code.files).toBe(0);
  });
});
