import type { Clock } from './context.ts';

/** The machine's clock. `sleep` rejects with the reason that the signal carries. */
export const systemClock: Clock = {
  now: () => Date.now(),
  // By hand: loading node:timers/promises would cost every start.
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const abort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', abort);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', abort, { once: true });
    }),
};
