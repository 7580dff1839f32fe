import { evidencePatterns, type Evidence } from './evidence.ts';
import type { Party } from './party.ts';
import type { Words } from './words.ts';

/** Evidence at a place of the text. */
export interface Clue {
  readonly line: number;
  readonly evidence: Evidence;
}

/** Who wrote what stands at a line; null where the text does not show it. */
export type SenderAt = (line: number) => Party | null;

/** From here on evidence decides. */
const decisive = 2;
/** Lines before and after that belong to the same report. */
const nearby = 3;

/** @returns the clues that are no words; `lineAt` tells the line of a place in the text. */
export function patternClues(words: Words, lineAt: (position: number) => number): readonly Clue[] {
  return evidencePatterns.flatMap(({ pattern, evidence }) =>
    Array.from(words.text.matchAll(pattern), (match) => ({ line: lineAt(match.index), evidence })),
  );
}

/**
 * Decides the sender for each line: by the line itself, else by the lines around it, else by the whole text.
 * @param fallback who sent what the text was taken from
 */
export function decideSenders(clues: readonly Clue[], fallback: Party | null): SenderAt {
  const byLine = groupByLine(clues);
  const whole = decide(clues.map(({ evidence }) => evidence)) ?? fallback;
  return (line) => {
    for (const reach of [0, nearby]) {
      const party = decide(around(byLine, line, reach));
      if (party !== null) return party;
    }
    return whole;
  };
}

function groupByLine(clues: readonly Clue[]): ReadonlyMap<number, readonly Clue[]> {
  const byLine = new Map<number, Clue[]>();
  for (const clue of clues) {
    const line = byLine.get(clue.line);
    if (line === undefined) byLine.set(clue.line, [clue]);
    else line.push(clue);
  }
  return byLine;
}

function around(byLine: ReadonlyMap<number, readonly Clue[]>, line: number, reach: number): readonly Evidence[] {
  const lines = Array.from({ length: 2 * reach + 1 }, (_, index) => line - reach + index);
  return lines.flatMap((number) => (byLine.get(number) ?? []).map(({ evidence }) => evidence));
}

/** @returns the party with the most evidence if there is enough, and more than for any other. */
function decide(evidence: readonly Evidence[]): Party | null {
  const scores = new Map<Party, number>();
  for (const { party, weight } of evidence) scores.set(party, (scores.get(party) ?? 0) + weight);
  const [first, second] = [...scores].toSorted(([, a], [, b]) => b - a);
  if (first === undefined || first[1] < decisive) return null;
  return second !== undefined && second[1] === first[1] ? null : first[0];
}
