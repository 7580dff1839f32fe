import MiniSearch from 'minisearch';
import { listSignals, type SignalList } from '../../core/permissions/signal-list.ts';
import type { MappingEdition } from '../../core/providers/provider.ts';
import { smartcarCommands, type CommandCode } from '../../core/providers/smartcar/commands.ts';
import { smartcarSignals, type SignalCode } from '../../core/providers/smartcar/signals.ts';
import { ownValue } from '../../core/text/keys.ts';

/** What a search found: signals and commands, best first. */
export interface SignalMatches {
  readonly signals: readonly SignalCode[];
  readonly commands: readonly CommandCode[];
}

/** Words that say nothing about which signal is meant. */
const fillers = new Set(
  'a an and are at be by can car cars current do does for from get has have how i in is it its my me of on or see show tell than that the to vehicle we what which will with you your'.split(
    ' ',
  ),
);

/** Everyday question words that mean a particular thing here. */
const meanings: Readonly<Record<string, string>> = { where: 'position', whereabouts: 'position', when: 'time' };

/** Fuzzy search takes memory by the square of a word: no word of the index is longer, and nobody searches for more. */
const longestWord = 60;
const longestQuery = 1000;

/** Splits `StateOfCharge`, `state-of-charge` and plain sentences into lower-case words. */
function wordsOf(text: string): string[] {
  return text
    .slice(0, longestQuery)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, longestWord).toLowerCase())
    .filter((word) => word !== '');
}

function meaningful(word: string): string | false {
  if (fillers.has(word)) return false;
  return Object.hasOwn(meanings, word) ? (ownValue(meanings, word) ?? word) : word;
}

interface Entry {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly meaning: string;
  readonly words: string;
}

function buildIndex(): MiniSearch<Entry> {
  const index = new MiniSearch<Entry>({
    fields: ['code', 'name', 'meaning', 'words'],
    tokenize: wordsOf,
    processTerm: meaningful,
    searchOptions: {
      boost: { words: 3, name: 2 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      weights: { prefix: 0.3, fuzzy: 0.2 },
      boostDocument: (id) => likelihood(id),
    },
  });
  index.addAll(Object.entries(smartcarSignals).map(([code, info]) => ({ id: code, code, ...info })));
  index.addAll(Object.entries(smartcarCommands).map(([code, info]) => ({ id: code, code, name: '', ...info })));
  return index;
}

/**
 * Finds signals and commands by everyday words: "battery level", "where is it", "lock the doors".
 * All words must match if that finds anything; else any of them.
 */
export function searchSignals(text: string): SignalMatches {
  const index = buildIndex();
  const strict = index.search(text, { combineWith: 'AND' });
  const hits = strict.length > 0 ? strict : index.search(text);
  const best = hits[0]?.score ?? 0;
  // A match that scores a small part of the best one shares a common word only.
  const ids = hits.filter(({ score }) => score >= best * 0.15).map(({ id }): unknown => id);
  return { signals: ids.filter(isSignalCode), commands: ids.filter(isCommandCode) };
}

/** @returns what the words find, or the whole list without words. */
export function buildSignalList(edition: MappingEdition, words: string): SignalList {
  const query = words.trim();
  return query === '' ? listSignals(edition) : listSignals(edition, { query, ...searchSignals(query) });
}

/** What is documented is looked for more often, and a Tesla has no engine to ask about. */
function likelihood(code: unknown): number {
  if (!isSignalCode(code)) return 1;
  const { group, basis } = smartcarSignals[code];
  if (group === 'Diagnostics' || group === 'InternalCombustionEngine') return 0.6;
  return basis === 'v2-endpoint' ? 1.5 : 1;
}

/** @returns true for a code of Smartcar's signal schema. */
export function isSignalCode(code: unknown): code is SignalCode {
  return typeof code === 'string' && Object.hasOwn(smartcarSignals, code);
}

function isCommandCode(code: unknown): code is CommandCode {
  return typeof code === 'string' && Object.hasOwn(smartcarCommands, code);
}
