import { enumerate } from '../../enumerate.ts';
import { areBoxesTicked, boxLabel } from '../../permissions/explain.ts';
import { missingBoxes } from '../../permissions/loss.ts';
import { formatScope } from '../../permissions/scope.ts';
import { mayBeTesla } from '../../tesla/vehicle-key.ts';
import { failureText, valueOf, type ConnectionFacts } from '../connection-facts.ts';
import { connectionFinding, type ConnectionFinding } from '../connection-findings.ts';
import type { ConnectionCheck } from './connection-check.ts';
import { tickedBoxes } from './connection-grant.ts';

/** Tesla's real scopes against what Smartcar lists as granted: the owner may have changed the boxes since. */
export const consentCheck: ConnectionCheck = (facts) => {
  if (!mayBeTesla(facts) || facts.access === undefined) return [];
  const ticked = tickedBoxes(facts);
  if (ticked === undefined) return unknown(facts);
  const { provider, edition } = facts;
  const granted = valueOf(facts.granted) ?? [];
  const lost = granted.filter((name) => !areBoxesTicked(provider, edition, name, ticked));
  const unticked = edition.asks.filter((box) => !ticked.has(box)).map((box) => boxLabel(edition, box));
  if (lost.length === 0) {
    return unticked.length === 0 ? [] : [connectionFinding('boxes-unticked', [`not ticked: ${unticked.join(', ')}`])];
  }
  const permissions = lost.map((name) => ({ name, required: false }));
  const boxes = missingBoxes(provider, edition, permissions, ticked).map((box) => boxLabel(edition, box));
  const scope = formatScope(facts.asked ?? permissions);
  return [
    connectionFinding('consent-narrowed', [`missing box: ${boxes.join(', ')}`, `concerned: ${lost.join(', ')}`], {
      next: {
        command: `connect-cli revoke --make TESLA --scope "${scope}"`,
        why: `Have the owner tick ${enumerate(boxes)} again.`,
      },
    }),
  ];
};

function unknown(facts: ConnectionFacts): readonly ConnectionFinding[] {
  const failure = facts.access?.failure;
  // Failures that mean more than a missing record are reported on their own.
  if (failure !== undefined && failure.name !== 'PERMISSION:null' && failure.name !== null) return [];
  return [
    connectionFinding(
      'boxes-unknown',
      failure === undefined ? ['Smartcar holds no record of them'] : [failureText(failure)],
    ),
  ];
}
