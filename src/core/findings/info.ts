import type { Actor, Severity } from '../document.ts';

/** What a kind of finding says every time, unless a check knows it better. */
export interface FindingInfo {
  readonly severity: Severity;
  /** One sentence. */
  readonly title: string;
  /** How it comes about or what it leads to, for those who look the kind up. */
  readonly why?: string | undefined;
  /** Who must act; the developer of the app where nothing is said. */
  readonly who?: Actor | undefined;
  /** What to do, one or two sentences. */
  readonly fix: string;
}
