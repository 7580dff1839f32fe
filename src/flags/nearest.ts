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

/**
 * The nearest candidates, however far they are. A word of the text that comes near to a part of a candidate counts.
 * @returns up to `count` candidates, nearest first
 */
export function nearestNames(text: string, candidates: readonly string[], count = 3): readonly string[] {
  const shown = text.slice(0, 200).toLowerCase();
  const words = shown.split(/[^a-z_]+/).filter((word) => word.length > 3);
  const wanted = [shown.trim().replace(/[\s-]+/g, '_'), ...words.slice(0, 40)];
  const apart = (name: string) => {
    const shape = name.toLowerCase();
    const parts = [shape, ...shape.split(':')].filter((part) => part !== 'null');
    return Math.min(
      ...parts.flatMap((part) => wanted.map((one) => distance(one, part) / Math.max(one.length, part.length))),
    );
  };
  return candidates
    .map((name) => [apart(name), name] as const)
    .toSorted(([a], [b]) => a - b)
    .slice(0, count)
    .map(([, name]) => name);
}
