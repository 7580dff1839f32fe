import type { Document } from '../../core/document.ts';

/** How one check came out; `skipped` where it does not apply or cannot be known. */
export type CheckStatus = 'ok' | 'warning' | 'error' | 'skipped';

/** One check of the machine, the settings or the way to the provider. */
export interface DoctorCheck {
  readonly id: string;
  readonly status: CheckStatus;
  /** What was looked at. */
  readonly title: string;
  /** What was seen, a sentence each. No secret is in it. */
  readonly evidence: readonly string[];
  /** What to do about it; null where nothing is to be done. */
  readonly fix: string | null;
}

/** The document of `doctor`. */
export interface DoctorDocument extends Document {
  readonly kind: 'doctor';
  /** True when no check is an error. */
  readonly passed: boolean;
  /** In the order in which they help: what the rest stands on comes first. */
  readonly checks: readonly DoctorCheck[];
  /** What `--fix` did, a sentence each. */
  readonly mended: readonly string[];
}
