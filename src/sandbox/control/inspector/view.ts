import type { SandboxSnapshot } from '../../state/snapshot.ts';
import type { Application, SandboxState } from '../../state/state.ts';
import type { Html } from '../../pages/html.ts';

/** A state that was remembered, and when. */
export interface KeptSnapshot {
  /** Milliseconds since 1970 on the sandbox's clock. */
  readonly takenAt: number;
  readonly data: SandboxSnapshot;
}

/** What came of the last action, said once at the top of the page. */
export interface Notice {
  readonly tone: 'good' | 'bad';
  readonly text: string;
  readonly detail?: Html | undefined;
}

/** Everything that the inspector's page is drawn from. */
export interface InspectorView {
  readonly state: SandboxState;
  /** The application that the registration filled in. */
  readonly application: Application;
  readonly snapshots: ReadonlyMap<string, KeptSnapshot>;
  /** What the reader searches for, filters by and has open. */
  readonly query: URLSearchParams;
  /** What proves that a form came from this page. */
  readonly token: string;
  readonly notice?: Notice | undefined;
}
