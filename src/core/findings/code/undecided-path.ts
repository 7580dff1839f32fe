import { finding, type Finding } from '../finding.ts';
import { placeOf, type CodeFacts } from '../../code-scan/scan.ts';
import { placesAsEvidence, type CodeCheck } from './check.ts';

/** Paths that are put together at run time: what they may need is kept, and said. */
export const undecidedPathCheck: CodeCheck = (facts) => [
  ...facts.undecided.map(({ name, at }) =>
    finding('scope-use-unseen', placesAsEvidence(at), {
      title: `The code asks for ${name}, and a path that is built at run time may need it.`,
      fix: 'The permission is kept in the result. Check which paths are built there before you remove it.',
    }),
  ),
  ...undecidedKey(facts),
];

/** Without a scope nothing tells whether a command may be among the paths. */
function undecidedKey({ isScopeless, mentions, scan }: CodeFacts): readonly Finding[] {
  const commanding = mentions.filter(
    ({ meaning }) => meaning.kind === 'open-path' && meaning.among.some((name) => name.startsWith('control_')),
  );
  const isKnown = scan.used.some(({ name }) => name.startsWith('control_'));
  if (!isScopeless || isKnown || commanding.length === 0) return [];
  return [finding('scope-key-undecided', placesAsEvidence(commanding.map(placeOf)))];
}
