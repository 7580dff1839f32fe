import { fileVersion, isNewerFile } from '../errors/newer-file.ts';
import { asObject, isCount, isTooDeep, numberField, type JsonObject } from '../text/json.ts';
import type { AuditDocument } from './document.ts';
import { readSummary } from './read-summary.ts';
import { ownValue } from '../text/keys.ts';

/**
 * What a run was started with, by the names that people know: application id, scope, `--format` … Another run goes on
 * from its checkpoint with equal ones alone.
 */
export type AuditSettings = Readonly<Record<string, string>>;

/** Files that a run writes bit by bit. */
export type AuditOutput = 'out' | 'rows' | 'rejects';

/** Where a live audit stands: what it wrote, what it counted, and where it reads on. */
export interface AuditCheckpoint {
  readonly settings: AuditSettings;
  /** Where the reading goes on; whoever reads knows its form. */
  readonly position: JsonObject;
  /** Bytes of each file. What stands behind them was written after the checkpoint. */
  readonly files: Readonly<Record<AuditOutput, number | undefined>>;
  /** Counts so far; its warnings are those of lines that were set aside. */
  readonly summary: AuditDocument;
  /** What a form of rows keeps in memory. */
  readonly format: unknown;
  /** Fields that a newer minor version wrote: they stay. */
  readonly others: JsonObject;
}

/** @returns the text of the file */
export function formatCheckpoint({ others, ...checkpoint }: AuditCheckpoint): string {
  return `${JSON.stringify({ ...others, version: fileVersion, kind: 'audit-checkpoint', ...checkpoint })}\n`;
}

/** What the text of a file turned out to be. */
export type CheckpointReading =
  | { readonly ok: true; readonly checkpoint: AuditCheckpoint }
  | { readonly ok: false; readonly why: 'no-checkpoint' }
  | { readonly ok: false; readonly why: 'newer'; readonly version: unknown };

/** Reads the text of a checkpoint. */
export function readCheckpoint(value: unknown): CheckpointReading {
  const data = asObject(value);
  if (data['kind'] !== 'audit-checkpoint' || data['version'] === undefined || isTooDeep(data))
    return { ok: false, why: 'no-checkpoint' };
  if (isNewerFile(data['version'])) return { ok: false, why: 'newer', version: data['version'] };
  const summary = readSummary(data['summary']);
  const settings = readSettings(asObject(data['settings']));
  const sizes = readFiles(asObject(data['files']), settings);
  if (summary === undefined || sizes === undefined) return { ok: false, why: 'no-checkpoint' };
  const { version: _v, kind: _k, settings: _t, position, files: _f, summary: _s, format, ...others } = data;
  const checkpoint: AuditCheckpoint = {
    settings,
    position: asObject(position),
    files: sizes,
    summary,
    format,
    others,
  };
  return { ok: true, checkpoint };
}

function readSettings(data: JsonObject): AuditSettings {
  const entries = Object.entries(data).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries);
}

/** @returns undefined where the size of a file that was written is missing, or is none */
function readFiles(data: JsonObject, settings: AuditSettings): AuditCheckpoint['files'] | undefined {
  const isSize = (name: AuditOutput) =>
    isCount(data[name]) || (data[name] === undefined && (ownValue(settings, `--${name}`) ?? '') === '');
  if (!isSize('out') || !isSize('rows') || !isSize('rejects')) return undefined;
  return { out: numberField(data, 'out'), rows: numberField(data, 'rows'), rejects: numberField(data, 'rejects') };
}

/** A setting that differs. */
export interface Difference {
  readonly name: string;
  readonly before: string;
  readonly now: string;
}

/** @returns the first setting that differs */
export function findDifference(before: AuditSettings, now: AuditSettings): Difference | undefined {
  const name = [...Object.keys(now), ...Object.keys(before)].find(
    (one) => ownValue(before, one) !== ownValue(now, one),
  );
  return name === undefined
    ? undefined
    : { name, before: ownValue(before, name) ?? '', now: ownValue(now, name) ?? '' };
}
