import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSourceTree } from '../../src/io/code-scan/source-tree.ts';
import { createFiles } from '../../src/io/files.ts';
import { readBounds } from '../../src/io/read-bounds.ts';
import { createCsvReader } from '../../src/io/rows/csv.ts';
import { createRowFiles } from '../../src/io/rows/row-files.ts';
import { createInput, type InputStream } from '../../src/io/streams.ts';
import { createWebhookTools } from '../../src/io/webhook/node-webhook-tools.ts';
import { parseScenario } from '../../src/sandbox/scenarios/file.ts';
import { makeHome, type Home } from '../support/home.ts';
import { runCli } from '../support/run.ts';

/** The same piece for ever, and how much of it was taken. */
function endless(piece: string): { readonly stream: InputStream & Readable; taken(): number } {
  const chunk = Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length)));
  let taken = 0;
  const stream = new Readable({
    read() {
      taken += chunk.length;
      this.push(chunk);
    },
  });
  return { stream, taken: () => taken };
}

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const mebibyte = 1024 * 1024;

describe('2. Standard input without end', () => {
  it.each([
    [['explain-error', '-'], 'Standard input is larger than 64 MiB.', 65],
    [['explain-error'], 'Standard input is larger than 64 MiB.', 65],
    [['url', 'lint', '-'], 'Standard input is larger than 1 MiB.', 2],
    [['explain-scopes', 'read_vin', '--granted', '-'], 'Standard input is larger than 16 MiB.', 17],
    [['init', '--client-id', id, '--client-secret-stdin'], 'Standard input is larger than 64 KiB.', 1],
    [['init', '--client-id', id, '--management-token-stdin'], 'Standard input is larger than 64 KiB.', 1],
    [['virtual-key', 'needed', '-'], 'Line 1 of standard input is larger than 64 KiB.', 1],
    [['webhook', 'verify', '-', '--signature', 'ab'], 'Standard input is larger than 16 MiB.', 17],
    [['webhook', 'verify', 'x', '--signature', 'ab', '--token-file', '-'], 'Standard input is larger than 64 KiB.', 1],
    [['audit', '-', '--scope', 'read_vin'], 'The input has no lines: 64 MiB came without the end of one.', 65],
    [
      ['audit', '-', '--input', 'csv', '--scope', 'read_vin'],
      'The input has no lines: 64 MiB came without the end of one.',
      65,
    ],
  ])('%j: %s', async (argv, message, mebibytes) => {
    const zero = endless('\0');
    const env = { SMARTCAR_APP_MANAGEMENT_TOKEN: 'a-token-of-the-application' };
    const ended = await runCli([...argv, '--json', '--no-input'], {
      env,
      stdin: createInput({ fd: -1, stream: () => zero.stream }),
      rows: createRowFiles(() => zero.stream, process),
      files: createFiles(process),
      webhooks: createWebhookTools({ env, platform: 'linux', stdin: zero.stream }),
    });
    expect(ended.error()).toMatchObject({ code: 'INVALID_VALUE', message, exitCode: 2 });
    expect(ended.exitCode).toBe(2);
    expect(zero.taken()).toBeLessThan(mebibytes * mebibyte);
  });
});

describe('2. Files', () => {
  const files = createFiles(process);
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'armour-'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('are refused before they are read when they are too large, and read to the last byte when just not', async () => {
    const path = join(root, 'secret');
    writeFileSync(path, 'x'.repeat(readBounds.secret.bytes));
    expect((await files.readText(path, readBounds.secret)).length).toBe(readBounds.secret.bytes);
    writeFileSync(path, 'x'.repeat(readBounds.secret.bytes + 1));
    await expect(files.readText(path, readBounds.secret)).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      message: `The file "${path}" is larger than 64 KiB.`,
      hint: 'Pass only the secret, on one line.',
    });
  });

  it.runIf(process.platform === 'linux')('that are devices without end are left', async () => {
    await expect(files.readText('/dev/zero', readBounds.scenario)).rejects.toMatchObject({
      message: 'The file "/dev/zero" is larger than 256 KiB.',
    });
  });

  it('named .gitignore: what costs too much is told, and holds no more', async () => {
    const costly = `*${'a'.repeat(120)}b\n`.repeat(1000);
    writeFileSync(join(root, '.gitignore'), `${costly}${'x'.repeat(5000)}\n`);
    const name = `${'a'.repeat(250)}.ts`;
    writeFileSync(join(root, name), 'read_vin');
    const seen: string[] = [];
    const walk = await createSourceTree().walk(root, { wants: /read_/, file: (path) => void seen.push(path) });
    expect(seen).toEqual([name]);
    const told = { path: '.gitignore', reason: 'costly-patterns' };
    expect(walk.skipped).toEqual([told, told]);
  });
});

describe('2. Settings', () => {
  let home: Home;
  beforeEach(async () => {
    home = await makeHome();
  });
  afterEach(() => home.remove());
  const deep = `{"a":${'['.repeat(100)}${']'.repeat(100)}}`;
  const deepest = `{"a":${'['.repeat(99)}${']'.repeat(99)}}`;
  const large = (bytes: number): string => `{}${' '.repeat(bytes - 2)}`;

  it.each([
    ['config.json', ['profile', 'list'], large(1024 * 1024 + 1), 'The settings file "PATH" is larger than 1 MiB.'],
    [
      'config.json',
      ['init', '--client-id', id],
      large(1024 * 1024 + 1),
      'The settings file "PATH" is larger than 1 MiB.',
    ],
    ['config.json', ['profile', 'list'], deep, 'The settings file "PATH" is nested more than 100 levels deep.'],
    ['connect-cli.json', ['config'], large(64 * 1024 + 1), 'The project file "PATH" is larger than 64 KiB.'],
    ['connect-cli.json', ['config'], deep, 'The project file "PATH" is nested more than 100 levels deep.'],
  ])('%s that %j reads has a bound', async (name, argv, text, message) => {
    const path = join(home.path, name);
    writeFileSync(path, text);
    const ended = await runCli([...argv, '--json', '--no-input'], home.context());
    expect(ended.error().message).toBe(message.replace('PATH', path));
    expect(ended.stdout).toBe('');
  });

  it.each([
    ['config.json', large(1024 * 1024)],
    ['config.json', deepest],
    ['connect-cli.json', large(64 * 1024)],
    ['connect-cli.json', deepest],
  ])('%s just within it is read', async (name, text) => {
    writeFileSync(join(home.path, name), text);
    expect((await runCli(['config', '--json'], home.context())).exitCode).toBe(0);
  });

  it.runIf(process.platform === 'linux').each([
    ['config.json', 'The settings file "PATH" is not a file.'],
    ['connect-cli.json', 'The project file "PATH" is not a file.'],
  ])('%s that leads to a device without end is left', async (name, message) => {
    const path = join(home.path, name);
    symlinkSync('/dev/zero', path);
    const ended = await runCli(['config', '--json'], home.context());
    expect(ended.error().message).toBe(message.replace('PATH', path));
  });
});

describe('2. A scenario of depth and repetition', () => {
  const read = (text: string) => parseScenario('x.yaml', text);
  it.each([
    ['brackets', '['.repeat(200_000), 'it is nested more than 100 levels deep'],
    ['braces', '{"a":'.repeat(50_000), 'it is nested more than 100 levels deep'],
    ['dashes', `${'- '.repeat(100_000)}a`, 'it is nested more than 100 levels deep'],
    ['questions', '? '.repeat(100_000), 'it is nested more than 100 levels deep'],
    ['aliases of aliases', bombOfAliases(), 'more than 100000 values, those counted again that an alias repeats'],
    ['an alias within what it repeats', 'name: a\nstory: b\naccounts: &a [*a]\n', 'more than 100000 values'],
    ['aliases that go down', chainOfAliases(20), 'it is nested more than 100 levels deep'],
    ['faults', '}'.repeat(20_000), 'end of the stream or a document separator is expected at line 1, column 1'],
    ['a key twice', 'name: a\nstory: b\nname: c\n', 'duplicated mapping key at line 3, column 1'],
    ['many keys', manyKeys(10_000), 'name: is missing'],
  ])('of %s is refused with a word', async (_, text, message) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'INVALID_VALUE' });
    await expect(read(text)).rejects.toThrow(message);
  });
});

function manyKeys(count: number): string {
  return Array.from({ length: count }, (_, index) => `key${index}: 1\n`).join('');
}

/** Each row is nested ten levels deep around the one before. */
function chainOfAliases(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, n) => `b${n + 1}: &b${n + 1} ${'['.repeat(10)}*b${n}${']'.repeat(10)}`,
  );
  return `b0: &b0 x\n${lines.join('\n')}\n`;
}

function bombOfAliases(): string {
  const rows = Array.from({ length: 8 }, (_, n) => `b${n + 1}: &b${n + 1} [${`*b${n},`.repeat(9)}]`);
  return `b0: &b0 [x]\n${rows.join('\n')}\n`;
}

describe('2. CSV', () => {
  it('whose every line opens a quote is set aside in few readings, each line told', () => {
    const lines = 3 * 65_536;
    const rejected: number[] = [];
    const reader = createCsvReader({
      row: () => {},
      reject: ({ line }) => void rejected.push(line),
      rejectMore: () => {},
    });
    reader.push(Buffer.from('userId,make\n'));
    for (let index = 0; index < lines; index += 4096) reader.push(Buffer.from('x,"yyyy\n'.repeat(4096)));
    reader.end();
    expect(rejected.length).toBeGreaterThan(lines / 2);
    expect(rejected).toEqual(rejected.toSorted((a, b) => a - b));
  });
});
