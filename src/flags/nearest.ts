import { distance } from 'fastest-levenshtein';

/** @returns the candidate nearest to the text, if it is near enough to be a slip of the hand. */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
  const wanted = text.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const apart = distance(wanted, candidate.toLowerCase());
    if (apart < bestDistance) [best, bestDistance] = [candidate, apart];
  }
  return best;
}

/** @returns ` Did you mean "x"?`, or nothing. */
export function didYouMean(text: string, candidates: readonly string[]): string {
  const near = nearest(text, candidates);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}

/** The share of a name that may be misspelt. */
const slip = 0.25;

/**
 * Names that the text, or a word of it, comes so near to that it must be a slip of the hand.
 * @returns up to `count` candidates, nearest first; none for a text that only shares some letters
 */
export function nearNames(text: string, candidates: readonly string[], count = 3): readonly string[] {
  const shown = text.slice(0, 200).toLowerCase();
  // A word of prose is no name: words count only with an underscore.
  const words = shown.split(/[^a-z_]+/).filter((word) => word.includes('_') && word.length > 5);
  const wanted = [shown.trim().replace(/[\s-]+/g, '_'), ...words.slice(0, 40)].filter((one) => one.length > 4);
  const apart = (name: string) => {
    const shape = name.toLowerCase();
    const parts = [shape, ...shape.split(':')].filter((part) => part !== 'null' && part.length > 4);
    return Math.min(
      ...parts.flatMap((part) => wanted.map((one) => distance(one, part) / Math.max(one.length, part.length))),
    );
  };
  return [...new Set(candidates)]
    .map((name) => [apart(name), name] as const)
    .filter(([far]) => far <= slip)
    .toSorted(([a], [b]) => a - b)
    .slice(0, count)
    .map(([, name]) => name);
}
