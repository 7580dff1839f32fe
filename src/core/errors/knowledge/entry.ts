import type { Actor } from '../../document.ts';
import type { Source } from '../../source.ts';

/** Where an error text comes from. */
export type ErrorFamily =
  | 'connect-redirect'
  | 'smartcar-api'
  | 'oauth-token'
  | 'hosted-page'
  | 'texture'
  | 'tesla'
  | 'connect-cli'
  | 'finding';

/** A next step by name; `next-steps.ts` turns it into the command for the case at hand. */
export type Repair =
  | 'authorize'
  | 'authorize-required'
  | 'authorize-texture'
  | 'dashboard'
  | 'diagnose'
  | 'explain-scopes'
  | 'init'
  | 'migration-status'
  | 'revoke'
  | 'revoke-texture'
  | 'support'
  | 'token-refresh'
  | 'url-lint'
  | 'vehicles'
  | 'virtual-key-check'
  | 'virtual-key-needed'
  | 'virtual-key-show'
  | 'virtual-key-show-texture';

/** What is known about one error. */
export interface ErrorEntry {
  /** What happened and why, in one or two sentences. */
  readonly cause: string;
  readonly who: Actor;
  /** What to tell the vehicle's owner. Absent where the owner can do nothing about it. */
  readonly owner?: string | undefined;
  /** What the one who must act does. */
  readonly fix: string;
  /** Public page about it. */
  readonly docs: string;
  readonly next: readonly Repair[];
  /** A remark, such as what is unconfirmed about the row. */
  readonly note?: string | undefined;
  readonly source: Source;
}

/** A row about an error that Smartcar's API answers with. */
export interface ApiErrorEntry extends ErrorEntry {
  /** HTTP status. */
  readonly status: number;
  /** Smartcar's own advice in `resolution.type`; `null` where it gives none. */
  readonly resolution: 'REAUTHENTICATE' | 'ACTION_REQUIRED' | 'RETRY_LATER' | 'CONTACT_SUPPORT' | null;
}

/** A row that is recognised by words instead of a code. */
export interface PhraseEntry extends ErrorEntry {
  /** HTTP status where the text always comes with the same one. */
  readonly status?: number | undefined;
  /** Lower-case words that occur in the text. */
  readonly phrases: readonly string[];
  /** Lower-case words that count only when they are the whole text or the whole `reason`. */
  readonly words?: readonly string[] | undefined;
}
