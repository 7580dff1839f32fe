import { confirm, input, password, select } from '@inquirer/prompts';
import { CliError } from '../../core/errors/cli-error.ts';
import { Secret } from '../../core/secret.ts';
import type { Prompts } from '../context.ts';
import { readBounds } from '../read-bounds.ts';
import { bracketedPasteOff, bracketedPasteOn, createKeyInput, type KeySource } from './key-input.ts';
import { pastePrompt } from './paste.ts';
import { withoutColor } from './plain-output.ts';
import { searchableCheckbox } from './searchable-checkbox.ts';

/** Where questions are drawn and answered. */
export interface PromptStreams {
  readonly input: KeySource;
  /** Where the questions are drawn: stderr, since stdout is for results. */
  readonly output: NodeJS.WritableStream & { readonly columns?: number | undefined };
  readonly color: boolean;
  /** Aborted by SIGTERM, or by a Ctrl-C that reaches the process as a signal. */
  readonly signal: AbortSignal;
}

interface PromptContext {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
  readonly clearPromptOnDone?: boolean;
}

interface QuestionTerminal extends PromptContext {
  readonly input: KeySource;
}

/** Questions on the terminal. Loading this module loads Inquirer: import it on first use only. */
export function createPrompts(streams: PromptStreams): Prompts {
  const ask = async <T>(question: (context: PromptContext) => Promise<T>, signal = streams.signal): Promise<T> => {
    streams.output.write(bracketedPasteOn);
    try {
      // A stream of its own for each question: Inquirer ends what it drew on, unless that is the process's own.
      const output = streams.color ? streams.output : withoutColor(streams.output);
      return await askUntilEnd(question, { input: streams.input, output, signal });
    } finally {
      streams.output.write(bracketedPasteOff);
    }
  };
  return {
    input: (question) => ask((context) => input(question, context)),
    async password({ message, canBeEmpty = false }) {
      const validate = (value: string): true | string => {
        if (value.length > readBounds.secret.bytes) return `That is too long. ${readBounds.secret.hint}`;
        return canBeEmpty || value !== '' || 'Type or paste the value.';
      };
      // Inquirer's Ctrl-T would show the secret, and leave it in the scrollback.
      const question = { message, mask: '*', toggleMask: false, validate };
      return new Secret((await ask((context) => password(question, context))).trim());
    },
    confirm: (question) => ask((context) => confirm(question, context)),
    select: (question) => ask((context) => select<string>({ ...question, pageSize: 12, loop: false }, context)),
    checkbox: async (question) => [...(await ask((context) => searchableCheckbox(question, context)))],
    // What was pasted holds the code: it is taken off the screen once it was read.
    paste: ({ message, shortcuts, signal }) =>
      ask(
        (context) => pastePrompt({ message, shortcuts }, { ...context, clearPromptOnDone: true }),
        AbortSignal.any([signal, streams.signal]),
      ),
  };
}

/**
 * Runs one question; Inquirer restores the terminal however it ends.
 * @throws CliError INTERRUPTED on Ctrl-C or Ctrl-D; the signal's reason when it aborts
 */
async function askUntilEnd<T>(
  question: (context: PromptContext) => Promise<T>,
  terminal: QuestionTerminal,
): Promise<T> {
  const { input, output, signal } = terminal;
  signal.throwIfAborted();
  const closed = new AbortController();
  // Ctrl-D closes readline without settling Inquirer's promise; all that can be seen from outside is the pause of its input.
  const onPause = (): void => void setImmediate(() => closed.abort());
  input.once('pause', onPause);
  input.once('end', onPause);
  const keys = createKeyInput(input);
  try {
    return await question({ input: keys.stream, output, signal: AbortSignal.any([signal, closed.signal]) });
  } catch (error) {
    signal.throwIfAborted();
    if (closed.signal.aborted || isForcedExit(error)) {
      throw new CliError('INTERRUPTED', 'Stopped before it was done.', { hint: 'Nothing was left half-written.' });
    }
    throw error;
  } finally {
    keys.close();
    input.removeListener('pause', onPause);
    input.removeListener('end', onPause);
  }
}

function isForcedExit(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError';
}
