import { fstatSync, statSync } from 'node:fs';
import { withoutSecrets } from '../core/secret.ts';
import type { Input, Output } from './context.ts';
import { detectColorLevel, detectUnicode, type TerminalEnvironment } from './terminal.ts';
import { encodeShown } from './shown-text.ts';
import { outputFailed, writeFully } from './write-fully.ts';

/** The part of a terminal's `WriteStream` that is asked; only touched when the descriptor is a terminal. */
export interface TerminalStream {
  readonly columns?: number | undefined;
  readonly isTTY?: boolean | undefined;
  getColorDepth?(env?: object): number;
}

/** What writes without waiting for the reader. */
export interface WritingStream {
  write(bytes: Uint8Array, written: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: () => void): unknown;
}

/** What an output stream is made of. */
export interface OutputOptions {
  readonly fd: number;
  readonly env: TerminalEnvironment;
  readonly platform: string;
  /** It is read aloud (`--plain`). */
  readonly plain?: boolean | undefined;
  /** Loads the stream; `process.stdout` costs milliseconds that a pipe does not need. */
  readonly stream: () => TerminalStream & WritingStream;
  /** Called once when the reader is gone (`| head`). Later writes are dropped. */
  readonly onBrokenPipe?: (() => void) | undefined;
  /** The command's result goes here: what cannot be written is an error. Elsewhere it is dropped, and the work goes on. */
  readonly carriesResult?: boolean | undefined;
}

/**
 * A descriptor that is written to at once: nothing is lost when the process exits right after.
 * Abilities are looked up on first use, so a command that prints nothing pays nothing.
 * `write` throws CliError OUTPUT_FAILED where the result cannot be written, as on a full disk.
 */
export function createOutput(options: OutputOptions): Output {
  const isTTY = once(() => isTerminal(options.fd, options.stream));
  const colorLevel = once(() =>
    options.plain === true ? 0 : detectColorLevel(options.env, isTTY() ? options.stream() : undefined),
  );
  const unicode = once(() => detectUnicode(options.env, options.platform, isTTY()));
  const writing = once(() => keepErrors(options.stream()));
  let broken = false;
  const fail = (failure: string): void => {
    broken = true;
    if (isReaderGone(failure)) options.onBrokenPipe?.();
    else if (options.carriesResult === true) throw outputFailed('stdout', failure);
  };
  return {
    get isTTY() {
      return isTTY();
    },
    get columns() {
      return detectColumns(options, isTTY());
    },
    get colorLevel() {
      return colorLevel();
    },
    get unicode() {
      return unicode();
    },
    plain: options.plain === true,
    write(text, form) {
      if (broken || text === '') return;
      const failure = writeFully(options.fd, encodeShown(form === 'reveal' ? text : withoutSecrets(text)));
      if (failure !== undefined) fail(failure);
    },
    async writeSoon(text) {
      if (broken || text === '') return;
      const failure = await writeThrough(writing(), encodeShown(withoutSecrets(text)));
      if (failure !== undefined && !broken) fail(failure);
    },
  };
}

/** The callback of a write tells of its error; without a listener the stream would end the process with it. */
function keepErrors(stream: WritingStream): WritingStream {
  stream.on('error', () => undefined);
  return stream;
}

/** @returns why it was not written, such as `EPIPE` */
function writeThrough(stream: WritingStream, bytes: Uint8Array): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    stream.write(bytes, (error) => {
      if (error === undefined || error === null) resolve(undefined);
      else if ('code' in error && typeof error.code === 'string') resolve(error.code);
      else reject(error);
    });
  });
}

/** The readable side of a process's standard input. */
export type InputStream = NodeJS.ReadableStream & {
  readonly isTTY?: boolean | undefined;
  destroy(): unknown;
};

/** @param stream loads `process.stdin`, which opens the descriptor */
export function createInput(options: { readonly fd: number; readonly stream: () => InputStream }): Input {
  const isTTY = once(() => isTerminal(options.fd, options.stream));
  return {
    get isTTY() {
      return isTTY();
    },
    async readAll(bound, onCut) {
      const { readStream } = await import('./bounded-read.ts');
      const bytes = await readStream(options.stream(), bound, 'Standard input');
      const kept = bound.kept ?? bytes.length;
      const left = bytes.length - 2 * kept;
      if (left <= 0) return bytes.toString('utf8').replace(/^\uFEFF/, '');
      onCut?.(left);
      return `${bytes.toString('utf8', 0, kept)}\n${bytes.toString('utf8', bytes.length - kept)}`.replace(
        /^\uFEFF/,
        '',
      );
    },
    lines: (signal) => readUntilAborted(options.stream, signal),
  };
}

async function* readUntilAborted(open: () => InputStream, signal: AbortSignal | undefined): AsyncGenerator<string> {
  const isAborted = (): boolean => signal?.aborted === true;
  const { readLines } = await import('./line-reader.ts');
  if (isAborted()) return;
  const stream = open();
  // Nobody reads on behind the last line: a terminal or an open pipe must not keep the process alive.
  const stop = (): void => void stream.destroy();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    yield* readLines(stream, 'standard input');
  } catch (error) {
    if (!isAborted()) throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

/** Windows has none of this name: there the stream is asked, which takes its null device for no terminal either. */
const nullDevice = '/dev/null';

/**
 * Whether the descriptor is a terminal. `fstat` rules out pipes, files and the null device for next to nothing;
 * only what is left asks the stream itself.
 */
function isTerminal(fd: number, stream: () => { readonly isTTY?: boolean | undefined }): boolean {
  try {
    const status = fstatSync(fd);
    if (!status.isCharacterDevice() || status.rdev === statSync(nullDevice).rdev) return false;
  } catch {
    // Windows consoles can't always be asked by fstat; a closed descriptor is not a terminal for the stream either.
  }
  try {
    return stream().isTTY === true;
  } catch {
    return false;
  }
}

function detectColumns(options: OutputOptions, isTTY: boolean): number {
  const known = isTTY ? options.stream().columns : Number(options.env['COLUMNS']);
  return known !== undefined && Number.isInteger(known) && known > 0 ? known : 80;
}

function isReaderGone(code: string): boolean {
  return code === 'EPIPE' || code === 'EBADF' || code === 'EIO';
}

function once<T>(look: () => T): () => T {
  let cached: { readonly value: T } | undefined;
  return () => (cached ??= { value: look() }).value;
}
