import type { AuditCheckpoint } from '../../core/audit/checkpoint.ts';
import type { AuditDocument } from '../../core/audit/document.ts';
import type { JudgedRow } from '../../core/audit/judged-row.ts';
import { createCsvFormat } from '../../report/audit/csv.ts';
import { createHtmlFormat } from '../../report/audit/html.ts';
import { createJsonlFormat } from '../../report/audit/jsonl.ts';
import { createMarkdownFormat } from '../../report/audit/markdown.ts';
import type { RowExtras, RowFormat } from '../../report/audit/row-format.ts';
import type { AuditFormat } from './flags.ts';
import type { AuditPlan } from './plan.ts';

/** Characters that leave in one write. */
const batchLength = 64 * 1024;

/** Writes rows in batches. */
export interface Printer {
  add(judged: JudgedRow): void;
  /** Writes what is held back. */
  flush(): void;
  /** What the form keeps in memory. */
  save(): unknown;
  end(document: AuditDocument): void;
}

const formats: Readonly<Record<AuditFormat, (extras: RowExtras) => RowFormat>> = {
  jsonl: createJsonlFormat,
  csv: createCsvFormat,
  markdown: createMarkdownFormat,
  html: createHtmlFormat,
};

/** What is printed how. */
export interface PrinterInput {
  readonly plan: Pick<AuditPlan, 'links' | 'textFor' | 'csv'>;
  /** Whose first rows are written already. */
  readonly resumed: Pick<AuditCheckpoint, 'format'> | undefined;
}

/** @returns undefined where no rows are wanted, or nothing takes them */
export function createPrinter(
  output: { write(text: string): void } | undefined,
  format: AuditFormat | undefined,
  { plan: { links, textFor, csv }, resumed }: PrinterInput,
): Printer | undefined {
  if (format === undefined || output === undefined) return undefined;
  const rows = formats[format]({ links, textFor, csvName: csv?.replace(/^.*[/\\]/, '') });
  if (resumed !== undefined) rows.restore?.(resumed.format);
  let batch = resumed === undefined ? rows.head : '';
  const flush = () => {
    if (batch !== '') output.write(batch);
    batch = '';
  };
  return {
    add: (judged) => {
      batch += rows.format(judged);
      if (batch.length >= batchLength) flush();
    },
    flush,
    save: () => rows.save?.(),
    end: (document) => {
      batch += rows.foot?.(document) ?? '';
      flush();
    },
  };
}
