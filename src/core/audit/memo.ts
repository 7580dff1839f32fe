/** Different keys that are kept; beyond them the memo starts anew, so that no input makes it grow for ever. */
const most = 4096;

/** @returns a function that makes a value once for each key. */
export function createBoundedMemo<T>(): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (key, make) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size === most) known.clear();
    const value = make();
    known.set(key, value);
    return value;
  };
}
