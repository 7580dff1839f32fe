import { confirm, input, password, select } from '@inquirer/prompts';
import { CliError } from '../../core/errors/cli-error.ts';
import { Secret } from '../../core/secret.ts';
import type { Prompts } from '../context.ts';
import { bracketedPasteOff, bracketedPasteOn, pastePrompt } from './paste.ts';
import { withoutColor } from './plain-output.ts';
import { searchableCheckbox } from './searchable-checkbox.ts';

/** Where questions are drawn and answered. */
export interface PromptStreams {
  readonly input: NodeJS.ReadableStream;
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

/** Questions on the terminal. Loading this module loads Inquirer: import it on first use only. */
export function createPrompts(streams: PromptStreams): Prompts {
  // A stream of its own for each question: Inquirer ends what it drew on, unless that is the process's own.
  const ask = <T>(question: (context: PromptContext) => Promise<T>, signal = streams.signal): Promise<T> =>
    askUntilEnd(question, {
      input: streams.input,
      output: streams.color ? streams.output : withoutColor(streams.output),
      signal,
    });
  return {
    input: (question) => ask((context) => input(question, context)),
    async password({ message, canBeEmpty = false }) {
      const validate = (value: string): true | string => canBeEmpty || value !== '' || 'Type or paste the value.';
      // Inquirer's Ctrl-T would show the secret, and leave it in the scrollback.
      const question = { message, mask: '*', toggleMask: false, validate };
      return new Secret((await ask((context) => password(question, context))).trim());
    },
    confirm: (question) => ask((context) => confirm(question, context)),
    select: (question) => ask((context) => select<string>({ ...question, pageSize: 12, loop: false }, context)),
    checkbox: async (question) => [...(await ask((context) => searchableCheckbox(question, context)))],
    async paste({ message, shortcuts, signal }) {
      streams.output.write(bracketedPasteOn);
      try {
        // What was pasted holds the code: it is taken off the screen once it was read.
        return await ask(
          (context) => pastePrompt({ message, shortcuts }, { ...context, clearPromptOnDone: true }),
          AbortSignal.any([signal, streams.signal]),
        );
      } finally {
        streams.output.write(bracketedPasteOff);
      }
    },
  };
}

/**
 * Runs one question; Inquirer restores the terminal however it ends.
 * @throws CliError INTERRUPTED on Ctrl-C or Ctrl-D; the signal's reason when it aborts
 */
async function askUntilEnd<T>(question: (context: PromptContext) => Promise<T>, context: PromptContext): Promise<T> {
  context.signal.throwIfAborted();
  const closed = new AbortController();
  // Ctrl-D closes readline without settling Inquirer's promise; all that can be seen from outside is the pause of its input.
  const onPause = (): void => void setImmediate(() => closed.abort());
  context.input.once('pause', onPause);
  context.input.once('end', onPause);
  try {
    return await question({ ...context, signal: AbortSignal.any([context.signal, closed.signal]) });
  } catch (error) {
    context.signal.throwIfAborted();
    if (closed.signal.aborted || isForcedExit(error)) {
      throw new CliError('INTERRUPTED', 'Stopped before it was done.', { hint: 'Nothing was left half-written.' });
    }
    throw error;
  } finally {
    context.input.removeListener('pause', onPause);
    context.input.removeListener('end', onPause);
  }
}

function isForcedExit(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError';
}
