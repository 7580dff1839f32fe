import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { useProgram } from '../support/program.ts';

const program = useProgram();

it.each([
  ['profile list', ['profile', 'list']],
  ['config', ['config']],
  ['doctor', ['doctor', '--no-browser']],
  ['authorize', ['authorize', 'read_vin', '--client-id', '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07', '--print-url']],
])('%s refuses a CONNECT_CLI_HOME that is relative, in one sentence', (_command, words) => {
  const { status, stderr } = spawnSync(process.execPath, [program.path, ...words], {
    env: { ...program.environment(), CONNECT_CLI_HOME: './iso' },
    cwd: program.home.path,
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stderr.replace(/\s+/g, ' ')).toContain('CONNECT_CLI_HOME is "./iso", which is not an absolute path.');
  expect(stderr).not.toContain(' at ');
});

it('a command that keeps nothing runs all the same', () => {
  const { status } = spawnSync(process.execPath, [program.path, '--version'], {
    env: { ...program.environment(), CONNECT_CLI_HOME: './iso' },
    encoding: 'utf8',
  });
  expect(status).toBe(0);
});
