import { fileRefusalReason, keepingHint } from '../../../core/machine/file-refusal.ts';
import type { StorePath, UnwritablePlace } from '../../../io/machine.ts';
import { failure, ok, skipped, together, warning, type Check, type CheckResult, type Examination } from '../check.ts';
import { mendable } from '../mend.ts';

/** Modes and owners of what connect-cli keeps: files 0600, directories 0700. */
export const modesCheck: Check = {
  id: 'modes',
  title: 'Modes of stored files',
  async run({ store, mended }: Examination) {
    const done = mended.filter((sentence) => sentence.startsWith('Closed '));
    if (store.unwritable.length > 0) return notKept(store.unwritable);
    if (store.faults.length > 0) {
      return failure(store.faults, 'Look at the directory and its owner, or set CONNECT_CLI_HOME to one of your own.');
    }
    if (!store.hasModes) return skipped('Files have no modes on this system.');
    if (store.paths.length === 0) return ok('Nothing is stored yet.');
    const foreign = store.paths.filter(({ belongsToOther }) => belongsToOther);
    if (foreign.length > 0) {
      return failure(
        foreign.map(({ path }) => `"${path}" belongs to another user.`),
        'Change its owner, or set CONNECT_CLI_HOME to a directory of your own.',
      );
    }
    const open = mendable(store);
    if (open.length === 0) return ok(...done, `Files in ${places(store.directories)} are yours alone.`);
    const evidence = open.map(({ path, mode }) => `"${path}" has mode ${mode.toString(8).padStart(4, '0')}.`);
    const fix = '`connect-cli doctor --fix` closes them to others.';
    return open.some(isHarmful) ? failure(evidence, fix) : warning(evidence, fix);
  },
};

function notKept(places: readonly UnwritablePlace[]): CheckResult {
  return together(
    places.map(({ directory, code }) =>
      failure(`Nothing can be stored in "${directory}" (${code}): ${fileRefusalReason(code)}.`, keepingHint(code)),
    ),
  );
}

/** Others could read a secret, or put a file of theirs in place of ours. */
function isHarmful({ holds, mode }: StorePath): boolean {
  return holds === 'secrets' || (mode & 0o022) !== 0;
}

function places(directories: readonly string[]): string {
  return directories.map((path) => `"${path}"`).join(', ');
}
