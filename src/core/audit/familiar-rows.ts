import {
  arePiecesOf,
  cutValuesOut,
  fillIn,
  hashPieces,
  keepPieces,
  valueOf,
  type ByteLine,
  type CutLine,
  type ValuePlaces,
} from './line-pieces.ts';
import type { JudgedRow } from './judged-row.ts';
import { createBoundedMap } from './memo.ts';
import { readRow, type AuditRow } from './row.ts';
import type { Judgement } from './verdict.ts';

/** Lines that differ in nothing but their values. */
interface Family extends Pick<JudgedRow, 'row' | 'judgement'> {
  readonly pieces: DataView;
  /** For each id of a row which of the values in the line it is; undefined where it is none of them. */
  readonly places: Readonly<Record<IdField, number | undefined>>;
}

const idFields = ['userId', 'vehicleId', 'connectionId', 'externalId'] as const;
type IdField = (typeof idFields)[number];

/**
 * What stands before a plain value that is not judged: an id, a time stamp, a link. A judged one among them would cost
 * time alone, since such rows are read as they are.
 */
const valueStart =
  /"(?!(?:make|model|year|permissions|virtualKey|virtual_key|status|error|era|language|type|mode)")\w+":\s?"(?=[!#-[\]-~]+")/g;

/** Stands for a value, with its number. No line has it: those with `#@` are read as they are. */
const mark = '#@';

/** Longer lines are read as they are, so that no input makes the memory large. */
const longestLine = 2048;

/** Lines in vain, beyond those that were known, after which looking is not worth its time. */
const mostInVain = 10_000;

/**
 * Knows rows again by all that stands beside such values: a fleet has many rows, and few that differ otherwise. They
 * are read and judged once (docs/adr/0011-audits-in-parts.md has the figures).
 * @returns a function that gives what `readRow` and the judge would, or undefined where the line must be read for it
 */
export function createFamiliarRows(
  judge: (row: AuditRow) => Judgement,
): (line: ByteLine, number: number) => JudgedRow | undefined {
  const families = createBoundedMap<number, Family | null>();
  let places: ValuePlaces = { starts: [], gaps: [] };
  let inVain = 0;
  /** @returns null for a family whose lines must be read */
  const find = (cut: CutLine): Family | null | undefined => {
    const family = families.get(hashPieces(cut));
    return family === null || family === undefined || arePiecesOf(cut, family.pieces) ? family : undefined;
  };
  const learn = (cut: CutLine): Family | null => {
    const family = readFamily(cut, judge);
    families.set(hashPieces(cut), family);
    return family;
  };
  return (line, number) => {
    if (inVain > mostInVain || line.to - line.from > longestLine) return undefined;
    let cut = cutValuesOut(line, places);
    let family = cut && find(cut);
    if (family === undefined) {
      places = { starts: line.text.slice(line.from, line.to).match(valueStart) ?? [], gaps: [] };
      cut = cutValuesOut(line, places);
      family = cut && find(cut);
    }
    inVain += family === undefined ? 1 : -1;
    if (cut === undefined) return undefined;
    if (family === undefined) family = learn(cut);
    return family === null ? undefined : putIdsIn(family, cut, number);
  };
}

/** @returns null for what is no row, or where a value could mean more than itself */
function readFamily(cut: CutLine, judge: (row: AuditRow) => Judgement): Family | null {
  // What is not ASCII has characters of several bytes, which are not to be read one by one.
  if (/#@|\\|[^\0-~]/.test(fillIn(cut, () => '\n'))) return null;
  const row = parseRow(fillIn(cut, (index) => `${mark}${index}`));
  if (row === undefined) return null;
  const others = { ...row, userId: null, vehicleId: null, connectionId: null, externalId: null };
  if (JSON.stringify(others).includes(mark)) return null;
  const places = Object.fromEntries(idFields.map((name) => [name, placeOf(row[name])])) as Family['places'];
  return { row, judgement: judge(row), places, pieces: keepPieces(cut) };
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

function putIdsIn({ row, judgement, places }: Family, cut: CutLine, line: number): JudgedRow {
  const { userId, vehicleId, connectionId, externalId } = places;
  return {
    line,
    row: {
      ...row,
      userId: userId === undefined ? row.userId : valueOf(cut, userId),
      vehicleId: vehicleId === undefined ? row.vehicleId : valueOf(cut, vehicleId),
      connectionId: connectionId === undefined ? row.connectionId : valueOf(cut, connectionId),
      externalId: externalId === undefined ? row.externalId : valueOf(cut, externalId),
    },
    judgement,
    hasPlainIds: true,
  };
}
