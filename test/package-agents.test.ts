import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtProgram } from './support/pty.ts';

const page = readFileSync(new URL('../AGENTS.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
const lines = blocks.map((line) => /^(.*\S)\s+# exit (\d+)$/.exec(line) ?? [line, line, 'none']);
const inline = [...page.matchAll(/`(connect-cli (?!schema KIND)[^`]+)`/g)].map(([, line = '']) => line);

let folder: string;
const variables: Record<string, string> = { ID: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07', ATTEMPT: '', LANDED: '' };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'connect-cli-agents-'));
  writeFileSync(join(folder, 'connect-cli'), `#!/bin/sh\nexec "${process.execPath}" "${builtProgram}" "$@"\n`);
  chmodSync(join(folder, 'connect-cli'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function runLine(line: string) {
  const env = { PATH: `${folder}:${process.env['PATH']}`, HOME: folder, CONNECT_CLI_STORE: 'file', ...variables };
  return spawnSync('sh', ['-c', line], { cwd: folder, env, input: '', encoding: 'utf8' });
}

/** What the owner of an attempt brings back. */
function remember(stdout: string): void {
  const { attempt, url } = JSON.parse(stdout) as { attempt: string; url: string };
  const state = new URL(url).searchParams.get('state') ?? '';
  variables['ATTEMPT'] = attempt;
  variables['LANDED'] = `http://localhost:8000/exchange?error=access_denied&state=${encodeURIComponent(state)}`;
}

describe('AGENTS.md', () => {
  it('has command lines', () => {
    expect(lines.length).toBeGreaterThan(12);
  });

  it.each(lines.map(([, line = '', code = '']) => [line, code]))('%s ends with %s', (line, code) => {
    const { status, stdout, stderr } = runLine(line);
    expect(String(status), stderr).toBe(code);
    const document: unknown = line.includes(' --json') ? JSON.parse(stdout) : undefined;
    expect(typeof document).toBe(line.includes(' --json') ? 'object' : 'undefined');
    if (line.includes(' --start ')) remember(stdout);
  });

  it.each(inline.map((line) => [line]))('%s works', (line) => {
    expect(runLine(line)).toMatchObject({ status: 0, stderr: '' });
  });
});
