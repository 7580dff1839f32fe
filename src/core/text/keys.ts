/** @returns the keys of a table in its order. TypeScript widens them to `string`, since an object may hold more than its type says; a table does not. */
export function keysOf<T extends object>(table: T): readonly (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[];
}

/**
 * Looks a key up that may come from outside: what every object inherits (`constructor`, `__proto__`) is no entry.
 * @returns undefined where the record has no such entry of its own
 */
export function ownValue<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
