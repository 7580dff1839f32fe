import { setMaxListeners } from 'node:events';
import { CliError } from '../core/errors/cli-error.ts';
import { exitCodes, type ExitCode } from '../core/exit-codes.ts';

type Signal = 'SIGINT' | 'SIGTERM';

/** What is taken from `process`. */
interface SignalHost {
  on(signal: Signal, listener: () => void): unknown;
  off(signal: Signal, listener: () => void): unknown;
  exit(code: number): never;
}

/**
 * Ctrl-C and SIGTERM. While the program waits for the world outside they abort its signal, so that it ends in order. At
 * any other time they are the system's, which ends the process at once: JavaScript that loops hears no signal, whatever
 * text from outside it loops on.
 */
export interface Interrupts {
  /** Aborted with the error of the signal that came. */
  readonly signal: AbortSignal;
  /** Does work that waits, and hears signals meanwhile. */
  during<T>(wait: () => Promise<T>): Promise<T>;
  /** Starts something that lives on, such as a server, and hears signals from then on. */
  from<T>(start: () => Promise<T>): Promise<T>;
  /** How long the work may take to stop before the process ends anyway, in milliseconds. */
  allowGrace(milliseconds: number): void;
}

const usualGraceMs = 400;

export function createInterrupts(host: SignalHost): Interrupts {
  let controller: AbortController | undefined;
  const stop = (): AbortController => (controller ??= createController());
  let graceMs = usualGraceMs;
  let waits = 0;
  const end = (code: 'INTERRUPTED' | 'TERMINATED', exitCode: ExitCode) => (): void => {
    if (stop().signal.aborted) host.exit(exitCode);
    stop().abort(new CliError(code, 'Stopped before it was done.', { hint: 'Nothing was left half-written.' }));
    setTimeout(() => host.exit(exitCode), graceMs).unref();
  };
  // Not once(): while a prompt is open, Inquirer's own handler ends the process if it finds itself alone, before the
  // terminal is as it was.
  const listeners = [
    ['SIGINT', end('INTERRUPTED', exitCodes.interrupted)],
    ['SIGTERM', end('TERMINATED', exitCodes.terminated)],
  ] as const;
  const hold = (): void => {
    waits += 1;
    if (waits === 1) for (const [signal, listener] of listeners) host.on(signal, listener);
  };
  return {
    get signal() {
      return stop().signal;
    },
    during: async (wait) => {
      hold();
      try {
        return await wait();
      } finally {
        if (waits === 1) await hearWhatCame();
        waits -= 1;
        if (waits === 0) for (const [signal, listener] of listeners) host.off(signal, listener);
      }
    },
    from: async (start) => {
      const started = await start();
      hold();
      return started;
    },
    allowGrace: (milliseconds) => {
      graceMs = milliseconds;
    },
  };
}

/**
 * A signal that has come already would be lost without listeners. The first turn ends the poll in which the wait came to
 * its end; what came while callbacks of that poll ran is read by the poll of the second.
 */
async function hearWhatCame(): Promise<void> {
  await new Promise((next) => setImmediate(() => setImmediate(next)));
}

/** Every request under way listens to it, and many connections are read at the same time. */
function createController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
