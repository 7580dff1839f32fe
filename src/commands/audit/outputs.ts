import type { AuditCheckpoint, AuditOutput } from '../../core/audit/checkpoint.ts';
import type { Context } from '../../io/context.ts';
import type { RowFile } from '../../io/rows.ts';
import type { AuditPlan } from './plan.ts';

/** Where the results of an audit go. */
export interface AuditOutputs {
  readonly files: Readonly<Record<AuditOutput, RowFile | undefined>>;
  /** Takes the rows in the form that was asked for: a file, or stdout. */
  readonly printed: { write(text: string): void };
  /** @returns the bytes of each file, all of them on the disk */
  sync(): AuditCheckpoint['files'];
  /** Takes away what earlier runs left: there is a result, even if it is empty. */
  begin(): void;
  close(): void;
}

/** @param sizes where a run before this one stopped writing */
export async function openOutputs(
  ctx: Pick<Context, 'rows' | 'stdout'>,
  { out, csv, rejects }: Pick<AuditPlan, 'out' | 'csv' | 'rejects'>,
  sizes?: AuditCheckpoint['files'],
): Promise<AuditOutputs> {
  const opened: RowFile[] = [];
  const close = () => {
    for (const file of opened) file.close();
  };
  const open = async (path: string | undefined, size: number | undefined) => {
    if (path === undefined) return undefined;
    const file = size === undefined ? await ctx.rows.create(path) : await ctx.rows.reopen(path, size);
    opened.push(file);
    return file;
  };
  try {
    const files = {
      out: await open(out, sizes?.out),
      rows: await open(csv, sizes?.rows),
      rejects: await open(rejects, sizes?.rejects),
    };
    const begin = () => {
      for (const file of opened) file.begin();
    };
    return { files, printed: printedTo(files.out, ctx.stdout), sync: () => syncAll(files), begin, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** A file gets the very bytes that stdout would get. */
function printedTo(out: RowFile | undefined, stdout: Context['stdout']): AuditOutputs['printed'] {
  return out === undefined ? stdout : { write: (text) => out.writeShown(text) };
}

function syncAll({ out, rows, rejects }: AuditOutputs['files']): AuditCheckpoint['files'] {
  for (const file of [out, rows, rejects]) file?.sync();
  return { out: out?.size, rows: rows?.size, rejects: rejects?.size };
}
