/** Different keys that are kept; beyond them a map starts anew, so that no input makes it grow for ever. */
const most = 4096;

/** Keeps values by their keys; where it is full, it starts anew. */
export interface BoundedMap<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
}

export function createBoundedMap<T>(): BoundedMap<T> {
  const known = new Map<string, T>();
  return {
    get: (key) => known.get(key),
    set: (key, value) => {
      if (known.size === most) known.clear();
      known.set(key, value);
    },
  };
}

/** @returns a function that makes a value once for each key. */
export function createBoundedMemo<T>(): (key: string, make: () => T) => T {
  const known = createBoundedMap<T>();
  return (key, make) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = make();
    known.set(key, value);
    return value;
  };
}
