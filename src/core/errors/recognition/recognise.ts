import { issuerOf } from '../knowledge/lookup.ts';
import type { ErrorRef } from '../knowledge/ref.ts';
import type { Evidence } from './evidence.ts';
import { partyOf, type Party } from './party.ts';
import { findPhrases, longestOnly, type Found } from './phrase-index.ts';
import { meanings, rowsOfValue, type Kind, type Meaning, type RowWords } from './rows.ts';
import { foreignFinder } from './foreign.ts';
import { decideSenders, patternClues, type Clue, type SenderAt } from './sender.ts';
import { statusMeaning } from './status-meaning.ts';
import { findStatuses, type FoundStatus } from './status.ts';
import { findTypesAndCodes, type TypeAndCode } from './type-and-code.ts';
import type { Words } from './words.ts';

/** Something that a text says, and the rows that it can mean. */
export interface Recognised {
  /** Words `start` up to, not including, `end`. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly refs: readonly ErrorRef[];
  /** Set where the words are no good to be shown: the name of a type with its code. */
  readonly name?: string | undefined;
  /** The text shows who sent it, or nobody else says these words. */
  readonly isCertain: boolean;
  /** It was recognised by our translation of what its sender says. */
  readonly isTranslated?: boolean | undefined;
}

/** What a text says, and who says it. */
export interface Recognition {
  readonly items: readonly Recognised[];
  readonly senderAt: SenderAt;
}

/** Lines before and after a headline or a status in which something more precise stands for it. */
const neighbourhood = 12;

/**
 * Finds every error that the words hold.
 * @param fallback the sender of what the words were taken from
 */
export function recognise(words: Words, fallback: Party | null = null): Recognition {
  const lineAt = lineFinder(words.text);
  const lineOf = (at: number) => lineAt(words.starts[at] ?? 0);
  const pairs = findTypesAndCodes(words);
  const spans = groupSpans(longestOnly(findPhrases(meanings(), words)));
  const isForeign = foreignFinder(words.text);
  const senderAt = decideSenders(
    [
      ...spans.flatMap((span) =>
        evidenceOf(span, lineOf).filter(
          ({ evidence }) => evidence.party === 'other' || !isForeign(words.starts[span.start] ?? 0),
        ),
      ),
      ...patternClues(words, lineAt),
      ...pairs.map(({ start }) => ({ line: lineOf(start), evidence: { party: 'smartcar' as const, weight: 6 } })),
    ],
    fallback,
  );
  const place = { words, lineOf, senderAt };
  const named = firstOfEach(pairs, ({ name }) => name).map((pair) => pairItem(pair, lineOf));
  const precise = [...named, ...rowItems(outside(spans, pairs), place)];
  const statuses = firstOfEach(findStatuses(words), ({ status }) => String(status))
    .map((found) => statusItem(found, place))
    .filter((one) => one.refs.length > 0 && !precise.some(({ line }) => Math.abs(line - one.line) <= neighbourhood));
  return { items: [...precise, ...statuses].toSorted((one, other) => one.start - other.start), senderAt };
}

/** Repeats of one thing that are looked at: what it is said with can differ. */
const repeats = 4;

/** A log says the same thing thousands of times: the first of each are enough. */
function firstOfEach<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] {
  const counts = new Map<string, number>();
  return all.filter((item) => {
    const key = keyOf(item);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= repeats;
  });
}

function pairItem({ start, end, name, ref }: TypeAndCode, lineOf: (at: number) => number): Recognised {
  return { start, end, name, line: lineOf(start), refs: ref === undefined ? [] : [ref], isCertain: true };
}

/** @returns what a text means as a whole, where its words are too common to count inside others. */
export function recogniseValue(words: Words): readonly ErrorRef[] {
  return words.list.length > 6 ? [] : rowsOfValue(words.list);
}

/** The same words, and everything that they can mean. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly rows: readonly RowWords[];
  readonly evidence: readonly Evidence[];
}

function groupSpans(matches: readonly Found<Meaning>[]): readonly Span[] {
  const spans = new Map<string, { start: number; end: number; rows: RowWords[]; evidence: Evidence[] }>();
  for (const { value, start, end } of matches) {
    const key = `${start} ${end}`;
    const span = spans.get(key) ?? { start, end, rows: [], evidence: [] };
    if ('row' in value) span.rows.push(value.row);
    else span.evidence.push(value.evidence);
    spans.set(key, span);
  }
  return [...spans.values()];
}

/** Hosts and names point to a sender, and so do sentences that one party alone says. */
function evidenceOf({ rows, evidence, start }: Span, lineOf: (at: number) => number): readonly Clue[] {
  const [row] = rows;
  const isOwn = row !== undefined && row.kind === 'sentence' && rows.every(({ party }) => party === row.party);
  const isTelling = isOwn && row.party !== 'this-machine';
  const all = isTelling ? [...evidence, { party: row.party, weight: 2 }] : evidence;
  return all.map((one) => ({ line: lineOf(start), evidence: one }));
}

interface Place {
  readonly words: Words;
  readonly lineOf: (at: number) => number;
  readonly senderAt: SenderAt;
}

/** Rows of the same words are one item: the sender chooses among them. */
function rowItems(spans: readonly Span[], place: Place): readonly Recognised[] {
  const items = firstOfEach(spans, ({ rows }) => rows.map(({ ref }) => `${ref.family} ${ref.code}`).join()).flatMap(
    (span) => spanItem(span, place),
  );
  return items.filter((item) => !items.some((other) => saysMore(other, item)));
}

/** A sentence says more than the code beside it, and both say more than a headline near them. */
function saysMore(other: RowItem, item: RowItem): boolean {
  if (item.kind === 'title') return other.kind !== 'title' && Math.abs(other.line - item.line) <= neighbourhood;
  return item.kind === 'code' && other.kind === 'sentence' && other.line === item.line && isOfSameParty(other, item);
}

function isOfSameParty(left: RowItem, right: RowItem): boolean {
  const parties = new Set(left.refs.map((ref) => partyOf(issuerOf(ref))));
  return right.refs.some((ref) => parties.has(partyOf(issuerOf(ref))));
}

interface RowItem extends Recognised {
  readonly kind: Kind;
}

function spanItem(span: Span, { words, lineOf, senderAt }: Place): readonly RowItem[] {
  const { start, end } = span;
  const line = lineOf(start);
  const sender = senderAt(line);
  const rows = chooseRows(span.rows, sender, words.text.slice(words.starts[start], words.ends[start]));
  if (rows.length === 0) return [];
  const parties = new Set(rows.map(({ party }) => party));
  const isCertain = parties.size === 1 && !(sender === null && rows.every(({ isStandard }) => isStandard === true));
  const kind = rows.some((row) => row.kind === 'sentence') ? 'sentence' : (rows[0]?.kind ?? 'code');
  const isTranslated = rows.every((row) => row.isTranslated === true);
  return [{ start, end, line, refs: unique(rows), isCertain, isTranslated, kind }];
}

function unique(rows: readonly RowWords[]): readonly ErrorRef[] {
  return [...new Map(rows.map(({ ref }) => [`${ref.family} ${ref.code}`, ref])).values()];
}

/** Words that several use belong to the sender, where he is known; to somebody else altogether they do not belong at all. */
function chooseRows(rows: readonly RowWords[], sender: Party | null, written: string): readonly RowWords[] {
  if (sender === 'other') return rows.filter(({ party }) => party === 'this-machine');
  const heard = rows.filter(({ kind, party }) => {
    if (party === sender || kind === 'sentence' || kind === 'title') return true;
    return kind === 'code' && sender === null;
  });
  const own = heard.filter(({ party }) => party === sender);
  if (own.length > 0) return own;
  // NO_VEHICLES is the API's, no_vehicles Connect's.
  const api = heard.filter(({ ref }) => ref.family === 'smartcar-api');
  const others = heard.filter(({ ref }) => ref.family !== 'smartcar-api');
  return written === written.toUpperCase() && api.length > 0 ? api : [...others, ...api];
}

function statusItem({ status, start, end }: FoundStatus, { words, lineOf, senderAt }: Place): Recognised {
  const line = lineOf(start);
  const meaning = statusMeaning(status, { text: words.text, at: words.starts[start] ?? 0, sender: senderAt(line) });
  return { start, end, line, ...meaning, name: `HTTP ${status}` };
}

/** @returns spans of rows that do not overlap a type with its code. */
function outside(spans: readonly Span[], pairs: readonly TypeAndCode[]): readonly Span[] {
  const covered = new Set(
    pairs.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index)),
  );
  return spans.filter(({ rows, start, end }) => {
    const isInside = covered.has(start) || covered.has(end - 1);
    return rows.length > 0 && !isInside;
  });
}

/** @returns a function that tells the line, from 0, of a place in the text. */
function lineFinder(text: string): (position: number) => number {
  const breaks = Array.from(text.matchAll(/\n/g), ({ index }) => index);
  return (position) => {
    let low = 0;
    let high = breaks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
