import { finding } from '../finding.ts';
import { placesAsEvidence, type CodeCheck } from './check.ts';

/** Permissions that are asked for and not used, as far as use can be seen. */
export const overAskedCheck: CodeCheck = ({ scan }) => {
  const kind = scan.readsAll.length > 0 ? 'scope-use-unseen' : 'scope-over-asked';
  return scan.overAsked.map((name) => {
    const places = scan.asked.find((asked) => asked.name === name)?.at ?? [];
    return finding(kind, placesAsEvidence(places), {
      title: `The code asks for ${name}, and nothing seen in it uses it.`,
    });
  });
};
