import { phraseWords, type Words } from './words.ts';

/** A phrase, and what it stands for. */
export interface Phrase<T> {
  readonly phrase: string;
  readonly value: T;
}

/** A phrase that was found: words `start` up to, not including, `end`. */
export interface Found<T> {
  readonly value: T;
  readonly start: number;
  readonly end: number;
}

interface Indexed<T> {
  readonly words: readonly string[];
  /** A code such as `command.failed`: no blank may stand between its words, or it would be found in prose. */
  readonly isJoined: boolean;
  readonly value: T;
}

/** Phrases by their first word. */
export type PhraseIndex<T> = ReadonlyMap<string, readonly Indexed<T>[]>;

/** Words that a `*` can stand for. */
const widestGap = 12;

export function buildPhraseIndex<T>(phrases: readonly Phrase<T>[]): PhraseIndex<T> {
  const index = new Map<string, Indexed<T>[]>();
  for (const { phrase, value } of phrases) {
    const words = phraseWords(phrase);
    const [first] = words;
    if (first === undefined) continue;
    const indexed = { words, value, isJoined: isTechnical(phrase) };
    const under = index.get(first);
    if (under === undefined) index.set(first, [indexed]);
    else under.push(indexed);
  }
  return index;
}

/** A dot between words makes a name of them; a hyphen joins words of prose as well, and people leave it out. */
function isTechnical(phrase: string): boolean {
  return /^\S+\.\S+$/.test(phrase);
}

/** @returns every phrase that stands in the words; one look-up per word. */
export function findPhrases<T>(index: PhraseIndex<T>, words: Words): readonly Found<T>[] {
  const hits: Found<T>[] = [];
  for (const [start, word] of words.list.entries()) {
    for (const phrase of index.get(word) ?? []) {
      const end = matchEnd(phrase.words, words.list, start) ?? cutEnd(phrase.words, words, start);
      if (end === undefined || (phrase.isJoined && hasBlank(words, start, end))) continue;
      hits.push({ value: phrase.value, start, end });
    }
  }
  return hits;
}

function hasBlank({ text, starts, ends }: Words, start: number, end: number): boolean {
  return /\s/.test(text.slice(starts[start], ends[end - 1]));
}

/** Words of a sentence that must stand before the place where the text was cut off. */
const beforeCut = 2;
/** Words of it that may be missing behind that place. */
const behindCut = 3;

/** @returns the position behind the phrase if the text breaks off within it: in a word, or with `…`. */
function cutEnd(phrase: readonly string[], { list, text, ends }: Words, start: number): number | undefined {
  const last = list.length - 1;
  const at = last - start;
  if (at < beforeCut || at >= phrase.length || phrase.length - at > behindCut + 1) return undefined;
  const word = list[last] ?? '';
  const isWhole = phrase[at] === word;
  const isCut = isWhole ? /^["')\]]{0,3}\s?(?:…|\.\.\.)/.test(text.slice(ends[last])) : word.length >= 3;
  if (!isCut || phrase[at]?.startsWith(word) !== true) return undefined;
  return phrase.slice(0, at).every((part, index) => part === list[start + index]) ? list.length : undefined;
}

/** @returns the position behind the phrase if it stands at `start`. */
function matchEnd(phrase: readonly string[], words: readonly string[], start: number): number | undefined {
  let at = start;
  for (let part = 0; part < phrase.length; part += 1) {
    if (phrase[part] === '*') {
      const rest = phrase.slice(part + 1);
      for (let gap = 0; gap <= widestGap; gap += 1) {
        const end = matchEnd(rest, words, at + gap);
        if (end !== undefined) return end;
      }
      return undefined;
    }
    if (phrase[part] !== words[at]) return undefined;
    at += 1;
  }
  return at;
}

/** @returns those that are not part of a longer one; of equally long ones all. */
export function longestOnly<T extends { readonly start: number; readonly end: number }>(
  matches: readonly T[],
): readonly T[] {
  const kept: T[] = [];
  let reach = -1;
  for (const match of matches.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    const isSame = last !== undefined && last.start === match.start && last.end === match.end;
    if (match.end <= reach && !isSame) continue;
    kept.push(match);
    reach = Math.max(reach, match.end);
  }
  return kept;
}
