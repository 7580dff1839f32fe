import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CliError } from '../../src/core/errors/cli-error.ts';
import type { Context } from '../../src/io/context.ts';
import { createFiles } from '../../src/io/files.ts';
import { createRowFiles } from '../../src/io/rows/row-files.ts';
import { createSmartcarClient } from '../../src/io/smartcar-api/api.ts';
import { createHttpTransport } from '../../src/io/http/transport.ts';
import { bundleScript, type BundledScript } from '../support/bundle.ts';
import { captureOutput } from '../support/context.ts';
import { makeHome, type Home } from '../support/home.ts';
import { rehearsal, runningSandbox } from '../support/rehearsal.ts';
import { memoryStore } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { steppingClock } from '../support/scripted-http.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-live-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const scope = 'read_odometer read_location control_security';

/** Runs `audit` on the real files and sockets of this machine. */
function audit(args: readonly string[], given: Partial<Context> = {}) {
  const files = createFiles(process);
  const rows = createRowFiles(async function* () {}, process);
  return runCli(['audit', ...args], { ...rehearsal(), files, rows, credentials: memoryStore(), ...given });
}

function fail(): never {
  throw new CliError('OUTPUT_FAILED', 'The output could not be written.', { hint: 'Make room.' });
}

const inFolder = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(inFolder(name), 'utf8');
const linesOf = (text: string) => text.trimEnd().split('\n');

/** Requests of the list that the sandbox has answered. */
async function listRequests(url: string): Promise<number> {
  const answer = await fetch(`${url}/_sandbox/log`);
  const { entries } = (await answer.json()) as { entries: readonly { path: string }[] };
  return entries.filter(({ path }) => path.startsWith('/v3/connections')).length;
}

describe('audit without a file', () => {
  it('reads all connections with the fewest requests and judges them as rows of a file', async () => {
    const sandbox = await runningSandbox({ cars: 1250 });
    const at = `--sandbox=${sandbox.url}`;
    const live = await audit([at, '--scope', scope, '--format', 'jsonl']);
    expect(live.exitCode).toBe(0);
    expect(await listRequests(sandbox.url)).toBe(13);
    expect(linesOf(live.stdout)).toHaveLength(1250);

    // The very rows, read from a file.
    const token = await fetch(`${sandbox.url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: sandbox.apiClientId,
        client_secret: sandbox.apiClientSecret.reveal(),
      }),
    });
    const { access_token: bearer } = (await token.json()) as { access_token: string };
    const rows: unknown[] = [];
    for (let page = 1; page <= 13; page += 1) {
      const answer = await fetch(`${sandbox.url}/v3/connections?page[size]=100&page[number]=${page}`, {
        headers: { authorization: `Bearer ${bearer}` },
      });
      rows.push(...((await answer.json()) as { data: unknown[] }).data);
    }
    writeFileSync(inFolder('rows.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const filed = await audit([inFolder('rows.jsonl'), at, '--scope', scope, '--format', 'jsonl']);
    expect(filed.stdout).toBe(live.stdout);
  });

  it('sums up with --json, valid by its schema', async () => {
    const result = await audit(['--sandbox', '--scenario', 'ten-thousand-cars', '--json', '--group-by', 'model']);
    expect(result.exitCode).toBe(0);
    expect(schemaFaults(result.json())).toEqual([]);
    expect(result.json()).toMatchObject({
      kind: 'audit',
      // Without --scope what the sandbox's application asks for.
      scope: 'read_vehicle_info read_odometer read_battery read_charge read_location control_security control_charge',
      total: 10_000,
      verdicts: { 'missing-boxes': 1000, fine: 9000 },
      warnings: [expect.stringContaining('does not say whether virtual keys are paired')],
    });
    expect(result.stderr).toBe('');
  });

  it('reads the list of v2 with the management token, and says what it does not tell', async () => {
    const sandbox = await runningSandbox({ cars: 230 });
    const result = await audit([`--sandbox=${sandbox.url}`, '--api', 'v2', '--scope', 'read_vin', '--json']);
    expect(result.json()).toMatchObject({
      total: 230,
      verdicts: { unknown: 230 },
      warnings: [expect.stringContaining('does not include permissions')],
    });
  });

  it('needs credentials (4), and tells refused ones (4) apart from trouble of the provider (6)', async () => {
    const none = await audit(['--scope', scope, '--json']);
    expect([none.exitCode, none.error().code]).toEqual([4, 'CREDENTIALS_MISSING']);
    const sandbox = await runningSandbox({
      cars: 10,
      faults: [{ order: '', fields: { status: 503, path: '/v3/connections' } }],
    });
    const env = {
      SMARTCAR_API_CLIENT_ID: sandbox.apiClientId,
      SMARTCAR_API_CLIENT_SECRET: 'wrong',
      SMARTCAR_IAM_ORIGIN: sandbox.url,
      SMARTCAR_VEHICLE_API_ORIGIN: sandbox.url,
    };
    const refused = await audit(['--scope', scope, '--json', '--out', inFolder('out.jsonl')], { env });
    expect([refused.exitCode, refused.error().code]).toEqual([4, 'CREDENTIALS_REFUSED']);
    expect(existsSync(inFolder('out.jsonl'))).toBe(false);
    const { send } = createHttpTransport({});
    const clock = steppingClock(Date.now());
    const right = { ...env, SMARTCAR_API_CLIENT_SECRET: sandbox.apiClientSecret.reveal() };
    const given = { env: right, clock, smartcar: createSmartcarClient({ http: send, clock }) };
    const trouble = await audit(['--scope', scope, '--json'], given);
    expect([trouble.exitCode, trouble.error().message]).toEqual([
      6,
      expect.stringContaining(`GET ${sandbox.url}/v3/connections was answered with 503`),
    ]);
    expect(trouble.error().hint).toContain('With --checkpoint FILE the next run resumes');
  });

  it.each([
    [['--checkpoint', 'c', '--format', 'csv'], '"--checkpoint" cannot resume rows that went to stdout.'],
    [['--checkpoint', 'c', '--only', 'fine'], '"--checkpoint" cannot resume rows that went to stdout.'],
    [['rows.jsonl', '--checkpoint', 'c'], '"--checkpoint" applies to reading live, and a file is named.'],
    [['rows.jsonl', '--api', 'v3'], '"--api" applies to reading live, and a file is named.'],
    [['--input', 'csv'], '"--input" applies to rows in a file, and no file is named.'],
    [['rows.jsonl', '--out', 'rows.jsonl'], 'FILE and --out name the same file "rows.jsonl".'],
    [['--out', 'x', '--checkpoint', 'x'], '--out and --checkpoint name the same file "x".'],
  ])('refuses %j', async (args, message) => {
    const result = await audit([...args, '--scope', scope, '--json']);
    expect([result.exitCode, result.error().message]).toEqual([2, message]);
  });
});

describe('progress', () => {
  /** A clock on which each look takes so many milliseconds. */
  function strollingClock(step: number): Context['clock'] {
    let now = 0;
    return { now: () => (now += step), sleep: async () => {} };
  }

  it('is one line that changes on a terminal and is gone at the end', async () => {
    const stderr = captureOutput({ isTTY: true, columns: 60 });
    const result = await audit(['--sandbox', '--scenario', 'ten-thousand-cars', '--json'], {
      stderr,
      clock: strollingClock(60),
    });
    expect(result.json()).toMatchObject({ total: 10_000 });
    const shown = stderr.text().split('\r\u001b[2K');
    expect(shown.at(-1)).toBe('');
    expect(shown.some((line) => /^[\d,]+ of 10,000 connections, [\d,]+ a second, about \d/.test(line))).toBe(true);
    expect(shown.every((line) => line.length < 60 && !line.includes('\n'))).toBe(true);
  });

  it('is a line now and then elsewhere, and never on stdout', async () => {
    const result = await audit(['--sandbox', '--scenario', 'ten-thousand-cars', '--out', inFolder('out.csv')], {
      clock: strollingClock(4000),
    });
    const lines = linesOf(result.stderr);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line).toMatch(/^[\d,]+ of 10,000 connections.* a second.*\.$/);
    expect(result.stdout).not.toContain('a second');
    expect(linesOf(read('out.csv'))).toHaveLength(10_001);
  });
});

describe('a checkpoint', () => {
  const settings = ['--scope', scope];

  /** An audit that ends in trouble behind some pages. @returns arguments to go on with */
  async function stopped(extra: readonly string[]) {
    const sandbox = await runningSandbox({
      cars: 1000,
      faults: [{ order: '', fields: { status: 403, nth: 6, path: '/v3/connections' } }],
    });
    const args = [`--sandbox=${sandbox.url}`, '--checkpoint', inFolder('state'), ...extra];
    const first = await audit([...args, ...settings, '--json']);
    expect(first.exitCode).not.toBe(0);
    return { args, first, sandbox };
  }

  it.each(['out.jsonl', 'out.csv', 'out.md', 'out.html'])(
    'lets the next run go on in %s, and the result is that of a run without trouble',
    async (name) => {
      const files = ['--out', inFolder(name), '--rows', inFolder('rows.csv'), '--group-by', 'model'];
      const { args, first, sandbox } = await stopped(files);
      expect(first.error().hint).toContain('Run the same command again: it resumes after connection ');
      expect(statSync(inFolder('state')).mode & 0o777).toBe(0o600);
      // What was written behind the checkpoint before a kill.
      writeFileSync(inFolder(name), 'written after the checkpoint', { flag: 'a' });
      const second = await audit([...args, ...settings]);
      expect(second.stderr).toMatch(/^Resuming after connection \d00\.\n/);
      expect(second.exitCode).toBe(0);
      expect(existsSync(inFolder('state'))).toBe(false);
      const resumed = [read(name), read('rows.csv')];
      const whole = await audit([`--sandbox=${sandbox.url}`, ...files, ...settings]);
      expect(whole.stdout).toBe(second.stdout);
      expect([read(name), read('rows.csv')]).toEqual(resumed);
    },
  );

  it('goes on with the summary alone, where no rows are wanted', async () => {
    const { args } = await stopped([]);
    const second = await audit([...args, ...settings, '--json']);
    expect(second.json()).toMatchObject({ total: 1000, verdicts: { 'missing-boxes': 100, fine: 900 } });
  });

  it.each([
    [
      ['--scope', 'read_odometer'],
      'another scope: "read_odometer read_location control_security" there, "read_odometer" here.',
    ],
    [[...settings, '--edition', '2023-12'], 'another edition: "2026-02" there, "2023-12" here.'],
    [[...settings, '--application-id', '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07'], 'another application id: '],
    [[...settings, '--out', '/dev/null'], 'another --format: none there, "jsonl" here.'],
    [[...settings, '--api', 'v2'], 'another API: "v3" there, "v2" here.'],
  ])('belongs to its settings: %j', async (other, message) => {
    const { args } = await stopped([]);
    const before = read('state');
    const result = await audit([...args, ...other, '--json']);
    expect([result.exitCode, result.error().message]).toEqual([2, expect.stringContaining(message)]);
    expect(read('state')).toBe(before);
  });

  it('keeps fields that it does not know, and refuses a newer version and other files', async () => {
    const { args } = await stopped([]);
    const kept = JSON.parse(read('state')) as Record<string, unknown>;
    expect(kept).toMatchObject({ version: 1, kind: 'audit-checkpoint' });
    writeFileSync(inFolder('state'), JSON.stringify({ ...kept, version: 2 }));
    const newer = await audit([...args, ...settings, '--json']);
    expect([newer.exitCode, newer.error().message]).toEqual([
      2,
      expect.stringContaining('has version 2, and this connect-cli knows 1'),
    ]);
    for (const text of ['', '{}', '[]', 'null', '{"version":1,"kind":"audit-checkpoint"}']) {
      writeFileSync(inFolder('state'), text);
      const other = await audit([...args, ...settings, '--json']);
      expect([other.exitCode, other.error().message]).toEqual([2, expect.stringContaining('is not a checkpoint')]);
      expect(read('state')).toBe(text);
    }
  });

  it.each([
    [{ position: undefined }],
    [{ position: { next: 6, read: -1, firstTotal: 1000, total: 1000, recent: [] } }],
    [{ position: { next: 1.5, read: 500, firstTotal: 1000, total: 1000, recent: [] } }],
    [{ files: {} }],
    [{ files: { out: -5 } }],
    [{ files: { out: 100.5 } }],
  ])('is none with %j', async (damage) => {
    const { args } = await stopped(['--out', inFolder('out.jsonl')]);
    const text = JSON.stringify({ ...(JSON.parse(read('state')) as Record<string, unknown>), ...damage });
    writeFileSync(inFolder('state'), text);
    const rows = read('out.jsonl');
    const result = await audit([...args, ...settings, '--json']);
    expect([result.exitCode, result.error().message]).toEqual([2, expect.stringContaining('is not a checkpoint')]);
    expect([read('state'), read('out.jsonl')]).toEqual([text, rows]);
  });

  it.each(['out.csv', 'out.html'])('stays until the summary has arrived, with rows in %s', async (name) => {
    const sandbox = await runningSandbox({ cars: 250 });
    const args = [`--sandbox=${sandbox.url}`, ...settings, '--out', inFolder(name)];
    const state = ['--checkpoint', inFolder('state')];
    mkdirSync(inFolder('taken'));
    const unwritten = await audit([...args, ...state, '--json', '--summary', inFolder('taken')]);
    expect([unwritten.exitCode, existsSync(inFolder('state')), existsSync(inFolder('state.lock'))]).toEqual([
      2,
      true,
      false,
    ]);
    const stdout = { ...captureOutput(), write: () => fail() };
    expect((await audit([...args, ...state, '--json'], { stdout })).exitCode).toBe(1);
    expect([existsSync(inFolder('state')), existsSync(inFolder('state.lock'))]).toEqual([true, false]);

    const asked = await listRequests(sandbox.url);
    const again = await audit([...args, ...state]);
    expect([again.exitCode, again.stderr]).toEqual([0, 'Resuming after connection 250.\n']);
    expect(await listRequests(sandbox.url)).toBe(asked);
    expect(existsSync(inFolder('state'))).toBe(false);
    const resumed = read(name);
    await audit(args);
    expect(resumed).toBe(read(name));
  });

  it('is of one run at a time: another is refused until it is free, and changes nothing', async () => {
    const [out, state] = [inFolder('one.jsonl'), inFolder('one.state')];
    writeFileSync(out, 'rows of the run under way');
    const args = ['--sandbox', '--scope', scope, '--out', out, '--checkpoint', state];
    const release = await createFiles(process).claim(state);
    const second = await audit(args);
    expect(second).toMatchObject({ exitCode: 2, stdout: '' });
    expect(second.stderr.replaceAll(/\s+/g, ' ')).toContain(`Another audit is using the checkpoint "${state}".`);
    expect(read('one.jsonl')).toBe('rows of the run under way');

    await release?.();
    expect((await audit(args)).exitCode).toBe(0);
    // Refused ones give it back as well.
    writeFileSync(state, 'no checkpoint');
    expect((await audit(args)).exitCode).toBe(2);
    expect(existsSync(`${state}.lock`)).toBe(false);
  });

  it('does not go on in a file that was made shorter', async () => {
    const { args } = await stopped(['--out', inFolder('out.jsonl')]);
    writeFileSync(inFolder('out.jsonl'), '');
    const result = await audit([...args, ...settings, '--json']);
    expect([result.exitCode, result.error().message]).toEqual([2, expect.stringContaining('is shorter than')]);
  });
});

describe('an audit that is killed', () => {
  let program: BundledScript;
  let home: Home;
  beforeAll(async () => {
    program = await bundleScript(new URL('../../src/main.ts', import.meta.url));
    home = await makeHome();
  });
  afterAll(async () => {
    await program.remove();
    await home.remove();
  });

  /** Runs it as a process. @param killAfter milliseconds after which it is killed; null: never */
  function run(args: readonly string[], killAfter: number | null): Promise<number | null> {
    const env = { ...home.env, HOME: home.path };
    const child = spawn(process.execPath, [program.path, 'audit', ...args], { env, stdio: 'ignore' });
    const timer = killAfter === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
    return new Promise((resolve) =>
      child.once('close', (code) => {
        clearTimeout(timer);
        resolve(code);
      }),
    );
  }

  it('ten times, behind an API in trouble, ends with what an undisturbed run gives', async () => {
    const path = '/v3/connections';
    const sandbox = await runningSandbox({
      cars: 4000,
      faults: [
        { order: '', fields: { status: 429, headers: { 'retry-after': '1' }, rate: 0.04, seed: 1, path } },
        { order: '', fields: { status: 502, rate: 0.04, seed: 2, path } },
        { order: '', fields: { cutAfter: 2000, rate: 0.04, seed: 3, path } },
        { order: '', fields: { delay: 0.1, path } },
      ],
    });
    const args = [`--sandbox=${sandbox.url}`, '--scope', scope, '--json'];
    const state = inFolder('state');
    const killed = [...args, '--out', inFolder('killed.jsonl'), '--checkpoint', state];
    let kills = 0;
    for (let seed = 17; kills < 10; seed = (seed * 48_271) % 2_147_483_647) {
      // One that comes to its end has left no checkpoint: it begins anew.
      if ((await run(killed, 250 + (seed % 900))) === null) kills += 1;
    }
    expect(await run(killed, null)).toBe(0);
    expect(existsSync(state)).toBe(false);
    await fetch(`${sandbox.url}/_sandbox/faults`, {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
    });
    expect(await run([...args, '--out', inFolder('whole.jsonl')], null)).toBe(0);
    expect(read('killed.jsonl')).toBe(read('whole.jsonl'));
    expect(linesOf(read('whole.jsonl'))).toHaveLength(4000);
  }, 180_000);
});
