import type { CodeFacts } from '../../code-scan/scan.ts';
import type { Place } from '../../code-scan/mention.ts';
import type { Finding } from '../finding.ts';

/** One check of a code base: what it asks for, what it uses and what it misspells. */
export type CodeCheck = (facts: CodeFacts) => readonly Finding[];

const shownPlaces = 5;

/** @returns places as evidence: the first few, and how many more there are. */
export function placesAsEvidence(places: readonly Place[]): readonly string[] {
  const shown = places.slice(0, shownPlaces).map(({ file, line, text }) => `${file}:${line} ${text}`);
  return places.length > shownPlaces ? [...shown, `and ${places.length - shownPlaces} more`] : shown;
}
