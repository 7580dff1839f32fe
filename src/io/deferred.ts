/** Names of the members that are asynchronous methods. */
type AsyncMethods<T> = { [K in keyof T]: T[K] extends (...args: never[]) => Promise<unknown> ? K : never }[keyof T];

/**
 * Stands in for an object whose module is loaded with the first call of one of its methods.
 * @param names the methods, each of them asynchronous
 */
export function deferMethods<T extends object, K extends AsyncMethods<T>>(
  load: () => Promise<T>,
  names: readonly K[],
): Pick<T, K> {
  let loaded: Promise<T> | undefined;
  const entries = names.map((name) => [
    name,
    async (...args: unknown[]) => {
      const target = await (loaded ??= load());
      // K names asynchronous methods only; their parameters are checked where they are called, by Pick<T, K>.
      const method = target[name] as (...given: unknown[]) => Promise<unknown>;
      return method.apply(target, args);
    },
  ]);
  // Object.fromEntries forgets the keys; they are exactly `names`.
  return Object.fromEntries(entries) as Pick<T, K>;
}
