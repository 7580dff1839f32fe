import type { Actor, Severity } from '../document.ts';

/** What a kind of finding says every time, unless a check knows it better. */
export interface FindingInfo {
  readonly severity: Severity;
  /** One sentence. */
  readonly title: string;
  /** Who must act; the developer of the app where nothing is said. */
  readonly who?: Actor | undefined;
  /** What to do, one or two sentences. */
  readonly fix: string;
}
