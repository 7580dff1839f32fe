import type { StoreLeftover } from '../../../io/machine.ts';
import { ok, warning, type Check } from '../check.ts';

/** Locks and temporary files whose process does not run any more. A lock that is held belongs to work under way. */
export const leftoversCheck: Check = {
  id: 'leftovers',
  title: 'Locks and temporary files',
  async run({ store, mended }) {
    const done = mended.filter((sentence) => sentence.startsWith('Removed '));
    const dead = store.leftovers.filter(({ owner }) => owner === 'gone');
    const others = store.leftovers.filter(({ owner }) => owner !== 'gone').map(describe);
    if (dead.length === 0) return ok(...done, ...(others.length === 0 ? ['None are left over.'] : others));
    return warning(
      [...dead.map(describe), ...others],
      '`connect-cli doctor --fix` removes those of dead processes; the next write would as well.',
    );
  },
};

function describe({ path, kind, owner, pid }: StoreLeftover): string {
  const process = pid === undefined ? 'an unknown process' : `process ${pid}`;
  const subject = kind === 'lock' ? `The lock "${path}"` : `"${path}"`;
  if (owner === 'running') return `${subject} is held by ${process}, which is running.`;
  return owner === 'gone'
    ? `${subject} is of ${process}, which is no longer running.`
    : `${subject} is of ${process}; whether it is running cannot be determined here.`;
}
