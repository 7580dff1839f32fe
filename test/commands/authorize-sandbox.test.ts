import { describe, expect, it } from 'vitest';
import type { Authorization } from '../../src/core/connect/authorization.ts';
import { memoryStore, rehearsal, runningSandbox } from '../support/rehearsal.ts';
import { runCli, type RunResult } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';

async function play(...args: string[]): Promise<RunResult & { document: Authorization }> {
  const result = await runCli(['authorize', '--sandbox', '--json', ...args], rehearsal());
  const document = result.json<Authorization>();
  expect(schemaFaults(document)).toEqual([]);
  return { ...result, document };
}

const reasonsOf = ({ permissions }: Authorization) =>
  Object.fromEntries(permissions.map(({ name, reason }) => [name, reason]));

describe('authorize with a played owner', () => {
  it('seeds 33, 36, 29: Select All completes, with code, state, user id and virtual key', async () => {
    const { exitCode, document } = await play('--owner', 'select-all');
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ verdict: 'complete', missingBoxes: [], error: null });
    expect(document.callback.code).toEqual(expect.any(String));
    expect(document.callback.state).toMatch(/^[\w-]{43}$/);
    expect(document.callback.virtualKeyUrl).toBe('https://www.tesla.com/_ak/smartcar.com');
    expect(document.user?.id).toEqual(expect.any(String));
    expect(document.vehicles.map(({ virtualKey }) => virtualKey)).toEqual(['paired', 'missing']);
    expect(document.next[0]).toMatchObject({ url: 'https://www.tesla.com/_ak/smartcar.com' });
    expect(document.permissions.map(({ name }) => name)).toEqual([
      'read_vehicle_info',
      'read_odometer',
      'read_battery',
      'read_charge',
      'read_location',
      'control_security',
      'control_charge',
    ]);
  });

  it.each([[['--response-type', 'omit']], [['--response-type', 'none']], [['--scenario', 'redirect-without-code']]])(
    '%j runs the way of v3: user_id, the token of the application, connections and signals',
    async (flags) => {
      const { exitCode, document } = await play(
        '--owner',
        'select-all',
        '--scope',
        'read_vin read_vehicle_info read_extended_vehicle_info control_charge',
        ...flags,
      );
      expect(exitCode).toBe(0);
      expect(document).toMatchObject({ verdict: 'complete', era: 'v3' });
      expect(document.callback).toMatchObject({ code: null, userId: expect.any(String), error: null });
      expect(document.callback.userId).toBe(document.user?.id);
      expect(document.permissions.map(({ name, granted }) => [name, granted])).toEqual([
        ['read_vin', true],
        ['read_vehicle_info', true],
        ['read_extended_vehicle_info', true],
        ['control_charge', true],
      ]);
      expect(new Set(document.vehicles.map(({ virtualKey }) => virtualKey))).toEqual(new Set(['paired', 'missing']));
      for (const { vin } of document.vehicles) expect(vin).toMatch(/^[A-HJ-NPR-Z0-9]{17}$/);
    },
  );

  it('says which API read the grant, and names v2 nowhere in a run of v3', async () => {
    const run = (...flags: string[]) =>
      runCli(['authorize', '--sandbox', '--owner', 'select-all', '--scope', 'read_vin', ...flags], rehearsal());
    const [v2, v3] = [await run(), await run('--response-type', 'omit')];
    expect(v2.stdout).toContain("read with        API v2, the owner's token");
    expect(v3.stdout).toContain("read with        API v3, the application's token in the name of user_id");
    expect(`${v3.stdout}${v3.stderr}`).not.toMatch(/\bv2\b|client secret|refresh/i);
  });

  it('explains a redirect without the code that the link asked for', async () => {
    const warningsOf = async (...flags: string[]) =>
      (await play('--owner', 'select-all', ...flags)).document.warnings.filter((one) => one.includes('response_type'));
    const [warning, ...others] = await warningsOf('--scenario', 'redirect-without-code');
    expect(warning).toContain('the redirect brought only user_id');
    expect(warning).toContain('--response-type omit');
    expect([others, await warningsOf('--response-type', 'omit'), await warningsOf()]).toEqual([[], [], []]);
  });

  it('--without-key: gives up at the key page, which is told', async () => {
    const { exitCode, document } = await play('--owner', 'select-all', '--without-key');
    expect(exitCode).toBe(3);
    expect(document.callback.error).toBe('user_manually_returned_to_application');
    expect(document.missingBoxes).toEqual([]);
    expect(document.warnings).toContainEqual(expect.stringContaining('when it asked for the virtual key'));
  });

  it('seeds 20, 22: grants what is asked and ticked, and names the box behind the gap', async () => {
    const { exitCode, document } = await play(
      '--owner',
      'Vehicle Information',
      '--scope',
      'read_odometer control_security',
    );
    expect(exitCode).toBe(5);
    expect(document).toMatchObject({ verdict: 'incomplete', missingBoxes: ['Vehicle Commands'] });
    expect(document.permissions).toEqual([
      { name: 'read_odometer', required: false, granted: true, boxes: [['Vehicle Information']], reason: 'granted' },
      {
        name: 'control_security',
        required: false,
        granted: false,
        boxes: [['Vehicle Commands']],
        reason: 'box-not-ticked',
      },
    ]);
    expect(document.next.map(({ command }) => command)).toContain(
      'connect-cli revoke --make TESLA --scope "read_odometer control_security" --sandbox --owner select-all',
    );
  });

  it('rehearses a permission that is newer than the list, when it is let through', async () => {
    const { exitCode, document } = await play('--owner', 'select-all', 'read_odometer', 'read_new', '--allow-unknown');
    expect(exitCode).toBe(0);
    expect(document.permissions).toMatchObject([
      { name: 'read_odometer', granted: true },
      { name: 'read_new', granted: true, boxes: [] },
    ]);
  });

  describe('--scenario-file', () => {
    const text = `name: mine
story: An owner who shares a position alone.
applications: [{name: Mine, vehicleAccess: read_location read_vin}]
accounts: [{username: a@example.com, cars: [{model: Model Y, year: 2024}], consents: {smartcar: [Vehicle Information]}}]`;
    const files = {
      readText: async () => text,
      writeAtomic: () => Promise.reject(new Error('nothing is written')),
      exists: () => Promise.resolve(true),
      remove: () => Promise.reject(new Error('nothing is removed')),
      claim: () => Promise.reject(new Error('nothing is claimed')),
    };
    const run = (...args: string[]) => runCli(['authorize', '--json', ...args], { ...rehearsal(), files });

    it("starts from a situation of the user's own, and presents what its application is set to", async () => {
      const { exitCode, json } = await run('--sandbox', '--scenario-file', 'mine.yaml', '--owner', 'select-all');
      const document = json<Authorization>();
      expect(exitCode).toBe(5);
      expect(document.missingBoxes).toEqual(['Vehicle Location']);
      expect(reasonsOf(document)).toEqual({ read_location: 'box-not-ticked', read_vin: 'granted' });
      expect(document.vehicles).toHaveLength(1);
    });

    it.each([
      [['--sandbox', '--scenario', 'all-granted'], 'cannot be combined'],
      [['--sandbox=http://localhost:1'], 'but a running one is named'],
      [[], 'needs a sandbox'],
    ])('is refused beside %j', async (args, message) => {
      const { exitCode, stderr } = await run(...args, '--scenario-file', 'mine.yaml');
      expect(exitCode).toBe(2);
      expect(stderr).toContain(message);
    });
  });

  it('seed 50: a required permission without its box ends in Revoke Access, and no connection', async () => {
    const args = ['--owner', 'Vehicle Information', '--scope', 'required:control_security'];
    const { exitCode, document } = await play(...args);
    expect(exitCode).toBe(3);
    expect(document).toMatchObject({ verdict: 'denied', missingBoxes: ['Vehicle Commands'] });
    expect(document.callback).toMatchObject({ code: null, error: 'user_manually_returned_to_application' });
    expect((await play(...args, '--owner', 'select-all')).exitCode).toBe(0);
  });

  it('seed 51: nothing connects without Vehicle Information', async () => {
    const { exitCode, document } = await play('--owner', 'Vehicle Commands', '--scope', 'control_security');
    expect(exitCode).toBe(3);
    expect(document.missingBoxes).toEqual(['Vehicle Information']);
  });

  it('seed 74: read_location stands under another box in each edition', async () => {
    const args = ['--owner', 'Vehicle Information', '--scope', 'read_location'];
    expect((await play('--edition', '2023-12', ...args)).exitCode).toBe(0);
    const later = await play(...args);
    expect(later.exitCode).toBe(5);
    expect(later.document.missingBoxes).toEqual(['Vehicle Location']);
  });

  it('seed 73: takes both spellings of the charging box, in any case', async () => {
    for (const box of ['vehicle charge management', 'Vehicle Charging Management', 'vehicle_charging_cmds']) {
      const { exitCode } = await play('--owner', `Vehicle Information, ${box}`, '--scope', 'control_charge');
      expect(exitCode).toBe(0);
    }
  });

  it('seed 5: Select All gives the app nothing beyond its scope', async () => {
    const { document } = await play('--owner', 'select-all', '--scope', 'read_vin');
    expect(document.permissions.map(({ name }) => name)).toEqual(['read_vin']);
    expect(document.vehicles[0]?.vin).toMatch(/^[A-HJ-NPR-Z0-9]{17}$/);
  });

  it("seed 137: a permission unticked on Smartcar's screen is another gap than a missed box", async () => {
    const { exitCode, document } = await play(
      '--owner',
      'select-all',
      '--untick',
      'read_location',
      '--scope',
      'read_vin read_location',
    );
    expect(exitCode).toBe(5);
    expect(document.missingBoxes).toEqual([]);
    expect(reasonsOf(document)).toEqual({ read_vin: 'granted', read_location: 'owner-unticked' });
    expect(document.next.map(({ command }) => command)).toContain(
      'connect-cli authorize --approval-prompt force --scope "read_vin required:read_location" --sandbox --owner select-all',
    );
  });

  it.each(['deny', 'none', 'deny-at-tesla'])('an owner who plays %s refuses: exit 3', async (owner) => {
    const { exitCode, document } = await play('--owner', owner);
    expect(exitCode).toBe(3);
    expect(document).toMatchObject({ verdict: 'denied', callback: { code: null } });
    expect(document.permissions.every(({ granted }) => granted === false)).toBe(true);
  });

  it('says of an earlier consent that was reused that the owner saw no screen', async () => {
    const asked = ['read_odometer', 'read_location', '--owner'];
    const reused = await play(...asked, 'select-all', '--scenario', 'narrow-consent-reused');
    expect(reused.document.missingBoxes).toEqual(['Vehicle Location']);
    expect(reused.document.warnings.join()).toContain("Tesla's consent screen was not shown");
    const missed = await play(...asked, 'Vehicle Information');
    expect(missed.document.missingBoxes).toEqual(['Vehicle Location']);
    expect(missed.document.warnings.join()).not.toContain('was not shown');
  });

  describe('with a car of another make', () => {
    const asked = ['--make', 'BMW', '--scope', 'read_odometer control_security', '--owner'];

    it('speaks of no box and no key of Tesla', async () => {
      const { document, stderr } = await play(...asked, 'select-all');
      expect(document).toMatchObject({ verdict: 'complete', missingBoxes: [], warnings: [], next: [] });
      expect(document.vehicles.map(({ virtualKey }) => virtualKey)).toEqual(['not-needed']);
      expect(stderr).not.toContain('must be ticked');
    });

    it("blames Smartcar's screen for what was unticked there, and goes on with that make", async () => {
      const { document } = await play(...asked, 'select-all', '--untick', 'control_security');
      expect(document).toMatchObject({ verdict: 'incomplete', missingBoxes: [], warnings: [] });
      expect(reasonsOf(document)).toEqual({ read_odometer: 'granted', control_security: 'owner-unticked' });
      expect(document.next.map(({ command }) => command)).toEqual([
        'connect-cli authorize --approval-prompt force --make BMW --scope "read_odometer required:control_security" --sandbox --owner select-all',
      ]);
    });

    it('blames no box for a denial, required or not', async () => {
      const { document } = await play('--make', 'BMW', '--scope', 'required:control_security', '--owner', 'deny');
      expect(document).toMatchObject({ verdict: 'denied', missingBoxes: [] });
      expect(reasonsOf(document)).toEqual({ control_security: 'unknown' });
    });
  });

  it('an application of the old integration asks Tesla for no box', async () => {
    const asked = ['--owner', 'select-all', '--scope', 'read_odometer control_security'];
    const { document } = await play(...asked, '--untick', 'control_security', '--scenario', 'legacy-and-new');
    expect(document.missingBoxes).toEqual([]);
    expect(reasonsOf(document)).toEqual({ read_odometer: 'granted', control_security: 'owner-unticked' });
  });

  it('warns of a missing key and of a driver where the scope shows neither', async () => {
    const asked = ['--owner', 'select-all', '--scope', 'read_odometer control_security', '--scenario'];
    const keyless = await play(...asked, 'virtual-key-missing');
    const ids = keyless.document.vehicles.map(({ id }) => id).join(', ');
    expect(keyless.document.warnings).toEqual([
      `The virtual key is still missing on ${ids}: commands fail until the owner adds it.`,
    ]);
    expect(keyless.document.next[0]?.url).toBe('https://www.tesla.com/_ak/smartcar.com');
    const driver = await play(...asked, 'driver-account');
    expect(driver.document.warnings[0]).toContain('The connected Tesla account is a driver account for');
  });

  it("a denial on Smartcar's screen blames no box", async () => {
    expect((await play('--owner', 'deny')).document.missingBoxes).toEqual([]);
  });

  it('seeds 7, 8, 18: tells that the user id changed, why, and what to update', async () => {
    const old = '0b7e3a52-6c1d-4f0e-9a34-5d2f8c7b1e90';
    const { document } = await play('--scenario', 'user-id-changed', '--existing-user', old, '--owner', 'select-all');
    expect(document.user).toMatchObject({ reference: old, previousId: old, changed: true });
    expect(document.user?.id).not.toBe(old);
    expect(document.warnings.join(' ')).toMatch(
      /several Tesla accounts are attached to the car.*together with the new tokens/,
    );
  });

  it('seed 11: takes any identifier, and reports no false change', async () => {
    const { document } = await play('--existing-user', 'cust_42', '--owner', 'select-all');
    expect(document.user).toEqual({
      id: document.callback.userId,
      reference: 'cust_42',
      previousId: null,
      changed: null,
    });
    const { document: known } = await play(
      '--existing-user',
      'cust_42',
      '--previous-user-id',
      '0b7e3a52-6c1d-4f0e-9a34-5d2f8c7b1e90',
      '--owner',
      'select-all',
    );
    expect(known.user).toMatchObject({ reference: 'cust_42', changed: true });
  });

  it('seeds 9, 10: sends the id as state when asked, with a warning', async () => {
    const { document } = await play('--existing-user', 'cust_42', '--id-as-state', '--owner', 'select-all');
    expect(document.callback.state).toBe('cust_42');
    expect(document.warnings.join(' ')).toContain('guess');
    expect((await play('--existing-user', 'cust_42', '--owner', 'select-all')).document.callback.state).not.toBe(
      'cust_42',
    );
  });

  it('seed 131: presents and judges the Vehicle Access set when the link names no scope', async () => {
    const { document } = await play('--owner', 'select-all', '--vehicle-access', 'read_vin,required:read_odometer');
    expect(document.permissions.map(({ name, required }) => [name, required])).toEqual([
      ['read_vin', false],
      ['read_odometer', true],
    ]);
  });

  it('seeds 3, 4, 75, 153: says on stderr, before the address, what to tick and why Select All', async () => {
    const { stderr } = await play('--owner', 'select-all', '--scope', 'read_vin control_security');
    const address = stderr.indexOf('/oauth/authorize?');
    for (const words of [
      'Vehicle Information',
      'Vehicle Commands',
      'Select All',
      'ticks none beforehand',
      'avoids a later',
    ]) {
      expect(stderr.replace(/\s+/g, ' ')).toContain(words);
      expect(stderr.indexOf(words.split(' ')[0] ?? '')).toBeLessThan(address);
    }
    expect(stderr.split('\n').some((line) => /^http:\/\/\S+\/oauth\/authorize\?\S+$/.test(line))).toBe(true);
  });

  it('walks to a redirect URI on another machine without a server', async () => {
    const { document } = await play(
      '--owner',
      'select-all',
      '--redirect-uri',
      'https://example.com/home',
      '--scope',
      'read_vin',
    );
    expect(document).toMatchObject({ verdict: 'complete', callback: { code: expect.any(String) as string } });
  });

  it.each([
    ['no-vehicles', 'no_vehicles', 5],
    ['subscription-inactive', 'invalid_subscription', 5],
    ['incompatible', 'vehicle_incompatible', 5],
  ])('scenario %s ends with %s', async (scenario, code, exit) => {
    const { exitCode, document } = await play('--scenario', scenario, '--owner', 'select-all');
    expect(exitCode).toBe(exit);
    expect(document).toMatchObject({ verdict: 'failed', error: { code } });
  });

  it('offers no exchange by hand once its sandbox has ended, but a rehearsal that succeeds', async () => {
    const asked = ['--scope', 'read_vin', '--make', 'TESLA', '--owner', 'select-all'];
    const { document } = await play(...asked, '--scenario', 'expired-code');
    expect(document.next.flatMap(({ command }) => command ?? [])).toEqual([
      'connect-cli authorize --scope read_vin --make TESLA --scenario new-owner --sandbox --owner select-all',
    ]);
    expect((await play(...asked, '--scenario', 'new-owner')).exitCode).toBe(0);
  });

  it('keeps the code when the exchange is refused, says how to finish, and exits 4', async () => {
    const sandbox = await runningSandbox({ scenario: 'expired-code' });
    const argv = ['authorize', `--sandbox=${sandbox.url}`, '--json', '--owner', 'select-all'];
    const result = await runCli(argv, rehearsal());
    const { exitCode, document } = { exitCode: result.exitCode, document: result.json<Authorization>() };
    expect(exitCode).toBe(4);
    expect(document.verdict).toBe('unverified');
    expect(document.callback.code).toEqual(expect.any(String));
    expect(document.warnings.join(' ')).toContain('invalid_grant');
    expect(document.next.some(({ command }) => command?.includes(' | curl -K - ') === true)).toBe(true);
  });
});

describe('authorize with a sandbox that runs already', () => {
  it.each([
    [['--as-of', '2023-12-01'], '"--as-of" sets the day on which a sandbox starts, but a running one is named.'],
    [['--edition', '2023-12'], 'plays edition "2026-02", not "2023-12".'],
  ])('refuses %j, which that sandbox would not follow', async (flags, sentence) => {
    const sandbox = await runningSandbox();
    const argv = ['authorize', `--sandbox=${sandbox.url}`, '--owner', 'select-all', '--scope', 'read_vin'];
    const { exitCode, stderr } = await runCli([...argv, ...flags, '--json'], rehearsal());
    expect(exitCode).toBe(2);
    expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '').error.message).toContain(sentence);
    const same = await runCli([...argv, '--edition', '2026-02', '--json'], rehearsal({ credentials: memoryStore() }));
    expect(same.exitCode).toBe(0);
  });
});

describe('authorize as on an earlier day', () => {
  it('seed 133: judges by the table and rules of that day, and adds no doubt about the later rule', async () => {
    const early = await play('--as-of', '2023-12-01', '--owner', 'Vehicle Information');
    expect(early.exitCode).toBe(5);
    expect(early.document).toMatchObject({ edition: '2023-12', callback: { userId: null } });
    expect(early.document.missingBoxes).toEqual(['Vehicle Commands', 'Vehicle Charge Management']);
    const args = ['--owner', 'Vehicle Information', '--scope', 'required:control_security'];
    expect((await play('--as-of', '2023-12-01', ...args)).document.warnings.join(' ')).not.toContain('2026-06-16');
    expect((await play(...args)).document.warnings.join(' ')).toContain('not been confirmed since 2026-06-16');
  });
});
