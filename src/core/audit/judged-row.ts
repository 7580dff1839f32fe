import type { AuditRow } from './row.ts';
import type { Judgement } from './verdict.ts';

/** A row with what the audit says of it. */
export interface JudgedRow {
  /** In the file, from 1. */
  readonly line: number;
  readonly row: AuditRow;
  readonly judgement: Judgement;
  /** The ids of the row stand in JSON as they are. Absent: nobody looked. */
  readonly hasPlainIds?: boolean | undefined;
}
