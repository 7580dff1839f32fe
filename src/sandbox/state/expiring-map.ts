/** What lives until a moment, in milliseconds since 1970. */
interface Expiring {
  readonly expiresAt: number;
}

/**
 * A map of what expires, such as tokens. When all that was there at the last sweep has expired, the next row that is
 * added sweeps again: each row is looked at twice at most, and the map never holds much more than twice of what lives.
 * Plain data, so that a snapshot can hold it.
 */
export interface ExpiringMap<T extends Expiring> {
  readonly rows: Map<string, T>;
  /** When the last of the rows expires, in milliseconds since 1970. */
  lastExpiry: number;
  /** When the next sweep is due. */
  sweepAt: number;
}

/** @returns an empty map. */
export function createExpiringMap<T extends Expiring>(): ExpiringMap<T> {
  return { rows: new Map(), lastExpiry: 0, sweepAt: 0 };
}

/** Adds a row. */
export function addExpiring<T extends Expiring>(
  map: ExpiringMap<T>,
  now: number,
  { key, row }: { readonly key: string; readonly row: T },
): void {
  map.lastExpiry = Math.max(map.lastExpiry, row.expiresAt);
  if (now >= map.sweepAt) sweep(map, now);
  map.rows.set(key, row);
}

function sweep<T extends Expiring>(map: ExpiringMap<T>, now: number): void {
  for (const [key, { expiresAt }] of map.rows) if (expiresAt <= now) map.rows.delete(key);
  map.sweepAt = map.lastExpiry;
}

/** @returns the rows that were added last, newest first. */
export function newestExpiring<T extends Expiring>(
  { rows }: ExpiringMap<T>,
  limit: number,
): readonly (readonly [string, T])[] {
  return [...rows].slice(-limit).toReversed();
}
