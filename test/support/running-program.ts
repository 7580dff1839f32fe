import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import type { Ended } from './process.ts';

/** A program under way whose output can be waited for. */
export interface RunningProgram {
  readonly pid: number;
  /** What it wrote so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves with the match once stderr has it; rejects when the program ends without. */
  said(wanted: RegExp): Promise<RegExpExecArray>;
  type(text: string): void;
  /** Closes standard input. */
  endInput(): void;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** Starts `node` with these words and this environment alone; standard input stays open. Killed when the test ends. */
export function startProgram(
  words: readonly string[],
  options: { readonly env: Readonly<Record<string, string>>; readonly cwd?: string | undefined },
): RunningProgram {
  const child = spawn(process.execPath, [...words], { env: { ...options.env }, cwd: options.cwd });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
    for (const listener of listeners) listener();
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    said: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = wanted.exec(stderr);
          if (match === null) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        look();
        void ended.then(({ code }) => reject(new Error(`It ended (${code}) without ${String(wanted)}:\n${stderr}`)));
      }),
    type: (text) => void child.stdin.write(text),
    endInput: () => void child.stdin.end(),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
