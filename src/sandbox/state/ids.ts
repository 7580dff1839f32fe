import { randomUUID } from 'node:crypto';

/**
 * The first group of every id and secret that a sandbox mints, by what it stands for: whoever meets one in a log or a
 * database sees that no car is behind it. All of them are UUIDs of version 4, as a column of that type wants them.
 */
export const idPrefixes = {
  /** Requests, runs of Connect, faults, snapshots, webhook events. */
  other: '5a4db000',
  application: '5a4db001',
  user: '5a4db002',
  vehicle: '5a4db003',
  connection: '5a4db004',
  webhook: '5a4db005',
  'client-secret': '5a4db010',
  'api-client-secret': '5a4db011',
  'management-token': '5a4db012',
  code: '5a4db020',
  'access-token': '5a4db021',
  'refresh-token': '5a4db022',
  'application-token': '5a4db023',
  'texture-server-key': '5a4db030',
  'texture-connect-key': '5a4db031',
  'texture-scoped-key': '5a4db032',
} as const;

/** What an id or a secret stands for. */
export type IdKind = keyof typeof idPrefixes;

/** Where ids and secrets come from. */
export interface IdSource {
  /** @returns a UUID of version 4 that nobody can guess, with the prefix of its kind; `other` without one. */
  uuid(kind?: IdKind): string;
}

/**
 * @param uuid the source of chance; the machine's unless a test passes {@link createSeededUuid}
 * @returns a source of ids and secrets
 */
export function createIds(uuid: () => string = randomUUID): IdSource {
  return { uuid: (kind = 'other') => idPrefixes[kind] + uuid().slice(8) };
}

/**
 * @returns true if a text is written like a UUID, as Smartcar's ids, codes and tokens are. Letters beyond f are let
 * through, since published test data has them.
 */
export function hasUuidShape(text: string): boolean {
  return /^[0-9a-z]{8}(-[0-9a-z]{4}){3}-[0-9a-z]{12}$/i.test(text);
}

/** @returns UUIDs that are the same for the same seed. */
export function createSeededUuid(seed: string): () => string {
  let count = 0;
  return () => stableUuid(`${seed} ${(count += 1)}`);
}

/** @returns the same UUID for the same name, on every machine: seeded cars and owners keep their ids between runs. */
export function stableUuid(name: string, kind: IdKind = 'other'): string {
  const first = hash(name);
  const second = hash(name, 0x9e3779b9 ^ first);
  const third = hash(name, 0x85ebca6b ^ second);
  const digits = [first, second, third].map((part) => part.toString(16).padStart(8, '0')).join('');
  return `${idPrefixes[kind]}-${digits.slice(0, 4)}-4${digits.slice(4, 7)}-8${digits.slice(7, 10)}-${digits.slice(10, 22)}`;
}

/** @returns a UUID that is made of a number: for those of a hundred thousand, of which no hash is needed. */
export function countedUuid(index: number, kind: IdKind): string {
  return `${idPrefixes[kind]}-f1ee-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

/** A whole number of 32 bits, evenly spread, the same for the same text. */
export function hash(text: string, seed = 0x811c9dc5): number {
  let value = seed;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
