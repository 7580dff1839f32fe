type Defined<T> = {
  readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * Leaves out what is undefined: for an object that is laid over another one, whose values would be lost under it, and
 * for documents, where a name without a value means something else than no name.
 */
export function defined<T extends object>(object: T): Defined<T> {
  // Object.fromEntries forgets the keys; those that are left are of T.
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
