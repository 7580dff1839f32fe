import { linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { createFiles } from '../../src/io/files.ts';
import { createRowFiles } from '../../src/io/rows/row-files.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';
import { smartcar } from '../../src/core/providers/smartcar/provider.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scope = 'read_odometer read_location control_security';
const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const linked = ['--application-id', id, '--redirect-uri', 'https://example.com/cb'];
const revokeLink = `https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=${id}&scope=read_odometer%20read_location%20control_security`;
const connectLink = `https://connect.smartcar.com/oauth/authorize?response_type=code&application_id=${id}&redirect_uri=https%3A%2F%2Fexample.com%2Fcb&scope=read_odometer%20read_location%20control_security`;

const rows = [
  '{"userId":"u1","vehicleId":"v1","connectionId":"c1","make":"TESLA","model":"Model 3","year":2022,"permissions":["read_odometer","read_location","control_security"],"virtualKey":"paired"}',
  '{"userId":"u2","vehicleId":"v2","make":"TESLA","model":"Model S","year":2016,"permissions":["read_odometer","control_security"]}',
  '',
  'no row',
  '{"userId":"u3","status":"disconnected"}',
  '{"userId":"u4","model":"Model Y","year":2023,"permissions":"read_odometer read_location control_security","virtualKey":"missing"}',
  '{"userId":"u5","model":"Model 3","year":2022,"permissions":["read_odometer","read_location","control_security"],"era":"v2"}',
  '{"userId":"u6"}',
];

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/**
 * @param stdin what is piped in
 * @param sizes of its pieces, again and again; as one piece without them
 */
function audit(
  args: readonly string[],
  stdin: string | Buffer = '',
  env: Readonly<Record<string, string>> = {},
  sizes?: readonly number[],
) {
  const bytes = Buffer.from(stdin);
  const stream = async function* () {
    for (let [at, piece] = [0, 0]; at < bytes.length; piece += 1) {
      const size = sizes?.[piece % sizes.length] ?? bytes.length;
      yield Buffer.from(bytes.subarray(at, (at += size)));
    }
  };
  const files = createRowFiles(() => stream(), process);
  return runCli(['audit', ...args], { rows: files, files: createFiles(process), env });
}

describe('an audit of what reads as rows and is none', () => {
  it('says so where no row of a CSV has the column that the verdict needs', async () => {
    const path = write('scopes.csv', 'userId,make,scopes\nu1,TESLA,read_odometer\n');
    const warnings = async (...words: readonly string[]) =>
      (await audit([path, '--scope', scope, '--json', ...words])).json()['warnings'];
    expect(await warnings()).toContain(
      'Every row is unknown: none has permissions of a Tesla. They stand in `permissions`; where a CSV calls them otherwise, pass --column permissions=NAME.',
    );
    expect(String(await warnings('--column', 'permissions=scopes'))).not.toContain('unknown');
  });

  it.each([
    ['{"data":[{"id":"c1"}],"meta":{}}', '.data[]'],
    ['{"connections":[{"userId":"u1"}]}', '.connections[]'],
  ])('sets a whole answer aside and names its rows: %s', async (line, rowsOf) => {
    const result = await audit([write('answer.jsonl', `${line}\n`), '--scope', scope, '--json']);
    expect(result.json()).toMatchObject({ total: 0, rejected: 1 });
    expect(String(result.json()['warnings'])).toContain(`jq -c '${rowsOf}'`);
  });
});

describe('audit', () => {
  it('prints a line for each row, in order, with verdict and link', async () => {
    const path = write('rows.jsonl', rows.join('\n'));
    const { stdout, exitCode } = await audit([path, '--scope', scope, '--format', 'jsonl', ...linked]);
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual([
      '{"line":1,"userId":"u1","vehicleId":"v1","connectionId":"c1","verdict":"fine","missing":[],"missingBoxes":[],"virtualKey":"paired","link":null}',
      `{"line":2,"userId":"u2","vehicleId":"v2","connectionId":null,"verdict":"missing-boxes","missing":["read_location"],"missingBoxes":["Vehicle Location"],"virtualKey":"not-needed","link":"${revokeLink}"}`,
      `{"line":5,"userId":"u3","vehicleId":null,"connectionId":null,"verdict":"revoked","missing":[],"missingBoxes":[],"virtualKey":"unknown","link":"${connectLink}"}`,
      '{"line":6,"userId":"u4","vehicleId":null,"connectionId":null,"verdict":"key-needed","missing":[],"missingBoxes":[],"virtualKey":"missing","link":"https://www.tesla.com/_ak/smartcar.com"}',
      `{"line":7,"userId":"u5","vehicleId":null,"connectionId":null,"verdict":"migrate","missing":[],"missingBoxes":[],"virtualKey":"unknown","link":"${connectLink}"}`,
      '{"line":8,"userId":"u6","vehicleId":null,"connectionId":null,"verdict":"unknown","missing":[],"missingBoxes":[],"virtualKey":"unknown","link":null}',
    ]);
  });

  it('reads stdin and sums up with --json alone', async () => {
    const result = await audit(['-', '--scope', scope, '--json', '--group-by', 'box,year', ...linked], rows.join('\n'));
    expect(result.stderr).toBe('');
    expect(schemaFaults(result.json())).toEqual([]);
    const none = { revoked: 0, unknown: 0, 'missing-boxes': 0, 'key-needed': 0, migrate: 0, fine: 0 };
    expect(result.json()).toEqual({
      schemaVersion: 1,
      kind: 'audit',
      edition: smartcar.editions.at(-1)?.id,
      scope,
      total: 6,
      rejected: 1,
      verdicts: { revoked: 1, unknown: 1, 'missing-boxes': 1, 'key-needed': 1, migrate: 1, fine: 1 },
      boxes: { 'Vehicle Location': 1 },
      permissions: { read_location: 1 },
      groupBy: ['box', 'year'],
      groups: [
        { by: 'box', value: 'Vehicle Location', total: 1, verdicts: { ...none, 'missing-boxes': 1 } },
        { by: 'year', value: 2022, total: 2, verdicts: { ...none, migrate: 1, fine: 1 } },
        { by: 'year', value: null, total: 2, verdicts: { ...none, revoked: 1, unknown: 1 } },
        { by: 'year', value: 2016, total: 1, verdicts: { ...none, 'missing-boxes': 1 } },
        { by: 'year', value: 2023, total: 1, verdicts: { ...none, 'key-needed': 1 } },
      ],
      warnings: ['Line 4 was set aside: it is not JSON.'],
      next: [],
    });
  });

  it('comes to the same bytes however its input is cut', async () => {
    const line = fc.oneof(
      fc.constantFrom(...rows, 'ü€𝄞', '{"userId":"ü€𝄞"}', '{"userId":"a\\"b"}', '[]', '\r'),
      fc.nat({ max: 999 }).map((user) => rows[0]?.replace('"u1"', `"u${user}"`) ?? ''),
    );
    const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 });
    const args = ['-', '--scope', scope, '--format', 'jsonl', ...linked];
    await fc.assert(
      fc.asyncProperty(fc.array(line), sizes, async (lines, cuts) => {
        const bytes = Buffer.from(lines.join('\n'));
        const whole = await audit(args, bytes);
        const cut = await audit(args, bytes, {}, cuts);
        expect(cut).toMatchObject({ stdout: whole.stdout, stderr: whole.stderr, exitCode: 0 });
      }),
    );
  });

  it('keeps rows on stdout and the summary on stderr', async () => {
    const { stdout, stderr } = await audit(['-', '--scope', scope, '--json', '--format', 'jsonl'], rows.join('\n'));
    expect(stdout.trimEnd().split('\n')).toHaveLength(6);
    expect(JSON.parse(stderr)).toMatchObject({ kind: 'audit', total: 6 });
  });

  it('says once that links cannot be built, and what they take', async () => {
    const { stdout, stderr } = await audit(['-', '--scope', scope, '--json', '--format', 'jsonl'], rows.join('\n'));
    const links = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { link: string | null }).link);
    expect(links).toEqual([null, null, null, 'https://www.tesla.com/_ak/smartcar.com', null, null]);
    expect((JSON.parse(stderr) as { warnings: string[] }).warnings[0]).toBe(
      'Rows of revoked, missing-boxes, migrate have no link: it takes the application id (--application-id), from a flag, the environment or the profile.',
    );
  });

  it('writes CSV and reads it back by its header', async () => {
    const header = 'USER,VIN_NO,model,year,permissions,virtual_key';
    const csv = `${header}\n"u,1",5YJ3E1EA7HF000001,Model 3,2017,"read_odometer,control_security",paired\nu2,,Model Y,2022,,\n`;
    const columns = ['--column', 'userId=USER', '--column', 'vin=VIN_NO'];
    const path = write('fleet.csv', csv);
    const { stdout } = await audit([path, '--scope', scope, '--format', 'csv', ...columns, ...linked]);
    expect(stdout).toBe(
      'line,userId,vehicleId,connectionId,verdict,missing,missingBoxes,virtualKey,link\n' +
        `2,"u,1",,,missing-boxes,read_location,Vehicle Location,paired,${revokeLink}\n` +
        '3,u2,,,unknown,,,unknown,\n',
    );
    const lists = await audit(
      ['-', '--scope', 'read_location control_security read_odometer', '--format', 'csv'],
      '{"permissions":["read_battery"]}',
    );
    expect(lists.stdout.split('\n')[1]).toBe(
      '1,,,,missing-boxes,read_location control_security read_odometer,Vehicle Location;Vehicle Commands,unknown,',
    );
  });

  it.each([
    ['separated by semicolons', Buffer.from('userId;permissions\nu1;read_odometer\n')],
    ['in UTF-16', Buffer.from('userId,permissions\nu1,read_odometer\n', 'utf16le')],
    ['without a header', Buffer.from('u1,read_odometer\n')],
  ])('refuses a CSV %s instead of calling every row unknown', async (_, csv) => {
    const result = await audit(['-', '--input', 'csv', '--scope', scope, '--format', 'csv'], csv);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('The header of the CSV names no field of a row');
  });

  it('prints the wanted rows alone and counts all', async () => {
    const { stdout, stderr } = await audit(
      ['-', '--scope', scope, '--json', '--only', 'fine,migrate'],
      rows.join('\n'),
    );
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { line: number }).line),
    ).toEqual([1, 7]);
    expect(JSON.parse(stderr)).toMatchObject({ total: 6 });
  });

  it.each([
    ['missing-boxes', 5],
    ['rejected', 5],
    ['unknown,revoked', 5],
  ])('fails on %s with %i', async (faults, exitCode) => {
    expect((await audit(['-', '--scope', scope, '--fail-on', faults], rows.join('\n'))).exitCode).toBe(exitCode);
    expect((await audit(['-', '--scope', scope, '--fail-on', faults], rows[0])).exitCode).toBe(0);
  });

  it('sets lines aside as they came, tells the first hundred and counts the rest', async () => {
    const rejects = join(folder, 'rejects.txt');
    const bad = Array.from({ length: 130 }, (_, index) => `bad ${index}\r\n`).join('');
    const { stdout, exitCode } = await audit(['-', '--scope', scope, '--json', '--rejects', rejects], bad);
    expect(exitCode).toBe(0);
    expect(readFileSync(rejects, 'utf8')).toBe(bad);
    const { warnings, rejected } = JSON.parse(stdout) as { warnings: string[]; rejected: number };
    expect([rejected, warnings.length]).toEqual([130, 101]);
    expect(warnings[0]).toBe('Line 1 was set aside: it is not JSON.');
    expect(warnings.at(-1)).toBe('30 more lines were set aside.');
  });

  it('takes the scope from the environment, and cannot do without', async () => {
    const env = { SMARTCAR_SCOPE: 'read_odometer' };
    expect((await audit(['-', '--json'], '{}', env)).json()).toMatchObject({ scope: 'read_odometer' });
    expect(await audit(['-'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('INPUT_REQUIRED') });
    expect(await audit(['-', '--scope', 'read_odometr'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('mean "read_odometer"?'),
    });
  });

  it.each([
    [['nowhere.jsonl', '--scope', scope]],
    [['.', '--scope', scope]],
    [['-', '--scope', scope, '--only', 'broken']],
    [['-', '--scope', scope, '--group-by', 'colour']],
    [['-', '--scope', scope, '--column', 'vin=VIN']],
    [['-', '--scope', scope, '--input', 'csv', '--column', 'vni=VIN']],
    [['-', '--scope', scope, '--edition', '2020-01']],
  ])('refuses %j with exit code 2', async (args) => {
    expect((await audit(args)).exitCode).toBe(2);
  });

  it('draws Markdown whose cells foreign text cannot leave', async () => {
    const { stdout } = await audit(
      ['-', '--scope', scope, '--format', 'markdown'],
      '{"userId":"a|b`c\\n<i>","permissions":["read_odometer"]}',
    );
    expect(stdout.split('\n')[2]).toBe(
      '| 1 | `` a\\|b`c\\u000a<i> `` |  | missing-boxes | `read_location` `control_security` | Vehicle Location, Vehicle Commands | unknown |  |',
    );
  });

  it('draws one page that carries what needs work, escaped, and links to the rest', async () => {
    const csv = join(folder, 'all rows #1.csv');
    const input = `{"userId":"<script>alert(1)</script>","permissions":["read_odometer"]}\n${rows[0]}`;
    const { stdout } = await audit(['-', '--scope', scope, '--format', 'html', '--rows', csv, ...linked], input);
    expect(stdout).toMatch(/^<!doctype html>/);
    expect(stdout).toContain('<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>');
    expect(stdout).not.toContain('<script>alert');
    expect(stdout).toContain('<p>1 row. <a href="all%20rows%20%231.csv">All rows as CSV</a>');
    expect(stdout.match(/<tr data-verdict=/g)).toHaveLength(1);
    expect(stdout).not.toMatch(/(?: src=|@import|url\()/);
    expect(readFileSync(csv, 'utf8').trimEnd().split('\n')).toHaveLength(3);
  });

  it('carries the first thousand rows alone in a page', async () => {
    const input = '{"permissions":["read_odometer"]}\n'.repeat(1500);
    const { stdout } = await audit(['-', '--scope', scope, '--format', 'html'], input);
    expect(stdout.match(/<tr data-verdict=/g)).toHaveLength(1000);
    expect(stdout).toContain('The first 1,000 of 1,500.');
  });

  it.runIf(process.platform === 'linux')('ends with 1 when a file takes no more', async () => {
    expect((await audit(['-', '--scope', scope, '--rejects', '/dev/full'], 'bad\n')).exitCode).toBe(1);
  });

  it('shows people the counts', async () => {
    const result = await audit(['-', '--scope', scope, '--group-by', 'model', ...linked], rows.join('\n'));
    await expectTranscript(
      'audit',
      `connect-cli audit - --scope "${scope}" --group-by model --application-id ${id} --redirect-uri https://example.com/cb`,
      result,
    );
  });
});

describe('audit merge', () => {
  it('equals one run, however the rows are dealt out', async () => {
    const row = fc.record({
      model: fc.constantFrom('Model 3', 'Model S', 'Roadster', null),
      year: fc.constantFrom(2016, 2021, null),
      make: fc.constantFrom('TESLA', 'FORD'),
      permissions: fc.subarray(['read_odometer', 'read_location', 'control_security']),
      virtualKey: fc.constantFrom('paired', 'missing', null),
    });
    const flags = ['--scope', scope, '--json', '--group-by', 'box,model,year,make'];
    await fc.assert(
      fc.asyncProperty(fc.array(row), fc.integer({ min: 1, max: 4 }), async (all, shards) => {
        const lines = all.map((one) => JSON.stringify(one));
        const whole = await audit(['-', ...flags], lines.join('\n'));
        const parts = await Promise.all(
          Array.from({ length: shards }, async (_, shard) => {
            const part = await audit(['-', ...flags], lines.filter((_, index) => index % shards === shard).join('\n'));
            return write(`part-${shard}.json`, part.stdout);
          }),
        );
        expect((await audit(['merge', ...parts, '--json'])).stdout).toBe(whole.stdout);
      }),
      { numRuns: 25 },
    );
  });

  it('refuses what does not belong together', async () => {
    const summary = async (name: string, ...flags: string[]) =>
      write(name, (await audit(['-', '--json', ...flags], '{}')).stdout);
    const first = await summary('first.json', '--scope', scope);
    const others = [
      await summary('scope.json', '--scope', 'read_odometer'),
      await summary('edition.json', '--scope', scope, '--edition', '2023-12'),
      await summary('groups.json', '--scope', scope, '--group-by', 'make'),
      write('other.json', '{"kind":"vehicles","schemaVersion":1}'),
      write('text.json', 'text'),
      join(folder, 'absent.json'),
    ];
    for (const other of others) expect((await audit(['merge', first, other])).exitCode).toBe(2);
    expect((await audit(['merge', first, first])).exitCode).toBe(0);
  });
});

it('refuses a CSV whose lines end with CR alone, by name', async () => {
  const path = write('old.csv', 'userId,permissions\ru1,read_odometer\ru2,read_odometer\r');
  const result = await audit([path, '--scope', scope, '--json']);
  expect([result.exitCode, result.error().message]).toEqual([
    2,
    'The lines of the CSV end with a carriage return alone.',
  ]);
});

describe('names of permissions', () => {
  it.each([
    ['with semicolons', '{"permissions":"read_odometer;read_location"}', 'read_odometer;read_location'],
    ['with bars', '{"permissions":["read_odometer|read_location"]}', 'read_odometer|read_location'],
    ['in one element', '{"permissions":["read_odometer read_location"]}', 'read_odometer read_location'],
    ['in capitals', '{"permissions":["READ_ODOMETER"]}', 'READ_ODOMETER'],
    ['as JSON in text', '{"permissions":"[\\"read_odometer\\"]"}', '["read_odometer"]'],
    ['as terminal controls', '{"permissions":["\\u001b[2J"]}', '\u001b[2J'],
  ])('that none can have set the row aside: %s', async (_, line, name) => {
    // Often enough to be known again.
    const result = await audit(
      ['-', '--scope', scope, '--json', '--rejects', join(folder, 'aside')],
      `${line}\n`.repeat(4),
    );
    expect(result.json()).toMatchObject({ total: 0, rejected: 4 });
    const { warnings } = result.json() as { warnings: readonly string[] };
    expect(warnings[0]).toBe(
      `Line 1 was set aside: its permissions have ${JSON.stringify(name)}, which no permission is called; spaces or commas stand between names.`,
    );
    expect(readFileSync(join(folder, 'aside'), 'utf8')).toBe(`${line}\n`.repeat(4));
  });

  it('that are not published are told in one sentence', async () => {
    const rows = ['read_odometr read_location', 'read_odometr', 'read_odometer required:read_vin'];
    const text = rows.map((permissions) => `${JSON.stringify({ permissions })}\n`).join('');
    const result = await audit(['-', '--scope', scope, '--json', ...linked], text);
    expect(result.json()).toMatchObject({
      total: 3,
      rejected: 0,
      warnings: [
        'Some rows grant permissions that Smartcar does not publish: "read_odometr". Check their spelling: they count for none of those asked for.',
      ],
    });
    const asked = await audit(['-', '--scope', 'read_odometr', '--allow-unknown', '--json', ...linked], text);
    expect(JSON.stringify(asked.json())).not.toContain('does not publish: ');
  });
});

describe('the files of an audit', () => {
  const text = 'userId,permissions\nu1,read_odometer\n';
  const inFolder = (name: string) => join(folder, name);

  it.each([
    ['--out', './own.csv', 'FILE and --out'],
    ['--rows', 'soft.csv', 'FILE and --rows'],
    ['--rejects', 'hard.csv', 'FILE and --rejects'],
    ['--summary', 'twin/own.csv', 'FILE and --summary'],
  ])('are no input at the same time: %s %s', async (flag, name, named) => {
    const path = write('own.csv', text);
    rmSync(inFolder('soft.csv'), { force: true });
    symlinkSync(path, inFolder('soft.csv'));
    rmSync(inFolder('hard.csv'), { force: true });
    linkSync(path, inFolder('hard.csv'));
    rmSync(inFolder('twin'), { force: true });
    symlinkSync(folder, inFolder('twin'));
    const result = await audit([path, '--scope', scope, flag, `${folder}/${name}`, '--json']);
    expect([result.exitCode, result.error().message]).toEqual([2, `${named} name the same file "${folder}/${name}".`]);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('are each other, where they are still to be made', async () => {
    const path = write('own.csv', text);
    rmSync(inFolder('twin'), { force: true });
    symlinkSync(folder, inFolder('twin'));
    const args = [path, '--scope', scope, '--json'];
    const result = await audit([...args, '--out', inFolder('new.csv'), '--rows', inFolder('twin/new.csv')]);
    expect([result.exitCode, result.error().message]).toEqual([2, expect.stringContaining('--out and --rows name')]);
    const devices = await audit([...args, '--out', '/dev/null', '--rows', '/dev/null']);
    expect(devices.exitCode).toBe(0);
  });

  it.each([
    ['a file that does not exist', 'nofile.csv', undefined],
    ['a header of another table', 'other.csv', 'a;b\n1;2\n'],
  ])('keep the result of the last run where %s is read', async (_, name, content) => {
    if (content !== undefined) write(name, content);
    const kept = ['out', 'rows', 'rejects'].map((flag) => [`--${flag}`, write(`${flag}.kept`, 'of last night')]);
    const result = await audit([inFolder(name), '--scope', scope, ...kept.flat(), '--json']);
    expect(result.exitCode).toBe(2);
    for (const [, path] of kept) expect(readFileSync(path ?? '', 'utf8')).toBe('of last night');
  });

  it('are emptied by a run that has nothing to write', async () => {
    const path = write('empty.jsonl', '');
    const kept = ['out', 'rejects'].map((flag) => [`--${flag}`, write(`${flag}.kept`, 'of last night')]);
    expect((await audit([path, '--scope', scope, ...kept.flat()])).exitCode).toBe(0);
    for (const [, file] of kept) expect(readFileSync(file ?? '', 'utf8')).toBe('');
  });
});
