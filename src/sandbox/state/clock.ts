import type { SandboxState } from './state.ts';

/** The last moment that dates are written with four digits for. */
const latest = Date.UTC(9999, 11, 31);

/**
 * Moves the sandbox's clock forward: codes, tokens, limits and cars age with it.
 * @throws RangeError for a step back, for what is no number, and beyond the year 9999
 */
export function advanceClock(state: SandboxState, milliseconds: number): void {
  if (!(milliseconds >= 0)) throw new RangeError('The clock does not run backwards.');
  if (state.now() + milliseconds > latest) throw new RangeError('The clock ends with the year 9999.');
  state.clockOffset += milliseconds;
}
