import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './context.ts';

/** The machine's clock. `sleep` rejects with the reason that the signal carries. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    signal?.throwIfAborted();
    try {
      await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
