/** Where ids and secrets come from. */
export interface IdSource {
  /** A UUID, 36 characters. */
  uuid(): string;
  /** A secret in the shape of a UUID, 36 characters, recognisable as a sandbox's by its first group. */
  secret(): string;
}

/** Every secret that a sandbox mints begins with it. */
export const secretMark = 'sandbox0';

/**
 * @param uuid the source of chance; `crypto.randomUUID` unless a test passes {@link createSeededUuid}.
 * @returns a source of ids and secrets.
 */
export function createIds(uuid: () => string = () => globalThis.crypto.randomUUID()): IdSource {
  return { uuid, secret: () => secretMark + uuid().slice(8) };
}

/** @returns UUIDs that are the same for the same seed. */
export function createSeededUuid(seed: string): () => string {
  let count = 0;
  return () => stableUuid(`${seed} ${(count += 1)}`);
}

/** @returns the same UUID for the same name, on every machine: seeded cars and owners keep their ids between runs. */
export function stableUuid(name: string): string {
  const a = hash(name, 0x811c9dc5);
  const b = hash(name, 0x01000193 ^ a);
  const c = hash(name, 0x9e3779b9 ^ b);
  const d = hash(name, 0x85ebca6b ^ c);
  const text = hex(a) + hex(b) + hex(c) + hex(d);
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20)}`;
}

/** A whole number of 32 bits, evenly spread, the same for the same text. */
export function hash(text: string, seed = 0x811c9dc5): number {
  let value = seed;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
