import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareGrant } from '../../src/core/permissions/grant-comparison.ts';
import { findEdition } from '../../src/core/providers/registry.ts';
import { smartcar } from '../../src/core/providers/smartcar/provider.ts';
import { captureOutput, createTestContext } from '../support/context.ts';
import { emptyInput } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';
import { run } from '../../src/cli/program.ts';

interface Explained {
  kind: string;
  grant: {
    granted: string[];
    missing: { name: string; reason: string; boxes: string[][] }[];
    extra: string[];
    missingBoxes: string[];
    warnings: string[];
  };
  ownerText: string;
}

const explain = (...args: string[]) => runCli(['explain-scopes', ...args]);

async function compare(scope: string, granted: string, exitCode: number): Promise<Explained['grant']> {
  const result = await explain('--scope', scope, '--granted', granted, '--json');
  expect(result.exitCode).toBe(exitCode);
  const document = result.json<Explained>();
  expect(schemaFaults(document)).toEqual([]);
  return document.grant;
}

describe('--granted', () => {
  it('says which box is behind each gap: exit 5', async () => {
    expect(await compare('read_odometer control_security read_location', 'read_odometer', 5)).toMatchObject({
      granted: ['read_odometer'],
      missing: [
        { name: 'control_security', reason: 'box-not-ticked', boxes: [['Vehicle Commands']] },
        { name: 'read_location', reason: 'box-not-ticked', boxes: [['Vehicle Location']] },
      ],
      extra: [],
      missingBoxes: ['Vehicle Location', 'Vehicle Commands'],
    });
  });

  it('seed 137: a gap whose box another permission proves ticked is the owner, not the box', async () => {
    const grant = await compare('read_odometer read_vin', 'read_odometer', 5);
    expect(grant.missing).toMatchObject([{ name: 'read_vin', reason: 'owner-unticked' }]);
    expect(grant.missingBoxes).toEqual([]);
  });

  it('a full grant is exit 0, and what was not asked is listed', async () => {
    expect(await compare('read_odometer', 'read_odometer read_fuel', 0)).toMatchObject({
      missing: [],
      extra: ['read_fuel'],
    });
  });

  it('says of an unmapped permission that nothing tells why', async () => {
    expect((await compare('read_alerts read_vin', 'read_vin', 5)).missing).toMatchObject([
      { name: 'read_alerts', reason: 'no-mapping' },
    ]);
  });

  it.each([
    ['the answer of v2', '{"permissions":["read_vin"],"paging":{"count":1,"offset":0}}'],
    ['the answer of v3', '{"data":[{"id":"x","attributes":{"permissions":["read_vin"],"vehicle":{"make":"TESLA"}}}]}'],
    [
      'a verdict of authorize',
      '{"permissions":[{"name":"read_vin","granted":true},{"name":"read_fuel","granted":false}]}',
    ],
    ['an array', '["read_vin"]'],
    ['names with commas', 'read_vin, required:read_vin'],
  ])('reads %s', async (_, text) => {
    expect(await compare('read_vin read_fuel', text, 5)).toMatchObject({
      granted: ['read_vin'],
      missing: [{ name: 'read_fuel' }],
    });
  });

  it('reads an empty list as nothing granted', async () => {
    expect((await compare('read_vin', '{"permissions":[]}', 5)).missing).toMatchObject([{ name: 'read_vin' }]);
  });

  it('reads stdin', async () => {
    const stdin = { ...emptyInput, readAll: async () => '{"permissions":["read_vin"]}\n' };
    const result = await runCli(['explain-scopes', 'read_vin', '--granted', '-'], { stdin });
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('Nothing is missing.');
  });

  it.each([[''], ['{'], ['{"a":1}'], ['<html>'], ['read_vin;rm']])('refuses %j', async (text) => {
    expect((await explain('read_vin', '--granted', text)).exitCode).toBe(2);
  });

  it('needs to know what was asked', async () => {
    const result = await explain('--granted', 'read_vin', '--json');
    expect(result.exitCode).toBe(2);
    expect(result.error().code).toBe('INPUT_REQUIRED');
  });

  it('accounts for every asked permission once, whatever was granted', () => {
    const edition = findEdition(smartcar);
    if (edition === undefined) throw new Error('no edition');
    const names = Object.keys(smartcar.permissions);
    fc.assert(
      fc.property(fc.subarray(names), fc.subarray(names), (asked, granted) => {
        const scope = asked.map((name) => ({ name, required: false }));
        const grant = compareGrant({ provider: smartcar, edition }, scope, granted);
        expect([...grant.granted, ...grant.missing.map(({ name }) => name)].toSorted()).toEqual(asked.toSorted());
        expect([...grant.granted, ...grant.extra].toSorted()).toEqual(granted.toSorted());
      }),
    );
  });
});

describe('--owner-text', () => {
  it('is a message with the boxes, their reasons and the key', async () => {
    const { stdout } = await explain('read_odometer', 'control_security', '--owner-text');
    expect(stdout).toContain('Please press Select All, or tick at least these boxes:');
    expect(stdout).toContain('- Vehicle Information: our app reads the odometer');
    expect(stdout).toContain('- Vehicle Commands: our app can lock and unlock the doors');
    expect(stdout).toContain('https://www.tesla.com/_ak/smartcar.com');
    expect(stdout).not.toContain('Vehicle Location');
  });

  it('speaks of no key where no command is asked', async () => {
    expect((await explain('read_odometer', '--owner-text')).stdout).not.toContain('virtual key');
  });

  it('asks for the repair when a grant lacks a box', async () => {
    const { stdout } = await explain('read_vin', 'control_security', '--granted', 'read_vin', '--owner-text');
    expect(stdout).toContain('a box was left out: Vehicle Commands');
    expect(stdout).toContain(
      'Security & Privacy > Third-Party Apps, press Manage next to Smartcar and remove the access',
    );
  });

  it('stands in the document', async () => {
    const document = (await explain('read_vin', '--owner-text', '--json')).json<Explained>();
    expect(schemaFaults(document)).toEqual([]);
    expect(document.ownerText).toMatch(/^Hello,\n/);
  });

  it('names Texture, and promises no screen that it does not have', async () => {
    const { stdout } = await explain('--provider', 'texture', 'vehicle_command', '--owner-text');
    expect(stdout).toContain('https://www.tesla.com/_ak/cdn.texturehq.com');
    expect(stdout).not.toContain('on the next screen');
  });
});

describe('--tree and --matrix', () => {
  it('draw as they should', async () => {
    const tree = ['read_odometer', 'control_security', 'read_alerts', '--tree'];
    await expectTranscript(
      'explain-scopes-tree',
      `connect-cli explain-scopes ${tree.join(' ')}`,
      await explain(...tree),
    );
    await expectTranscript('explain-scopes-matrix', 'connect-cli explain-scopes --matrix', await explain('--matrix'));
  });

  it.each([
    ['--tree'],
    ['--matrix'],
    ['--provider texture --matrix'],
    ['--provider texture --tree'],
    ['control_charge --granted read_vin'],
  ])('explain-scopes %s keeps to 80 columns', async (line) => {
    const lines = (await explain(...line.split(' '))).stdout.split('\n').filter((one) => !one.includes('connect-cli'));
    expect(lines.filter((one) => [...one].length > 80 && !one.includes('https://'))).toEqual([]);
  });

  it.each([['--tree'], ['--matrix'], ['control_charge read_vin --granted read_vin'], ['control_charge']])(
    'explain-scopes %s is plain ASCII on a terminal without Unicode',
    async (line) => {
      const stdout = captureOutput({ unicode: false });
      const ctx = createTestContext({ stdout });
      await run(['explain-scopes', ...line.split(' ')], ctx);
      expect([...stdout.text()].filter((letter) => letter > '\u007E')).toEqual([]);
      expect(stdout.text().length).toBeGreaterThan(100);
    },
  );

  it.each(['--matrix', '--provider texture --matrix'])(
    '%s fits 40 columns, with letters for the boxes',
    async (line) => {
      const stdout = captureOutput({ columns: 40 });
      await run(['explain-scopes', ...line.split(' ')], createTestContext({ stdout }));
      const lines = stdout.text().split('\n');
      expect(lines.filter((one) => [...one].length > 40)).toEqual([]);
      expect(stdout.text()).toContain('B: Vehicle Information');
    },
  );

  it('seed 105: the matrix marks the read box that a command of Texture needs too', async () => {
    const { stdout } = await explain('--provider', 'texture', 'energy_command', '--matrix');
    const row = stdout.split('\n').find((line) => line.startsWith('energy_')) ?? '';
    expect(row.match(/✓/g)).toHaveLength(2);
  });

  it('seed 107: the matrix marks the boxes of which one will do', async () => {
    expect((await explain('--provider', 'texture', '--matrix')).stdout).toMatch(/one of these will do/);
  });

  it('are chosen one at a time', async () => {
    expect((await explain('--tree', '--matrix')).exitCode).toBe(2);
    expect((await explain('--owner-text', '--markdown')).exitCode).toBe(2);
  });
});

describe('the drawing on a narrow terminal', () => {
  it('keeps every row within its frame', async () => {
    const stdout = captureOutput({ columns: 40 });
    await runCli(['explain-scopes', 'read_odometer'], { stdout });
    const drawn = stdout.text().split('\n').slice(0, 13);
    expect(drawn.filter((line) => /^[╭│╰]/.test(line)).map((line) => [...line].length)).toEqual(
      Array.from({ length: 13 }, () => 40),
    );
  });
});
