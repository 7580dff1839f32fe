import type { Context } from '../../io/context.ts';
import type { StoreInspection, StorePath } from '../../io/machine.ts';

/** @returns what is open to others and can be closed: links lead elsewhere, and foreign files are their owner's */
export function mendable({ hasModes, paths }: StoreInspection): readonly StorePath[] {
  if (!hasModes) return [];
  return paths.filter(({ kind, mode, belongsToOther }) => kind !== 'other' && !belongsToOther && (mode & 0o077) !== 0);
}

/** Mends what can be mended without a loss. @returns what was done, a sentence each */
export async function mend({ machine }: Pick<Context, 'machine'>, store: StoreInspection): Promise<readonly string[]> {
  const closed = await machine.closeToOthers(mendable(store));
  const removed = await machine.removeLeftovers(store.leftovers.filter(({ owner }) => owner === 'gone'));
  return [...closed, ...removed];
}
