import { readAuditedRow, type AuditedRow } from '../../core/campaign/audited-row.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import type { Context } from '../../io/context.ts';

/** Lines that are told one by one; the rest is counted. */
const mostTold = 100;

/** The rows of an audit, as a file or stdin has them. */
export interface AuditedRows {
  readonly path: string;
  readonly form: 'jsonl' | 'csv' | undefined;
  /** @returns why the row is set aside; undefined if it was taken */
  readonly take: (row: AuditedRow) => string | undefined;
}

/** What became of the lines. */
export interface ReadRows {
  readonly rows: number;
  readonly rejected: number;
  readonly warnings: readonly string[];
}

/**
 * Reads the rows of an audit, one after the other.
 * @throws CliError INVALID_VALUE where no line is a row of an audit, and the signal's reason
 */
export async function readAuditedRows(
  ctx: Pick<Context, 'rows' | 'signal'>,
  { path, form, take }: AuditedRows,
): Promise<ReadRows> {
  const told: string[] = [];
  let [rows, judged, rejected] = [0, 0, 0];
  const reject = (line: number, reason: string) => {
    rejected += 1;
    if (told.length < mostTold) told.push(`Line ${line} of ${nameOf(path)} was set aside: ${reason}.`);
  };
  await ctx.rows.read(
    { path, form: form ?? (/\.csv$/i.test(path) ? 'csv' : 'jsonl') },
    {
      row: (value) => {
        ctx.signal.throwIfAborted();
        const row = readAuditedRow(value);
        if (typeof row === 'string') return row;
        judged += 1;
        const fault = take(row);
        if (fault === undefined) rows += 1;
        return fault;
      },
      reject: ({ line, reason }) => reject(line, reason),
      rejectMore: () => {},
    },
  );
  if (judged === 0 && rejected > 0) throw noAudit(path, told);
  const more = rejected > told.length ? [`${rejected - told.length} more lines were set aside.`] : [];
  return { rows, rejected, warnings: [...told, ...more] };
}

function nameOf(path: string): string {
  return path === '-' ? 'standard input' : `"${path}"`;
}

function noAudit(path: string, told: readonly string[]): CliError {
  return new CliError('INVALID_VALUE', `No line of ${nameOf(path)} is a row from an audit. ${told[0] ?? ''}`.trim(), {
    hint: 'Make them with `connect-cli audit connections.jsonl --scope "…" --format jsonl --texts > rows.jsonl`.',
  });
}
