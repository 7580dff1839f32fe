import type { Actor } from '../../document.ts';
import type { Source } from '../../source.ts';

/** Where an error text comes from. */
export type ErrorFamily =
  | 'connect-redirect'
  | 'smartcar-api'
  | 'oauth-token'
  | 'hosted-page'
  | 'smartcar-webhook'
  | 'smartcar-sdk'
  | 'texture'
  | 'tesla'
  | 'third-party'
  | 'this-machine'
  | 'connect-cli'
  | 'finding';

/** Which service says the words of a row. */
export type Issuer =
  | 'smartcar-api'
  | 'smartcar-connect'
  | 'smartcar-oauth'
  | 'smartcar-webhooks'
  | 'smartcar-sdk'
  | 'tesla-fleet-api'
  | 'tesla-oauth'
  | 'tesla-portal'
  | 'tesla-vehicle'
  | 'tesla-app'
  | 'texture'
  | 'third-party'
  | 'this-machine'
  | 'connect-cli';

/** A next step by name; `next-steps.ts` turns it into the command for the case at hand. */
export type Repair =
  | 'authorize'
  | 'authorize-required'
  | 'authorize-texture'
  | 'base-url'
  | 'dashboard'
  | 'diagnose'
  | 'explain-scopes'
  | 'guide-consent'
  | 'guide-key'
  | 'init'
  | 'migration-status'
  | 'revoke'
  | 'revoke-texture'
  | 'support'
  | 'tesla-portal'
  | 'token-refresh'
  | 'url-lint'
  | 'vehicles'
  | 'virtual-key-check'
  | 'virtual-key-keygen'
  | 'virtual-key-needed'
  | 'virtual-key-show'
  | 'virtual-key-show-domain'
  | 'virtual-key-show-texture'
  | 'webhook-verify';

/** What is known about one error. */
export interface ErrorEntry {
  /** What happened and why, in one or two sentences. */
  readonly cause: string;
  readonly who: Actor;
  /** What to tell the vehicle's owner. Absent where the owner can do nothing about it. */
  readonly owner?: string | undefined;
  /** The words for the owner name a party's key: they are told only where the text shows that party. */
  readonly isOwnerSentOnlyIfNamed?: boolean | undefined;
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

/** A row that is recognised by words instead of a code. Words are compared without case, punctuation and line breaks. */
export interface PhraseEntry extends ErrorEntry {
  /** HTTP status where the text always comes with the same one. */
  readonly status?: number | undefined;
  /** Words that nobody else says; `*` stands for up to twelve others. */
  readonly phrases: readonly string[];
  /** The same in other languages, in our own translation: the wording of its sender is published nowhere. */
  readonly translated?: readonly string[] | undefined;
  /** A code of this row that others use as well, such as those of OAuth: the sender decides. */
  readonly key?: string | undefined;
  /** Words that count only where the text shows that this sender wrote it. */
  readonly weak?: readonly string[] | undefined;
  /** Words that count only when they are the whole text or the whole `reason`. */
  readonly words?: readonly string[] | undefined;
  /** What its HTTP status means where nothing else is said. */
  readonly isStatusReading?: boolean | undefined;
  /** A headline above the words that say more: it counts only where nothing more precise stands near. */
  readonly isTitle?: boolean | undefined;
}
