import leven from 'leven';
import { ownValue } from '../core/text/keys.ts';

/**
 * The name that was meant, if the text is near enough to be a slip of the hand, or is a part of the name.
 * @param words everyday words for a candidate, separated by blanks
 */
export function nearest(
  text: string,
  candidates: readonly string[],
  words: Readonly<Record<string, string>> = {},
): string | undefined {
  const wanted = text.trim().toLowerCase().slice(0, longestName);
  return misspelt(wanted, candidates) ?? named(wanted, candidates, words);
}

/** Nobody's slip is longer; foreign text can be. */
const longestName = 100;

/** How many letters may be wrong: none in one or two, where every other word would be near. */
function tolerance(length: number): number {
  return length < 3 ? 0 : Math.max(1, Math.floor(length / 4));
}

function misspelt(wanted: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const name = candidate.toLowerCase();
    const apart = isSwapped(wanted, name) ? 1 : leven(wanted, name);
    const allowed = tolerance(Math.min(wanted.length, name.length));
    if (apart <= allowed && apart < bestDistance) [best, bestDistance] = [candidate, apart];
  }
  return best;
}

/** Two letters that stand beside each other changed places. */
function isSwapped(wanted: string, name: string): boolean {
  if (wanted.length !== name.length) return false;
  const at = [...wanted].findIndex((letter, index) => letter !== name[index]);
  const swapped = wanted.slice(0, at) + (wanted[at + 1] ?? '') + (wanted[at] ?? '') + wanted.slice(at + 2);
  return at !== -1 && swapped === name;
}

/** A name of several words that has this one among them, or an everyday word for it. The shortest such name wins. */
function named(
  wanted: string,
  candidates: readonly string[],
  words: Readonly<Record<string, string>>,
): string | undefined {
  const [first = '', ...rest] = wanted.split(separators);
  const asked = rest.length === 0 ? first : rest.join(' ');
  const holds = (candidate: string) => {
    const parts = candidate.toLowerCase().split(separators);
    // `read_milage`: what is said before must be said by the name, too.
    if (rest.length > 0 && parts[0] !== first) return false;
    const own = parts.length > 1 && rest.length === 0 ? parts : [];
    return misspelt(asked, [...own, ...(ownValue(words, candidate) ?? '').split(' ')]) !== undefined;
  };
  if (asked.length < 3) return undefined;
  return candidates.filter(holds).toSorted((a, b) => a.length - b.length)[0];
}

const separators = /[\s_\-/:.]+/;

/** @returns ` Did you mean "x"?`, or nothing. */
export function didYouMean(
  text: string,
  candidates: readonly string[],
  words: Readonly<Record<string, string>> = {},
): string {
  const near = nearest(text, candidates, words);
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
      ...parts.flatMap((part) => wanted.map((one) => leven(one, part) / Math.max(one.length, part.length))),
    );
  };
  return [...new Set(candidates)]
    .map((name) => [apart(name), name] as const)
    .filter(([far]) => far <= slip)
    .toSorted(([a], [b]) => a - b)
    .slice(0, count)
    .map(([, name]) => name);
}
