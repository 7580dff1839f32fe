import { describe, expect, it } from 'vitest';
import type { GrantChange } from '../../src/core/connect/grant-change.ts';
import type { Context } from '../../src/io/context.ts';
import { captureOutput } from '../support/context.ts';
import { memoryStore, rehearsal, runningSandbox, selectAll, terminal, walkingBrowser } from '../support/rehearsal.ts';
import { publishedPermissions } from '../support/published-permissions.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const base = ['revoke', '--make', 'TESLA'];
const seeds = [...base, '--scope', 'read_odometer control_security', '--client-id', id];
/** Whoever waits in vain is told at once. */
const noTime: Context['clock'] = {
  now: () => 0,
  sleep: async () => {
    throw new Error('nothing to wait for');
  },
};
const masks: readonly (readonly [RegExp, string])[] = [
  [/localhost:\d+/g, 'localhost:PORT'],
  [/client_id=[0-9a-f-]{36}/g, 'client_id=UUID'],
];

describe('revoke, the link', () => {
  it('seeds 55, 56, 57, 58, 59, 61, 63: --print-url prints exactly the five parameters on one line', async () => {
    const result = await runCli([...seeds, '--print-url']);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toBe(
      'https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07&scope=read_odometer%20control_security\n',
    );
  });

  it('seed 151: keeps the required: prefix', async () => {
    const { stdout } = await runCli([
      ...base,
      '--scope',
      'required:control_security',
      '--client-id',
      id,
      '--print-url',
    ]);
    expect(stdout).toContain('&scope=required:control_security\n');
  });

  it('seed 57: refuses another make, and says why', async () => {
    const result = await runCli(['revoke', '--make', 'BMW', 'read_vin', '--client-id', id, '--json']);
    expect(result.exitCode).toBe(2);
    expect(result.error()).toMatchObject({
      code: 'UNSUPPORTED_MAKE',
      message: expect.stringContaining('only for TESLA') as string,
    });
  });

  it('seeds 59, 60: without an id names flag, variable, init and where the id stands', async () => {
    const result = await runCli([...base, '--scope', 'read_vin', '--no-input']);
    expect(result.exitCode).toBe(2);
    const text = result.stderr.replace(/\s+/g, ' ');
    for (const words of [
      '--client-id',
      'SMARTCAR_CLIENT_ID',
      'connect-cli init',
      "Smartcar Dashboard on your application's credentials page",
    ]) {
      expect(text).toContain(words);
    }
  });

  it('seed 61: without permissions exits 2', async () => {
    const result = await runCli([...base, '--client-id', id, '--json']);
    expect(result.exitCode).toBe(2);
    expect(result.error()).toMatchObject({
      code: 'INPUT_REQUIRED',
      message: expect.stringContaining('permissions') as string,
    });
  });

  it('seed 62: suggests the nearest name', async () => {
    const result = await runCli([...base, '--scope', 'read_odomter', '--client-id', id, '--print-url']);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('read_odometer');
  });

  it('seed 155: bare in a pipe exits 2, without --make too', async () => {
    expect((await runCli(base)).exitCode).toBe(2);
    const result = await runCli(['revoke', '--json']);
    expect(result.error()).toMatchObject({
      code: 'INPUT_REQUIRED',
      hint: expect.stringContaining('--make TESLA') as string,
    });
  });

  it('seeds 147, 155, walk B1, walk B6: bare on a terminal asks for id and permissions, and the next step keeps both', async () => {
    const { stdin, stderr } = terminal();
    const prompts = {
      input: async () => id,
      checkbox: async ({ choices }: { choices: readonly { value: string; name: string }[] }) => {
        expect(choices.map(({ value }) => value)).toEqual(expect.arrayContaining(publishedPermissions));
        expect(choices.find(({ value }) => value === 'control_charge')?.name).toBe(
          'control_charge  (Vehicle Charging Management)',
        );
        return ['control_charge'];
      },
    } as unknown as Context['prompts'];
    const opened: string[] = [];
    const openBrowser: Context['openBrowser'] = async (url) => {
      opened.push(url);
      return { opened: true };
    };
    const result = await runCli(base, { stdin, stderr, prompts, openBrowser });
    expect(result.exitCode).toBe(0);
    expect(opened).toEqual([
      `https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=${id}&scope=control_charge`,
    ]);
    const next = `connect-cli authorize --scope control_charge --application-id ${id}`;
    expect(result.stdout.replace(/\s+/g, ' ')).toContain(next);
  });

  it('opens a browser only when stderr is a terminal', async () => {
    expect((await runCli(seeds)).exitCode).toBe(0);
  });

  it('refuses --print-url with --json', async () => {
    const result = await runCli([...seeds, '--print-url', '--json']);
    expect(result.exitCode).toBe(2);
    expect(result.error().code).toBe('USAGE');
  });

  it('seed 54: says what the owner will meet, and --help says when to use it', async () => {
    const help = await runCli(['revoke', '--help']);
    expect(help.stdout).toContain('Use it when a Tesla owner has to grant more than before');
    const result = await runCli(seeds);
    expect(result.stdout).toContain('What the owner will see');
    await expectTranscript(
      'revoke',
      'connect-cli revoke --make TESLA --scope "read_odometer control_security" --client-id ID',
      result,
    );
  });

  it('seeds 67, 94, 95, 96, 97: what stays valid, the Tesla-app path, and the way back', async () => {
    const result = await runCli([...seeds, '--json']);
    expect(schemaFaults(result.json())).toEqual([]);
    expect(result.json<{ next: { command: string }[] }>().next.at(-1)?.command).toBe(
      `connect-cli authorize --scope "read_odometer control_security" --client-id ${id}`,
    );
    const text = (await runCli(seeds)).stdout.replace(/\s+/g, ' ');
    for (const words of [
      'stays valid and can be refreshed',
      'Security & Privacy > Third-Party Apps',
      'Manage Third Party Apps',
      'Account Settings > Security > Third Party Apps > Manage',
      'Revoke Access',
      'Remove Access',
      'inferred',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('says of each form whether others lose access while the owner repairs', async () => {
    const argv = ['revoke', '--make', 'TESLA', 'read_vin', '--client-id', id];
    const text = async (...more: string[]) => (await runCli([...argv, ...more])).stdout.replace(/\s+/g, ' ');
    expect(await text()).toContain('loses access until the owner has granted again');
    const update = await text('--flow', 'update');
    expect(update).not.toContain('loses access');
    expect(update).toContain('applies to every application');
  });

  it('says that the older form is unconfirmed, and builds the later one', async () => {
    expect((await runCli([...seeds, '--json'])).json<{ warnings: string[] }>().warnings.join()).toContain(
      '--flow update',
    );
    const update = await runCli([...seeds, '--flow', 'update', '--print-url']);
    expect(update.stdout).toBe(
      'https://connect.smartcar.com/oauth/reauthenticate?response_type=vehicle_id&make=TESLA&client_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07&scope=read_odometer%20control_security\n',
    );
    const vehicle = await runCli(['revoke', '--vehicle-id', 'V', '--client-id', id]);
    expect(vehicle.exitCode).toBe(0);
    await expectTranscript('revoke-vehicle', 'connect-cli revoke --vehicle-id V --client-id ID', vehicle);
  });
});

describe('revoke --sandbox', () => {
  const play = async (...args: string[]) => {
    const result = await runCli(
      [...base, '--sandbox', '--scope', 'read_odometer control_security', '--json', ...args],
      rehearsal(),
    );
    const document = result.json<GrantChange>();
    expect(schemaFaults(document)).toEqual([]);
    return { exitCode: result.exitCode, document };
  };

  it('seed 66: the right boxes end on the success page, and the grant has grown', async () => {
    const { exitCode, document } = await play('--owner', 'select-all');
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({
      outcome: 'granted',
      before: ['read_odometer'],
      after: ['read_odometer', 'control_security'],
      gained: ['control_security'],
      missing: [],
      missingBoxes: [],
    });
  });

  it("has no screen to deny on but Tesla's", async () => {
    const argv = [...base, 'control_security', '--sandbox', '--json'];
    const denied = await runCli([...argv, '--owner', 'deny'], rehearsal());
    expect([denied.exitCode, denied.json()]).toEqual([3, expect.objectContaining({ outcome: 'gave-up', after: [] })]);
    const unticked = await runCli([...argv, '--owner', 'select-all', '--untick', 'control_security'], rehearsal());
    expect(unticked.error().message).toBe('This flow has no grant screen, so there is nothing to untick.');
  });

  it('seeds 64, 65, 68: the wrong boxes lead round again; who gives up exits 3', async () => {
    const stuck = await play('--owner', 'Vehicle Information');
    expect(stuck.exitCode).toBe(3);
    expect(stuck.document).toMatchObject({
      outcome: 'gave-up',
      missing: expect.arrayContaining(['control_security']) as string[],
      missingBoxes: ['Vehicle Commands'],
    });
    const second = await play('--owner', 'Vehicle Information', '--owner', 'select-all');
    expect(second.exitCode).toBe(0);
    expect(second.document.gained).toEqual(['control_security']);
  });

  it('offers no link of a sandbox that has ended', async () => {
    const argv = [...base, 'control_security', '--sandbox', '--owner', 'none', '--edition', '2023-12', '--json'];
    const document = (await runCli(argv, rehearsal())).json<GrantChange>();
    expect(document.next.map(({ url }) => url)).toEqual([undefined, undefined]);
    expect(document.next[0]?.command).toBe(
      'connect-cli revoke --make TESLA --scope control_security --edition 2023-12 --sandbox --owner select-all',
    );
  });

  it('tells people the grant before and after', async () => {
    const args = [...base, '--sandbox', '--scope', 'read_odometer control_security', '--owner', 'select-all'];
    const line =
      'connect-cli revoke --make TESLA --sandbox --scope "read_odometer control_security" --owner select-all';
    await expectTranscript('revoke-sandbox', line, await runCli(args, rehearsal()), masks);
    const stuck = await runCli([...args.slice(0, -1), 'Vehicle Information'], rehearsal());
    await expectTranscript('revoke-sandbox-stuck', line.replace('select-all', '"Vehicle Information"'), stuck, masks);
  });

  it('lets a person rehearse in the browser', async () => {
    const stderr = captureOutput({ isTTY: true });
    const openBrowser = walkingBrowser(selectAll);
    const result = await runCli([...base, '--sandbox', 'control_trunk', '--json'], rehearsal({ stderr, openBrowser }));
    expect(result.exitCode).toBe(0);
    expect(result.json()).toMatchObject({ gained: ['control_trunk'] });
  });

  it('needs somebody to walk', async () => {
    const result = await runCli([...base, '--sandbox', 'control_trunk', '--json'], rehearsal());
    expect(result.exitCode).toBe(2);
    expect(result.error().hint).toContain('--owner');
  });

  it('repairs a running sandbox: authorize, then revoke', async () => {
    const sandbox = await runningSandbox();
    const credentials = memoryStore();
    const at = [`--sandbox=${sandbox.url}`, '--scope', 'read_odometer control_security', '--json'];
    const first = await runCli(['authorize', ...at, '--owner', 'Vehicle Information'], rehearsal({ credentials }));
    expect(first.exitCode).toBe(5);
    const result = await runCli([...base, ...at, '--owner', 'select-all'], rehearsal({ credentials }));
    expect(result.exitCode).toBe(0);
    expect(result.json()).toMatchObject({ before: ['read_odometer'], gained: ['control_security'] });
  });
});

describe('revoke --wait', () => {
  it('without credentials exits 4', async () => {
    const result = await runCli([...seeds, '--wait', '--json'], rehearsal({ credentials: memoryStore() }));
    expect(result.exitCode).toBe(4);
    expect(result.error().code).toBe('CREDENTIALS_MISSING');
  });

  it('polls until the repair has landed, and shows before and after', async () => {
    const sandbox = await runningSandbox();
    const credentials = memoryStore();
    const at = [`--sandbox=${sandbox.url}`, '--scope', 'read_odometer control_security'];
    await runCli(['authorize', ...at, '--owner', 'Vehicle Information'], rehearsal({ credentials }));
    const { stdout: link } = await runCli([...base, ...at, '--print-url'], rehearsal());
    let looks = 0;
    // The owner goes through the link between the second and the third look.
    const clock: Context['clock'] = {
      now: () => 0,
      sleep: async () => {
        looks += 1;
        if (looks === 2) await sandbox.play(link.trim(), selectAll, { deliver: false });
      },
    };
    const result = await runCli([...base, ...at, '--wait', '--json'], rehearsal({ credentials, clock }));
    expect(result.exitCode).toBe(0);
    expect(looks).toBe(2);
    expect(schemaFaults(result.json())).toEqual([]);
    expect(result.json()).toMatchObject({
      kind: 'grant-change',
      before: ['read_odometer'],
      gained: ['control_security'],
    });
  });

  it('plays the owner of a running sandbox and sees the repair through the API', async () => {
    const sandbox = await runningSandbox();
    const credentials = memoryStore();
    const at = [`--sandbox=${sandbox.url}`, '--scope', 'read_odometer control_security'];
    await runCli(['authorize', ...at, '--owner', 'Vehicle Information'], rehearsal({ credentials }));
    const result = await runCli(
      [...base, ...at, '--wait', '--owner', 'Vehicle Information', '--owner', 'select-all', '--json'],
      rehearsal({ credentials, clock: noTime }),
    );
    expect(result.exitCode).toBe(0);
    expect(result.json()).toMatchObject({ outcome: 'granted', gained: ['control_security'] });
    const again = await runCli([...base, ...at, '--wait'], rehearsal({ credentials, clock: noTime }));
    expect(again.exitCode).toBe(0);
    expect(again.stderr).toContain('Everything you ask for is already granted');
  });

  it('exits 3 when the played owner gives up, with the grant as it stays', async () => {
    const sandbox = await runningSandbox();
    const credentials = memoryStore();
    const at = [`--sandbox=${sandbox.url}`, '--scope', 'read_odometer control_security'];
    await runCli(['authorize', ...at, '--owner', 'Vehicle Information'], rehearsal({ credentials }));
    const result = await runCli(
      [...base, ...at, '--wait', '--owner', 'Vehicle Information', '--json'],
      rehearsal({ credentials, clock: noTime }),
    );
    expect(result.exitCode).toBe(3);
    expect(schemaFaults(result.json())).toEqual([]);
    expect(result.json()).toMatchObject({ outcome: 'gave-up', before: ['read_odometer'], after: ['read_odometer'] });
  });

  it('exits 7 when nothing changes', async () => {
    const sandbox = await runningSandbox();
    const credentials = memoryStore();
    const at = [`--sandbox=${sandbox.url}`, '--scope', 'read_odometer control_security'];
    await runCli(['authorize', ...at, '--owner', 'Vehicle Information'], rehearsal({ credentials }));
    let now = 0;
    const clock: Context['clock'] = { now: () => now, sleep: async (milliseconds) => void (now += milliseconds) };
    const result = await runCli(
      [...base, ...at, '--wait', '--timeout', '30s', '--json'],
      rehearsal({ credentials, clock }),
    );
    expect(result.exitCode).toBe(7);
    expect(now).toBe(30_000);
  });
});

describe('revoke --provider texture', () => {
  it("seeds 113, 115: leads to Tesla's page, and through Connect again after either way", async () => {
    const result = await runCli(['revoke', '--provider', 'texture', 'vehicle_command']);
    expect(result.exitCode).toBe(0);
    await expectTranscript('revoke-texture', 'connect-cli revoke --provider texture vehicle_command', result);
    const document = (await runCli(['revoke', '--provider', 'texture', '--json'])).json<{
      kind: string;
      next: unknown[];
    }>();
    expect(schemaFaults(document)).toEqual([]);
    expect(document.next.at(-1)).toMatchObject({
      command: 'connect-cli authorize --provider texture --scope vehicle_read',
    });
  });

  it('says why no browser came up', async () => {
    const stderr = captureOutput({ isTTY: true });
    const openBrowser: Context['openBrowser'] = async () => ({ opened: false, reason: 'there is no display' });
    await runCli(['revoke', '--provider', 'texture'], { stderr, openBrowser });
    expect(stderr.text().replace(/\s+/g, ' ')).toContain('The browser could not be opened: there is no display.');
  });

  it("takes Texture's own id at Tesla, and the page of a sandbox", async () => {
    const named = await runCli(['revoke', '--provider', 'texture', '--tesla-client-id', 'T-1', '--print-url']);
    expect(named.stdout).toBe('https://auth.tesla.com/user/revoke/consent?revoke_client_id=T-1\n');
    const sandbox = await runningSandbox();
    const page = await runCli(
      ['revoke', '--provider', 'texture', `--sandbox=${sandbox.url}`, '--print-url'],
      rehearsal(),
    );
    expect(page.stdout).toBe(`${sandbox.url}/tesla/user/revoke/consent?revoke_client_id=texture\n`);
    expect((await fetch(page.stdout.trim())).status).toBe(200);
  });

  const played = (scope: string, ...rounds: readonly string[]) => [
    'revoke',
    '--provider',
    'texture',
    '--scope',
    scope,
    ...rounds.flatMap((round) => ['--owner', round]),
  ];

  it.each<[string, readonly string[], Partial<GrantChange> & { exitCode: number }]>([
    [
      'every box: Texture gets more than was asked',
      ['select-all'],
      {
        exitCode: 0,
        outcome: 'granted',
        after: ['vehicle_read', 'vehicle_command', 'energy_read', 'energy_command'],
        gained: ['vehicle_command', 'energy_read', 'energy_command'],
        lost: [],
        missing: [],
        missingBoxes: [],
      },
    ],
    [
      'the boxes that are needed, in the second round',
      ['Vehicle Information', 'Vehicle Information, Vehicle Charging Management'],
      { exitCode: 0, outcome: 'granted', after: ['vehicle_read', 'vehicle_command'], missing: [] },
    ],
    [
      'the box is missed again',
      ['Vehicle Information'],
      {
        exitCode: 3,
        outcome: 'gave-up',
        after: ['vehicle_read'],
        gained: [],
        missing: ['vehicle_command'],
        missingBoxes: ['Vehicle Commands'],
      },
    ],
    ['nothing is ticked', ['none'], { exitCode: 3, outcome: 'gave-up', after: [], lost: ['vehicle_read'] }],
    ['a denial ends the rounds', ['deny', 'select-all'], { exitCode: 3, outcome: 'gave-up', after: [] }],
  ])(
    'walk M4: plays the way over Remove Access and Connect again: %s',
    async (_, rounds, { exitCode, ...expected }) => {
      const result = await runCli([...played('vehicle_command', ...rounds), '--sandbox', '--json'], rehearsal());
      expect(result.exitCode).toBe(exitCode);
      const document = result.json<GrantChange>();
      expect(schemaFaults(document)).toEqual([]);
      expect(document).toMatchObject({ kind: 'grant-change', flow: 'manage', before: ['vehicle_read'], ...expected });
      const retry = 'connect-cli revoke --provider texture --scope vehicle_command --sandbox --owner select-all';
      expect(document.next.map((step) => ('command' in step ? step.command : step.url))).toEqual(
        exitCode === 0 ? [] : [retry],
      );
    },
  );

  it('grants the energy levels by the energy boxes', async () => {
    const { exitCode, json } = await runCli(
      [...played('energy_command', 'Energy Product Information, Energy Product Commands'), '--sandbox', '--json'],
      rehearsal(),
    );
    expect(exitCode).toBe(0);
    expect(json<GrantChange>()).toMatchObject({
      before: ['vehicle_read'],
      after: ['energy_read', 'energy_command'],
      lost: ['vehicle_read'],
    });
  });

  it('plays in a running sandbox as its owner stands there', async () => {
    const sandbox = await runningSandbox();
    const play = (round: string) =>
      runCli([...played('vehicle_command', round), `--sandbox=${sandbox.url}`, '--json'], rehearsal());
    expect((await play('Vehicle Information')).json<GrantChange>()).toMatchObject({
      before: [],
      after: ['vehicle_read'],
    });
    const second = await play('select-all');
    expect(second.exitCode).toBe(0);
    expect(second.json<GrantChange>()).toMatchObject({ before: ['vehicle_read'], missing: [] });
  });

  it('shows people the grant before and after', async () => {
    const line = played('vehicle_command', 'Vehicle Information');
    const result = await runCli([...line, '--sandbox'], rehearsal());
    await expectTranscript(
      'revoke-texture-played',
      "connect-cli revoke --provider texture --scope vehicle_command --owner 'Vehicle Information' --sandbox",
      result,
      masks,
    );
  });

  it.each([
    [['--owner', 'select-all']],
    [['--sandbox', '--owner', 'select-all', '--print-url']],
    [['--sandbox', '--owner', 'select-all', '--untick', 'vehicle_read']],
    [['--sandbox', '--owner', 'Glove Box']],
    [['--sandbox', '--owner', '']],
  ])('refuses %j', async (flags) => {
    const result = await runCli(['revoke', '--provider', 'texture', ...flags, '--json'], rehearsal());
    expect(result.exitCode).toBe(2);
  });

  it.each([['--wait'], ['--sandbox'], ['--vehicle-id', 'V']])('refuses %s', async (...flags) => {
    const result = await runCli(['revoke', '--provider', 'texture', ...flags, '--json'], rehearsal());
    expect(result.exitCode).toBe(2);
    expect(result.error().code).toBe('USAGE');
  });
});
