import type { Sentence } from './formats.ts';

/** What to do next: a command to paste or an address to open, and why. */
export type NextStep =
  | { readonly command: string; readonly url?: never; readonly why: Sentence }
  | { readonly url: string; readonly command?: never; readonly why: Sentence };

/** What every JSON document carries. Names are public contract: add, never rename. */
export interface Document {
  readonly schemaVersion: 1;
  /** Names the document's schema: `schemas/<kind>.schema.json`. */
  readonly kind: string;
  /** What deserves attention, in sentences. */
  readonly warnings: readonly string[];
  readonly next: readonly NextStep[];
}

/** Who can mend a thing. */
export type Actor = 'owner' | 'developer' | 'smartcar' | 'tesla' | 'texture';

/** How much a finding matters, the worst first. */
export const severities = ['critical', 'error', 'warning', 'info'] as const;

/** One of `severities`; from `error` up a command ends with exit code 5. */
export type Severity = (typeof severities)[number];
