import { parseJson } from '../../text/json.ts';
import { recognise, type Recognised } from '../recognition/recognise.ts';
import type { SenderAt } from '../recognition/sender.ts';
import { splitWords } from '../recognition/words.ts';
import { readJson } from './json.ts';
import { readLink } from './link.ts';
import type { ErrorReading } from './reading.ts';
import { itemReading } from './sentence.ts';
import { readUrl } from './url.ts';

/** A reading, and the lines that it was read from. */
interface Placed {
  readonly line: number;
  readonly lastLine: number;
  readonly reading: ErrorReading;
}

/** Finds errors in running text: lines of a log, a stack trace, a table, a page. */
export function readText(input: string): readonly ErrorReading[] {
  const words = splitWords(input);
  const { items, senderAt } = recognise(words);
  const lines = input.split('\n');
  const structured = [...jsonReadings(lines, senderAt), ...addressReadings(lines, senderAt)];
  const rest = items
    .filter((item) => !structured.some((placed) => isSaid(item, placed)))
    .map((item) => ({ line: item.line, lastLine: item.line, reading: itemReading(item, words) }));
  const readings = [...structured, ...rest].toSorted((a, b) => a.line - b.line).map(({ reading }) => reading);
  return readings.length > 0 ? readings : documentReadings(lines);
}

/** What was read with its structure knows more than the same in words. */
function isSaid(item: Recognised, { line, lastLine, reading }: Placed): boolean {
  if (item.line < line || item.line > lastLine) return false;
  return reading.isCertain !== false || item.refs.some(({ code }) => reading.refs.some((ref) => ref.code === code));
}

/** JSON of a line, or of several lines with something before or after it. */
function jsonReadings(lines: readonly string[], senderAt: SenderAt): readonly Placed[] {
  const whole = embedded(lines.join('\n'));
  if (whole !== undefined && lines.length > 1) {
    const from = lines.findIndex((line) => /[[{]/.test(line));
    const readings = readJson(whole, senderAt(from));
    if (readings.length > 0) {
      const lastLine = lines.findLastIndex((line) => /[\]}]/.test(line));
      return readings.map((reading) => ({ line: from, lastLine, reading }));
    }
  }
  return endsOf(numbered(lines).filter(({ text }) => text.includes('{'))).flatMap(({ text, line }) => {
    const value = embedded(text);
    if (value === undefined) return [];
    return readJson(value, senderAt(line)).map((reading) => ({ line, lastLine: line, reading }));
  });
}

interface NumberedLine {
  readonly text: string;
  readonly line: number;
}

function numbered(lines: readonly string[]): readonly NumberedLine[] {
  return lines.map((text, line) => ({ text, line }));
}

/** Lines at either end that are read with their structure; in the others the words alone are read. */
const structuredLines = 40;

function endsOf(lines: readonly NumberedLine[]): readonly NumberedLine[] {
  return lines.length <= 2 * structuredLines
    ? lines
    : [...lines.slice(0, structuredLines), ...lines.slice(-structuredLines)];
}

/** @returns the value between the first and the last bracket, if that is JSON. */
function embedded(text: string): unknown {
  const start = text.search(/[[{]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  if (start === -1 || end <= start) return undefined;
  return parseJson(text.slice(start, end + 1)) ?? parseJson(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
}

/** A page of the documentation about one error, named in text that says nothing else. */
function documentReadings(lines: readonly string[]): readonly ErrorReading[] {
  const naming = endsOf(numbered(lines).filter(({ text }) => text.includes('smartcar.com/')));
  return naming.flatMap(({ text }) =>
    (text.slice(0, searched).match(wholeAddress) ?? []).slice(0, 10).flatMap((written) => {
      const reading = readLink(written.replace(/[).,;\]]+$/, ''));
      return reading?.refs.length === 1 ? [reading] : [];
    }),
  );
}

const wholeAddress = /\b[a-z][a-z0-9+.-]{1,40}:\/\/[^\s"'<>]{1,16000}/gi;
/** The same, and the path or the query of one that carries an error. */
const address = /\b[a-z][a-z0-9+.-]{1,40}:\/\/[^\s"'<>]{1,16000}|[/?&][^\s"'<>]{0,2000}\berror=[^\s"'<>]{1,4000}/gi;
/** Characters of a line that addresses are looked for in: the search is not linear. */
const searched = 8000;

function addressReadings(lines: readonly string[], senderAt: SenderAt): readonly Placed[] {
  return endsOf(numbered(lines).filter(({ text }) => text.includes('error='))).flatMap(({ text, line }) => {
    const candidates = text.slice(0, searched).match(address) ?? [];
    return candidates.slice(0, 10).flatMap((candidate) => {
      const query = candidate.startsWith('/') ? candidate.slice(Math.max(0, candidate.indexOf('?'))) : candidate;
      const reading = query.includes('error=') ? readUrl(query, senderAt(line)) : undefined;
      // An address without an error says nothing in the middle of a log.
      return reading === undefined || reading.refs[0]?.code === 'none' ? [] : [{ line, lastLine: line, reading }];
    });
  });
}
