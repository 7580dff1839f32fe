import type { Document } from '../document.ts';
import type { Count, EditionId, Integer } from '../formats.ts';
import type { AuditVerdict } from './verdict.ts';

/** By what the rows of an audit can be grouped. */
export const groupings = ['box', 'model', 'year', 'make'] as const;

/** One of `groupings`. */
export type Grouping = (typeof groupings)[number];

/** How many rows came to each verdict. */
export type VerdictCounts = Readonly<Record<AuditVerdict, Count>>;

/** The rows that share a value. */
export interface AuditGroup {
  readonly by: Grouping;
  /** The label of a missing box, the model, the year or the make; null where the rows do not tell. */
  readonly value: string | Integer | null;
  readonly total: Count;
  readonly verdicts: VerdictCounts;
}

/** The summary of `audit` and of `audit merge`. */
export interface AuditDocument extends Document {
  readonly kind: 'audit';
  readonly edition: EditionId;
  /** What was asked, as it stands on a link. */
  readonly scope: string;
  /** Rows that were judged. */
  readonly total: Count;
  /** Lines that are no row and were set aside. */
  readonly rejected: Count;
  readonly verdicts: VerdictCounts;
  /** Label of a box → rows of `missing-boxes` that lack it. */
  readonly boxes: Readonly<Record<string, Count>>;
  /** Permission → rows of `missing-boxes` that lack it. */
  readonly permissions: Readonly<Record<string, Count>>;
  /** What the rows are grouped by. A row that lacks several boxes stands in several groups, and one that lacks none in none. */
  readonly groupBy: readonly Grouping[];
  /** Largest first, in the order of `groupBy`. */
  readonly groups: readonly AuditGroup[];
}
