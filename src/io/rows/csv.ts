import { isUtf8 } from 'node:buffer';
import Papa from 'papaparse';
import { CliError } from '../../core/errors/cli-error.ts';
import { csvValue } from '../../core/text/csv.ts';
import type { JsonObject } from '../../core/text/json.ts';
import type { RowVisitor } from '../rows.ts';
import { byteOrderMark, longestLine, notUtf8, type LineCutter } from './lines.ts';

/** How a header becomes fields: its names, and which of them are called otherwise. */
export type ColumnNames = ReadonlyMap<string, string>;

/** Characters that cost nothing to be read again. */
const shortText = 4 * 1024;

/** Fields of the columns, in their order. */
type Header = readonly string[];

/** Comma separated values with a header, quoted fields over several lines included. */
export function createCsvReader(
  visitor: RowVisitor,
  columns: ColumnNames = new Map(),
  fields?: readonly string[],
): LineCutter {
  // A character for each byte, since what separates cells is ASCII: a record is set aside as it came, and no read tears
  // a character.
  let text = '';
  let line = 1;
  let header: Header | undefined;
  let lineEnd: '\n' | '\r\n' | undefined;
  // More lines each time that a quote stays open behind them: else each of them would cost the reading of a mebibyte.
  let setAside = 1;
  /** Characters of a record that is not whole yet, before it is worth another look. */
  let enough = 0;

  const take = (cells: readonly string[], raw: string, fault: string | undefined) => {
    const isBlank = decode(raw).trim() === '';
    if (header === undefined && !isBlank) header = readHeader(cells.map(decode), columns, fields);
    else if (header !== undefined && !isBlank) give({ header, cells, raw, fault, line, visitor });
    line += countLineEnds(raw);
  };
  /** A quote that nobody closes swallows everything behind it: its line is set aside. */
  const setAsideLines = (count: number) => {
    for (let left = count; left > 0 && text !== ''; left -= 1) {
      const end = text.indexOf('\n') + 1 || text.length;
      visitor.reject({
        line,
        reason: 'its record is longer than 1 MiB',
        bytes: Buffer.from(text.slice(0, end), 'latin1'),
      });
      line += 1;
      text = text.slice(end);
    }
  };
  const read = (isEnd: boolean) => {
    if (lineEnd === undefined) {
      lineEnd = guessLineEnd(text, isEnd || text.length > longestLine);
      if (lineEnd === undefined) return;
      if (text.startsWith(byteOrderMark)) text = text.slice(byteOrderMark.length);
    }
    let from = readRecords(text, { lineEnd, isEnd, take });
    while (text.length - from > longestLine) {
      text = text.slice(from);
      setAsideLines(setAside);
      from = readRecords(text, { lineEnd, isEnd, take });
      setAside = from === 0 ? setAside * 64 : 1;
    }
    text = text.slice(from);
    enough = from === 0 && text.length > shortText ? text.length * 2 : 0;
  };
  return {
    push(chunk) {
      text += chunk.toString('latin1');
      if (text.length >= enough || text.length > longestLine) read(false);
    },
    end() {
      read(true);
      if (header === undefined) requireColumns([], columns);
    },
  };
}

/** The parser wants to know how lines end; the first one tells. */
function guessLineEnd(text: string, isEnd: boolean): '\n' | '\r\n' | undefined {
  const end = text.indexOf('\n');
  if (end === -1 && isEnd && /\r[^\r]/.test(text)) throw oldLineEnds();
  if (end === -1) return isEnd ? '\n' : undefined;
  return text[end - 1] === '\r' ? '\r\n' : '\n';
}

/** All of it would be the header, and the table empty. */
function oldLineEnds(): CliError {
  return new CliError('INVALID_VALUE', 'The lines of the CSV end with a carriage return alone.', {
    hint: "Convert them, as with tr '\\r' '\\n', or save the file as CSV with the line ends of Windows or Unix.",
  });
}

interface Reading {
  readonly lineEnd: '\n' | '\r\n';
  readonly isEnd: boolean;
  readonly take: (cells: readonly string[], raw: string, fault: string | undefined) => void;
}

/** @returns where the record begins that is not known to be whole yet */
function readRecords(text: string, { lineEnd, isEnd, take }: Reading): number {
  if (text === '') return 0;
  let from = 0;
  let held: { cells: readonly string[]; fault: string | undefined; from: number; to: number } | undefined;
  const release = () => {
    if (held !== undefined) take(held.cells, text.slice(held.from, held.to), held.fault);
  };
  Papa.parse<string[]>(text, {
    delimiter: ',',
    newline: lineEnd,
    step: ({ data, errors, meta }) => {
      release();
      held = { cells: data, fault: errors[0]?.message, from, to: meta.cursor };
      from = meta.cursor;
    },
  });
  // What follows may belong to the last record: it is read again with what comes next.
  if (!isEnd) return held?.from ?? 0;
  release();
  return text.length;
}

function readHeader(cells: readonly string[], columns: ColumnNames, fields: readonly string[] | undefined): Header {
  const names = cells.map((name) => name.trim());
  requireColumns(names, columns);
  const header = names.map((name) => columns.get(name) ?? name);
  if (fields !== undefined && !header.some((name) => fields.includes(name))) throw noField(names, fields);
  return header;
}

/** Separated otherwise, in another encoding, or without a header: every row would count as unknown. */
function noField(names: readonly string[], fields: readonly string[]): CliError {
  return new CliError('INVALID_VALUE', `The header of the CSV names no field of a row: ${showNames(names)}.`, {
    hint: `It wants commas, UTF-8 and names such as ${fields.slice(0, 3).join(', ')}; --column field=header maps others.`,
  });
}

function showNames(names: readonly string[]): string {
  return names.slice(0, 30).join(', ').slice(0, 300);
}

function requireColumns(names: readonly string[], columns: ColumnNames): void {
  const absent = [...columns.keys()].find((name) => !names.includes(name));
  if (absent === undefined) return;
  throw new CliError('INVALID_VALUE', `The CSV has no column "${absent}".`, {
    hint: `Its header has: ${showNames(names)}. --column maps fields to these names.`,
  });
}

interface Giving {
  readonly header: Header;
  readonly cells: readonly string[];
  readonly raw: string;
  readonly fault: string | undefined;
  readonly line: number;
  readonly visitor: RowVisitor;
}

function give({ header, cells, raw, fault, line, visitor }: Giving): void {
  const reason = (isText(raw) ? faultOf(header, cells, fault) : notUtf8) ?? visitor.row(toObject(header, cells), line);
  if (reason !== undefined) visitor.reject({ line, reason, bytes: Buffer.from(raw, 'latin1') });
}

function faultOf(header: Header, cells: readonly string[], fault: string | undefined): string | undefined {
  if (fault !== undefined) return `its quotes are not in order (${fault})`;
  if (cells.length === header.length) return undefined;
  return `it has ${cells.length} columns and the header ${header.length}`;
}

function toObject(header: Header, cells: readonly string[]): JsonObject {
  const row: Record<string, string> = {};
  for (let index = 0; index < header.length; index += 1)
    row[header[index] ?? ''] = csvValue(decode(cells[index] ?? ''));
  return row;
}

/** What most cells are, so that few have to be decoded. */
const ascii = /^[\0-\x7f]*$/;

function isText(raw: string): boolean {
  return ascii.test(raw) || isUtf8(Buffer.from(raw, 'latin1'));
}

function decode(cell: string): string {
  return ascii.test(cell) ? cell : Buffer.from(cell, 'latin1').toString('utf8');
}

function countLineEnds(raw: string): number {
  let count = 0;
  for (let at = raw.indexOf('\n'); at !== -1; at = raw.indexOf('\n', at + 1)) count += 1;
  return count;
}
