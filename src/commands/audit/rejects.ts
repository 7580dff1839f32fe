import type { RejectedLine, RowFile } from '../../io/rows.ts';

/** Lines that are told one by one; the rest is counted. */
const mostTold = 100;

/** Keeps lines that are no row. */
export interface Rejects {
  add(rejected: RejectedLine): void;
  addMore(bytes: Uint8Array): void;
  /** A sentence for each line, and one for those that are not told. */
  warnings(): readonly string[];
  /** The sentences of the first lines, for a checkpoint. */
  told(): readonly string[];
}

/** What was set aside before. */
export interface EarlierRejects {
  readonly told: readonly string[];
  readonly count: number;
}

/** @param file where the lines go as they came; absent: nowhere */
export function createRejects(file: Pick<RowFile, 'write'> | undefined, earlier?: EarlierRejects): Rejects {
  const told = [...(earlier?.told ?? [])];
  let count = earlier?.count ?? 0;
  return {
    add: ({ line, reason, bytes }) => {
      count += 1;
      if (told.length < mostTold) told.push(`Line ${line} was set aside: ${reason}.`);
      file?.write(bytes);
    },
    addMore: (bytes) => file?.write(bytes),
    warnings: () => (count > told.length ? [...told, `${count - told.length} more lines were set aside.`] : told),
    told: () => told,
  };
}
