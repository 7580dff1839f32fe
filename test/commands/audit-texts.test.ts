import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFiles } from '../../src/io/files.ts';
import { createRowFiles } from '../../src/io/rows/row-files.ts';
import { runCli } from '../support/run.ts';
import { expectTranscript } from '../support/transcript.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'texts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const scope = ['--scope', 'read_odometer read_location control_security'];
const linked = ['--application-id', id, '--redirect-uri', 'https://example.com/cb'];

function audit(args: readonly string[], stdin: string) {
  const stream = async function* () {
    yield Buffer.from(stdin);
  };
  return runCli(['audit', '-', ...scope, ...args], {
    rows: createRowFiles(() => stream(), process),
    files: createFiles(process),
  });
}

interface Row {
  readonly externalId: string | null;
  readonly language: string;
  readonly text: string | null;
  readonly link: string | null;
}

async function texts(args: readonly string[], ...rows: readonly object[]): Promise<readonly Row[]> {
  const { stdout } = await audit(['--texts', ...args], rows.map((row) => JSON.stringify(row)).join('\n'));
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

const all = ['read_odometer', 'read_location', 'control_security'];

describe('audit --texts', () => {
  it('writes to each owner what to do, with the link of the row, in the language of the row', async () => {
    const [box, key, again, fine] = await texts(
      [...linked, '--app-name', 'Voltly'],
      { userId: 'u1', externalId: 'cust_1', permissions: ['read_odometer', 'control_security'], language: 'de-AT' },
      { userId: 'u2', permissions: all, virtualKey: 'missing' },
      { userId: 'u3', status: 'disconnected', language: 'xx' },
      { userId: 'u4', permissions: all, virtualKey: 'paired' },
    );
    expect(box).toMatchObject({ externalId: 'cust_1', language: 'de' });
    expect(box?.text).toContain('Vehicle Location');
    expect(box?.text).toContain(`\n\n${box?.link}\n\n`);
    expect(box?.text).toMatch(/^Guten Tag,\n\nals Sie Ihren Tesla mit Voltly verbunden haben/);
    expect(key?.text).toContain('\n\nhttps://www.tesla.com/_ak/smartcar.com\n\n');
    expect(key?.text).toContain('names "smartcar.com"');
    expect(again).toMatchObject({ externalId: null, language: 'en' });
    expect(again?.text).toContain('The connection between your Tesla and Voltly has to be made anew.');
    expect(fine).toMatchObject({ language: 'en', text: null });
  });

  it('sends whoever unticked something on the screen of Smartcar through Connect, not through Tesla', async () => {
    // Vehicle Information is ticked for certain, so read_odometer alone is missing and no box is.
    const [row] = await texts(linked, { userId: 'u1', permissions: ['read_location', 'control_security'] });
    expect(row?.text).toContain('leave every line ticked on the screen of Smartcar');
    expect(row?.text).toContain(
      `/oauth/authorize?response_type=code&application_id=${id}&redirect_uri=https%3A%2F%2Fexample.com%2Fcb&scope=read_odometer%20read_location%20control_security&approval_prompt=force`,
    );
  });

  it('takes the language of the flag for rows that name none or one that it does not speak', async () => {
    const rows = await texts(
      [...linked, '--lang', 'DE'],
      { status: 'disconnected' },
      { status: 'disconnected', language: 'xx' },
    );
    expect(rows.map(({ language }) => language)).toEqual(['de', 'de']);
  });

  it('writes no text without a link, and says so once', async () => {
    const { stdout, stderr } = await audit(['--texts'], '{"status":"disconnected"}\n'.repeat(3));
    expect(stdout.match(/"link":null,"externalId":null,"language":"en","text":null/g)).toHaveLength(3);
    expect(stderr.match(/have no link and no text/g)).toHaveLength(1);
  });

  it('fits a CSV and the table beside a page, and no page', async () => {
    const row = '{"userId":"u1","externalId":"=1+1","status":"disconnected"}';
    const csv = await audit(['--texts', ...linked, '--format', 'csv'], row);
    expect(csv.stdout.split('\n')[0]).toBe(
      'line,userId,vehicleId,connectionId,verdict,missing,missingBoxes,virtualKey,link,externalId,language,text',
    );
    expect(csv.stdout).toContain(',\'=1+1,en,"Hello,\n\n');
    const page = join(folder, 'rows.csv');
    expect((await audit(['--texts', ...linked, '--format', 'html', '--rows', page], row)).stdout).toMatch(/^<!doctype/);
    expect(readFileSync(page, 'utf8')).toContain(',externalId,language,text\n');
    expect((await audit(['--texts', ...linked, '--format', 'html'], row)).exitCode).toBe(2);
  });

  it.each([[['--texts', '--lang', 'xx']], [['--texts', '--app-name', ' ']], [['--texts', '--app-name', 'a\u202eb']]])(
    'refuses %j',
    async (args) => {
      expect((await audit(args, '{}')).exitCode).toBe(2);
    },
  );

  it('is read by people', async () => {
    const rows = [
      { userId: 'u1', permissions: ['read_odometer', 'control_security'] },
      { userId: 'u2', permissions: all, virtualKey: 'missing', language: 'de' },
    ];
    const flags = [...linked, '--app-name', 'Voltly', '--format', 'markdown'];
    const result = await audit(['--texts', ...flags], rows.map((row) => JSON.stringify(row)).join('\n'));
    await expectTranscript(
      'audit-texts',
      `connect-cli audit - --texts --app-name Voltly --format markdown --scope "read_odometer read_location control_security" --application-id ${id} --redirect-uri https://example.com/cb`,
      result,
    );
  });
});
