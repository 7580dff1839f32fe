import type { Document } from '../document.ts';
import type { IsoTime, Sentence, WebAddress } from '../formats.ts';
import type { VerdictName } from '../permissions/verdict.ts';

/** The document of `authorize --start`: an attempt that another process finishes. */
export interface AuthorizationAttempt extends Document {
  readonly kind: 'authorization-attempt';
  /** Names the attempt for `authorize --finish`. */
  readonly attempt: string;
  /** The link for the owner. */
  readonly url: WebAddress;
  /** After this moment the attempt is gone. */
  readonly expiresAt: IsoTime;
}

/** One line of `authorize --json --events`. Carries no secret, code or state. */
export interface AuthorizationEvent extends Document {
  readonly kind: 'authorization-event';
  readonly event: 'listening' | 'opened' | 'turned-away' | 'captured' | 'exchanged';
  readonly at: IsoTime;
  /** Of `listening`: where the redirect is awaited. */
  readonly redirectUri?: string | undefined;
  /** Of `turned-away`: which kind, such as `other-state`, and what to know about it. */
  readonly reason?: string | undefined;
  readonly message?: Sentence | undefined;
  /** Of `exchanged`: what the document will say. */
  readonly verdict?: VerdictName | undefined;
}
