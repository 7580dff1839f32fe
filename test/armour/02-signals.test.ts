import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { bundleScript, type BundledScript } from '../support/bundle.ts';

const bin = fileURLToPath(new URL('../../bin/connect-cli.cjs', import.meta.url));
const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

/** The process as a shell starts it: what the shell calls its exit code is 128 and the signal's number. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  const ended = new Promise<number>((resolve) => {
    child.once('close', (code, signal) =>
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : -1)),
    );
  });
  const said = async (word: string) => {
    await expect.poll(() => stdout, { timeout: 20_000, interval: 5 }).toContain(word);
  };
  return { child, ended, said, output: () => stdout };
}

describe('2. Ctrl-C and SIGTERM while JavaScript loops', () => {
  let script: BundledScript | undefined;
  beforeAll(async () => {
    script = await bundleScript(new URL('../support/loop-deaf.ts', import.meta.url));
  });
  afterAll(() => script?.remove());

  it.each(signals)('%s ends it with %i, after an edge has waited and heard signals', async (signal, exitCode) => {
    const { child, ended, said } = start([script?.path ?? '']);
    await said('looping');
    const sent = performance.now();
    child.kill(signal);
    expect(await ended).toBe(exitCode);
    expect(performance.now() - sent).toBeLessThan(500);
  });

  it.each(signals)('%s ends it in order while an edge waits, with %i', async (signal, exitCode) => {
    const { child, ended, said, output } = start([script?.path ?? '', 'wait']);
    await said('waiting');
    child.kill(signal);
    expect(await ended).toBe(exitCode);
    expect(output()).toContain(signal === 'SIGINT' ? 'INTERRUPTED' : 'TERMINATED');
  });

  it('is heard, too, where it comes together with the end of the wait', async () => {
    const { ended, output } = start([script?.path ?? '', 'late']);
    await ended;
    expect(output()).toBe('heard\n');
  });
});

describe.runIf(process.platform === 'linux')('2. Ctrl-C and SIGTERM while the program reads hostile code', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'armour-signals-'));
    mkdirSync(join(root, 'code'));
    mkdirSync(join(root, 'home'));
    // Just below what a path may cost, for very many paths.
    writeFileSync(join(root, 'code', '.gitignore'), `*${'a'.repeat(120)}b\n`.repeat(4));
    for (let index = 0; index < 8000; index += 1)
      writeFileSync(join(root, 'code', `${'a'.repeat(240)}${index}`), 'read_vin');
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(signals)('%s ends it at once with %i and leaves nothing behind', async (signal, exitCode) => {
    const { child, ended, output } = start([bin, 'scopes', '--from-code', join(root, 'code'), '--json'], {
      CONNECT_CLI_HOME: join(root, 'home'),
    });
    await expect.poll(() => cpuSeconds(child), { timeout: 20_000, interval: 10 }).toBeGreaterThan(1);
    const sent = performance.now();
    child.kill(signal);
    expect(await ended).toBe(exitCode);
    expect(performance.now() - sent).toBeLessThan(500);
    expect(output()).toBe('');
    expect(readdirSync(join(root, 'home'))).toEqual([]);
  });
});

/** Seconds of processor time so far: more than the start takes means that it loops. */
function cpuSeconds({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
