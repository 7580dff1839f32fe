import { createInterface, emitKeypressEvents } from 'node:readline';
import { CliError } from '../../core/errors/cli-error.ts';

/** A terminal, or what stands in for one. */
export type TypingInput = NodeJS.ReadableStream & { setRawMode?(mode: boolean): unknown };

/** Lines that are typed into a terminal. */
export interface TypedLines {
  /**
   * The terminal itself echoes and corrects the line.
   * @throws CliError INTERRUPTED on Ctrl-D; the signal's reason when it aborts
   */
  next(signal: AbortSignal): Promise<string>;
  /**
   * Nothing of the line shows, for secrets.
   * @throws CliError INTERRUPTED on Ctrl-C or Ctrl-D; the signal's reason when it aborts
   */
  hidden(signal: AbortSignal): Promise<string>;
}

/** Nothing is read between two questions, and the terminal is as it was. */
export function createTypedLines(input: TypingInput): TypedLines {
  // A paste may bring more lines than were asked for: the next questions take them.
  const ahead: string[] = [];
  return {
    next: async (signal) => ahead.shift() ?? settle(signal, (ending) => readLine(input, ahead, ending)),
    hidden: (signal) => settle(signal, (ending) => readHidden(input, ending)),
  };
}

/** How a reading ends. */
interface Ending {
  answer(line: string): void;
  interrupt(): void;
}

/** @param start begins to read, and says how that is stopped */
function settle(signal: AbortSignal, start: (ending: Ending) => () => void): Promise<string> {
  signal.throwIfAborted();
  return new Promise<string>((resolve, reject) => {
    const finish = (how: () => void): void => {
      signal.removeEventListener('abort', abort);
      how();
      stop();
    };
    const abort = (): void => finish(() => reject(signal.reason as Error));
    signal.addEventListener('abort', abort, { once: true });
    const stop = start({
      answer: (line) => finish(() => resolve(line)),
      interrupt: () => finish(() => reject(interrupted())),
    });
  });
}

function interrupted(): CliError {
  return new CliError('INTERRUPTED', 'Stopped before it was done.', { hint: 'Nothing was left half-written.' });
}

function readLine(input: TypingInput, ahead: string[], ending: Ending): () => void {
  const reader = createInterface({ input, terminal: false });
  reader.once('line', (line) => {
    reader.on('line', (more) => ahead.push(more));
    ending.answer(line);
  });
  // After an answer nobody hears it.
  reader.once('close', () => ending.interrupt());
  return () => reader.close();
}

interface Key {
  readonly name?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
}

function readHidden(input: TypingInput, ending: Ending): () => void {
  let line = '';
  const press = (characters: string | undefined, { name, ctrl = false, meta = false }: Key): void => {
    if (name === 'return' || name === 'enter') ending.answer(line);
    else if (ctrl && (name === 'c' || (name === 'd' && line === ''))) ending.interrupt();
    else if (name === 'backspace') line = [...line].slice(0, -1).join('');
    // Keys that write nothing have no characters.
    else if (!ctrl && !meta) line += characters ?? '';
  };
  emitKeypressEvents(input);
  input.setRawMode?.(true);
  input.on('keypress', press);
  input.once('end', ending.interrupt);
  input.resume();
  return () => {
    input.removeListener('keypress', press);
    input.removeListener('end', ending.interrupt);
    input.setRawMode?.(false);
    input.pause();
  };
}
