import { partyOf } from '../recognition/party.ts';
import type { ErrorExplanation, ErrorExplanationDocument } from './explanation.ts';

/** Puts explanations together; each next step stands once, in the order of the errors. */
export function buildErrorExplanation(
  explanations: readonly ErrorExplanation[],
  warnings: readonly string[],
): ErrorExplanationDocument {
  const steps = new Map(explanations.flatMap(({ next }) => next).map((step) => [step.command ?? step.url, step]));
  return {
    schemaVersion: 1,
    kind: 'error-explanation',
    known: explanations.some(({ known }) => known),
    explanations,
    warnings: [...warnings, ...senderWarning(explanations)],
    next: [...steps.values()],
  };
}

function senderWarning(explanations: readonly ErrorExplanation[]): readonly string[] {
  const unsure = explanations.filter(({ known, issuerCertain }) => known && !issuerCertain);
  const parties = new Set(unsure.flatMap(({ issuer }) => (issuer === null ? [] : partyOf(issuer))));
  if (parties.size < 2) return [];
  return [
    'The text does not show who sent it, and several use these words: each reading holds only for the sender that it names.',
  ];
}
