import type { SandboxHandler } from '../http/message.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Application, SandboxState } from '../state/state.ts';

/** A sandbox without a socket. */
export interface SandboxCore {
  readonly state: SandboxState;
  readonly handle: SandboxHandler;
  /** The application that the registration filled in. */
  application(): Application;
  /** Starts over, with another scenario if one is named. Secrets and ids of the registered application stay. */
  reset(scenario?: string | Scenario): void;
}
