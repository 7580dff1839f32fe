import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

/** Keys as a terminal sends them. */
export const keys = {
  enter: '\r',
  space: ' ',
  tab: '\t',
  escape: '\u001B',
  up: '\u001B[A',
  down: '\u001B[B',
  backspace: '\u007F',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
  /** Goes to the beginning of the line. */
  ctrlA: '\u0001',
  ctrlT: '\u0014',
  /** Empties the line that is being typed. */
  ctrlU: '\u0015',
  /** What a terminal sends for pasted text after a program asked for brackets. */
  paste: (text: string): string => `\u001B[200~${text}\u001B[201~`,
} as const;

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** Laid over a small clean environment; nothing of the tests' own shows through but PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A program in a real pseudo-terminal, with a screen that shows what a person would see. */
export interface Terminal {
  send(text: string): void;
  /** Text of the screen and of what scrolled out of it, without empty lines at the end. */
  screen(): string;
  /** Everything that was written, escape sequences included. */
  raw(): string;
  /**
   * Resolves with the screen once it holds the text or matches.
   * @throws Error showing the screen when the program ends without it or time is up
   */
  waitFor(wanted: string | RegExp, withinMs?: number): Promise<string>;
  /** The same for everything that was written, escape sequences included. */
  waitForOutput(holds: (raw: string) => boolean, withinMs?: number): Promise<string>;
  /** Exit code, and the signal if one ended the program. */
  exit(withinMs?: number): Promise<{ readonly exitCode: number; readonly signal: number | undefined }>;
  kill(signal?: string): void;
}

/** Path of the built program, as users start it. */
export const builtProgram = fileURLToPath(new URL('../../bin/connect-cli.cjs', import.meta.url));

/** Starts `node` with these arguments in a pseudo-terminal. */
export function startTerminal(args: readonly string[], options: TerminalOptions = {}): Terminal {
  return startInTerminal([process.execPath, ...args], options);
}

/** Starts any program in a pseudo-terminal. */
export function startInTerminal([file = '', ...args]: readonly string[], options: TerminalOptions = {}): Terminal {
  const { columns = 80, rows = 24 } = options;
  const screen = new xterm.Terminal({ cols: columns, rows, scrollback: 1_000, allowProposedApi: true });
  const program = spawn(file, args, {
    cols: columns,
    rows,
    cwd: options.cwd ?? process.cwd(),
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8', ...options.env },
  });
  const chunks: string[] = [];
  const listeners = new Set<() => void>();
  const notify = (): void => {
    for (const listener of listeners) listener();
  };
  let ended: { readonly exitCode: number; readonly signal: number | undefined } | undefined;
  program.onData((text) => {
    chunks.push(text);
    // Terminals answer questions such as "where is the cursor": so does this one, through onData below.
    screen.write(text, notify);
  });
  screen.onData((answer) => program.write(answer));
  program.onExit(({ exitCode, signal }) => {
    // It counts as ended only once everything written before has reached the screen, which takes it in piece by piece.
    screen.write('', () => {
      ended = { exitCode, signal: signal === 0 ? undefined : signal };
      notify();
    });
  });

  const until = <T>(look: () => T | undefined, describe: string, withinMs: number): Promise<T> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        listeners.delete(check);
      };
      const fail = (why: string): void => {
        stop();
        reject(new Error(`${why} ${describe}. The screen:\n${readScreen(screen)}`));
      };
      const check = (): void => {
        const found = look();
        if (found !== undefined) {
          stop();
          resolve(found);
        } else if (ended !== undefined) fail(`The program ended (exit code ${ended.exitCode}) without`);
      };
      const timer = setTimeout(() => fail(`After ${withinMs} ms there is still no`), withinMs);
      listeners.add(check);
      check();
    });

  return {
    send: (text) => program.write(text),
    screen: () => readScreen(screen),
    raw: () => chunks.join(''),
    waitFor: (wanted, withinMs = 15_000) =>
      until(() => matching(readScreen(screen), wanted), `"${String(wanted)}"`, withinMs),
    waitForOutput: (holds, withinMs = 15_000) =>
      until(() => (holds(chunks.join('')) ? chunks.join('') : undefined), 'such output', withinMs),
    exit: (withinMs = 15_000) => until(() => ended, 'exit', withinMs),
    kill: (signal) => program.kill(signal),
  };
}

function matching(text: string, wanted: string | RegExp): string | undefined {
  return (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)) ? text : undefined;
}

function readScreen(screen: InstanceType<typeof xterm.Terminal>): string {
  const { active } = screen.buffer;
  const lines: string[] = [];
  for (let row = 0; row < active.length; row += 1) {
    const line = active.getLine(row);
    const text = line?.translateToString(true) ?? '';
    // A line that the terminal wrapped belongs to the one before.
    if (line?.isWrapped === true && lines.length > 0) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  return lines.join('\n').trimEnd();
}
