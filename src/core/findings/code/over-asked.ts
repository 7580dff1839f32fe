import { finding, type FindingKind } from '../finding.ts';
import type { CodeFacts } from '../../code-scan/scan.ts';
import { placesAsEvidence, type CodeCheck } from './check.ts';

/** Permissions that are asked for and not used, as far as use can be seen. */
export const overAskedCheck: CodeCheck = (facts) => {
  return facts.scan.overAsked.map((name) => {
    const places = facts.scan.asked.find((asked) => asked.name === name)?.at ?? [];
    return finding(kindFor(name, facts), placesAsEvidence(places), {
      title: `The code asks for ${name}, but does not seem to use it.`,
    });
  });
};

/** Only where every use can be seen does the lack of one say something. */
function kindFor(name: string, { scan, touched, callsNothing }: CodeFacts): FindingKind {
  if (callsNothing) return 'scope-use-elsewhere';
  if (touched.has(name)) return 'scope-path-seen';
  const hasUnknownCalls = scan.unknown.some(({ of }) => of === 'endpoint');
  return scan.readsAll.length > 0 || hasUnknownCalls ? 'scope-use-unseen' : 'scope-over-asked';
}
