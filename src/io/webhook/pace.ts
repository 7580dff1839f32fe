/** Resolves when it is the caller's turn. */
export type Pace = () => Promise<void>;

/**
 * Lets a few callers go on in each turn of the event loop, in the order in which they came. What arrives meanwhile is
 * read between them, and what they leave behind is collected before the next ones begin.
 */
export function createPace(perTurn: number): Pace {
  const waiting: (() => void)[] = [];
  const release = (): void => {
    for (const go of waiting.splice(0, perTurn)) go();
    if (waiting.length > 0) setImmediate(release);
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(release);
    });
}
