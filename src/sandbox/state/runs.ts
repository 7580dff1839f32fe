import type { ConnectRecord } from '../../io/sandbox-control.ts';
import type { ConnectSession } from './session.ts';
import type { SandboxState } from './state.ts';

/** Runs with pages: so many may be open, and so many stay when they are over, for reloads and second clicks. */
const openKept = 2000;
const finishedKept = 200;
/** Runs without pages that are remembered, for those who ask how they went. */
const playedKept = 200;

/** Keeps a run: under its id while pages of it can be asked for, else among the newest that were played to their end. */
export function keepRun(state: SandboxState, session: ConnectSession): void {
  if (session.finalUrl !== undefined) {
    state.played[state.playedCount % playedKept] = session;
    state.playedCount += 1;
    return;
  }
  state.sessions.set(session.id, session);
  // Rarely, and many at once: a sweep costs more than what it sweeps.
  if (state.sessions.size > finishedKept && state.sessions.size % 50 === 0) forgetOldest(state.sessions);
}

// Each kind has its own limit: an owner who takes his time is not forgotten for what others have finished meanwhile.
function forgetOldest(sessions: SandboxState['sessions']): void {
  let finished = 0;
  for (const { outcome } of sessions.values()) if (outcome !== 'open') finished += 1;
  let finishedToForget = finished - finishedKept;
  let openToForget = sessions.size - finished - openKept;
  for (const { id, outcome } of sessions.values()) {
    const isTooMany = outcome === 'open' ? openToForget-- > 0 : finishedToForget-- > 0;
    if (isTooMany) sessions.delete(id);
  }
}

/** @returns the newest Connect run that carried this `state`, or the newest at all. */
export function findRun(state: SandboxState, wanted?: string): ConnectSession | undefined {
  let newest: ConnectSession | undefined;
  for (const session of [...state.sessions.values(), ...state.played]) {
    const fits = wanted === undefined || session.state === wanted;
    if (fits && (newest === undefined || session.sequence > newest.sequence)) newest = session;
  }
  return newest;
}

/** @returns what the screens recorded of a run. */
export function describeRun(session: ConnectSession): ConnectRecord {
  return {
    asked: session.asked,
    ticked: session.ticked,
    unticked: session.unticked,
    missing: session.missing,
    outcome: session.outcome,
    pages: session.pages,
  };
}
