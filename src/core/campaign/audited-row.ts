import type { JsonObject } from '../text/json.ts';
import { auditVerdicts, type AuditVerdict } from '../audit/verdict.ts';
import { showInvisible } from '../text/invisible.ts';

/** A row that `audit` printed, as JSON or as CSV. */
export interface AuditedRow {
  readonly verdict: AuditVerdict;
  readonly userId: string | null;
  readonly externalId: string | null;
  readonly vehicleId: string | null;
  readonly connectionId: string | null;
  readonly missingBoxes: readonly string[];
  readonly link: string | null;
  readonly language: string | null;
}

/** No id is longer; whatever is was meant to do harm, or got into the wrong column. */
const longestId = 256;

const idNames = ['userId', 'externalId', 'vehicleId', 'connectionId'] as const;

/** @returns the row; a clause on why it is none */
export function readAuditedRow(value: JsonObject): AuditedRow | string {
  const verdict = auditVerdicts.find((name) => name === value['verdict']);
  if (verdict === undefined) return 'it has no audit verdict';
  const ids = idNames.map((name) => [name, readText(value[name])] as const);
  for (const [name, id] of ids) {
    const fault = id === null ? undefined : idFault(id);
    if (fault !== undefined) return `its ${name} ${fault}`;
  }
  const { userId = null, externalId = null, vehicleId = null, connectionId = null } = Object.fromEntries(ids);
  const language = readText(value['language']);
  const row = { verdict, missingBoxes: readList(value['missingBoxes']), link: readText(value['link']), language };
  return { ...row, userId, externalId, vehicleId, connectionId };
}

function readText(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text !== 'string' || text.trim() === '' ? null : text;
}

function idFault(id: string): string | undefined {
  if (id.length > longestId) return `has more than ${longestId} characters`;
  return /[\u0000-\u001f\u007f]|\p{Cs}/u.test(id) || showInvisible(id) !== id ? 'has invisible characters' : undefined;
}

function readList(value: unknown): readonly string[] {
  const list = typeof value === 'string' ? value.split(';') : value;
  if (!Array.isArray(list)) return [];
  return list.filter((label): label is string => typeof label === 'string' && label.trim() !== '');
}
