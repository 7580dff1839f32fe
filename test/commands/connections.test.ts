import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type {
  DisconnectionDocument,
  MigrationPlanDocument,
  MigrationStatusDocument,
  PermissionsDocument,
  UsersDocument,
  VehiclesDocument,
} from '../../src/core/connections/documents.ts';
import type { Diagnosis } from '../../src/core/findings/connection/diagnosis.ts';
import { createSourceTree } from '../../src/io/code-scan/source-tree.ts';
import type { Context } from '../../src/io/context.ts';
import { createHttpTransport } from '../../src/io/http/transport.ts';
import { createSmartcarClient } from '../../src/io/smartcar-api/api.ts';
import { captureOutput } from '../support/context.ts';
import { emptyInput, memoryStore, rehearsal, runningSandbox, selectAll } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

const ids = [
  [/client_sandbox[0-9a-f]+/g, 'client_ID'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'],
] as const;

function real(given: Partial<Context> = {}): Partial<Context> {
  return rehearsal({ credentials: memoryStore(), ...given });
}

async function ask<T extends { readonly kind: string }>(argv: readonly string[]): Promise<T> {
  const result = await runCli([...argv, '--json'], real());
  expect(result.stderr).toBe('');
  expect(result.exitCode).toBe(0);
  const document = result.json<T & Record<string, unknown>>();
  expect(schemaFaults(document)).toEqual([]);
  return document;
}

describe.each(['v2', 'v3'])('the reads of %s', (api) => {
  const at = ['--sandbox', '--scenario', 'all-granted', '--api', api];

  it('vehicles: every car with make, model and year', async () => {
    const { vehicles } = await ask<VehiclesDocument>(['vehicles', ...at]);
    const oldestFirst = api === 'v2' ? vehicles : vehicles.toReversed();
    expect(oldestFirst.map(({ make, model, year, era }) => [make, model, year, era])).toEqual([
      ['TESLA', 'Model 3', 2023, api],
      ['TESLA', 'Model Y', 2024, api],
    ]);
  });

  it('permissions: what was granted, with the box behind each', async () => {
    const { vehicles } = await ask<PermissionsDocument>(['permissions', ...at]);
    expect(vehicles).toHaveLength(2);
    expect(vehicles[0]?.permissions.find(({ name }) => name === 'control_security')?.boxes).toEqual([
      ['Vehicle Commands'],
    ]);
  });

  it('user: each owner once', async () => {
    const { users } = await ask<UsersDocument>(['user', ...at]);
    expect(users.map(({ vehicleIds, era }) => [vehicleIds.length, era])).toEqual([[2, api]]);
  });
});

describe('the tables', () => {
  it.each([
    ['vehicles', ['vehicles']],
    ['permissions', ['permissions']],
    ['user', ['user']],
    ['migrate-plan', ['migrate', 'plan']],
    ['migration-status', ['migration-status']],
  ])('%s fits 80 columns on a pipe', async (name, argv) => {
    const result = await runCli([...argv, '--sandbox', '--scenario', 'all-granted'], real());
    expect(Math.max(...result.stdout.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(80);
    await expectTranscript(
      `connections-${name}`,
      `connect-cli ${argv.join(' ')} --sandbox --scenario all-granted`,
      result,
      ids,
    );
  });

  it('say that nobody is connected', async () => {
    const { stdout, exitCode } = await runCli(['vehicles', '--sandbox'], real());
    expect(stdout).toContain('No vehicle is connected.');
    expect(exitCode).toBe(0);
  });

  it.each(['vehicles', 'permissions', 'user'])('%s names a way on that leads out of an empty sandbox', async (name) => {
    const { next } = await ask<{ kind: string; next: { command: string }[] }>([name, '--sandbox']);
    expect(next.map(({ command }) => command)).toEqual([`connect-cli ${name} --sandbox --scenario all-granted`]);
    const running = await runningSandbox();
    const byUrl = await ask<{ kind: string; next: { command: string }[] }>([name, `--sandbox=${running.url}`]);
    expect(byUrl.next.map(({ command }) => command)).toEqual([
      `connect-cli authorize --sandbox=${running.url} --owner select-all`,
    ]);
  });

  it('diagnose names one as well', async () => {
    const { stderr, exitCode } = await runCli(['diagnose', '--sandbox'], real());
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Pass --scenario all-granted');
    expect(stderr).not.toContain('authorize');
  });
});

describe('the era of a connection', () => {
  /** An owner who connects in a running sandbox, as an application elsewhere would have it. */
  async function connectedBy(responseType: string) {
    const sandbox = await runningSandbox({ registration: { redirectUris: ['http://localhost:8000/exchange'] } });
    const query = new URLSearchParams({
      application_id: sandbox.applicationId,
      redirect_uri: 'http://localhost:8000/exchange',
      scope: 'read_odometer',
      state: 'S',
      ...(responseType === '' ? {} : { response_type: responseType }),
    });
    await sandbox.play(`${sandbox.url}/oauth/authorize?${query}`, selectAll, { deliver: false });
    return [`--sandbox=${sandbox.url}`];
  }

  it.each([
    ['', 'v3', []],
    ['none', 'v3', []],
    ['code', 'v2', ['v2-ends']],
  ])('follows from response_type "%s": %s', async (responseType, era, findings) => {
    const at = await connectedBy(responseType);
    const { vehicles } = await ask<VehiclesDocument>(['vehicles', ...at]);
    const { users } = await ask<UsersDocument>(['user', ...at]);
    const diagnosis = await ask<Diagnosis>(['diagnose', ...at]);
    const eras = [...vehicles, ...users, ...diagnosis.connections].map((one) => one.era);
    expect([eras.length, new Set(eras)]).toEqual([5, new Set([era])]);
    expect([...new Set(diagnosis.findings.map(({ kind }) => kind))].filter((kind) => kind === 'v2-ends')).toEqual(
      findings,
    );
  });

  it('is that of the newest connection', async () => {
    const at = await connectedBy('code');
    await runCli(['authorize', '--response-type', 'omit', '--owner', 'select-all', ...at], real());
    const { users } = await ask<UsersDocument>(['user', ...at]);
    expect(users.map(({ era }) => era)).toEqual(['v3']);
  });

  it('has no tokens of v2 to lend where no code was sent', async () => {
    const result = await runCli(['vehicles', '--api', 'v2', ...(await connectedBy('')), '--json'], real());
    expect([result.exitCode, result.error().message]).toEqual([
      4,
      'There are no stored user tokens of API v2 for this application.',
    ]);
  });
});

describe('--api', () => {
  it.each(['v2', 'v3'])('stays chosen in the commands that follow: --api %s', async (api) => {
    const sandbox = await runningSandbox({ scenario: 'all-granted' });
    const at = ['--api', api, `--sandbox=${sandbox.url}`];
    const { next } = await ask<VehiclesDocument>(['vehicles', ...at]);
    expect(next.map(({ command }) => command)).toEqual([`connect-cli diagnose --api ${api} --sandbox=${sandbox.url}`]);
    const missing = await runCli(['permissions', 'nobody', ...at, '--json'], real());
    expect(missing.error().hint).toContain(`\`connect-cli vehicles --api ${api} --sandbox=${sandbox.url}\``);
  });

  it('stays chosen at Smartcar too', async () => {
    const sandbox = await runningSandbox({ scenario: 'all-granted' });
    const env = {
      SMARTCAR_API_CLIENT_ID: sandbox.apiClientId,
      SMARTCAR_API_CLIENT_SECRET: sandbox.apiClientSecret.reveal(),
      SMARTCAR_IAM_ORIGIN: sandbox.url,
      SMARTCAR_VEHICLE_API_ORIGIN: sandbox.url,
    };
    const result = await runCli(['vehicles', '--api', 'v3', '--json'], real({ env }));
    expect(result.json<VehiclesDocument>().next.map(({ command }) => command)).toEqual([
      'connect-cli diagnose --api v3',
    ]);
  });
});

describe('rows that cannot be read', () => {
  const wrong = [
    5,
    { id: 7, attributes: [], relationships: { user: { data: { id: 1 } }, vehicle: { data: { id: 2 } } } },
    { id: 'c', relationships: { user: { data: { id: 'u' } } } },
    { id: 'd', relationships: { vehicle: { data: { id: 'v' } } } },
    null,
  ];
  const readable = {
    id: 'e',
    attributes: { permissions: ['read_odometer'], vehicle: { make: 'TESLA', model: 'Model 3', year: 2023 } },
    relationships: { user: { data: { id: 'u' } }, vehicle: { data: { id: 'v' } } },
  };

  async function run(argv: readonly string[], rows: readonly unknown[]) {
    const sandbox = await runningSandbox();
    const { send } = createHttpTransport({});
    const body = JSON.stringify({ data: rows, meta: { totalCount: rows.length }, links: { next: null } });
    const http: Context['http'] = async (request) =>
      request.url.includes('/v3/connections')
        ? { status: 200, headers: { 'content-type': 'application/json' }, body }
        : send(request);
    const smartcar = createSmartcarClient({ http, clock: { now: () => Date.now(), sleep: async () => {} } });
    return runCli([...argv, `--sandbox=${sandbox.url}`, '--json'], real({ http, smartcar }));
  }

  const commands = [['vehicles'], ['user'], ['permissions'], ['diagnose'], ['migrate', 'plan'], ['migration-status']];

  it.each(commands)('are no empty list where there is no other row: %s %s', async (...argv) => {
    const result = await run(argv, wrong);
    expect([result.exitCode, result.error()]).toMatchObject([
      6,
      {
        code: 'API_ERROR',
        message:
          'No connection could be read. 5 rows of the list of connections were left out: each lacks a user id or a vehicle id that can be read.',
      },
    ]);
  });

  it.each(commands)('are counted beside those that can: %s %s', async (...argv) => {
    const result = await run(argv, [wrong[0], readable]);
    expect(result.json<VehiclesDocument>().warnings).toContain(
      '1 row of the list of connections was left out: it lacks a user id or a vehicle id that can be read.',
    );
  });

  it('leave an empty list what it is', async () => {
    const result = await run(['vehicles'], []);
    expect(result.json<VehiclesDocument>()).toMatchObject({ vehicles: [], warnings: [] });
  });
});

describe('migration-status', () => {
  it('seed 85: tells which car must still be migrated', async () => {
    const sandbox = await runningSandbox({ scenario: 'legacy-connection' });
    const [car] = await sandbox.connections();
    const document = await ask<MigrationStatusDocument>([
      'migration-status',
      car?.vehicleId ?? '',
      `--sandbox=${sandbox.url}`,
    ]);
    expect(document.vehicles).toEqual([
      { id: car?.vehicleId, userId: car?.userId, requiresMigration: true, reason: null },
    ]);
    expect(document.next[0]?.command).toBe(`connect-cli authorize --sandbox=${sandbox.url} --owner select-all`);
    const migrated = await ask<MigrationStatusDocument>(['migration-status', '--sandbox', '--scenario', 'all-granted']);
    expect(migrated.vehicles.map(({ requiresMigration }) => requiresMigration)).toEqual([false, false]);
  });

  it('says what takes its place, and that the end of v2 is not known to the day', async () => {
    const document = await ask<MigrationStatusDocument>([
      'migration-status',
      '--sandbox',
      '--scenario',
      'all-granted',
      '--api',
      'v3',
    ]);
    expect(document.vehicles[0]).toMatchObject({
      requiresMigration: null,
      reason: expect.stringContaining('API v3 has no such endpoint'),
    });
    expect(document.replacement.endsAbout).toBe('2026-12-01');
    expect(document.replacement.note).toMatch(/Ruby SDK gives 2026-12-01 .* Q4 2026; the exact day is unconfirmed/);
    expect(document.replacement.instead.join(' ')).toContain('connectivitystatus-isdigitalkeypaired');
  });
});

/** A small app of v2: one place of each kind. */
const app = `const smartcar = require('smartcar');
const client = new smartcar.AuthClient({ clientId, clientSecret, redirectUri });
const link = client.getAuthUrl(scope);
const access = await client.exchangeCode(code);
const { vehicles } = await smartcar.getVehicles(access.accessToken);
const vehicle = new smartcar.Vehicle(vehicles[0], access.accessToken, { unitSystem });
const { distance } = await vehicle.odometer();
await vehicle.request('POST', 'tesla/pin', { pin });
await vehicle.subscribe(webhookId);
if (!smartcar.verifyPayload(token, signature, body)) refuse();
`;

describe('migrate plan', () => {
  it('lists per user what to store, with the connections of v3', async () => {
    const sandbox = await runningSandbox({ scenario: 'all-granted' });
    const [car] = await sandbox.connections();
    const { users, steps } = await ask<MigrationPlanDocument>(['migrate', 'plan', `--sandbox=${sandbox.url}`]);
    expect(users).toHaveLength(1);
    expect(users?.[0]).toMatchObject({ userId: car?.userId, from: 'v3-connections' });
    expect(users?.[0]?.vehicles.every(({ connectionId }) => connectionId !== null)).toBe(true);
    expect(steps[0]).toContain('sc-user-id');
  });

  it('lists the calls of v2 in a code base with what v3 has in their place', async () => {
    const root = mkdtempSync(join(tmpdir(), 'migrate-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    writeFileSync(
      join(root, 'app.js'),
      "const smartcar = require('smartcar');\nconst vehicle = new smartcar.Vehicle(id, token);\nawait vehicle.odometer();\nawait vehicle.lock();\n",
    );
    const argv = ['migrate', 'plan', '--sandbox', '--scenario', 'all-granted', '--from-code', root];
    const result = await runCli([...argv, '--json'], real({ sourceTree: createSourceTree() }));
    const { code, checklist } = result.json<MigrationPlanDocument>();
    expect(schemaFaults(result.json())).toEqual([]);
    const place = { file: 'app.js', task: 'calls', unchanged: false };
    expect(code).toEqual({
      directory: root,
      files: 1,
      calls: [
        { ...place, line: 3, text: 'vehicle.odometer()', successors: ['signals/odometer-traveleddistance'] },
        { ...place, line: 4, text: 'vehicle.lock()', successors: ['commands/security/lock'] },
      ],
    });
    expect(checklist.map(({ id, status }) => [id, status])).toEqual([
      ['ids', 'done'],
      ['credentials', 'done'],
      ['users', 'unknown'],
      ['tokens', 'unknown'],
      ['calls', 'open'],
      ['webhooks', 'unknown'],
      ['consent', 'unknown'],
    ]);
  });

  it.each([
    ['none', {}],
    ['those of v2', { SMARTCAR_CLIENT_ID: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07', SMARTCAR_CLIENT_SECRET: 'S' }],
  ])('reads the code alone with %s of the credentials, and says how to have the rest', async (_, env) => {
    const sourceTree: Context['sourceTree'] = {
      walk: async (_directory, { file }) => (file('app.js', app), { files: 1, skipped: [] }),
    };
    const argv = ['migrate', 'plan', '--from-code', '.'];
    const result = await runCli([...argv, '--json'], real({ env, sourceTree }));
    const { code, users, checklist, warnings, next } = result.json<MigrationPlanDocument>();
    expect(schemaFaults(result.json())).toEqual([]);
    expect([result.exitCode, users]).toEqual([0, null]);
    expect(code?.calls).not.toEqual([]);
    expect(checklist.find(({ id }) => id === 'credentials')?.status).toBe('open');
    expect(JSON.stringify(checklist)).not.toMatch(/\b0 (owner|car)/);
    expect(warnings[0]).toMatch(/^Owners and vehicles could not be read\. There are neither stored user tokens nor/);
    expect(warnings[0]).toContain('SMARTCAR_API_CLIENT_ID and SMARTCAR_API_CLIENT_SECRET');
    expect(next.map(({ command }) => command)).toEqual(['connect-cli init']);
    const text = await runCli(argv, real({ env, sourceTree }));
    expect(text.stdout).toContain('Owners were not read: see the warning below.');
    expect(text.stdout).not.toContain('No owner is connected.');
  });

  it('reads the owners with the management token alone', async () => {
    const sandbox = await runningSandbox({ scenario: 'all-granted' });
    const env = {
      SMARTCAR_APPLICATION_ID: sandbox.applicationId,
      SMARTCAR_APP_MANAGEMENT_TOKEN: sandbox.managementToken.reveal(),
      SMARTCAR_MANAGEMENT_API_ORIGIN: sandbox.url,
    };
    const result = await runCli(['migrate', 'plan', '--json'], real({ env }));
    expect(result.stderr).toBe('');
    expect(result.json<MigrationPlanDocument>().users?.map(({ from }) => from)).toEqual(['v2-management']);
  });

  it('refuses where it has neither credentials nor code', async () => {
    const result = await runCli(['migrate', 'plan', '--json'], real());
    expect([result.exitCode, result.error().code]).toEqual([4, 'CREDENTIALS_MISSING']);
  });

  it('lists links, tokens, calls and webhooks of a code base for people', async () => {
    const sourceTree: Context['sourceTree'] = {
      walk: async (_, { file }) => (file('app.js', app), { files: 1, skipped: [] }),
    };
    const argv = ['migrate', 'plan', '--sandbox', '--scenario', 'all-granted', '--from-code', '.'];
    const result = await runCli(argv, real({ sourceTree }));
    expect(Math.max(...result.stdout.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(80);
    await expectTranscript('connections-migrate-plan-code', `connect-cli ${argv.join(' ')}`, result, ids);
  });
});

describe('disconnect', () => {
  it('answers people in a few lines', async () => {
    const sandbox = await runningSandbox({ scenario: 'all-granted' });
    const [car] = await sandbox.connections();
    const result = await runCli(['disconnect', car?.vehicleId ?? '', '--yes', `--sandbox=${sandbox.url}`], real());
    await expectTranscript('connections-disconnect', `connect-cli disconnect ${ids[0][1]} --yes --sandbox`, result, [
      ...ids,
      [/localhost:\d+/g, 'localhost:4010'],
    ]);
  });

  it.each(['v2', 'v3'])('ends the access to one vehicle with --yes (%s)', async (api) => {
    const sandbox = await runningSandbox({ scenario: 'all-granted' });
    const [car, other] = await sandbox.connections();
    const at = [`--sandbox=${sandbox.url}`, '--api', api];
    const document = await ask<DisconnectionDocument>(['disconnect', car?.vehicleId ?? '', '--yes', ...at]);
    expect(document).toMatchObject({ vehicleId: car?.vehicleId, userId: car?.userId, era: api, disconnected: true });
    expect((await sandbox.connections()).map(({ vehicleId }) => vehicleId)).toEqual([other?.vehicleId]);
  });

  it('without a terminal and without --yes it ends with 2 before it opens anything', async () => {
    const result = await runCli(['disconnect', 'car', '--sandbox', '--json'], real());
    expect(result.exitCode).toBe(2);
    expect(result.error()).toMatchObject({ code: 'INPUT_REQUIRED', hint: 'Pass --yes.' });
  });

  it.each([
    [true, 0, 1],
    [false, 3, 2],
  ])('asks on a terminal; the answer %s', async (answer, exitCode, left) => {
    const sandbox = await runningSandbox({ scenario: 'all-granted' });
    const [car] = await sandbox.connections();
    const questions: string[] = [];
    const prompts = { confirm: async ({ message }: { message: string }) => (questions.push(message), answer) };
    const result = await runCli(['disconnect', car?.vehicleId ?? '', `--sandbox=${sandbox.url}`], {
      ...real(),
      stdin: { ...emptyInput, isTTY: true },
      stderr: captureOutput({ isTTY: true }),
      prompts: prompts as unknown as Context['prompts'],
    });
    expect(result.exitCode).toBe(exitCode);
    expect(questions[0]).toContain(car?.vehicleId);
    expect(await sandbox.connections()).toHaveLength(left);
  });

  it('refuses a vehicle that is not connected', async () => {
    const result = await runCli(
      ['disconnect', 'nobody', '--yes', '--sandbox', '--scenario', 'all-granted', '--json'],
      real(),
    );
    expect(result.exitCode).toBe(2);
    expect(result.error().code).toBe('NOT_FOUND');
  });
});

it.each([
  [['vehicles', '--api', 'v3'], 'SMARTCAR_API_CLIENT_ID and SMARTCAR_API_CLIENT_SECRET'],
  [['vehicles', '--api', 'v2'], 'connect-cli authorize'],
  [['vehicles'], 'SMARTCAR_API_CLIENT_ID and SMARTCAR_API_CLIENT_SECRET'],
])('%j without credentials names those that it would read with', async (argv, named) => {
  const result = await runCli([...argv, '--json'], real());
  const { code, hint } = result.error();
  expect([result.exitCode, code]).toEqual([4, 'CREDENTIALS_MISSING']);
  expect(hint).toContain(named);
  expect(hint).not.toContain('SMARTCAR_CLIENT_ID');
});
