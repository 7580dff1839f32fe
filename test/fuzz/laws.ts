import { printError } from '../../src/cli/error-output.ts';
import { CliError } from '../../src/core/errors/cli-error.ts';
import { showInvisible } from '../../src/core/text/invisible.ts';
import { captureOutput } from '../support/context.ts';
import type { Reader, Reading } from './reader.ts';

/**
 * Holds a reader to what every reader owes to whoever hands it a text: an answer that JSON can carry or a refusal that
 * is documented, and nothing on the screen that a terminal obeys.
 * @returns what is wrong with it; undefined if nothing is
 */
export async function faultOfReading(reader: Reader, text: string): Promise<string | undefined> {
  const reading = await read(reader, text);
  if (typeof reading === 'string') return reading;
  return notJson(reading.answer, 'answer') ?? obeyed(reading.forPeople ?? '');
}

/** @returns the reading, or what is wrong with the error */
async function read(reader: Reader, text: string): Promise<Reading | string> {
  try {
    return await reader.run(text);
  } catch (error) {
    if (!(error instanceof CliError)) return `throws ${error instanceof Error ? error.stack : String(error)}`;
    if (reader.refuses?.includes(error.code) !== true) return `refuses with ${error.code}: ${error.message}`;
    return { answer: { code: error.code, message: error.message, hint: error.hint }, forPeople: shownError(error) };
  }
}

function shownError(error: CliError): string {
  const stderr = captureOutput();
  printError(error, { stderr, signal: new AbortController().signal }, { json: false, verbose: false });
  return stderr.text();
}

/** What JSON.stringify would drop or change without a word, and what it throws at. */
function notJson(value: unknown, path: string): string | undefined {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean')
    return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (typeof value !== 'object') return `${path} is a ${typeof value}`;
  if (!Array.isArray(value) && !isPlain(value)) return `${path} is a ${value.constructor.name}`;
  for (const [name, member] of Object.entries(value)) {
    const fault = notJson(member, `${path}.${name}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Renderers write out controls of C0; the streams of the program write out what else does not show. */
function obeyed(rendered: string): string | undefined {
  const found = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/.exec(
    showInvisible(rendered),
  );
  if (found === null) return undefined;
  const code = found[0].charCodeAt(0).toString(16).padStart(4, '0');
  return `shows U+${code} to people: ${JSON.stringify(rendered.slice(Math.max(0, found.index - 60), found.index + 60))}`;
}
