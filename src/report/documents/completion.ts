import type { Document } from '../../core/document.ts';

/** The document of `completion`. */
export interface CompletionDocument extends Document {
  readonly kind: 'completion';
  readonly shell: string;
  /** How the script comes to be read, one step each. */
  readonly install: readonly string[];
  readonly script: string;
}
