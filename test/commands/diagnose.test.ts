import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/core/findings/connection/diagnosis.ts';
import { CliError } from '../../src/core/errors/cli-error.ts';
import type { Context } from '../../src/io/context.ts';
import { createHttpTransport } from '../../src/io/http/transport.ts';
import { createSmartcarClient } from '../../src/io/smartcar-api/api.ts';
import type { SandboxHandle } from '../../src/io/sandbox-control.ts';
import { memoryStore, rehearsal, runningSandbox } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

function real(given: Partial<Context> = {}): Partial<Context> {
  return rehearsal({ credentials: memoryStore(), ...given });
}

async function diagnose(argv: readonly string[], given: Partial<Context> = {}) {
  const result = await runCli(['diagnose', '--json', ...argv], real(given));
  expect(result.stderr).toBe('');
  const document = result.json<Diagnosis & Record<string, unknown>>();
  expect(schemaFaults(document)).toEqual([]);
  return { exitCode: result.exitCode, document, kinds: [...new Set(document.findings.map(({ kind }) => kind))] };
}

async function control(sandbox: SandboxHandle, method: string, path: string, body: unknown = {}): Promise<void> {
  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

const ids = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID'],
  [/localhost:\d+/g, 'localhost:PORT'],
] as const;

describe('diagnose', () => {
  it('seed 29: tells the key of every car of the account by itself', async () => {
    const { document } = await diagnose(['--sandbox', '--scenario', 'all-granted']);
    expect(document.connections.map(({ vehicle }) => [vehicle.model, vehicle.virtualKey])).toEqual([
      ['Model 3', 'paired'],
      ['Model Y', 'paired'],
    ]);
  });

  it('names the missing box of a real grant, as text and as JSON', async () => {
    const argv = ['--sandbox', '--scenario', 'missing-commands-box', '--scope', 'read_odometer control_security'];
    const { document, kinds, exitCode } = await diagnose(argv);
    expect(exitCode).toBe(5);
    expect(kinds).toEqual(['v2-ends', 'box-missing', 'virtual-key-missing']);
    expect(document.findings.find(({ kind }) => kind === 'box-missing')?.evidence).toContain(
      'missing box: Vehicle Commands',
    );
    const text = await runCli(['diagnose', ...argv], real());
    await expectTranscript(
      'diagnose-missing-box',
      `connect-cli diagnose ${argv.slice(0, 3).join(' ')} --scope "read_odometer control_security"`,
      text,
      ids,
    );
  });

  it.each([
    ['revoked-at-tesla', ['access-revoked', 'v2-ends'], 5],
    ['legacy-connection', ['migration-needed', 'asked-unknown', 'boxes-unknown', 'virtual-key-unknown', 'v2-ends'], 5],
    ['virtual-key-missing', ['virtual-key-missing', 'asked-unknown', 'v2-ends'], 0],
    ['all-granted', ['asked-unknown', 'v2-ends'], 0],
    ['location-not-shared', ['asked-unknown', 'boxes-unticked', 'v2-ends'], 0],
  ])('finds in scenario %s what is wrong there', async (scenario, expected, code) => {
    const { kinds, exitCode } = await diagnose(['--sandbox', '--scenario', scenario]);
    expect(kinds.toSorted()).toEqual(expected.toSorted());
    expect(exitCode).toBe(code);
  });

  it('tells the key that the grant hides, since the sandbox knows it', async () => {
    const sandbox = await runningSandbox({ scenario: 'virtual-key-missing' });
    const place = `--sandbox=${sandbox.url}`;
    await runCli(
      ['authorize', place, '--owner', 'select-all', '--scope', 'read_odometer control_security'],
      rehearsal(),
    );
    const { document, kinds } = await diagnose([place]);
    expect(document.connections.map(({ vehicle }) => vehicle.virtualKey)).toEqual(['missing', 'missing']);
    expect(kinds).toContain('virtual-key-missing');
    expect(kinds).not.toContain('virtual-key-unknown');
  });

  it('reads with the application token of v3 alone', async () => {
    const { document, kinds } = await diagnose([
      '--sandbox',
      '--scenario',
      'missing-commands-box',
      '--api',
      'v3',
      '--scope',
      'read_odometer control_security',
    ]);
    expect(document.connections.every(({ era }) => era === 'v3')).toBe(true);
    expect(kinds).toContain('box-missing');
    expect(kinds).not.toContain('v2-ends');
  });

  it('seed 80: a probe of an access that is gone meets CONNECTED_SERVICES_ACCOUNT:PERMISSION', async () => {
    const { document } = await diagnose(['--sandbox', '--scenario', 'revoked-at-tesla']);
    expect(document.findings[0]?.kind === 'access-revoked' || document.findings[1]?.kind === 'access-revoked').toBe(
      true,
    );
    expect(JSON.stringify(document.findings)).toContain('CONNECTED_SERVICES_ACCOUNT:PERMISSION');
  });

  it('seed 87: a car that left the account is found', async () => {
    const sandbox = await runningSandbox({ scenario: 'all-granted' });
    const [car] = await sandbox.connections();
    await control(sandbox, 'DELETE', `accounts/owner@example.com/vehicles/${car?.vehicleId}`);
    const { kinds, exitCode } = await diagnose([
      `--sandbox=${sandbox.url}`,
      '--vehicle',
      car?.vehicleId ?? '',
      '--probe',
      '/odometer',
    ]);
    expect(kinds).toContain('vehicle-missing');
    expect(exitCode).toBe(5);
  });

  it('chooses by vehicle and by user, and keeps the sandbox in its next steps', async () => {
    const sandbox = await runningSandbox({ scenario: 'missing-commands-box' });
    const [car] = await sandbox.connections();
    const at = `--sandbox=${sandbox.url}`;
    const one = await diagnose([at, '--vehicle', car?.vehicleId ?? '', '--scope', 'control_security']);
    expect(one.document.connections.map(({ vehicle }) => vehicle.id)).toEqual([car?.vehicleId]);
    expect(one.document.next[0]?.command).toBe(
      `connect-cli revoke --make TESLA --scope "control_security" --sandbox=${sandbox.url} --owner select-all`,
    );
    const user = await diagnose([at, '--user', car?.userId ?? '']);
    expect(user.document.connections).toHaveLength(2);
  });

  it('reads Tesla boxes, role and key by the signals of v3', async () => {
    const sandbox = await runningSandbox({
      scenario: 'all-granted',
      registration: { vehicleAccess: 'read_vehicle_info read_user_profile control_security' },
    });
    const { document, kinds, exitCode } = await diagnose([
      `--sandbox=${sandbox.url}`,
      '--api',
      'v3',
      '--scope',
      'read_vehicle_info control_security',
    ]);
    expect([exitCode, kinds]).toEqual([0, []]);
    expect(document.connections[0]).toMatchObject({ era: 'v3', role: 'owner', vehicle: { virtualKey: 'paired' } });
    expect(document.connections[0]?.tickedBoxes).toContain('Vehicle Commands');
  });

  it('finds nothing wrong with a car that has sent no signal yet', async () => {
    const sandbox = await runningSandbox({ scenario: 'all-granted' });
    const { send } = createHttpTransport({});
    const missing = { errors: [{ type: 'RESOURCE_NOT_FOUND', code: 'SIGNAL_NOT_FOUND', title: 'Signal not found' }] };
    const headers = { 'content-type': 'application/json' };
    const http: Context['http'] = async (request) =>
      request.url.includes('/signals/') ? { status: 404, headers, body: JSON.stringify(missing) } : send(request);
    const smartcar = createSmartcarClient({ http, clock: { now: () => Date.now(), sleep: async () => {} } });
    const { exitCode, kinds } = await diagnose([`--sandbox=${sandbox.url}`, '--api', 'v3'], { http, smartcar });
    expect([exitCode, kinds]).toEqual([0, ['asked-unknown', 'boxes-unknown', 'virtual-key-unknown']]);
  });

  it('watches until the repair has landed, and prints the change', async () => {
    const sandbox = await runningSandbox({ scenario: 'missing-commands-box' });
    const connections = await sandbox.connections();
    const rounds = [
      () => control(sandbox, 'PUT', 'accounts/owner@example.com/consents/smartcar', { boxes: ['all'] }),
      async () => {
        for (const { vehicleId } of connections)
          await control(sandbox, 'PUT', `vehicles/${vehicleId}/keys/smartcar.com`);
      },
    ];
    const clock = { now: () => Date.now(), sleep: async () => void (await rounds.shift()?.()) };
    const argv = ['diagnose', `--sandbox=${sandbox.url}`, '--scope', 'read_odometer', '--watch'];
    const result = await runCli(argv, real({ clock }));
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toMatch(/Still waiting for the owner: The virtual key is not on the car/);
    expect(result.stdout).toMatch(/mended: The virtual key is not on the car/);
    expect(result.stderr).toContain('Checking every 5 seconds');
  });

  it('watches what is wrong now, not what was wrong in an earlier round', async () => {
    const sandbox = await runningSandbox({ scenario: 'missing-commands-box' });
    const connections = await sandbox.connections();
    const repair = async () => {
      await control(sandbox, 'PUT', 'accounts/owner@example.com/consents/smartcar', { boxes: ['all'] });
      for (const { vehicleId } of connections) await control(sandbox, 'PUT', `vehicles/${vehicleId}/keys/smartcar.com`);
    };
    const rounds = [async () => {}, async () => {}, repair];
    const clock = { now: () => Date.now(), sleep: async () => void (await rounds.shift()?.()) };
    const argv = ['diagnose', `--sandbox=${sandbox.url}`, '--scope', 'read_odometer', '--watch', '--json'];
    const { stdout } = await runCli(argv, real({ clock }));
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Diagnosis);
    expect(lines.length).toBeGreaterThan(1);
    for (const { findings } of lines) expect(findings.filter(({ kind }) => kind === 'v2-ends')).toHaveLength(1);
  });

  it('goes on watching when the network fails for a while, and says so once', async () => {
    const sandbox = await runningSandbox({ scenario: 'missing-commands-box' });
    const connections = await sandbox.connections();
    const { send } = createHttpTransport({});
    let isDown = false;
    const http: Context['http'] = async (request) => {
      if (isDown) throw new CliError('NETWORK', 'The line is dead.', { hint: 'Wait.' });
      return send(request);
    };
    const smartcar = createSmartcarClient({ http, clock: { now: () => Date.now(), sleep: async () => {} } });
    const rounds = [
      async () => void (isDown = true),
      async () => {},
      async () => void (isDown = false),
      async () => {
        await control(sandbox, 'PUT', 'accounts/owner@example.com/consents/smartcar', { boxes: ['all'] });
        for (const { vehicleId } of connections)
          await control(sandbox, 'PUT', `vehicles/${vehicleId}/keys/smartcar.com`);
      },
    ];
    const clock = { now: () => Date.now(), sleep: async () => void (await rounds.shift()?.()) };
    const argv = ['diagnose', `--sandbox=${sandbox.url}`, '--scope', 'read_odometer', '--watch'];
    const result = await runCli(argv, real({ clock, http, smartcar }));
    expect(result.exitCode).toBe(0);
    expect(result.stderr.match(/Trying again/g)).toHaveLength(1);
    expect(result.stdout).toMatch(/mended: The virtual key is not on the car/);
  });

  it('prints one diagnosis a line with --watch --json, and ends with 7 when the time is up', async () => {
    const sandbox = await runningSandbox({ scenario: 'missing-commands-box' });
    let now = Date.now();
    const clock = { now: () => now, sleep: async (pause: number) => void (now += pause) };
    const argv = [
      'diagnose',
      `--sandbox=${sandbox.url}`,
      '--scope',
      'control_security',
      '--watch',
      '--json',
      '--timeout',
      '12s',
    ];
    const result = await runCli(argv, real({ clock }));
    expect(result.exitCode).toBe(7);
    expect(result.error().code).toBe('TIMED_OUT');
    // Nothing changed, so there is the first line alone.
    const lines = result.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(schemaFaults(JSON.parse(lines[0] ?? ''))).toEqual([]);
  });

  it.each([
    ['no credentials at all', ['diagnose'], 4, 'CREDENTIALS_MISSING'],
    [
      'a vehicle that is not connected',
      ['diagnose', '--sandbox', '--scenario', 'all-granted', '--vehicle', 'nobody'],
      2,
      'NOT_FOUND',
    ],
    ['a sandbox in which nobody is connected', ['diagnose', '--sandbox'], 2, 'NOT_FOUND'],
    ['--all beside a choice', ['diagnose', '--sandbox', '--all', '--vehicle', 'x'], 2, 'USAGE'],
    ['an API that there is not', ['diagnose', '--sandbox', '--api', 'v4'], 2, 'INVALID_VALUE'],
    ['a misspelt permission', ['diagnose', '--sandbox', '--scope', 'read_odomter'], 2, 'UNKNOWN_PERMISSION'],
  ])('refuses %s', async (_, argv, exitCode, code) => {
    const store = { ...memoryStore(), listTokens: async () => [] };
    const result = await runCli([...argv, '--json'], real({ credentials: store }));
    expect(result.exitCode).toBe(exitCode);
    expect(result.error().code).toBe(code);
  });
});
