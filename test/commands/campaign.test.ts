import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError } from '../../src/core/errors/cli-error.ts';
import { createFiles } from '../../src/io/files.ts';
import { createStateKeyTools } from '../../src/io/node-state-keys.ts';
import { systemRandom } from '../../src/io/random.ts';
import { createRowFiles } from '../../src/io/rows/row-files.ts';
import type { Context } from '../../src/io/context.ts';
import { runningSandbox, selectAll, walkPages, inputOf } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'campaign-'));
  writeFileSync(at('key'), `${key}\n`, { mode: 0o600 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const key = 'rN1o3hUUYVx0sG8sVvO0Q2m8b4n7Jk5c1D6e9F2g3H4';
const otherKey = 'f3a1c5d7e9b2f4a6c8d0e1f3a5b7c9d1e2f4a6b8c0d2e3f5a7b9c1d3e4f6a8b0';
const now = Date.UTC(2026, 10, 24, 18);
const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const scope = 'read_odometer read_location control_security';
const all = scope.split(' ');
const linked = ['--application-id', id, '--redirect-uri', 'https://example.com/cb'];

const at = (name: string) => join(folder, name);

function cli(args: readonly string[], stdin = '', given: Partial<Context> = {}) {
  const stream = async function* () {
    yield Buffer.from(stdin);
  };
  return runCli(args, {
    rows: createRowFiles(() => stream(), process),
    files: createFiles(process),
    stateKeys: createStateKeyTools('linux'),
    random: systemRandom,
    clock: { now: () => now, sleep: () => Promise.resolve() },
    stdin: inputOf(stdin),
    ...given,
  });
}

const connections = [
  {
    userId: 'u1',
    externalId: 'cust_1',
    vehicleId: 'v1',
    permissions: ['read_odometer', 'control_security'],
    language: 'de',
  },
  { userId: 'u1', vehicleId: 'v2', permissions: all, virtualKey: 'missing' },
  { userId: 'u2', permissions: all, virtualKey: 'missing' },
  { userId: 'u3', status: 'disconnected' },
  { userId: 'u4', permissions: ['read_location', 'control_security'] },
  { userId: 'u5', permissions: all, virtualKey: 'paired' },
  { userId: 'u6', make: 'ford', permissions: all },
];

async function audited(rows: readonly object[], args: readonly string[] = linked, env = {}): Promise<string> {
  const input = rows.map((row) => JSON.stringify(row)).join('\n');
  const { stdout } = await cli(['audit', '-', '--scope', scope, '--texts', '--format', 'jsonl', ...args], input, {
    env,
  });
  return stdout;
}

const campaign = async (rows: string, args: readonly string[] = [], given: Partial<Context> = {}) =>
  cli(['campaign', '-', '--out', at('out'), '--key-file', at('key'), ...args], rows, given);

interface Row {
  readonly userId: string | null;
  readonly externalId: string | null;
  readonly kind: string;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly link: string;
  readonly state: string;
  readonly sms: string;
  readonly smsEncoding: string;
  readonly smsUnits: number;
  readonly smsSegments: number;
  readonly vehicleIds: readonly string[];
  readonly missingBoxes: readonly string[];
}

const rowsOf = (name: string): readonly Row[] =>
  readFileSync(join(at('out'), name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

describe('campaign', () => {
  it('writes a file for each kind of owner, each owner once, for what comes first', async () => {
    const result = await campaign(await audited(connections), ['--json', '--app-name', 'Voltly']);
    expect(result.exitCode).toBe(0);
    expect(schemaFaults(result.json())).toEqual([]);
    const files = (kind: string) => [`${kind}.jsonl`, `${kind}.csv`];
    expect(result.json()).toMatchObject({
      kind: 'campaign',
      out: at('out'),
      rows: 7,
      rejected: 0,
      owners: 4,
      expiresAt: '2026-12-24T18:00:00.000Z',
      kinds: [
        { kind: 'reconnect', owners: 1, files: files('reconnect') },
        { kind: 'revoke', owners: 1, files: files('revoke') },
        { kind: 'tick-boxes', owners: 1, files: files('tick-boxes') },
        { kind: 'add-key', owners: 1, files: files('add-key') },
      ],
      warnings: [],
    });
    expect(JSON.parse(readFileSync(join(at('out'), 'campaign.json'), 'utf8'))).toEqual(result.json());
    const [revoke] = rowsOf('revoke.jsonl');
    expect(revoke).toMatchObject({
      userId: 'u1',
      externalId: 'cust_1',
      language: 'de',
      vehicleIds: ['v1', 'v2'],
      missingBoxes: ['Vehicle Location'],
      subject: 'Bitte erneuern Sie, was Ihr Tesla mit Voltly teilt',
    });
    expect(
      [rowsOf('add-key.jsonl'), rowsOf('reconnect.jsonl'), rowsOf('tick-boxes.jsonl')].map(([row]) => row?.userId),
    ).toEqual(['u2', 'u3', 'u4']);
  });

  it('gives each owner a link with a state of their own where the link ends in a redirect', async () => {
    await campaign(await audited(connections));
    const [again] = rowsOf('reconnect.jsonl');
    expect(again?.link).toBe(
      `https://connect.smartcar.com/oauth/authorize?response_type=code&application_id=${id}&redirect_uri=https%3A%2F%2Fexample.com%2Fcb&scope=read_odometer%20read_location%20control_security&state=${again?.state}`,
    );
    const [tick] = rowsOf('tick-boxes.jsonl');
    expect(new URL(tick?.link ?? '').searchParams.get('approval_prompt')).toBe('force');
    expect(new URL(tick?.link ?? '').searchParams.get('state')).toBe(tick?.state);
    const [revoke] = rowsOf('revoke.jsonl');
    expect(revoke?.link).toBe(
      `https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=${id}&scope=read_odometer%20read_location%20control_security`,
    );
    expect(rowsOf('add-key.jsonl')[0]?.link).toBe('https://www.tesla.com/_ak/smartcar.com');
    for (const row of [again, tick, revoke]) {
      expect(row?.text).toContain(`\n\n${row?.link}\n\n`);
      expect(row?.sms.endsWith(` ${row.link}`)).toBe(true);
      expect(row).toMatchObject({ smsEncoding: 'GSM-7', smsUnits: row?.sms.length });
    }
  });

  it('writes the same as CSV, for any mail tool, and nobody else reads it', async () => {
    await campaign(await audited(connections));
    for (const kind of ['reconnect', 'revoke', 'tick-boxes', 'add-key']) {
      const text = readFileSync(join(at('out'), `${kind}.csv`), 'utf8');
      const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
      expect(errors).toEqual([]);
      const flat = rowsOf(`${kind}.jsonl`).map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(name === 'missingBoxes' ? ';' : ' ') : String(value ?? ''),
          ]),
        ),
      );
      expect(data).toEqual(flat);
    }
    expect(statSync(at('out')).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(at('out'))) expect(statSync(join(at('out'), name)).mode & 0o777).toBe(0o600);
  });

  it('reads the rows of audit as CSV too', async () => {
    const { stdout } = await cli(
      ['audit', '-', '--scope', scope, '--texts', '--format', 'csv', ...linked],
      connections.map((row) => JSON.stringify(row)).join('\n'),
    );
    writeFileSync(at('rows.csv'), stdout);
    await cli(['campaign', at('rows.csv'), '--out', at('out'), '--key-file', at('key')]);
    const fromCsv = rowsOf('revoke.jsonl');
    rmSync(at('out'), { recursive: true });
    await campaign(await audited(connections));
    expect(fromCsv).toEqual(rowsOf('revoke.jsonl'));
  });

  it('builds links from flags, environment or profile where the rows have none, and refuses to write letters without', async () => {
    const rows = await audited(connections, []);
    const without = await campaign(rows);
    expect(without).toMatchObject({ exitCode: 2 });
    expect(without.stderr).toContain('--application-id');
    expect(existsSync(at('out'))).toBe(false);
    const env = { SMARTCAR_APPLICATION_ID: id, SMARTCAR_SCOPE: scope, SMARTCAR_REDIRECT_URI: 'https://example.com/cb' };
    expect((await campaign(rows, [], { env })).exitCode).toBe(0);
    expect(rowsOf('reconnect.jsonl')[0]?.link).toContain(
      `application_id=${id}&redirect_uri=https%3A%2F%2Fexample.com%2Fcb`,
    );
  });

  it('needs no redirect URI for kinds that have none', async () => {
    const rows = await audited(connections, ['--application-id', id]);
    expect((await campaign(rows)).stderr).toContain('--redirect-uri');
    const some = await campaign(rows, ['--only', 'revoke,add-key', '--json']);
    expect(some.json<{ kinds: { kind: string }[] }>().kinds.map(({ kind }) => kind)).toEqual(['revoke', 'add-key']);
    expect(readdirSync(at('out')).toSorted()).toEqual([
      'add-key.csv',
      'add-key.jsonl',
      'campaign.json',
      'revoke.csv',
      'revoke.jsonl',
    ]);
  });

  it('sets hostile rows aside, tells their lines and lets no cell run', async () => {
    const row = (fields: object) => JSON.stringify({ verdict: 'key-needed', missingBoxes: [], link: null, ...fields });
    const rows = [
      row({ userId: '=HYPERLINK("https://evil.example")' }),
      row({ userId: 'line\nbreak' }),
      row({ userId: 'right\u202eleft' }),
      row({ userId: 'x'.repeat(100_000) }),
      row({}),
      row({ userId: 'u1', link: 'https://evil.example/_ak/smartcar.com' }),
      'no row',
      '[]',
      row({ userId: 'u2', language: 'x'.repeat(1000) }),
    ].join('\n');
    const result = await campaign(rows, ['--json']);
    expect(result.json<{ owners: number; rejected: number; warnings: string[] }>()).toMatchObject({
      owners: 2,
      rejected: 7,
      warnings: [
        'Line 2 of standard input was set aside: its userId has invisible characters.',
        'Line 3 of standard input was set aside: its userId has invisible characters.',
        'Line 4 of standard input was set aside: its userId has more than 256 characters.',
        'Line 5 of standard input was set aside: it names no user.',
        'Line 6 of standard input was set aside: its link is not a virtual key link.',
        'Line 7 of standard input was set aside: it is not JSON.',
        'Line 8 of standard input was set aside: it is not a JSON object.',
      ],
    });
    expect(readFileSync(join(at('out'), 'add-key.csv'), 'utf8')).toContain(
      `\n"'=HYPERLINK(""https://evil.example"")",`,
    );
    expect(rowsOf('add-key.jsonl').map(({ userId }) => userId)).toEqual(['=HYPERLINK("https://evil.example")', 'u2']);
  });

  it('leaves nothing half written when it stops or fails', async () => {
    const stop = new AbortController();
    stop.abort(new CliError('INTERRUPTED', 'Stopped.', { hint: 'Run it again.' }));
    expect((await campaign(await audited(connections), [], { signal: stop.signal })).exitCode).toBe(130);
    expect((await campaign('no row')).exitCode).toBe(2);
    expect(readdirSync(folder)).toEqual(['key']);
  });

  it('overwrites nothing', async () => {
    const rows = await audited(connections);
    expect((await campaign(rows)).exitCode).toBe(0);
    const before = readdirSync(at('out')).map((name) => readFileSync(join(at('out'), name), 'utf8'));
    const again = await campaign(rows, ['--app-name', 'Other']);
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('ALREADY_EXISTS') });
    expect(readdirSync(at('out')).map((name) => readFileSync(join(at('out'), name), 'utf8'))).toEqual(before);
  });

  it.each([
    [['campaign', '-'], 2],
    [['campaign', '-', '--out', ''], 2],
    [['campaign', '-', '--out', 'out', '--key-file', '/nowhere/key'], 2],
    [['campaign', '-', '--out', 'out'], 4],
    [['campaign', '-', '--out', 'out', '--expires-in', '0d'], 2],
    [['campaign', '-', '--out', 'out', '--expires-in', '366d'], 2],
    [['campaign', '-', '--out', 'out', '--only', 'revok'], 2],
    [['campaign', '-', '--out', 'out', '--lang', 'xx'], 2],
    [['campaign', '/nowhere.jsonl', '--out', '/nowhere/out'], 4],
  ])('refuses %j with %i', async (args, exitCode) => {
    expect((await cli(args)).exitCode).toBe(exitCode);
  });

  it('is read by people', async () => {
    const result = await campaign(await audited(connections), ['--app-name', 'Voltly']);
    await expectTranscript(
      'campaign',
      'connect-cli campaign rows.jsonl --out campaign --key-file campaign.key --app-name Voltly',
      result,
      [
        [new RegExp(at('out'), 'g'), 'campaign'],
        [new RegExp(at('key'), 'g'), 'campaign.key'],
      ],
    );
  });
});

describe('a campaign in the sandbox', () => {
  it('opens as each owner, whom the state of the callback names', async () => {
    const sandbox = await runningSandbox();
    const env = { SMARTCAR_CONNECT_ORIGIN: sandbox.url };
    const flags = ['--application-id', sandbox.clientId, '--redirect-uri', sandbox.redirectUris[0] ?? ''];
    const rows = await audited(
      [...connections, { userId: 'u7', era: 'v2', permissions: all, virtualKey: 'paired' }],
      flags,
      env,
    );
    expect((await campaign(rows, [], { env })).exitCode).toBe(0);
    const redirecting = [...rowsOf('reconnect.jsonl'), ...rowsOf('tick-boxes.jsonl')];
    expect(redirecting.map(({ userId }) => userId)).toEqual(['u3', 'u7', 'u4']);
    for (const { link, userId } of redirecting) {
      const played = await walkPages(link, selectAll);
      expect(played.outcome).toBe('redirected');
      const state = new URL(played.url).searchParams.get('state') ?? '';
      expect((await cli(['campaign', 'verify', state, '--key-file', at('key')])).stdout).toBe(`${userId}\n`);
      expect((await cli(['campaign', 'verify', played.url, '--key-file', at('key')])).stdout).toBe(`${userId}\n`);
      const forged = state.replace(`.${userId}.`, '.u1.');
      expect((await cli(['campaign', 'verify', forged, '--key-file', at('key')])).exitCode).toBe(9);
    }
    const [revoke] = rowsOf('revoke.jsonl');
    expect(await walkPages(revoke?.link ?? '', selectAll)).toMatchObject({ outcome: 'finished' });
    const [addKey] = rowsOf('add-key.jsonl');
    const page = await fetch(addKey?.link.replace('https://www.tesla.com', sandbox.url) ?? '');
    expect(page.status).toBe(200);
    // The sandbox is none of Smartcar's: without its address nobody is sent there.
    expect((await campaign(rows)).exitCode).toBe(2);
  });
});

describe('campaign verify', () => {
  async function stateOf(args: readonly string[] = []): Promise<string> {
    rmSync(at('out'), { recursive: true, force: true });
    await campaign(await audited([{ userId: 'näme 1', status: 'disconnected' }]), args);
    return rowsOf('reconnect.jsonl')[0]?.state ?? '';
  }
  const verify = (state: string, args: readonly string[] = ['--key-file', at('key')], given: Partial<Context> = {}) =>
    cli(['campaign', 'verify', state, ...args], state, given);

  it('names the user, as a text and as a document, from stdin too', async () => {
    const state = await stateOf();
    expect(await verify(state)).toMatchObject({ exitCode: 0, stdout: 'näme 1\n', stderr: '' });
    const { stdout } = await cli(['campaign', 'verify', '-', '--key-file', at('key')], `${state}\n`);
    expect(stdout).toBe('näme 1\n');
    const json = await verify(state, ['--key-file', at('key'), '--json']);
    expect(schemaFaults(json.json())).toEqual([]);
    expect(json.json()).toMatchObject({
      valid: true,
      reason: 'ok',
      userId: 'näme 1',
      expiresAt: '2026-12-24T18:00:00.000Z',
    });
  });

  it('refuses what is forged, expired, of another key or none, with exit code 9', async () => {
    const state = await stateOf();
    writeFileSync(at('other'), otherKey, { mode: 0o600 });
    const late = { clock: { now: () => now + 31 * 86_400_000, sleep: () => Promise.resolve() } };
    const cases = [
      [`${state.slice(0, -2)}AA`, 'key', {}, 'forged', 'changed after it was signed'],
      [state, 'key', late, 'expired', 'has expired'],
      [state, 'other', {}, 'other-key', 'signed with a key'],
      ['', 'key', {}, 'malformed', 'not a campaign state'],
      ['https://example.com/cb?code=1', 'key', {}, 'malformed', 'not a campaign state'],
    ] as const;
    for (const [given, file, context, reason, sentence] of cases) {
      const people = await verify(given, ['--key-file', at(file)], context);
      expect(people).toMatchObject({ exitCode: 9, stdout: '', stderr: expect.stringContaining(sentence) });
      const json = await verify(given, ['--key-file', at(file), '--json'], context);
      expect(json.exitCode).toBe(9);
      expect(json.json()).toMatchObject({ valid: false, reason, userId: null });
    }
  });

  it('takes any key of the file, and the first signs', async () => {
    const state = await stateOf();
    const rotated = await cli(['campaign', 'key', at('key'), '--rotate', '--json']);
    expect(schemaFaults(rotated.json())).toEqual([]);
    expect(rotated.json<{ keyIds: string[] }>().keyIds).toHaveLength(2);
    expect((await verify(state)).stdout).toBe('näme 1\n');
    const newer = await stateOf();
    expect(newer.split('.')[1]).toBe(rotated.json<{ keyId: string }>().keyId);
    writeFileSync(at('key'), key);
    expect((await verify(newer)).exitCode).toBe(9);
  });

  it('takes the keys from the environment, and names what is missing', async () => {
    const state = await stateOf();
    const env = { CONNECT_CLI_CAMPAIGN_KEY: `${otherKey},${key}` };
    expect((await verify(state, [], { env })).stdout).toBe('näme 1\n');
    expect(await verify(state, [])).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('CONNECT_CLI_CAMPAIGN_KEY'),
    });
  });

  it('warns of a key file that others can read, and refuses a weak one', async () => {
    const state = await stateOf();
    writeFileSync(at('open'), key);
    const { stderr, exitCode } = await verify(state, ['--key-file', at('open')]);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('chmod 600')]);
    writeFileSync(at('weak'), 'secret', { mode: 0o600 });
    const weak = await verify(state, ['--key-file', at('weak')]);
    expect(weak).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('less than 256 bits') });
    expect(weak.stderr).not.toContain('secret');
    writeFileSync(at('huge'), `${key}\n`.repeat(2000), { mode: 0o600 });
    expect((await verify(state, ['--key-file', at('huge')])).exitCode).toBe(2);
  });

  it('never shows a key', async () => {
    const made = await cli(['campaign', 'key', at('new'), '--json']);
    const value = readFileSync(at('new'), 'utf8').trim();
    expect(value).toMatch(/^[\w-]{43}$/);
    expect(statSync(at('new')).mode & 0o777).toBe(0o600);
    expect(made.stdout + made.stderr).not.toContain(value);
    expect(await cli(['campaign', 'key', at('new')])).toMatchObject({ exitCode: 2 });
    expect(await cli(['campaign', 'key', at('absent'), '--rotate'])).toMatchObject({ exitCode: 2 });
  });

  it('is read by people', async () => {
    const masks = [[new RegExp(folder, 'g'), '.'] as const];
    const state = await stateOf();
    await expectTranscript(
      'campaign-verify',
      'connect-cli campaign verify STATE --key-file campaign.key',
      await verify(state),
    );
    const forged = await verify(`${state.slice(0, -2)}AA`);
    await expectTranscript(
      'campaign-verify-forged',
      'connect-cli campaign verify FORGED --key-file campaign.key',
      forged,
    );
    const random = { token: () => 'kQ9wZ2xV7bN4mL1pO8iU5yT3rE6wQ0aS-dF_gH2jK4l', uuid: systemRandom.uuid };
    const made = await cli(['campaign', 'key', at('campaign.key')], '', { random });
    await expectTranscript('campaign-key', 'connect-cli campaign key campaign.key', made, [
      ...masks,
      [/\.\/campaign/g, 'campaign'],
    ]);
  });
});

describe('campaign progress', () => {
  const before = () => audited(connections);
  const after = () =>
    audited([
      { userId: 'u1', vehicleId: 'v1', permissions: all, virtualKey: 'paired' },
      { userId: 'u1', vehicleId: 'v2', permissions: all, virtualKey: 'missing' },
      { userId: 'u2', permissions: all, virtualKey: 'paired' },
      { userId: 'u4', permissions: ['read_location', 'control_security'] },
      { userId: 'u5', status: 'disconnected' },
    ]);

  async function files(): Promise<readonly [string, string]> {
    writeFileSync(at('before.jsonl'), await before());
    writeFileSync(at('after.jsonl'), await after());
    return [at('before.jsonl'), at('after.jsonl')];
  }

  it('tells who has mended it, owner by owner', async () => {
    const result = await cli(['campaign', 'progress', ...(await files()), '--json']);
    expect(schemaFaults(result.json())).toEqual([]);
    expect(result.json()).toMatchObject({
      owners: 4,
      progress: { mended: 1, waiting: 1, changed: 1, unknown: 0, gone: 1 },
      new: 1,
    });
    const rows = await cli(['campaign', 'progress', ...(await files()), '--format', 'jsonl', '--json']);
    expect(
      rows.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { id: 'u1', progress: 'changed', before: 'revoke', after: 'add-key' },
      { id: 'u2', progress: 'mended', before: 'add-key', after: 'nothing' },
      { id: 'u3', progress: 'gone', before: 'reconnect', after: null },
      { id: 'u4', progress: 'waiting', before: 'tick-boxes', after: 'tick-boxes' },
      { id: 'u5', progress: 'new', before: 'nothing', after: 'reconnect' },
    ]);
    expect(JSON.parse(rows.stderr)).toMatchObject({ kind: 'campaign-progress' });
    const csv = await cli(['campaign', 'progress', ...(await files()), '--format', 'csv']);
    expect(csv.stdout).toBe(
      'id,progress,before,after\nu1,changed,revoke,add-key\nu2,mended,add-key,nothing\nu3,gone,reconnect,\nu4,waiting,tick-boxes,tick-boxes\nu5,new,nothing,reconnect\n',
    );
  });

  it('finds owners by another id, tells rows without it, and takes one side from stdin', async () => {
    const [first] = await files();
    const result = await cli(['campaign', 'progress', first, '-', '--match', 'external', '--json'], await after());
    expect(result.json<{ owners: number; warnings: string[] }>()).toMatchObject({ owners: 1, progress: { gone: 1 } });
    expect(result.json<{ warnings: string[] }>().warnings).toContain(
      'Line 1 of standard input was set aside: it has no externalId.',
    );
    expect((await cli(['campaign', 'progress', '-', '-'])).exitCode).toBe(2);
    expect((await cli(['campaign', 'progress', first, at('absent')])).exitCode).toBe(2);
    expect((await cli(['campaign', 'progress', first, first, '--match', 'colour'])).exitCode).toBe(2);
  });

  it('is read by people', async () => {
    const result = await cli(['campaign', 'progress', ...(await files())]);
    await expectTranscript('campaign-progress', 'connect-cli campaign progress before.jsonl after.jsonl', result);
  });
});
