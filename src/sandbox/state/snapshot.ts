import type { SandboxData, SandboxState } from './state.ts';

/** Everything of a sandbox at one moment, apart from it. */
export type SandboxSnapshot = SandboxData;

/** @returns a copy of the state that later requests do not touch. */
export function takeSnapshot(state: SandboxState): SandboxSnapshot {
  const { now: _now, ids: _ids, ...data } = state;
  return structuredClone(data);
}

/**
 * Puts the state back as it was; the snapshot can be used again. The origin stays: the socket did not move. So does
 * the number of the next log entry, by which readers of the log go on.
 */
export function restoreSnapshot(state: SandboxState, snapshot: SandboxSnapshot): void {
  const { nextLogSequence } = state;
  const { origin } = state.settings;
  Object.assign(state, structuredClone(snapshot));
  state.settings.origin = origin;
  state.nextLogSequence = nextLogSequence;
}
