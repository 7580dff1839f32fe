/** Whole numbers that follow from a seed alone, on every machine and line of Node. */
export interface Generator {
  /** @returns a number from 0, below `limit` */
  below(limit: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** Mulberry32: good enough to choose among cases, and neighbouring seeds have nothing in common. */
export function createGenerator(seed: number): Generator {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return { below, pick: (list) => list[below(list.length)] ?? list[0] };
}
