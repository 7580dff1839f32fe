import { parseJson } from '../../text/json.ts';
import { findApiError, findBareCode, findPhrases, findStatus } from '../knowledge/lookup.ts';
import { requestPermission } from '../knowledge/request-permission.ts';
import { apiErrorTypes } from '../knowledge/smartcar-api.ts';
import { cleanText } from './clean.ts';
import { readJson } from './json.ts';
import type { ErrorDetails, ErrorReading } from './reading.ts';
import { readUrl } from './url.ts';

const types = Object.keys(apiErrorTypes).join('|');

/** Finds errors in one line of a log. Nothing found: empty. */
export function readLine(line: string): readonly ErrorReading[] {
  const inJson = readEmbeddedJson(line);
  return inJson.length > 0 ? inJson : pieces(line).flatMap((piece) => readPiece(piece));
}

/** Longest text that is searched at once: the time of a search grows faster than the text. */
const longestPiece = 4000;
/** Pieces overlap by the longest code, so that none is cut in two. */
const overlap = 200;

function pieces(line: string): readonly string[] {
  if (line.length <= longestPiece) return [line];
  const step = longestPiece - overlap;
  const starts = Array.from({ length: Math.ceil(line.length / step) }, (_, index) => index * step);
  return starts.map((start) => line.slice(start, start + longestPiece));
}

function readPiece(piece: string): readonly ErrorReading[] {
  for (const find of [readUrls, readTypeAndCode, readWords, readPhrases, readStatus]) {
    const readings = find(piece);
    if (readings.length > 0) return readings;
  }
  return [];
}

function readEmbeddedJson(line: string): readonly ErrorReading[] {
  const start = line.search(/[[{]/);
  const end = Math.max(line.lastIndexOf('}'), line.lastIndexOf(']'));
  if (start === -1 || end <= start) return [];
  const value =
    parseJson(line.slice(start, end + 1)) ?? parseJson(line.slice(line.indexOf('{'), line.lastIndexOf('}') + 1));
  return value === undefined ? [] : readJson(value);
}

function readUrls(line: string): readonly ErrorReading[] {
  const candidates = line.match(/\b[a-z][a-z0-9+.-]{1,40}:\/\/[^\s"'<>]+|[/?&][^\s"'<>]*\berror=[^\s"'<>]+/gi) ?? [];
  return (
    candidates
      .map((address) => readUrl(address.startsWith('/') ? address.slice(Math.max(0, address.indexOf('?'))) : address))
      .filter((reading) => reading !== undefined)
      // An address without an error says nothing in the middle of a log.
      .filter((reading) => reading.refs[0]?.code !== 'none')
  );
}

/** `PERMISSION:null`. */
const pair = new RegExp(`(?<![A-Za-z_])(${types}):([A-Za-z_]*)`, 'gi');
/** The two fields as loggers print them: `type: 'PERMISSION', code: null`. */
const fields = new RegExp(
  `\\btype["']?\\s*[:=]\\s*["']?(${types})\\b["']?.{0,80}?\\bcode["']?\\s*[:=]\\s*["']?([A-Za-z_]+)`,
  'gi',
);

function readTypeAndCode(line: string): readonly ErrorReading[] {
  return [...line.matchAll(pair), ...line.matchAll(fields)].flatMap(([, type = '', code = '']) => {
    const ref = findApiError(type, code);
    const isName = type === type.toUpperCase() && /^[A-Z_]+$/.test(code);
    if (ref === undefined && !isName) return [];
    return [{ text: `${type}:${code}`, refs: ref === undefined ? [] : [ref], details: lineDetails(line) }];
  });
}

/** Single words with an underscore: `VIRTUAL_KEY_REQUIRED`, `invalid_grant`. Words without one are too common in prose. */
function readWords(line: string): readonly ErrorReading[] {
  const words = line.match(/\b[A-Za-z]+(?:_[A-Za-z]+)+\b/g) ?? [];
  return words.flatMap((word) => {
    const refs = findBareCode(word);
    return refs.length === 0 ? [] : [{ text: word, refs, details: lineDetails(line) }];
  });
}

function readPhrases(line: string): readonly ErrorReading[] {
  const refs = findPhrases(line);
  return refs.length === 0 ? [] : [{ text: cleanText(line), refs, details: {} }];
}

/** A status says little; it counts only where one error alone comes with it, or where the type is the same for all. */
function readStatus(line: string): readonly ErrorReading[] {
  const status = /\b(?:HTTP(?:\/[\d.]+)?|status(?:[ _]?code)?)\W{0,3}([45]\d\d)\b/i.exec(line)?.[1];
  const refs = status === undefined ? [] : findStatus(Number(status));
  return status !== undefined && refs.length === 1 ? [{ text: `HTTP ${status}`, refs, details: {} }] : [];
}

function lineDetails(line: string): ErrorDetails {
  const permission = requestPermission(line);
  const vehicleId = /\/vehicles\/([0-9a-f-]{36})\b/i.exec(line)?.[1];
  const requestId = /\brequest[-_ ]?id["']?\s*[:=]\s*["']?([\w-]{8,64})/i.exec(line)?.[1];
  return { permission, vehicleId, requestId };
}
