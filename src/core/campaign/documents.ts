import type { Document } from '../document.ts';
import type { Count, IsoTime } from '../formats.ts';
import type { CampaignKind } from './kinds.ts';
import type { StateRefusal } from './state.ts';

/** The summary of `campaign`; `campaign.json` beside the files is the same. */
export interface CampaignDocument extends Document {
  readonly kind: 'campaign';
  /** The directory that was written. */
  readonly out: string;
  /** Rows that were read, those without work included. */
  readonly rows: Count;
  /** Rows that were set aside. */
  readonly rejected: Count;
  /** Owners who are written to. */
  readonly owners: Count;
  /** Until when the states count. */
  readonly expiresAt: IsoTime;
  /** Which key signed them. */
  readonly keyId: string;
  readonly kinds: readonly CampaignFiles[];
}

/** What was written for one kind of owner. */
export interface CampaignFiles {
  readonly kind: CampaignKind;
  readonly owners: Count;
  /** Short messages that are paid for if every owner gets one. */
  readonly smsSegments: Count;
  /** Names within the directory. */
  readonly files: readonly string[];
}

/** Whose a state is: the answer of `campaign verify`. */
export interface CampaignStateDocument extends Document {
  readonly kind: 'campaign-state';
  readonly valid: boolean;
  readonly reason: 'ok' | StateRefusal;
  /** Null where the state is refused. */
  readonly userId: string | null;
  readonly expiresAt: IsoTime | null;
  /** The key that signed it. */
  readonly keyId: string | null;
}

/** What became of an owner who had something to do. */
export const ownerProgress = ['mended', 'waiting', 'changed', 'unknown', 'gone'] as const;

/** One of `ownerProgress`; `new` had nothing to do before and has now. */
export type OwnerProgress = (typeof ownerProgress)[number] | 'new';

/** Who has mended it: the answer of `campaign progress`. */
export interface CampaignProgressDocument extends Document {
  readonly kind: 'campaign-progress';
  /** Owners who had something to do at the first audit. */
  readonly owners: Count;
  /** What became of them: nothing left to do; the same is left; something else is left; the second audit could not tell; they are not in it. */
  readonly progress: Readonly<Record<(typeof ownerProgress)[number], Count>>;
  /** Owners who have something to do now and had nothing before. */
  readonly new: Count;
  readonly kinds: readonly ({
    readonly kind: CampaignKind;
    readonly before: Count;
    readonly now: Count;
  } & Readonly<Record<(typeof ownerProgress)[number], Count>>)[];
}

/** A file of keys that was made or renewed. */
export interface CampaignKeyDocument extends Document {
  readonly kind: 'campaign-key';
  readonly path: string;
  /** The key that signs. */
  readonly keyId: string;
  /** All keys of the file, the one that signs first. */
  readonly keyIds: readonly string[];
}
