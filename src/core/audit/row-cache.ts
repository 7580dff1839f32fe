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
import { findRowFault, readRow, type AuditRow } from './row.ts';
import type { Judgement } from './verdict.ts';
import { judgeVehicleKey, type VehicleKey } from '../tesla/vehicle-key.ts';

/** Lines that differ in nothing but their values. */
interface Family extends Pick<JudgedRow, 'row'> {
  readonly pieces: DataView;
  /** For each field which of the values in the line it is; undefined where it is none of them. */
  readonly places: Readonly<
    Record<'userId' | 'vehicleId' | 'connectionId' | 'externalId' | 'model' | 'year', number | undefined>
  >;
  /** Model and year are the values that can change what is said, by the key that they need and by nothing else. */
  readonly judgements: Map<VehicleKey, Judgement>;
}

/**
 * What stands before a plain value that changes nothing: an id, a time stamp, a link; and before model and year, so that
 * they do not multiply the families. Another judged one among them would cost time alone, since such rows are read as
 * they are.
 */
const valueStart =
  /"(?!(?:make|year|permissions|virtualKey|virtual_key|status|error|era|language|type|mode)")\w+":\s?"(?=[!#-[\]-~][ !#-[\]-~]*")|"year":\s?(?=[1-9]\d{3}[,}])/g;

/** Stands for a value, with its number. No line has it: those with `#@` are read as they are. */
const mark = '#@';

/** Stand for a year, with the number of its value: where one of them is read, so is the other in its place. */
const yearMark = 8_000_000;
const otherYearMark = 9_000_000;

/** Longer lines are read as they are, so that no input makes the memory large. */
const longestLine = 2048;

/** Years of a model whose key is kept. */
const mostYears = 64;

/** Lines in vain, beyond those that were known, after which looking is not worth its time. */
const mostInVain = 10_000;

/**
 * Knows rows again by all that stands beside such values: a fleet has many rows, and few that differ otherwise. They
 * are read and judged once (docs/adr/0011-audits-in-parts.md has the figures).
 * @returns a function that gives what `readRow` and the judge would, or undefined where the line must be read for it
 */
export function createRowCache(
  judge: (row: AuditRow) => Judgement,
): (line: ByteLine, number: number) => JudgedRow | undefined {
  const families = createBoundedMap<number, Family | null | 'seen'>();
  const findModel = createModels();
  let places: ValuePlaces = { starts: [], gaps: [] };
  let inVain = 0;
  /** @returns null for a family whose lines must be read */
  const find = (cut: CutLine): Family | null | 'seen' | undefined => {
    const family = families.get(hashPieces(cut));
    const isOther = typeof family === 'object' && family !== null && !arePiecesOf(cut, family.pieces);
    return isOther ? undefined : family;
  };
  return (line, number) => {
    if (inVain > mostInVain || line.to - line.from > longestLine) return undefined;
    let cut = cutValuesOut(line, places);
    let family = cut && find(cut);
    if (family === undefined || family === 'seen') {
      places = { starts: findStarts(line), gaps: [] };
      cut = cutValuesOut(line, places);
      family = cut && find(cut);
    }
    inVain += family === undefined ? 1 : -1;
    if (cut === undefined) return undefined;
    // To learn takes longer than to read: a line that is the only one of its family is not worth it.
    if (family === undefined) families.set(hashPieces(cut), 'seen');
    if (family === 'seen') {
      family = readFamily(cut);
      families.set(hashPieces(cut), family);
    }
    return family === null || family === undefined
      ? undefined
      : judgeOne(family, { cut, line: number, judge, findModel });
  };
}

function findStarts({ text, from, to }: ByteLine): readonly string[] {
  return (text.slice(from, to).match(valueStart) ?? []).map(copyText);
}

/** A part of a text keeps all of it; what is kept for longer than the bytes of a read must not keep those. */
function copyText(text: string): string {
  return [...text].join('');
}

/** @returns null for what is no row, or where a value could mean more than itself */
function readFamily(cut: CutLine): Family | null {
  // What is not ASCII has characters of several bytes, which are not to be read one by one.
  if (/#@|\\|[^\0-~]/.test(fillIn(cut, () => '\n'))) return null;
  const isYear = (index: number) => cut.text[(cut.bounds[2 * index + 1] ?? 0) - 1] !== '"';
  const parse = (year: number) =>
    parseRow(fillIn(cut, (index) => (isYear(index) ? String(year + index) : `${mark}${index}`)));
  const row = parse(yearMark);
  if (row === undefined) return null;
  const others = { ...row, userId: null, vehicleId: null, connectionId: null, externalId: null, model: null };
  if (JSON.stringify(others).includes(mark)) return null;
  const places = {
    userId: placeOf(row.userId),
    vehicleId: placeOf(row.vehicleId),
    connectionId: placeOf(row.connectionId),
    externalId: placeOf(row.externalId),
    model: placeOf(row.model),
    year: row.year === null || row.year === parse(otherYearMark)?.year ? undefined : row.year - yearMark,
  };
  return { row, places, pieces: keepPieces(cut), judgements: new Map() };
}

function parseRow(text: string): AuditRow | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const object = value as Readonly<Record<string, unknown>>;
    const row = readRow(object);
    return findRowFault(row, object) === undefined ? row : undefined;
  } catch {
    return undefined;
  }
}

/** The value is a mark or has none: a mark fills its string, and what could end one before is not here. */
function placeOf(value: string | null): number | undefined {
  return value?.startsWith(mark) === true ? Number(value.slice(mark.length)) : undefined;
}

interface LineToJudge {
  readonly cut: CutLine;
  readonly line: number;
  readonly judge: (row: AuditRow) => Judgement;
  readonly findModel: (name: string | null) => Model;
}

function judgeOne({ row, places, judgements }: Family, { cut, line, judge, findModel }: LineToJudge): JudgedRow {
  const { userId, vehicleId, connectionId, externalId } = places;
  const year = places.year === undefined ? row.year : Number(valueOf(cut, places.year));
  const { name: model, keyOf } = findModel(places.model === undefined ? row.model : valueOf(cut, places.model));
  const key = row.virtualKey ?? keyOf(year);
  let judgement = judgements.get(key);
  if (judgement === undefined) {
    judgement = judge({ ...row, model, year });
    judgements.set(key, judgement);
  }
  return {
    line,
    row: {
      ...row,
      userId: userId === undefined ? row.userId : valueOf(cut, userId),
      vehicleId: vehicleId === undefined ? row.vehicleId : valueOf(cut, vehicleId),
      connectionId: connectionId === undefined ? row.connectionId : valueOf(cut, connectionId),
      externalId: externalId === undefined ? row.externalId : valueOf(cut, externalId),
      model,
      year,
    },
    judgement,
    hasPlainIds: true,
  };
}

interface Model {
  readonly name: string | null;
  /** The virtual key that a Tesla of that year needs. */
  keyOf(year: number | null): VehicleKey;
}

function createModels(): (name: string | null) => Model {
  const models = createBoundedMap<string | null, Model>();
  return (found) => {
    const known = models.get(found);
    if (known !== undefined) return known;
    const name = found === null ? null : copyText(found);
    const keys = createBoundedMap<number | null, VehicleKey>(mostYears);
    const model: Model = {
      name,
      keyOf: (year) => {
        const before = keys.get(year);
        if (before !== undefined) return before;
        const key = judgeVehicleKey({ make: null, model: name, year }, undefined);
        keys.set(year, key);
        return key;
      },
    };
    models.set(name, model);
    return model;
  };
}
