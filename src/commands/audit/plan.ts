import type { AuditSettings } from '../../core/audit/checkpoint.ts';
import type { Grouping } from '../../core/audit/document.ts';
import type { AuditLinks } from '../../core/audit/links.ts';
import type { AuditTable, AuditVerdict } from '../../core/audit/verdict.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { RowSource } from '../../io/rows.ts';
import type { AllConnections } from '../../live/all-connections.ts';
import type { AuditFlags, AuditFormat } from './flags.ts';
import type { TextFor } from './texts.ts';

/** Where the rows come from. */
export type AuditInput =
  | { readonly kind: 'file'; readonly source: RowSource }
  | { readonly kind: 'live'; readonly connections: AllConnections; readonly checkpoint: string | undefined };

/** Everything that an audit needs before its first row. */
export interface AuditPlan {
  readonly input: AuditInput;
  readonly table: AuditTable;
  readonly links: AuditLinks;
  /** Present where texts are wanted. */
  readonly textFor: TextFor | undefined;
  /** Verdicts whose link could not be built, and what it takes. */
  readonly linkless: readonly { readonly verdict: AuditVerdict; readonly lacks: string }[];
  readonly groupBy: readonly Grouping[];
  readonly format: AuditFormat | undefined;
  /** Verdicts of the rows that are printed; absent: all. */
  readonly only: ReadonlySet<AuditVerdict> | undefined;
  /** Where the rows go in place of stdout. */
  readonly out: string | undefined;
  /** Where the rows go as CSV, too. */
  readonly csv: string | undefined;
  readonly rejects: string | undefined;
  /** What a checkpoint is bound to. */
  readonly settings: AuditSettings;
  readonly warnings: readonly string[];
}

/** What the command line says. */
export interface PrepareInput {
  readonly global: GlobalOptions;
  /** Absent: live. */
  readonly file: string | undefined;
  readonly flags: AuditFlags;
}
