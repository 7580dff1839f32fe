import type { AuditDocument } from '../../core/audit/document.ts';
import type { JudgedRow } from '../../core/audit/judged-row.ts';
import type { AuditLinks } from '../../core/audit/links.ts';

/** How the rows of an audit are written, one after the other. */
export interface RowFormat {
  /** Stands before the first row. */
  readonly head: string;
  /** Ends with a line break. */
  format(judged: JudgedRow): string;
  /** Stands behind the last row. */
  foot?(document: AuditDocument): string;
  /** What is kept of the rows so far, as JSON holds it; absent where nothing is. */
  save?(): unknown;
  /** Goes on from what was saved. */
  restore?(saved: unknown): void;
}

/** What rows carry beside their judgement. */
export interface RowExtras {
  readonly links: AuditLinks;
  /** Where a page finds all rows, as seen from the page. */
  readonly csvName?: string | undefined;
  /** Writes to the owner. Absent when it was not asked for. */
  readonly textFor?: ((judged: JudgedRow) => OwnerText) | undefined;
}

/** A text for the owner of a row. */
export interface OwnerText {
  /** BCP 47 tag of the language that it is written in. */
  readonly language: string;
  /** Null where there is nothing to do, or no link to do it by. */
  readonly text: string | null;
}
