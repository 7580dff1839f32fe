import { ApiError } from '../../core/errors/api-error.ts';
import { mayPass } from '../../core/errors/may-pass.ts';
import type { PageOptions } from '../smartcar.ts';
import type { Wire } from './send.ts';

/**
 * Attempts at one page, and those before anything was ever answered: nobody waits a minute for a wrong address.
 * Being told to wait is no failure; a server that says so for ever is left all the same.
 */
const attempts = { before: 3, after: 8, toldToWait: 60 } as const;

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A longer wait than this is told instead of waited for. */
const longestAskedMs = 15 * 60_000;

const passing: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** Repeats what failed for a reason that may pass. */
export type Retry = <T>(attempt: () => Promise<T>) => Promise<T>;

/**
 * Many reads share one: when one of them is told to wait, the others hold back as well.
 * @throws the last error once it is enough
 */
export function createRetry(wire: Wire, { onWait }: PageOptions): Retry {
  let heldUntil = 0;
  let isAnswered = false;
  const hold = async () => {
    for (let left = heldUntil - wire.clock.now(); left > 0; left = heldUntil - wire.clock.now()) {
      await wire.clock.sleep(left, wire.signal);
    }
  };
  return async (attempt) => {
    const count = { failures: 0, waits: 0 };
    for (;;) {
      await hold();
      try {
        const answer = await attempt();
        isAnswered = true;
        return answer;
      } catch (error) {
        const asked = error instanceof ApiError ? error.failure.retryAfter : undefined;
        // Whoever answers with a status is there.
        isAnswered ||= error instanceof ApiError;
        count[asked === undefined ? 'failures' : 'waits'] += 1;
        const pause = pauseAfter(error, count.failures, asked);
        const isEnough =
          count.failures >= (isAnswered ? attempts.after : attempts.before) || count.waits >= attempts.toldToWait;
        if (pause === undefined || isEnough) throw error;
        if (asked !== undefined) heldUntil = Math.max(heldUntil, wire.clock.now() + pause);
        onWait({ reason: error instanceof Error ? error.message : String(error), milliseconds: pause });
        await wire.clock.sleep(pause, wire.signal);
      }
    }
  };
}

/** @returns milliseconds, or undefined for what no wait mends */
function pauseAfter(error: unknown, failures: number, asked: number | undefined): number | undefined {
  if (!isPassing(error)) return undefined;
  if (asked === undefined) return Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
  return asked * 1000 <= longestAskedMs ? Math.max(firstPauseMs, asked * 1000) : undefined;
}

/** A refusal stays one. What was cut, too slow or no list may be whole the next time. */
function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return passing.has(error.failure.status);
  return mayPass(error);
}
