import type { JsonObject } from '../text/json.ts';
import { ownValue } from '../text/keys.ts';
import type { VehicleKey } from '../tesla/vehicle-key.ts';

/** One connection as an audit reads it; null where its row does not tell. */
export interface AuditRow {
  readonly userId: string | null;
  readonly vehicleId: string | null;
  readonly connectionId: string | null;
  /** The application's own id of the owner. */
  readonly externalId: string | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly year: number | null;
  /** Names of the granted permissions, without `required:`; null also where the list is empty. */
  readonly permissions: readonly string[] | null;
  readonly virtualKey: VehicleKey | null;
  readonly isDisconnected: boolean;
  /** `TYPE:CODE`, upper case. */
  readonly error: string | null;
  readonly era: 'v2' | 'v3' | null;
  /** BCP 47 tag of the language that the owner reads. */
  readonly language: string | null;
}

/** The flat names, as the header of a CSV has them. Each is read in snake case as well. */
export const rowFields = [
  'userId',
  'vehicleId',
  'connectionId',
  'externalId',
  'make',
  'model',
  'year',
  'vin',
  'permissions',
  'virtualKey',
  'status',
  'error',
  'era',
  'language',
] as const;

/** How a header can name the fields. */
export const fieldNames: readonly string[] = rowFields.flatMap((name) => [
  name,
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
]);

/**
 * Reads a connection of API v3, one of v2's management API, or a flat row. Fields of another type count as absent.
 * @see https://smartcar.com/docs/api-reference/list-connections
 */
export function readRow(value: JsonObject): AuditRow {
  const attributes = objectOf(value['attributes']);
  return attributes === undefined ? readFlat(value) : readConnection(value, attributes);
}

/** Names in a list, each on a line of its own: whoever separates them otherwise has one name for all of them. */
const possibleNames = /^[a-z0-9_\n]*$/;

/** Where answers of the API have their rows: those of v3 and of the management API. */
const answerLists = ['data', 'connections'] as const;

/**
 * @param value the row as it came
 * @returns why a row cannot be judged, as a clause; undefined where it can
 */
export function findRowFault(row: AuditRow, value: JsonObject): string | undefined {
  const isNameless = row.userId === null && row.vehicleId === null;
  const list = isNameless ? answerLists.find((name) => Array.isArray(ownValue(value, name))) : undefined;
  if (list !== undefined) {
    return `it is a whole answer and no row: \`jq -c '.${list}[]'\` puts each of its rows on a line of its own`;
  }
  const { permissions } = row;
  if (permissions === null || possibleNames.test(permissions.join('\n'))) return undefined;
  const name = permissions.find((one) => !/^[a-z0-9_]*$/.test(one)) ?? '';
  return `its permissions have ${JSON.stringify(name.slice(0, 60))}, which no permission is called; spaces or commas stand between names`;
}

function readFlat(row: JsonObject): AuditRow {
  return {
    userId: text(row['userId'] ?? row['user_id']),
    vehicleId: text(row['vehicleId'] ?? row['vehicle_id']),
    connectionId: text(row['connectionId'] ?? row['connection_id']),
    externalId: text(row['externalId'] ?? row['external_id']),
    make: text(row['make']),
    model: text(row['model']),
    year: whole(row['year']),
    permissions: names(row['permissions']),
    virtualKey: keyState(row['virtualKey'] ?? row['virtual_key']),
    isDisconnected: text(row['status'])?.toLowerCase() === 'disconnected',
    error: text(row['error'])?.toUpperCase() ?? null,
    era: era(row['era']),
    language: text(row['language']),
  };
}

/** What v3 does not tell, such as the state of the key, may stand beside its own fields under the flat names. */
function readConnection(row: JsonObject, attributes: JsonObject): AuditRow {
  const flat = readFlat(row);
  const vehicle = objectOf(attributes['vehicle']) ?? attributes;
  const user = objectOf(attributes['user']) ?? attributes;
  const related = objectOf(row['relationships']);
  return {
    ...flat,
    userId: relatedId(related?.['user']) ?? text(user['id']) ?? flat.userId,
    vehicleId: relatedId(related?.['vehicle']) ?? flat.vehicleId,
    connectionId: text(row['id']) ?? flat.connectionId,
    externalId: text(user['externalId']) ?? flat.externalId,
    make: text(vehicle['make']) ?? flat.make,
    model: text(vehicle['model']) ?? flat.model,
    year: whole(vehicle['year']) ?? flat.year,
    permissions: names(attributes['permissions']) ?? flat.permissions,
    era: flat.era ?? 'v3',
  };
}

function relatedId(relation: unknown): string | null {
  return text(objectOf(objectOf(relation)?.['data'])?.['id']);
}

function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

function text(value: unknown): string | null {
  if (typeof value === 'string') {
    const trimmed = value.trim();
    return trimmed === '' ? null : trimmed;
  }
  return typeof value === 'number' ? String(value) : null;
}

function whole(value: unknown): number | null {
  const number = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

function names(value: unknown): readonly string[] | null {
  const list = typeof value === 'string' ? value.split(/[\s,]+/) : value;
  if (!Array.isArray(list)) return null;
  const names = list
    .filter((name): name is string => typeof name === 'string')
    .map((name) => name.replace(/^required:/, ''))
    .filter((name) => name !== '');
  return names.length === 0 ? null : names;
}

const keyStates: ReadonlySet<unknown> = new Set<VehicleKey>(['paired', 'missing', 'not-needed', 'unknown']);

function keyState(value: unknown): VehicleKey | null {
  const state = text(value)?.toLowerCase();
  return isKeyState(state) ? state : null;
}

function isKeyState(value: unknown): value is VehicleKey {
  return keyStates.has(value);
}

function era(value: unknown): AuditRow['era'] {
  const name = text(value)?.toLowerCase();
  return name === 'v2' || name === 'v3' ? name : null;
}
