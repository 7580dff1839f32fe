import { spawn } from 'node:child_process';
import { CliError } from '../core/errors/cli-error.ts';
import type { RunProgram } from './context.ts';

/** What shells answer for a program that Ctrl-C, SIGTERM or another signal ended. */
const endedBy: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };
const endedByOther = 128;

/** Runs a program with this process's own streams. Ctrl-C reaches both; the program decides what it makes of it. */
export const runProgram: RunProgram = ([name = '', ...args], env) =>
  new Promise((resolve, reject) => {
    const refuse = (cause: unknown) => {
      reject(
        new CliError('NOT_FOUND', `The program "${name}" could not be started.`, {
          hint: 'Check its name and that it is on the PATH.',
          cause,
        }),
      );
    };
    try {
      const child = spawn(name, args, { env, stdio: 'inherit' });
      child.once('error', refuse);
      child.once('exit', (code, signal) => {
        resolve(code ?? endedBy[signal ?? ''] ?? endedByOther);
      });
    } catch (cause) {
      // An empty name and one that is longer than the system takes are thrown, not sent as an event.
      refuse(cause);
    }
  });
