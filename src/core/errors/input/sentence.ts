import { issuerOf } from '../knowledge/lookup.ts';
import { partyOf, type Party } from '../recognition/party.ts';
import { recognise, recogniseValue, type Recognised } from '../recognition/recognise.ts';
import { splitWords, type Words } from '../recognition/words.ts';
import { cleanText } from './clean.ts';
import { readDetails } from './details.ts';
import type { ErrorReading } from './reading.ts';

/**
 * Reads the value of a field, or a text as a whole: here words count that would be too common inside a line.
 * @param sender who sent it, as far as the text around it shows
 */
export function readValue(text: string, sender: Party | null): readonly ErrorReading[] {
  const words = splitWords(text);
  const { items } = recognise(words, sender);
  if (items.length > 0) return items.map((item) => itemReading(item, words));
  const refs = recogniseValue(words);
  if (refs.length === 0) return [];
  const own = refs.filter((ref) => partyOf(issuerOf(ref)) === sender);
  return [
    {
      text: cleanText(text),
      refs: own.length > 0 ? own : refs,
      details: readDetails(text),
      isCertain: own.length > 0,
    },
  ];
}

/** Characters of the text around an error that belong to it. */
const contextReach = 1500;

/** @returns the reading of something that was recognised, with what the text around it names. */
export function itemReading(item: Recognised, words: Words): ErrorReading {
  const { text } = words;
  const start = words.starts[item.start] ?? 0;
  const end = words.ends[item.end - 1] ?? start;
  const context = contextOf(text, start, end);
  return {
    text: item.name ?? cleanText(context),
    refs: item.refs,
    details: readDetails(context),
    isCertain: item.refs.length === 0 ? undefined : item.isCertain,
    isTranslated: item.isTranslated,
  };
}

/** The lines that an error stands in, and what follows them indented: stack traces, objects, the URL of a request. */
function contextOf(text: string, start: number, end: number): string {
  const from = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - contextReach);
  const lineEnd = text.indexOf('\n', end);
  let to = lineEnd === -1 ? text.length : lineEnd;
  while (to < Math.min(text.length, end + contextReach) && /^\n[ \t}\])]/.test(text.slice(to, to + 2))) {
    const next = text.indexOf('\n', to + 1);
    to = next === -1 ? text.length : next;
  }
  return text.slice(from, Math.min(to, end + contextReach));
}
