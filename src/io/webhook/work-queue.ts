/** How long connections may hold work up, in milliseconds. */
const longestHold = 50;

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
 * in a turn that brought no connection, or when connections have held it up for long enough, and each has a turn of its
 * own.
 * @param now milliseconds
 */
export function createWorkQueue(now: () => number): WorkQueue {
  const waiting: (() => void)[] = [];
  let isTurnDue = false;
  let hasArrived = false;
  let heldSince = 0;

  const takeTurn = (): void => {
    if (isTurnDue || waiting.length === 0) return;
    isTurnDue = true;
    setImmediate(turn);
  };
  const turn = (): void => {
    isTurnDue = false;
    const isHeld = hasArrived && now() - heldSince < longestHold;
    hasArrived = false;
    if (!isHeld) {
      heldSince = now();
      waiting.shift()?.();
    }
    takeTurn();
  };
  return {
    arrived: () => void (hasArrived = true),
    run: (work) =>
      new Promise((resolve) => {
        if (waiting.length === 0) heldSince = now();
        waiting.push(() => resolve(work()));
        takeTurn();
      }),
  };
}
