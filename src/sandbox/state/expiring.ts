/** What lives until a moment, in milliseconds since 1970. */
interface Mortal {
  readonly expiresAt: number;
}

/** So many rows stand on one shelf. */
const shelfSize = 1024;

interface Shelf<T> {
  readonly rows: Map<string, T>;
  /** When the last of its rows expires. */
  until: number;
}

/**
 * A table of what expires, such as tokens. A load test mints them by the hundred thousand: in one Map every new one
 * costs more than the answer that carries it, and the expired ones would have to be looked for. So they stand on
 * shelves, newest last, and a shelf goes as a whole. Plain data, so that a snapshot can hold it.
 */
export interface ExpiringTable<T extends Mortal> {
  readonly shelves: Shelf<T>[];
}

/** @returns an empty table. */
export function createExpiringTable<T extends Mortal>(): ExpiringTable<T> {
  return { shelves: [] };
}

/** Adds a row. Those that have all expired by now make way. */
export function addExpiring<T extends Mortal>({ shelves }: ExpiringTable<T>, key: string, row: T, now: number): void {
  while (shelves[0] !== undefined && shelves[0].until <= now) shelves.shift();
  let shelf = shelves.at(-1);
  if (shelf === undefined || shelf.rows.size >= shelfSize) shelves.push((shelf = { rows: new Map(), until: 0 }));
  shelf.rows.set(key, row);
  if (row.expiresAt > shelf.until) shelf.until = row.expiresAt;
}

/** @returns the row of that key, expired or not; what was added last is found first. */
export function findExpiring<T extends Mortal>({ shelves }: ExpiringTable<T>, key: string): T | undefined {
  for (let index = shelves.length - 1; index >= 0; index -= 1) {
    const row = shelves[index]?.rows.get(key);
    if (row !== undefined) return row;
  }
  return undefined;
}

/** Removes a row, if there is one of that key. */
export function removeExpiring<T extends Mortal>({ shelves }: ExpiringTable<T>, key: string): void {
  for (let index = shelves.length - 1; index >= 0; index -= 1) if (shelves[index]?.rows.delete(key) === true) return;
}

/** @returns how many rows there are. */
export function countExpiring<T extends Mortal>({ shelves }: ExpiringTable<T>): number {
  return shelves.reduce((sum, { rows }) => sum + rows.size, 0);
}

/** @returns the rows that were added last, newest first. */
export function newestExpiring<T extends Mortal>(
  { shelves }: ExpiringTable<T>,
  limit: number,
): readonly (readonly [string, T])[] {
  return shelves
    .slice(-2)
    .flatMap(({ rows }) => [...rows])
    .slice(-limit)
    .toReversed();
}
