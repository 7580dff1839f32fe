import { placeOf } from '../../code-scan/scan.ts';
import { smartcarSignals } from '../../providers/smartcar/signals.ts';
import { finding } from '../finding.ts';
import { placesAsEvidence, type CodeCheck } from './check.ts';

/** Signals for which nobody publishes the permission. */
export const unpublishedPermissionCheck: CodeCheck = ({ mentions }) => {
  const unresolved = mentions.filter(
    ({ meaning }) => meaning.kind === 'signal' && smartcarSignals[meaning.signal].permission === null,
  );
  if (unresolved.length === 0) return [];
  const signals = [...new Set(unresolved.map(({ text }) => text))];
  return [
    finding('scope-permission-unknown', placesAsEvidence(unresolved.map(placeOf)), {
      title: `It is not published which permission ${signals.join(', ')} ${signals.length === 1 ? 'needs' : 'need'}.`,
    }),
  ];
};
