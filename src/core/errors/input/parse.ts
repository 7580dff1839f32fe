import { parseJson } from '../../text/json.ts';
import { findApiError, findBareCode, findStatus } from '../knowledge/lookup.ts';
import { cleanText } from './clean.ts';
import { readJson } from './json.ts';
import { readLine } from './line.ts';
import type { ErrorReading } from './reading.ts';
import { readUrl } from './url.ts';

/**
 * Finds the errors in whatever a person pastes: a code in any case, JSON of Smartcar (v2, v3, batch, webhook), of
 * Tesla or Texture, a redirect address, the words of a page, or lines of a log.
 * @returns one reading per different error, in order; one without rows if nothing is known; none for empty input
 */
export function parseErrorInput(text: string): readonly ErrorReading[] {
  const input = text.replace(/^\uFEFF/, '').trim();
  if (input === '') return [];
  const readings = withoutRepeats(readWhole(input) ?? readText(input));
  return readings.length > 0 ? readings : [{ text: cleanText(firstLine(input)), refs: [], details: {} }];
}

/** Input that is one thing as a whole. */
function readWhole(input: string): readonly ErrorReading[] | undefined {
  const value = /^[[{"]/.test(input) ? parseJson(input) : undefined;
  if (typeof value === 'string') return readWhole(value.trim()) ?? readText(value);
  if (value !== undefined) return readJson(value);
  const url = readUrl(input.replace(/\n[ \t]*/g, ''));
  if (url !== undefined) return [url];
  return readName(input);
}

/** A name alone: here single words count that would be too common inside a line. */
function readName(input: string): readonly ErrorReading[] | undefined {
  if (/^[45]\d\d$/.test(input)) return statusReading(input);
  if (!/^[\w:. -]{1,80}$/.test(input)) return undefined;
  const [type = '', code, ...rest] = input.split(':').map((part) => part.trim());
  if (code !== undefined && rest.length === 0) {
    const ref = findApiError(type, code);
    return ref === undefined ? undefined : [{ text: input, refs: [ref], details: {} }];
  }
  const refs = findBareCode(input);
  return refs.length === 0 ? undefined : [{ text: input, refs, details: {} }];
}

function statusReading(status: string): readonly ErrorReading[] {
  return [{ text: `HTTP ${status}`, refs: findStatus(Number(status)), details: {} }];
}

function readText(input: string): readonly ErrorReading[] {
  const lines = input.split(/\r?\n/);
  const readings = lines.flatMap((line) => readLine(line));
  if (readings.length > 0 || lines.length === 1) return readings;
  // JSON or an object printed over several lines, with something before or after it.
  return readLine(lines.map((line) => line.trim()).join(' '));
}

function withoutRepeats(readings: readonly ErrorReading[]): readonly ErrorReading[] {
  const seen = new Map<string, ErrorReading>();
  for (const reading of readings) {
    const names =
      reading.refs.length === 0 ? reading.text : reading.refs.map((ref) => `${ref.family} ${ref.code}`).join();
    const key = `${names} ${reading.details.request ?? ''} ${reading.details.permission ?? ''}`;
    if (!seen.has(key)) seen.set(key, reading);
  }
  return [...seen.values()];
}

function firstLine(input: string): string {
  return input.split(/\r?\n/, 1)[0] ?? '';
}
