import { createBoundedMap } from './memo.ts';
import { readRow, type AuditRow } from './row.ts';
import type { Judgement } from './verdict.ts';

/** A row and what is said of it. */
export interface KnownRow {
  readonly row: AuditRow;
  readonly judgement: Judgement;
  /** The ids that stand in the line are made of letters, digits, `_`, `.`, `@` and `-`. */
  readonly hasPlainIds: true;
}

/** Lines that differ in nothing but their ids. */
interface Family extends Pick<KnownRow, 'row' | 'judgement'> {
  /** For each id of a row which of the ids in the line it is; undefined where it is none of them. */
  readonly places: Readonly<Record<IdField, number | undefined>>;
}

const idFields = ['userId', 'vehicleId', 'connectionId', 'externalId'] as const;
type IdField = (typeof idFields)[number];

/** What stands before an id, flat or as API v3 has it. */
const idStart = /"(?:(?:user|vehicle|connection|external)(?:Id|_id)|id|vin)":\s?"/g;

/** An id that can stand for any other: whatever takes its place, the line stays JSON or stays none. */
const plainId = /^[\w.@-]+$/;

/** Stands for an id, with its number. No line has it: those with `#@` are read as they are. */
const mark = '#@';

/** Longer lines are read as they are, so that no input makes the memory large. */
const longestLine = 2048;

/** Lines in vain, beyond those that were known, after which looking is not worth its time. */
const mostInVain = 10_000;

/**
 * Knows rows again by all that stands beside their ids: a fleet has many rows, and few that differ otherwise. They are
 * read and judged once (docs/adr/0011-audits-in-parts.md has the figures).
 * @returns a function that gives what `readRow` and the judge would, or undefined where the line must be read for it
 */
export function createFamiliarRows(judge: (row: AuditRow) => Judgement): (line: string) => KnownRow | undefined {
  const families = createBoundedMap<Family | null>();
  let starts: readonly string[] = [];
  let inVain = 0;
  const learn = (line: string, rest: string | undefined) => {
    inVain += 1;
    starts = line.match(idStart) ?? [];
    const family = rest === undefined ? null : readFamily(rest, judge);
    if (rest !== undefined) families.set(rest, family);
    return family;
  };
  return (line) => {
    if (inVain > mostInVain || line.length > longestLine) return undefined;
    const parts = takeIdsOut(line, starts);
    const before = parts && families.get(parts.rest);
    if (before !== undefined) inVain -= 1;
    const family = before === undefined ? learn(line, parts?.rest) : before;
    return family === null || parts === undefined ? undefined : putIdsIn(family, parts.ids);
  };
}

interface Parts {
  readonly ids: readonly string[];
  /** The line with a line break for each id: the one character that no line has. */
  readonly rest: string;
}

/** @returns undefined where the ids do not stand behind these starts, in this order */
function takeIdsOut(line: string, starts: readonly string[]): Parts | undefined {
  const ids: string[] = [];
  let rest = '';
  let at = 0;
  for (const start of starts) {
    const found = line.indexOf(start, at);
    const from = found + start.length;
    const to = line.indexOf('"', from);
    const id = line.slice(from, to);
    if (found === -1 || to === -1 || !plainId.test(id)) return undefined;
    ids.push(id);
    rest += `${line.slice(at, from)}\n`;
    at = to;
  }
  return { ids, rest: rest + line.slice(at) };
}

/** @returns null for what is no row, or where an id could mean more than itself */
function readFamily(rest: string, judge: (row: AuditRow) => Judgement): Family | null {
  if (/#@|\\/.test(rest)) return null;
  let count = 0;
  const row = parseRow(rest.replace(/\n/g, () => `${mark}${count++}`));
  if (row === undefined) return null;
  const others = { ...row, userId: null, vehicleId: null, connectionId: null, externalId: null };
  const places = Object.fromEntries(idFields.map((name) => [name, placeOf(row[name])])) as Family['places'];
  return JSON.stringify(others).includes(mark) ? null : { row, judgement: judge(row), places };
}

function parseRow(text: string): AuditRow | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return readRow(value as Readonly<Record<string, unknown>>);
  } catch {
    return undefined;
  }
}

/** The value is a mark or has none: a mark fills its string, and what could end one before is not here. */
function placeOf(value: string | null): number | undefined {
  return value?.startsWith(mark) === true ? Number(value.slice(mark.length)) : undefined;
}

function putIdsIn({ row, judgement, places }: Family, ids: readonly string[]): KnownRow {
  const idOf = (name: IdField): string | null => {
    const place = places[name];
    return place === undefined ? row[name] : (ids[place] ?? null);
  };
  const own = { userId: idOf('userId'), vehicleId: idOf('vehicleId'), connectionId: idOf('connectionId') };
  return { row: { ...row, ...own, externalId: idOf('externalId') }, judgement, hasPlainIds: true };
}
