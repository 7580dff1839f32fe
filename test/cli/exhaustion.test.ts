import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { printError } from '../../src/cli/error-output.ts';
import { captureOutput } from '../support/context.ts';
import { useProgram } from '../support/program.ts';

const program = useProgram();

describe.skipIf(process.platform === 'win32')('a process that may open few files', () => {
  it('says so wherever it stops, and blames neither a port nor itself', () => {
    // Where Node itself finds no file it ends before us; with enough of them the rehearsal is whole.
    const limits = Array.from({ length: 14 }, (_, index) => index + 17);
    const answers = limits.map((limit) => {
      const line = `ulimit -n ${limit}; exec "$@"`;
      const words = [process.execPath, program.path, 'authorize', '--sandbox', '--owner', 'select-all', '--json'];
      const { stderr } = spawnSync('sh', ['-c', line, 'sh', ...words], {
        env: program.environment(),
        cwd: program.home.path,
        encoding: 'utf8',
        input: '',
      });
      return stderr.split('\n').findLast((text) => text.startsWith('{"error"')) ?? '';
    });
    const exhausted = answers.filter((answer) => answer.includes('EMFILE'));
    expect(exhausted.length).toBeGreaterThan(0);
    for (const answer of exhausted) {
      expect(answer).toContain('this process may open no further file or connection');
      expect(answer).toContain('`ulimit -n` shows it');
    }
    expect(answers.filter((answer) => /report it|other program/.test(answer))).toEqual([]);
  });
});

describe('an error of the system that nothing expected', () => {
  const printed = (code: string): string => {
    const stderr = captureOutput();
    const error = Object.assign(new Error(`${code}: of the system`), { code });
    printError(error, { stderr, signal: new AbortController().signal }, { json: true, verbose: false });
    return stderr.text();
  };

  it.each([
    ['EMFILE', 'this process may open no further file or connection', 'Raise the limit of open files'],
    ['ENFILE', 'this machine can open no further file or connection', 'Raise the limit of open files'],
    ['ENOBUFS', 'the system has no memory left for a connection', 'Close what uses so much memory'],
    ['ENOMEM', 'the system has no memory left for a connection', 'Close what uses so much memory'],
  ])('%s names what is used up', (code, reason, hint) => {
    expect(JSON.parse(printed(code))).toMatchObject({
      error: { code: 'UNEXPECTED', message: `connect-cli cannot go on (${code}): ${reason}.`, exitCode: 1 },
    });
    expect(printed(code)).toContain(hint);
  });

  it('is a bug where the machine lacks nothing', () => {
    expect(printed('EIO')).toContain('please report it');
  });
});
