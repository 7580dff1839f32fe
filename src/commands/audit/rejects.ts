import type { Context } from '../../io/context.ts';
import type { RejectedLine } from '../../io/rows.ts';

/** Lines that are told one by one; the rest is counted. */
const mostTold = 100;

/** Keeps lines that are no row. */
export interface Rejects {
  add(rejected: RejectedLine): void;
  addMore(bytes: Uint8Array): void;
  /** A sentence for each line, and one for those that are not told. */
  warnings(): readonly string[];
  close(): void;
}

/** @param path where the lines go as they came; absent: nowhere */
export async function createRejects(ctx: Pick<Context, 'rows'>, path: string | undefined): Promise<Rejects> {
  const file = path === undefined ? undefined : await ctx.rows.create(path);
  const told: string[] = [];
  let count = 0;
  return {
    add: ({ line, reason, bytes }) => {
      count += 1;
      if (told.length < mostTold) told.push(`Line ${line} was set aside: ${reason}.`);
      file?.write(bytes);
    },
    addMore: (bytes) => file?.write(bytes),
    warnings: () => (count > told.length ? [...told, `${count - told.length} more lines were set aside.`] : told),
    close: () => file?.close(),
  };
}
