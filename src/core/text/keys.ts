/** @returns the keys of a table in its order. TypeScript widens them to `string`, since an object may hold more than its type says; a table does not. */
export function keysOf<T extends object>(table: T): readonly (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[];
}
