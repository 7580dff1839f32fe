/** Where ids and secrets come from. */
export interface IdSource {
  /** A UUID, 36 characters. */
  uuid(): string;
  /** A secret in the shape of a UUID, 36 characters, recognisable as a sandbox's by its first group. */
  secret(): string;
}

/** Every secret that a sandbox mints begins with it. */
const secretMark = 'sandbox0';

/**
 * @param uuid the source of chance; the machine's unless a test passes {@link createSeededUuid}.
 * @returns a source of ids and secrets.
 */
export function createIds(uuid?: () => string): IdSource {
  return uuid === undefined ? createRandomIds() : { uuid, secret: () => secretMark + uuid().slice(8) };
}

function createRandomIds(): IdSource {
  return { uuid: createPagedUuids(''), secret: createPagedUuids(secretMark) };
}

/**
 * @returns true if a text is written like a UUID, as Smartcar's ids, codes and tokens are. Letters beyond f are let
 * through, since marked secrets and published test data have them.
 */
export function hasUuidShape(text: string): boolean {
  return /^[0-9a-z]{8}(-[0-9a-z]{4}){3}-[0-9a-z]{12}$/i.test(text);
}

const largestPage = 512;

/**
 * Chance is drawn and written by the page, since a call into the system for every id would cost more than the id; by
 * small pages at first, since most sandboxes need a dozen.
 * @param mark what every id begins with, in place of its first group
 */
function createPagedUuids(mark: string): () => string {
  let count = 4;
  let page = '';
  let at = 0;
  return () => {
    if (at === page.length) {
      count = Math.min(2 * count, largestPage);
      page = drawPage(count, mark);
      at = 0;
    }
    at += template.length;
    return page.slice(at - template.length, at);
  };
}

function drawPage(count: number, mark: string): string {
  const drawn = globalThis.crypto.getRandomValues(new Uint32Array(4 * count));
  const page = Buffer.alloc(count * template.length, mark + template.slice(mark.length), 'latin1');
  for (let id = 0; id < count; id += 1) {
    const start = id * template.length;
    const chance = 4 * id;
    if (mark === '') writeHex(page, start, drawn[chance] ?? 0, 0, 8);
    writeRest(page, start, drawn[chance + 1] ?? 0, drawn[chance + 2] ?? 0, drawn[chance + 3] ?? 0);
  }
  return page.toString('latin1');
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
  return formatUuid(a, b, c, hash(name, 0x85ebca6b ^ c));
}

/** @returns the same UUID for the same seed and number; for fleets, where hashing names would cost too much. */
export function numberedUuid(seed: number, index: number): string {
  const a = mix(seed ^ index);
  const b = mix(a + 0x9e3779b9);
  const c = mix(b + 0x9e3779b9);
  return formatUuid(a, b, c, mix(c + index));
}

const template = '00000000-0000-4000-8000-000000000000';
const digits = Buffer.from('0123456789abcdef', 'latin1');
const scratch = Buffer.from(template, 'latin1');

// Written into one buffer: joining pieces leaves a rope of small strings behind every id, three times the memory.
function formatUuid(a: number, b: number, c: number, d: number): string {
  writeHex(scratch, 0, a, 0, 8);
  writeRest(scratch, 0, b, c, d);
  return scratch.toString('latin1');
}

// The groups behind the first one.
function writeRest(target: Buffer, at: number, b: number, c: number, d: number): void {
  writeHex(target, at, b, 9, 4);
  writeHex(target, at, b >>> 16, 15, 3);
  writeHex(target, at, c, 20, 3);
  writeHex(target, at, c >>> 12, 24, 4);
  writeHex(target, at, d, 28, 8);
}

function writeHex(target: Buffer, at: number, value: number, start: number, length: number): void {
  for (let index = 0; index < length; index += 1) {
    target[at + start + index] = digits[(value >>> (index * 4)) & 15] ?? 48;
  }
}

/** A whole number of 32 bits, evenly spread, the same for the same text. */
export function hash(text: string, seed = 0x811c9dc5): number {
  let value = seed;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return mix(value);
}

function mix(number: number): number {
  let value = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
