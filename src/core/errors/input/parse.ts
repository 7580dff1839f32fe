import { parseJson } from '../../text/json.ts';
import { findApiError, findApiType } from '../knowledge/api-lookup.ts';
import { findBareCode } from '../knowledge/lookup.ts';
import { recognise, recogniseValue } from '../recognition/recognise.ts';
import { statusRefs } from '../recognition/status-meaning.ts';
import { splitWords } from '../recognition/words.ts';
import { cleanText } from './clean.ts';
import { cutInput } from './cut.ts';
import { readJson } from './json.ts';
import { readText } from './line.ts';
import { readLink } from './link.ts';
import type { ErrorReading } from './reading.ts';
import { readValue } from './sentence.ts';
import { readUrl } from './url.ts';

/**
 * Finds the errors in whatever a person pastes: a code in any case, JSON of Smartcar (v2, v3, batch, webhook), of
 * Tesla or Texture, a redirect address, a page about an error, the words of a page or an app, or lines of a log.
 * @returns one reading per different error, in order; one without rows if nothing is known; none for empty input
 */
export function parseErrorInput(text: string): readonly ErrorReading[] {
  const input = cutInput(text.replace(/^\uFEFF/, '').trim()).text;
  if (input === '') return [];
  const readings = withoutRepeats(readWhole(input) ?? textOrValue(input));
  return readings.length > 0 ? readings : [{ text: cleanText(firstLine(input)), refs: [], details: {} }];
}

/** Input that is one thing as a whole. */
function readWhole(input: string): readonly ErrorReading[] | undefined {
  const value = /^[[{"]/.test(input) ? parseJson(input) : undefined;
  if (typeof value === 'string') return readWhole(value.trim()) ?? readText(value);
  if (value !== undefined) return jsonOrText(value, input);
  const joined = input.replace(/\n[ \t]*/g, '');
  const address = readUrl(joined, null) ?? readLink(joined);
  return address === undefined ? readName(input) : [address];
}

/** Errors that the structure does not show are looked for in the words. */
function jsonOrText(value: unknown, input: string): readonly ErrorReading[] {
  const sender = recognise(splitWords(input)).senderAt(0);
  const readings = readJson(value, sender);
  return readings.length > 0 ? readings : readText(input);
}

/** A name alone: here single words count that would be too common inside a line. */
function readName(input: string): readonly ErrorReading[] | undefined {
  if (/^[45]\d\d$/.test(input)) return [statusReading(Number(input))];
  if (!/^[\w:. -]{1,80}$/.test(input)) return undefined;
  const value = readValue(input, null);
  const [type = '', code, ...rest] = input.split(':').map((part) => part.trim());
  if (code !== undefined && rest.length === 0) {
    const ref = findApiError(type, code);
    if (ref !== undefined) return [{ text: input, refs: [ref], details: {} }];
  }
  if (value.length > 0 && value.every(({ refs }) => refs.length > 0)) return value;
  const refs = [...findBareCode(input), ...findApiType(input)];
  return refs.length === 0
    ? undefined
    : [{ text: input, refs: unique(refs), details: {}, isCertain: isOneFamily(refs) && !isProse(input, refs) }];
}

/** Words that count as a whole text alone are looked at where its other words say nothing. */
function textOrValue(input: string): readonly ErrorReading[] {
  const reading = readText(input);
  if (reading.length > 0 || input.length > 120) return reading;
  const refs = recogniseValue(splitWords(input));
  return refs.length === 0 ? [] : [{ text: cleanText(input), refs, details: {}, isCertain: false }];
}

function statusReading(status: number): ErrorReading {
  return { text: `HTTP ${status}`, ...statusRefs(status, null), details: {} };
}

type Refs = ErrorReading['refs'];

function unique(refs: Refs): Refs {
  return [...new Map(refs.map((ref) => [`${ref.family} ${ref.code}`, ref])).values()];
}

/** Tesla's codes stand with underscores; written apart, as in "payment required", they are words of every server. */
function isProse(input: string, refs: Refs): boolean {
  return /\s/.test(input) && refs.every(({ family }) => family === 'tesla');
}

function isOneFamily(refs: Refs): boolean {
  return refs.every(({ family }) => family === refs[0]?.family);
}

function withoutRepeats(readings: readonly ErrorReading[]): readonly ErrorReading[] {
  const seen = new Map<string, ErrorReading>();
  for (const reading of readings) {
    const names =
      reading.refs.length === 0 ? reading.text : reading.refs.map((ref) => `${ref.family} ${ref.code}`).join();
    const key = `${names} ${reading.details.request ?? ''} ${reading.details.permission ?? ''}`;
    const first = seen.get(key);
    seen.set(key, first === undefined ? reading : { ...reading, ...first, details: merged(first, reading) });
  }
  return [...seen.values()];
}

/** What one repeat of an error names and the other does not. */
function merged(first: ErrorReading, later: ErrorReading): ErrorReading['details'] {
  const known = Object.entries(first.details).filter(([, value]) => value !== undefined);
  const signals = [...new Set([...(first.details.signals ?? []), ...(later.details.signals ?? [])])];
  return { ...later.details, ...Object.fromEntries(known), ...(signals.length === 0 ? {} : { signals }) };
}

function firstLine(input: string): string {
  return input.split(/\r?\n/, 1)[0] ?? '';
}
