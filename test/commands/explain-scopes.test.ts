import { describe, expect, it } from 'vitest';
import { publishedControls, publishedPermissions, publishedReads } from '../support/published-permissions.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

interface Explained {
  kind: string;
  permissions: {
    name: string;
    boxes: string[][];
    unmapped: boolean;
    ifMissed: string;
    access: string;
    methods: string[];
    description: string;
  }[];
  boxes: { label: string; tick: boolean; because: string[]; aliases: string[] }[];
  virtualKey: { needed: boolean; because: string[]; cars: string[] };
  outcome: string;
  granted: string[];
  lost: string[];
  unmapped: string[];
  devices: { kind: string; reachable: boolean }[];
}

async function explain(...args: string[]): Promise<Explained> {
  const result = await runCli(['explain-scopes', ...args, '--json']);
  expect(result.exitCode).toBe(0);
  const document = result.json<Explained>();
  expect(schemaFaults(document)).toEqual([]);
  return document;
}

const rowsOf = (document: Explained) =>
  Object.fromEntries(document.permissions.map(({ name, boxes }) => [name, boxes]));
const ticked = (document: Explained) => document.boxes.filter((box) => box.tick).map((box) => box.label);

describe('the tables', () => {
  it('seed 69: control_charge and read_charge_records need Vehicle Charge Management in 2023-12', async () => {
    expect(rowsOf(await explain('control_charge', 'read_charge_records', '--edition', '2023-12'))).toEqual({
      control_charge: [['Vehicle Charge Management']],
      read_charge_records: [['Vehicle Charge Management']],
    });
  });

  it('seed 70: four control permissions need Vehicle Commands', async () => {
    const names = ['control_climate', 'control_navigation', 'control_security', 'control_trunk'];
    expect(rowsOf(await explain(...names, '--edition', '2023-12'))).toEqual({
      control_climate: [['Vehicle Commands']],
      control_navigation: [['Vehicle Commands']],
      control_security: [['Vehicle Commands']],
      control_trunk: [['Vehicle Commands']],
    });
  });

  it('seed 71: fifteen read permissions need exactly Vehicle Information in 2023-12', async () => {
    const names =
      'read_battery read_charge read_climate read_compass read_engine_oil read_extended_vehicle_info read_fuel read_location read_odometer read_security read_speedometer read_thermometer read_tires read_vehicle_info read_vin'.split(
        ' ',
      );
    expect(names).toHaveLength(15);
    const rows = rowsOf(await explain(...names, '--edition', '2023-12'));
    for (const name of names) expect(rows[name]).toEqual([['Vehicle Information']]);
  });

  it('seed 72: read_charge and read_charge_records need different boxes', async () => {
    expect(rowsOf(await explain('read_charge', 'read_charge_records'))).toEqual({
      read_charge: [['Vehicle Information']],
      read_charge_records: [['Vehicle Charging Management']],
    });
  });

  it('maps read_location, read_user_profile and control_pin in 2026-02', async () => {
    expect(rowsOf(await explain('read_location', 'read_user_profile', 'control_pin'))).toEqual({
      read_location: [['Vehicle Location']],
      read_user_profile: [['Profile Information']],
      control_pin: [['Vehicle Commands']],
    });
  });

  it('seed 76: seven of those published are not in the table of 2023-12, five in 2026-02', async () => {
    const unmapped = (document: Explained) =>
      document.permissions.filter((permission) => permission.unmapped).map(({ name }) => name);
    expect(unmapped(await explain(...publishedPermissions, '--edition', '2023-12'))).toEqual([
      'read_alerts',
      'read_charge_locations',
      'read_charge_events',
      'read_diagnostics',
      'read_service_history',
      'read_user_profile',
      'control_pin',
    ]);
    expect(unmapped(await explain(...publishedPermissions))).toEqual([
      'read_alerts',
      'read_charge_locations',
      'read_charge_events',
      'read_diagnostics',
      'read_service_history',
    ]);
    const text = await runCli(['explain-scopes', 'read_alerts', 'control_pin', '--edition', '2023-12']);
    expect(text.stdout).toContain('no published Tesla mapping');
  });

  it('seed 145, 146, 156: bare shows 22 read and 6 control permissions, each with a meaning', async () => {
    const { permissions } = await explain();
    const namesOf = (access: string) =>
      permissions.filter((permission) => permission.access === access).map(({ name }) => name);
    expect([publishedReads.length, publishedControls.length]).toEqual([22, 6]);
    expect(namesOf('read')).toEqual(expect.arrayContaining([...publishedReads]));
    expect(namesOf('control')).toEqual(expect.arrayContaining([...publishedControls]));
    for (const { description } of permissions) expect(description.length).toBeGreaterThan(8);
    const text = await runCli(['explain-scopes']);
    for (const { name } of permissions) expect(text.stdout).toContain(name);
  });

  it('seed 143, 144: read_ is data by GET, control_ acts by POST or PUT', async () => {
    const { permissions } = await explain('read_vin', 'control_pin');
    expect(permissions.map(({ access, methods }) => [access, methods])).toEqual([
      ['read', ['GET']],
      ['control', ['POST', 'PUT']],
    ]);
  });

  it('five boxes are asked of Tesla in 2026-02, without Vehicle Location in 2023-12', async () => {
    expect((await explain('read_vin')).boxes.map(({ label }) => label)).toEqual([
      'Profile Information',
      'Vehicle Information',
      'Vehicle Location',
      'Vehicle Commands',
      'Vehicle Charging Management',
    ]);
    expect((await explain('read_vin', '--edition', '2023-12')).boxes.map(({ label }) => label)).toEqual([
      'Profile Information',
      'Vehicle Information',
      'Vehicle Commands',
      'Vehicle Charge Management',
    ]);
  });
});

describe('boxes to tick', () => {
  it('the minimum is always among them, and says why', async () => {
    const { boxes } = await explain('control_security');
    expect(boxes.filter((box) => box.tick).map(({ label, because }) => [label, because])).toEqual([
      ['Vehicle Information', ['connection-minimum']],
      ['Vehicle Commands', ['control_security']],
    ]);
  });

  it('seed 3, 4, 5, 75: none is ticked beforehand, Select All is advised with its reasons', async () => {
    const { stdout } = await runCli(['explain-scopes', 'read_vin']);
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain('Tesla ticks none of them beforehand');
    expect(text).toContain('Select All is the smoothest');
    expect(text).toContain('avoids a later revoke if the mapping changes');
    expect(text).toContain('gives your app nothing more');
    // A later edition adds to them.
    for (const moved of ['read_location', 'read_user_profile', 'control_pin'])
      expect(/\(as for ([^)]*)\)/.exec(text)?.[1]).toContain(moved);
    expect(text).toContain('A consent to Smartcar from another app may be reused without a screen (field reports).');
    const details = await runCli(['explain-scopes', 'read_vin', '--details', '--edition', '2023-12']);
    expect(details.stdout.replace(/\s+/g, ' ')).toContain('read_location moved from Vehicle Information');
  });

  it.each([
    ['read_odometer', 'required:control_security'],
    ['control_charge', 'control_security'],
    ['required:control_charge', 'required:control_security'],
    ['read_location', 'read_user_profile'],
    ['read_alerts', 'required:read_fuel'],
  ])('two permissions, %s and %s, fit a terminal of 24 lines at 80 columns', async (...permissions) => {
    const { stdout } = await runCli(['explain-scopes', ...permissions]);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => Math.ceil([...line].length / 80));
    // Five boxes today; one that comes takes a line of its own, and perhaps one of the advice above it.
    const moved = (/\(as for ([^)]*)\)/.exec(stdout)?.[1] ?? '').split(',').length;
    const further = (stdout.match(/^│ [☐☑]/gm) ?? []).length - 5;
    expect(rows.reduce((sum, row) => sum + row, 0)).toBeLessThanOrEqual(24 + 2 * (further + moved - 3));
    for (const one of permissions) expect(stdout).toContain(`• ${one} → `);
    expect(stdout).toContain('See --details.');
  });

  it('--details tells costs, cars and sources, and goes with no other form', async () => {
    const { stdout } = await runCli(['explain-scopes', 'control_security', '--details', '--edition', '2026-02']);
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain('the connection works, this permission does not (PERMISSION:NULL at the request)');
    expect(text).toContain(
      'Edition 2026-02, from https://smartcar.com/docs/help/oem-integrations/tesla/developers (2026-02).',
    );
    expect((await runCli(['explain-scopes', 'control_security', '--details', '--tree'])).exitCode).toBe(2);
    const json = await runCli(['explain-scopes', 'control_security', '--details', '--json']);
    expect(json.stdout).toBe((await runCli(['explain-scopes', 'control_security', '--json'])).stdout);
  });

  it('seed 6, 50: a required permission costs Revoke Access', async () => {
    const { permissions } = await explain('required:control_security', 'control_trunk', 'read_vin', 'read_alerts');
    expect(permissions.map(({ ifMissed }) => ifMissed)).toEqual([
      'revoke-access',
      'permission-null',
      'revoke-access',
      'not-applicable',
    ]);
    expect((await runCli(['explain-scopes', 'required:control_security'])).stdout).toContain('Revoke Access');
  });

  it('seed 21: the spelling for people is PERMISSION:NULL', async () => {
    expect((await runCli(['explain-scopes', 'control_security'])).stdout).toContain('PERMISSION:NULL');
  });

  it('seed 73: both spellings stand on one line; the edition prints the one of the seed', async () => {
    const lines = (await runCli(['explain-scopes', 'control_charge'])).stdout.split('\n');
    expect(
      lines.some((line) => line.includes('Vehicle Charging Management (Smartcar: Vehicle Charge Management)')),
    ).toBe(true);
    const old = await runCli(['explain-scopes', 'control_charge', '--edition', '2023-12']);
    expect(old.stdout).toContain('Vehicle Charge Management');
    expect(old.stdout).not.toContain('Vehicle Charging Management');
    for (const box of ['vehicle charge management', 'VEHICLE CHARGING MANAGEMENT', 'vehicle_charging_cmds']) {
      const { granted } = await explain('control_charge', '--boxes', `Vehicle Information, ${box}`);
      expect(granted).toEqual(['control_charge']);
    }
  });

  it('seed 133, 140: required holds since 2026-06-16 and guarantees nothing about the car', async () => {
    const { stdout } = await runCli(['explain-scopes', 'required:read_fuel']);
    expect(stdout).toContain('2026-06-16');
    expect(stdout.replace(/\s+/g, ' ')).toContain('no guarantee that the car supports it');
  });
});

describe('virtual key', () => {
  it('seed 26, 27, 31: commands need it, reads do not; the cars are named', async () => {
    expect((await explain('read_battery')).virtualKey).toEqual({ needed: false, because: [], cars: [] });
    const { virtualKey } = await explain('control_charge', 'read_vin', 'control_security');
    expect(virtualKey.needed).toBe(true);
    expect(virtualKey.because).toEqual(['control_charge', 'control_security']);
    expect(virtualKey.cars.join()).toMatch(/Model 3.*Model Y.*Cybertruck.*Model S \(2021 and later\).*Model X/);
  });

  it('seed 32: tells what fails without it, and since when', async () => {
    const text = (await runCli(['explain-scopes', 'control_charge', 'control_security'])).stdout.replace(/\s+/g, ' ');
    expect(text).toContain('lock, unlock and charge control fail with CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED');
    expect(text).toContain('since January 2024');
    expect(text).toContain('one per 8 hours');
  });
});

describe('--boxes', () => {
  it('tells what is granted and lost', async () => {
    const { outcome, granted, lost, unmapped } = await explain(
      'read_odometer',
      'control_security',
      'read_alerts',
      '--boxes',
      'Vehicle Information',
    );
    expect({ outcome, granted, lost, unmapped }).toEqual({
      outcome: 'connected',
      granted: ['read_odometer'],
      lost: ['control_security'],
      unmapped: ['read_alerts'],
    });
  });

  it('seed 51: without Vehicle Information nothing connects', async () => {
    const { outcome, granted, lost } = await explain('control_security', '--boxes', 'Vehicle Commands');
    expect({ outcome, granted, lost }).toEqual({ outcome: 'revoke-access', granted: [], lost: ['control_security'] });
  });

  it('a missed box of a required permission blocks the connection', async () => {
    const { outcome, granted } = await explain(
      'required:control_security',
      'read_vin',
      '--boxes',
      'vehicle information',
    );
    expect({ outcome, granted }).toEqual({ outcome: 'revoke-access', granted: [] });
  });

  it('covers the whole edition when no permission is named', async () => {
    const { granted, lost, unmapped } = await explain('--edition', '2023-12', '--boxes', 'Vehicle Information');
    expect([granted.length, lost.length]).toEqual([15, 6]);
    expect([...granted, ...lost, ...unmapped]).toEqual(expect.arrayContaining(publishedPermissions));
  });

  it('an unknown box is a usage error with the nearest name', async () => {
    const result = await runCli(['explain-scopes', '--boxes', 'Vehicle Informtion', '--json']);
    expect(result.exitCode).toBe(2);
    expect(result.error()).toMatchObject({ code: 'UNKNOWN_BOX', exitCode: 2 });
    expect(result.error().message).toContain('Vehicle Information');
  });
});

describe('Texture', () => {
  it('seed 102, 103, 105-109: boxes by level', async () => {
    const document = await explain(
      '--provider',
      'texture',
      'vehicle_read',
      'vehicle_command',
      'energy_read',
      'energy_command',
    );
    expect(rowsOf(document)).toEqual({
      vehicle_read: [['Vehicle Information']],
      vehicle_command: [['Vehicle Commands'], ['Vehicle Charging Management']],
      energy_read: [['Energy Product Information']],
      energy_command: [['Energy Product Commands']],
    });
    const alone = await explain('--provider', 'texture', 'vehicle_command');
    expect(ticked(alone)).toContain('Vehicle Information');
    const energy = document.permissions.find(({ name }) => name === 'energy_read');
    expect(energy?.description).toMatch(/inverters.*Powerwalls/);
  });

  it('seed 107: one of the two boxes is enough for commands', async () => {
    const { granted, lost } = await explain(
      '--provider',
      'texture',
      'vehicle_command',
      '--boxes',
      'Vehicle Information,Vehicle Charging Management',
    );
    expect({ granted, lost }).toEqual({ granted: ['vehicle_command'], lost: [] });
  });

  it('seed 112: two degrees of loss', async () => {
    const part = await explain(
      '--provider',
      'texture',
      'vehicle_read',
      'energy_read',
      '--boxes',
      'Vehicle Information',
    );
    expect(part.devices).toEqual([
      { kind: 'vehicle', reachable: true },
      { kind: 'energy', reachable: false },
    ]);
    const none = await explain('--provider', 'texture', 'vehicle_read', 'energy_read', '--boxes', 'none');
    expect(none.devices.map(({ reachable }) => reachable)).toEqual([false, false]);
  });

  it('seed 99, 101, 110, 111, 113, 115: names Fleet API, Select All, the pointers and the remedy', async () => {
    const text = (await runCli(['explain-scopes', '--provider', 'texture', 'vehicle_command'])).stdout.replace(
      /\s+/g,
      ' ',
    );
    expect(text).toContain('Fleet API');
    expect(text).toContain('Select All');
    expect(text).toContain('https://developer.tesla.com/docs/fleet-api/authentication/overview');
    expect(text).toContain('https://developer.tesla.com/docs/scopes.json');
    expect(text).toContain('updates the boxes or removes the access');
    expect(text).toContain('connect-cli authorize --provider texture');
  });

  it('seed 116: vehicle commands need the key, energy commands do not', async () => {
    expect((await explain('--provider', 'texture', 'vehicle_command')).virtualKey.needed).toBe(true);
    expect((await explain('--provider', 'texture', 'energy_command')).virtualKey.needed).toBe(false);
  });
});

describe('input', () => {
  it.each([
    [['read_odomter'], 'UNKNOWN_PERMISSION', 'read_odometer'],
    [['requird:read_vin'], 'INVALID_VALUE', 'required:'],
    [['required:'], 'INVALID_VALUE', 'required:'],
    [['--scope', ''], 'INVALID_VALUE', 'empty'],
    [[' '], 'INVALID_VALUE', 'empty'],
    [['READ_VIN'], 'UNKNOWN_PERMISSION', 'read_vin'],
    [['--edition', '2024-01'], 'UNKNOWN_EDITION', '2023-12'],
    [['--provider', 'smartcr'], 'UNKNOWN_PROVIDER', 'smartcar'],
    [['--frobnicate'], 'USAGE', '--frobnicate'],
  ])('%j is exit 2 with code %s', async (args, code, part) => {
    const result = await runCli(['explain-scopes', ...args, '--json']);
    expect(result.exitCode).toBe(2);
    expect(result.stdout).toBe('');
    expect(result.error().code).toBe(code);
    expect(`${result.error().message} ${result.error().hint}`).toContain(part);
  });

  it('takes spaces, commas and both mixed', async () => {
    const { permissions } = await explain('--scope', 'read_vin,read_battery required:read_odometer');
    expect(permissions.map(({ name }) => name)).toEqual(['read_vin', 'read_battery', 'read_odometer']);
  });

  it('a duplicate and a mixed pair are warnings; required wins', async () => {
    const result = await runCli([
      'explain-scopes',
      'read_vin',
      'read_vin',
      'read_fuel',
      'required:read_fuel',
      '--json',
    ]);
    const document = result.json<{ warnings: string[]; permissions: { name: string; required: boolean }[] }>();
    expect(document.warnings).toHaveLength(2);
    expect(document.permissions.map(({ name, required }) => [name, required])).toEqual([
      ['read_vin', false],
      ['read_fuel', true],
    ]);
  });

  it('--allow-unknown lets a new permission pass with a warning', async () => {
    const result = await runCli(['explain-scopes', 'read_horoscope', '--allow-unknown', '--json']);
    expect(result.exitCode).toBe(0);
    const document = result.json<{ warnings: string[]; permissions: { unmapped: boolean }[]; kind: string }>();
    expect(document.warnings).toHaveLength(1);
    expect(document.permissions[0]?.unmapped).toBe(true);
    expect(schemaFaults(document)).toEqual([]);
  });

  it('falls back to SMARTCAR_SCOPE', async () => {
    const result = await runCli(['explain-scopes', '--json'], { env: { SMARTCAR_SCOPE: 'read_tires' } });
    expect(result.json<Explained>().permissions.map(({ name }) => name)).toEqual(['read_tires']);
  });
});

/** Lines of more than 80 columns; addresses and commands to paste are never wrapped, Markdown wraps itself. */
function tooWide(name: string, text: string): string[] {
  if (name.endsWith('markdown')) return [];
  return text.split('\n').filter((line) => [...line].length > 80 && !/https:|^ {4}connect-cli /.test(line));
}

describe('for people', () => {
  it.each([
    ['explain-scopes', ['explain-scopes']],
    ['explain-scopes-two', ['explain-scopes', 'read_odometer', 'required:control_security']],
    ['explain-scopes-details', ['explain-scopes', 'read_odometer', 'required:control_security', '--details']],
    ['explain-scopes-boxes', ['explain-scopes', 'read_location', 'control_charge', '--boxes', 'Vehicle Information']],
    ['explain-scopes-markdown', ['explain-scopes', 'read_odometer', 'control_security', '--markdown']],
    ['explain-scopes-2023', ['explain-scopes', '--edition', '2023-12', 'control_charge', 'read_location']],
    ['explain-scopes-texture', ['explain-scopes', '--provider', 'texture', 'vehicle_command', 'energy_read']],
    ['explain-scopes-help', ['explain-scopes', '--help']],
    ['help', ['--help']],
  ])('transcript %s', async (name, argv) => {
    const quoted = argv.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ');
    const result = await runCli(argv);
    expect(result.exitCode).toBe(0);
    expect(tooWide(name, result.stdout)).toEqual([]);
    await expectTranscript(name, `connect-cli ${quoted}`, result);
  });
});

describe('a box that the consent screen does not show', () => {
  it.each([
    ['2023-12', 'Vehicle Location', 1],
    ['2026-02', 'Vehicle Location', 0],
    ['2026-02', 'Energy Product Information,', 1],
  ])('edition %s, "%s"', async (edition, boxes, count) => {
    const result = await runCli(['explain-scopes', 'read_vin', '--edition', edition, '--boxes', boxes, '--json']);
    expect(result.exitCode).toBe(0);
    const { warnings } = result.json<{ warnings: string[] }>();
    expect(warnings.filter((warning) => warning.includes('has no box "'))).toHaveLength(count);
  });
});
