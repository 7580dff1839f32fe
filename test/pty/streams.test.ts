import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readBounds } from '../../src/io/read-bounds.ts';
import { createInput, createOutput } from '../../src/io/streams.ts';
import { detectColorLevel, detectUnicode } from '../../src/io/terminal.ts';
import { bundleScript, type BundledScript } from '../support/bundle.ts';
import { startTerminal } from '../support/pty.ts';

const refuse = (): never => {
  throw new Error('The stream was opened although nobody needed it.');
};

function temporaryFile(): { path: string; fd: number } {
  const folder = mkdtempSync(join(tmpdir(), 'connect-cli-streams-'));
  const path = join(folder, 'out');
  const fd = openSync(path, 'w');
  onTestFinished(() => {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  });
  return { path, fd };
}

describe('createOutput on a file', () => {
  it('is not a terminal, has no colours, and never opens the process stream', () => {
    const { path, fd } = temporaryFile();
    const output = createOutput({ fd, env: {}, platform: 'linux', stream: refuse });
    expect(output).toMatchObject({ isTTY: false, columns: 80, colorLevel: 0, unicode: true });
    output.write('Größe ✓\n');
    output.write('');
    expect(readFileSync(path, 'utf8')).toBe('Größe ✓\n');
  });

  it('takes its width from COLUMNS if that is a number', () => {
    const { fd } = temporaryFile();
    const width = (COLUMNS: string): number =>
      createOutput({ fd, env: { COLUMNS }, platform: 'linux', stream: refuse }).columns;
    expect([width('120'), width(''), width('0'), width('-5'), width('wide')]).toEqual([120, 80, 80, 80, 80]);
  });

  it('takes the null device for what it is', () => {
    const fd = openSync('/dev/null', 'w');
    onTestFinished(() => closeSync(fd));
    expect(createOutput({ fd, env: {}, platform: 'linux', stream: refuse }).isTTY).toBe(false);
  });
});

describe.runIf(process.platform === 'linux')('createOutput on a full disk', () => {
  const full = () => {
    const fd = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(fd));
    return { fd, env: {}, platform: 'linux', stream: refuse };
  };

  it('says so where the result was to go, and once alone', () => {
    const output = createOutput({ ...full(), carriesResult: true });
    expect(() => output.write('x')).toThrow(
      expect.objectContaining({
        code: 'OUTPUT_FAILED',
        exitCode: 1,
        message: 'The result cannot be written to stdout: no space is left (ENOSPC).',
      }),
    );
    output.write('dropped');
  });

  it('drops messages, for the work goes on without them', () => {
    const output = createOutput(full());
    expect(() => output.write('x')).not.toThrow();
  });
});

describe('createOutput in a process of its own', () => {
  let script: BundledScript;
  beforeAll(async () => {
    script = await bundleScript(new URL('../support/write-output.ts', import.meta.url));
  });
  afterAll(() => script.remove());

  it('ends quietly when the reader goes away, and says nothing on stderr', () => {
    const { status, stdout, stderr } = spawnSync(
      'sh',
      ['-c', `"$0" "$1" lines 100000 | head -n 2`, process.execPath, script.path],
      {
        encoding: 'utf8',
      },
    );
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'line 0\nline 1\n', stderr: '' });
  });

  it('loses nothing although the process exits right after, and the reader is slow', async () => {
    const output = await new Promise<string>((resolve, reject) => {
      const child = execFile(
        process.execPath,
        [script.path, 'lines', '50000'],
        { maxBuffer: 10_000_000 },
        (error, stdout) => (error === null ? resolve(stdout) : reject(error)),
      );
      child.stdout?.pause();
      setImmediate(() => child.stdout?.resume());
    });
    expect(output.split('\n')).toHaveLength(50_001);
    expect(output.endsWith('line 49999\n')).toBe(true);
  });

  it('lets other work go on while a reader is slow, and loses nothing', async () => {
    const child = spawn(process.execPath, [script.path, 'soon', '20000'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk)).pause();
    // The other work says on stderr that it was done, with every line still to be read.
    const [first] = (await once(child.stderr, 'data')) as [Buffer];
    expect([String(first), chunks]).toEqual(['went on\n', []]);
    child.stdout.resume();
    await once(child, 'close');
    const lines = Buffer.concat(chunks).toString('utf8').split('\n');
    expect([lines.length, lines[0], lines[19_999]]).toEqual([20_001, 'line 0', 'line 19999']);
  });

  it('ends quietly when the reader of what is written soon goes away', () => {
    const { status, stdout, stderr } = spawnSync(
      'sh',
      ['-c', `"$0" "$1" soon 100000 2>/dev/null | head -n 2`, process.execPath, script.path],
      { encoding: 'utf8' },
    );
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'line 0\nline 1\n', stderr: '' });
  });

  it('loses nothing on a pipe that was set to non-blocking by its other end', async () => {
    // A socket pair, as Node gives to children: non-blocking on both ends.
    const child = spawn(process.execPath, [script.path, 'lines', '50000'], {
      stdio: ['ignore', 'overlapped', 'inherit'],
    });
    let text = '';
    for await (const chunk of child.stdout ?? []) text += String(chunk);
    expect(text.split('\n')).toHaveLength(50_001);
  });

  it('finds the abilities of a real terminal', async () => {
    const terminal = startTerminal([script.path, 'abilities'], { columns: 97, env: { COLORTERM: 'truecolor' } });
    expect(await terminal.waitFor('}')).toBe('{"isTTY":true,"columns":97,"colorLevel":3,"unicode":true}');
    const plain = startTerminal([script.path, 'abilities'], { env: { NO_COLOR: '1', LC_ALL: 'C' } });
    expect(await plain.waitFor('}')).toBe('{"isTTY":true,"columns":80,"colorLevel":0,"unicode":false}');
  });

  it('finds none in a pipe', () => {
    const text = execFileSync(process.execPath, [script.path, 'abilities'], {
      encoding: 'utf8',
      env: { TERM: 'xterm' },
    });
    expect(text).toBe('{"isTTY":false,"columns":80,"colorLevel":0,"unicode":true}\n');
  });
});

describe('detectColorLevel', () => {
  const depth = (bits: number) => ({ getColorDepth: () => bits });
  const deep = depth(24);
  it.each([
    [{}, undefined, 0],
    [{}, deep, 3],
    [{}, depth(8), 2],
    [{}, depth(4), 1],
    [{}, depth(1), 0],
    [{ NO_COLOR: '1' }, deep, 0],
    [{ NO_COLOR: '' }, deep, 3],
    [{ TERM: 'dumb' }, deep, 0],
    [{ FORCE_COLOR: '' }, undefined, 1],
    [{ FORCE_COLOR: '1' }, undefined, 1],
    [{ FORCE_COLOR: 'true' }, undefined, 1],
    [{ FORCE_COLOR: '3', NO_COLOR: '1' }, undefined, 3],
    [{ FORCE_COLOR: '2' }, deep, 2],
    [{ FORCE_COLOR: '0' }, deep, 0],
    [{ FORCE_COLOR: 'false' }, deep, 0],
  ] as const)('%j', (env, terminal, level) => {
    expect(detectColorLevel(env, terminal)).toBe(level);
  });
});

describe('detectUnicode', () => {
  it.each([
    [{}, 'linux', true, true],
    [{ LANG: 'en_US.UTF-8' }, 'linux', true, true],
    [{ LANG: 'C.utf8' }, 'linux', true, true],
    [{ LANG: 'C' }, 'linux', true, false],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'POSIX' }, 'linux', true, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, 'linux', false, false],
    [{ LC_ALL: '', LANG: 'C.UTF-8' }, 'linux', true, true],
    [{ TERM: 'linux', LANG: 'C.UTF-8' }, 'linux', true, false],
    [{ TERM: 'linux', LANG: 'C.UTF-8' }, 'linux', false, true],
    [{ TERM: 'dumb' }, 'linux', true, false],
    [{}, 'win32', true, false],
    [{ WT_SESSION: '1' }, 'win32', true, true],
    [{}, 'win32', false, true],
  ] as const)('%j on %s, terminal %s', (env, platform, isTTY, expected) => {
    expect(detectUnicode(env, platform, isTTY)).toBe(expected);
  });
});

describe('createInput', () => {
  function input(...chunks: readonly (string | Buffer)[]): ReturnType<typeof createInput> {
    const stream = new PassThrough();
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
    return createInput({ fd: 0, stream: () => stream });
  }

  it('reads all of it, characters cut between chunks and a byte order mark included', async () => {
    const bytes = Buffer.from('\uFEFFGröße ✓\n');
    expect(await input(bytes.subarray(0, 6), bytes.subarray(6, 11), bytes.subarray(11)).readAll(readBounds.link)).toBe(
      'Größe ✓\n',
    );
    expect(await input().readAll(readBounds.link)).toBe('');
  });

  it('decodes the ends alone where the bound says so, and tells what it left out', async () => {
    const bound = { bytes: 1000, hint: '', kept: 4 };
    const cuts: number[] = [];
    expect(await input('abcdefghijkl').readAll(bound, (bytes) => cuts.push(bytes))).toBe('abcd\nijkl');
    expect(await input('abcdefgh').readAll(bound, (bytes) => cuts.push(bytes))).toBe('abcdefgh');
    expect(cuts).toEqual([4]);
  });

  it('reads lines of every kind of line end', async () => {
    const lines: string[] = [];
    for await (const line of input('\uFEFFone\r\ntwo\n\nth', 'ree').lines()) lines.push(line);
    expect(lines).toEqual(['one', 'two', '', 'three']);
  });

  it('stops reading lines when the signal aborts', async () => {
    const stream = new PassThrough();
    stream.write('one\n');
    const controller = new AbortController();
    const lines: string[] = [];
    for await (const line of createInput({ fd: 0, stream: () => stream }).lines(controller.signal)) {
      lines.push(line);
      controller.abort();
    }
    expect(lines).toEqual(['one']);
    expect(stream.destroyed).toBe(true);
    for await (const line of createInput({ fd: 0, stream: refuse }).lines(AbortSignal.abort())) lines.push(line);
    expect(lines).toEqual(['one']);
  });
});
