import { permissionOf, placeOf } from '../../code-scan/scan.ts';
import type { Mention } from '../../code-scan/mention.ts';
import { smartcarSignals } from '../../providers/smartcar/signals.ts';
import { finding, type Finding } from '../finding.ts';
import { placesAsEvidence, type CodeCheck } from './check.ts';

/** Permissions that the code needs and does not ask for. */
export const underAskedCheck: CodeCheck = ({ scan, mentions }) =>
  scan.underAsked.flatMap((name) => {
    const uses = mentions.filter((mention) => permissionOf(mention) === name);
    // The path may be used in the other way alone, whose permission is asked for.
    return uses.every((use) => isCoveredByTwin(use, scan.underAsked)) ? [] : [underAsked(name, uses)];
  });

function isCoveredByTwin({ meaning }: Mention, missing: readonly string[]): boolean {
  if (meaning.kind !== 'call' || meaning.isUndecided !== true) return false;
  return meaning.twin !== undefined && !missing.includes(meaning.twin);
}

/** Where only other people's notes tie the signal to the permission, it is a warning and says so. */
function underAsked(name: string, uses: readonly Mention[]): Finding {
  const isHearsay = uses.every(
    ({ meaning }) => meaning.kind === 'signal' && smartcarSignals[meaning.signal].basis === 'third-party',
  );
  const places = placesAsEvidence(uses.map(placeOf));
  return isHearsay
    ? finding('scope-maybe-under-asked', places, {
        title: `The code reads signals that are reported to need ${name}, but does not ask for it.`,
      })
    : finding('scope-under-asked', places, { title: `The code uses ${name} but does not ask for it.` });
}
