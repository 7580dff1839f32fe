import { placeOf } from '../../code-scan/scan.ts';
import { finding } from '../finding.ts';
import { placesAsEvidence, type CodeCheck } from './check.ts';

/** Paths that serve to read and to command, where the code does not show which. */
export const undecidedMethodCheck: CodeCheck = ({ mentions }) => {
  const undecided = mentions.filter(({ meaning }) => meaning.kind === 'call' && meaning.isUndecided === true);
  if (undecided.length === 0) return [];
  const places = new Map(
    undecided.map((mention) => [`${mention.file}:${mention.line} ${mention.text}`, placeOf(mention)]),
  );
  return [finding('scope-method-undecided', placesAsEvidence([...places.values()]))];
};
