import type { Candidate } from './candidate.ts';

/** A command line as bash gives it to a completion: raw, up to the cursor. */
export interface BashLine {
  /** The words behind the program's name, as the program would get them. */
  readonly words: readonly string[];
  readonly current: string;
  /** What readline keeps of the word at the cursor: it replaces what stands behind alone. */
  readonly kept: string;
  /** The quote that is open at the cursor. */
  readonly quote: Quote;
}

type Quote = '' | '"' | "'";

/** A word that is being read. */
interface Reading {
  text: string;
  quote: Quote;
  /** Length of `text` where readline begins to replace. */
  kept: number;
  isWord: boolean;
}

/**
 * Splits a line as bash splits it, without expanding anything.
 * @param wordBreaks bash's `COMP_WORDBREAKS`: outside of quotes, readline replaces what stands behind the last of them
 */
export function readBashLine(line: string, wordBreaks: string): BashLine {
  const words: string[] = [];
  let word = emptyWord();
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (word.quote === '' && /\s/.test(character)) {
      if (word.isWord) words.push(word.text);
      word = emptyWord();
    } else if (isEscape(line, at, word.quote)) {
      at += 1;
      take(word, line.charAt(at));
    } else takeCharacter(word, character, wordBreaks);
  }
  const { text, quote, kept } = word;
  const behindName = words.slice(words.findIndex((one) => !/^\w+=/.test(one)) + 1);
  return { words: words.length === 0 ? [] : behindName, current: text, kept: text.slice(0, kept), quote };
}

const emptyWord = (): Reading => ({ text: '', quote: '', kept: 0, isWord: false });

/** Between single quotes a backslash is itself; between double quotes it escapes four characters. */
function isEscape(line: string, at: number, quote: Quote): boolean {
  if (line.charAt(at) !== '\\' || at + 1 >= line.length || quote === "'") return false;
  return quote === '' || '"\\$`'.includes(line.charAt(at + 1));
}

function takeCharacter(word: Reading, character: string, wordBreaks: string): void {
  if (character === word.quote) word.quote = '';
  else if (word.quote === '' && (character === '"' || character === "'")) {
    word.quote = character;
    word.kept = word.text.length;
  } else {
    const breaks = word.quote === '' && wordBreaks.includes(character);
    take(word, character);
    if (breaks) word.kept = word.text.length;
    return;
  }
  word.isWord = true;
}

function take(word: Reading, character: string): void {
  word.text += character;
  word.isWord = true;
}

/** Words for `COMPREPLY`: what is to stand in the place of the text that readline replaces, quoted as that is. */
export function bashReplies({ kept, quote }: BashLine, candidates: readonly Candidate[]): readonly string[] {
  return candidates
    .filter(({ value }) => value.startsWith(kept))
    .map(({ value }) => quoteFor(quote, value.slice(kept.length)));
}

function quoteFor(quote: Quote, text: string): string {
  if (quote === "'") return text.replaceAll("'", `'\\''`);
  if (quote === '"') return text.replace(/["\\$`]/g, '\\$&');
  return text.replace(/[^\w@%+=:,./#-]/g, '\\$&');
}
