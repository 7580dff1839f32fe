import type { ErrorRef } from '../knowledge/ref.ts';
import { apiErrorTypes } from '../knowledge/smartcar-api.ts';
import { smartcarNames } from '../knowledge/smartcar-names.ts';
import { teslaLibraryNames } from '../knowledge/tesla/library-names.ts';
import { errorTables, type AnyEntry, type ErrorTable } from '../knowledge/tables.ts';
import { issuerOf } from '../knowledge/lookup.ts';
import { evidencePhrases, type Evidence } from './evidence.ts';
import { partyOf, type Party } from './party.ts';
import { buildPhraseIndex, type Phrase, type PhraseIndex } from './phrase-index.ts';
import { phraseWords } from './words.ts';

/**
 * How much words say about their row. `sentence`: nobody else says it. `code`: others use the same code, the sender
 * decides. `weak`: counts only in a text of that sender's. `title`: counts only where nothing more precise stands near.
 */
export type Kind = 'sentence' | 'code' | 'weak' | 'title';

/** Words that stand for a row. */
export interface RowWords {
  readonly ref: ErrorRef;
  readonly party: Party;
  readonly kind: Kind;
  /** The words are our translation of what the sender says. */
  readonly isTranslated?: boolean | undefined;
  /** A code of the OAuth standards, which anybody may send. */
  readonly isStandard?: boolean | undefined;
}

/** What words can stand for: a row, or a clue to who wrote them. */
export type Meaning = { readonly row: RowWords } | { readonly evidence: Evidence };

let index: PhraseIndex<Meaning> | undefined;

/** Every phrase of every table, and every clue, by first word. Made when it is first needed. */
export function meanings(): PhraseIndex<Meaning> {
  index ??= buildPhraseIndex<Meaning>([
    ...errorTables.flatMap(tablePhrases),
    ...otherNames(),
    ...evidencePhrases.map(({ phrase, value }) => ({ phrase, value: { evidence: value } })),
  ]);
  return index;
}

function tablePhrases(table: ErrorTable): readonly Phrase<Meaning>[] {
  const party = partyOf(table.issuer);
  return Object.entries(table.rows).flatMap(([code, row]) => {
    const ref = { family: table.family, code };
    const meaning =
      (kind: Kind, isTranslated = false, isStandard = false) =>
      (phrase: string) => ({ phrase, value: { row: { ref, party, kind, isTranslated, isStandard } } });
    const own = row.isTitle === true ? 'title' : 'sentence';
    return [
      ...(row.phrases ?? []).map(meaning(own)),
      ...(row.translated ?? []).map(meaning(own, true)),
      ...sharedCodes(table, code, row).map(meaning('code', false, row.key !== undefined)),
      ...(row.weak ?? []).map(meaning('weak')),
    ];
  });
}

/** Codes with an underscore: those of one word are too common in prose. */
function sharedCodes({ family }: ErrorTable, code: string, { key }: AnyEntry): readonly string[] {
  if (family === 'connect-redirect') return code.includes('_') ? [code] : [];
  if (family !== 'smartcar-api') return key === undefined ? [] : [key];
  const name = code.slice(code.indexOf(':') + 1);
  // RATE_LIMIT alone is the type, not UPSTREAM:RATE_LIMIT.
  return name.includes('_') && !Object.hasOwn(apiErrorTypes, name) ? [name] : [];
}

function otherNames(): readonly Phrase<Meaning>[] {
  return [...smartcarNames, ...teslaLibraryNames].flatMap(({ ref, sentences = [], weak = [] }) => {
    const meaning = (kind: Kind) => (phrase: string) => ({
      phrase,
      value: { row: { ref, party: partyOf(issuerOf(ref)), kind } },
    });
    return [...sentences.map(meaning('sentence')), ...weak.map(meaning('weak'))];
  });
}

let values: ReadonlyMap<string, readonly ErrorRef[]> | undefined;

/** @returns rows that words mean only where they are the whole text, or the whole value of a field. */
export function rowsOfValue(words: readonly string[]): readonly ErrorRef[] {
  values ??= valueRows();
  return values.get(words.join(' ')) ?? [];
}

function valueRows(): ReadonlyMap<string, readonly ErrorRef[]> {
  const rows = [
    ...errorTables.flatMap(({ family, rows: table }) =>
      Object.entries(table).flatMap(([code, row]) =>
        [...(row.words ?? []), ...(row.weak ?? [])].map((word) => ({ word, ref: { family, code } })),
      ),
    ),
    ...smartcarNames.flatMap(({ ref, values: names = [] }) => names.map((word) => ({ word, ref }))),
  ];
  const byWords = new Map<string, ErrorRef[]>();
  for (const { word, ref } of rows) {
    const name = phraseWords(word).join(' ');
    byWords.set(name, [...(byWords.get(name) ?? []), ref]);
  }
  return byWords;
}
