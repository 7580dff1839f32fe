import type { ConnectRecord } from '../io/sandbox-control.ts';
import type { ConnectSession } from './flows/session.ts';
import type { SandboxState } from './state.ts';

/** @returns the newest Connect run that carried this `state`, or the newest at all. */
export function findRun(state: SandboxState, wanted?: string): ConnectSession | undefined {
  let found: ConnectSession | undefined;
  for (const session of state.sessions.values()) if (wanted === undefined || session.state === wanted) found = session;
  return found;
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
