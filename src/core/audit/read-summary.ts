import { asArray, asObject, numberField, objectField, textField, textsField, type JsonObject } from '../text/json.ts';
import { groupings, type AuditDocument, type AuditGroup, type Grouping, type VerdictCounts } from './document.ts';
import { auditVerdicts } from './verdict.ts';

/** @returns the summary that a file holds; undefined if it is none, or of another version. */
export function readSummary(value: unknown): AuditDocument | undefined {
  const data = asObject(value);
  const counts = readVerdicts(data);
  const edition = textField(data, 'edition');
  const scope = textField(data, 'scope');
  if (data['kind'] !== 'audit' || data['schemaVersion'] !== 1) return undefined;
  if (counts === undefined || edition === undefined || scope === undefined) return undefined;
  const groups = asArray(data['groups']).map((group) => readGroup(asObject(group)));
  if (groups.includes(undefined)) return undefined;
  return {
    schemaVersion: 1,
    kind: 'audit',
    edition,
    scope,
    total: numberField(data, 'total') ?? 0,
    rejected: numberField(data, 'rejected') ?? 0,
    verdicts: counts,
    boxes: readCounts(objectField(data, 'boxes')),
    permissions: readCounts(objectField(data, 'permissions')),
    groupBy: textsField(data, 'groupBy').filter(isGrouping),
    groups: groups.filter((group) => group !== undefined),
    warnings: textsField(data, 'warnings'),
    next: [],
  };
}

function readVerdicts(data: JsonObject): VerdictCounts | undefined {
  const counts = objectField(data, 'verdicts');
  if (!auditVerdicts.every((verdict) => Number.isSafeInteger(counts[verdict]))) return undefined;
  // Every verdict was just looked at.
  return Object.fromEntries(auditVerdicts.map((verdict) => [verdict, counts[verdict]])) as unknown as VerdictCounts;
}

function readCounts(counts: JsonObject): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(counts).filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1])),
  );
}

function readGroup(group: JsonObject): AuditGroup | undefined {
  const by = textField(group, 'by');
  const verdicts = readVerdicts(group);
  const value = group['value'] ?? null;
  const isValue = value === null || typeof value === 'string' || typeof value === 'number';
  if (by === undefined || !isGrouping(by) || verdicts === undefined || !isValue) return undefined;
  return { by, value, total: numberField(group, 'total') ?? 0, verdicts };
}

function isGrouping(name: string): name is Grouping {
  return groupings.some((one) => one === name);
}
