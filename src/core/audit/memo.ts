/** Different keys that are kept; beyond them a map starts anew, so that no input makes it grow for ever. */
const usual = 4096;

/** Keeps values by their keys; where it is full, it starts anew. */
export interface BoundedMap<Key, T> {
  get(key: Key): T | undefined;
  set(key: Key, value: T): void;
}

export function createBoundedMap<Key, T>(most = usual): BoundedMap<Key, T> {
  const known = new Map<Key, T>();
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
  const known = createBoundedMap<string, T>();
  return (key, make) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = make();
    known.set(key, value);
    return value;
  };
}
