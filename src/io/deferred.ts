/** Names of the members that are asynchronous methods. */
type AsyncMethods<T> = { [K in keyof T]: T[K] extends (...args: never[]) => Promise<unknown> ? K : never }[keyof T];

/** Does what has to be done around the call of a method. */
export type CallAround = (method: string, call: () => Promise<unknown>) => Promise<unknown>;

/**
 * Stands in for an object whose module is loaded with the first call of one of its methods.
 * @param names the methods, each of them asynchronous
 * @param around what is done around each call
 */
export function deferMethods<T extends object, K extends AsyncMethods<T>>(
  load: () => Promise<T>,
  names: readonly K[],
  around: CallAround = (_, call) => call(),
): Pick<T, K> {
  let loaded: Promise<T> | undefined;
  const entries = names.map((name) => [
    name,
    (...args: unknown[]) =>
      around(String(name), async () => {
        const target = await (loaded ??= load());
        // K names asynchronous methods only; their parameters are checked where they are called, by Pick<T, K>.
        const method = target[name] as (...given: unknown[]) => Promise<unknown>;
        return method.apply(target, args);
      }),
  ]);
  // Object.fromEntries forgets the keys; they are exactly `names`.
  return Object.fromEntries(entries) as Pick<T, K>;
}
