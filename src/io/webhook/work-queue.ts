/** Milliseconds: how long work goes on before connections are looked at, and how long those may hold it up. */
const limits = { slice: 1, hold: 50 } as const;

/** Work that makes room for what comes in. */
export interface WorkQueue {
  /** A connection was accepted, and others may be waiting behind it. */
  arrived(): void;
  /** Resolves with what the work came to; works begin in the order in which they were given. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Node accepts one connection in each turn of the event loop: in a burst, work on the first ones would stand between
 * each two that follow, and the last one would wait for all of it before it is so much as read. Work begins therefore
 * in a turn that brought no connection, or when connections have held it up for long enough.
 * @param now milliseconds
 */
export function createWorkQueue(now: () => number): WorkQueue {
  const waiting: (() => void)[] = [];
  let hasArrived = false;
  let heldSince = 0;

  const turn = (): void => {
    const isHeld = hasArrived && now() - heldSince < limits.hold;
    hasArrived = false;
    if (!isHeld) {
      runSlice();
      heldSince = now();
    }
    if (waiting.length > 0) setImmediate(turn);
  };
  const runSlice = (): void => {
    const started = now();
    for (let begin = waiting.shift(); begin !== undefined; begin = waiting.shift()) {
      begin();
      if (now() - started >= limits.slice) return;
    }
  };
  return {
    arrived: () => void (hasArrived = true),
    run: (work) =>
      new Promise((resolve) => {
        waiting.push(() => resolve(work()));
        if (waiting.length > 1) return;
        heldSince = now();
        setImmediate(turn);
      }),
  };
}
