import { finding, type Finding } from '../finding.ts';
import { enumerate } from '../../text/enumerate.ts';
import { areBoxesTicked, boxLabel } from '../../permissions/explain.ts';
import { missingBoxes } from '../../permissions/loss.ts';
import { formatScope } from '../../permissions/scope.ts';
import { mayBeTesla } from '../../tesla/vehicle-key.ts';
import { failureText, tickedBoxes, valueOf, type ConnectionFacts } from './facts.ts';
import type { ConnectionCheck } from './check.ts';

/** Tesla's real scopes against what Smartcar lists as granted: the owner may have changed the boxes since. */
export const consentCheck: ConnectionCheck = (facts) => {
  if (!mayBeTesla(facts) || facts.access === undefined) return [];
  const ticked = tickedBoxes(facts);
  if (ticked === undefined) return unknown(facts);
  const { provider, edition } = facts;
  const granted = valueOf(facts.granted) ?? [];
  const lost = granted.filter((name) => !areBoxesTicked({ provider, edition }, name, ticked));
  const unticked = edition.asks.filter((box) => !ticked.has(box)).map((box) => boxLabel(edition, box));
  if (lost.length === 0) {
    return unticked.length === 0 ? [] : [finding('boxes-unticked', [`not ticked: ${unticked.join(', ')}`])];
  }
  const permissions = lost.map((name) => ({ name, required: false }));
  const boxes = missingBoxes({ provider, edition }, permissions, ticked).map((box) => boxLabel(edition, box));
  // The link asks for everything: what is left out of it, Tesla would not be asked for again.
  const scope = formatScope(facts.asked ?? granted.map((name) => ({ name, required: false })));
  return [
    finding('consent-narrowed', [`missing box: ${boxes.join(', ')}`, `affected: ${lost.join(', ')}`], {
      next: {
        command: `connect-cli revoke --make TESLA --scope "${scope}"`,
        why: `Have the owner tick ${enumerate(boxes)} again.`,
      },
    }),
  ];
};

function unknown(facts: ConnectionFacts): readonly Finding[] {
  const failure = facts.access?.failure;
  // Failures that mean more than a missing record are reported on their own.
  if (failure !== undefined && failure.name !== 'PERMISSION:null' && failure.name !== null) return [];
  return [
    finding('boxes-unknown', failure === undefined ? ['Smartcar has no record of them'] : [failureText(failure)]),
  ];
}
