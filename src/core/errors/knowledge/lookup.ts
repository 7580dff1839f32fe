import { errorCodes, type ErrorCode } from '../codes.ts';
import { errorDocs } from '../cli-error.ts';
import { connectRedirectErrors, noError } from './connect-redirect.ts';
import type { ErrorEntry, ErrorFamily, PhraseEntry } from './entry.ts';
import { hostedPageErrors } from './hosted-page.ts';
import { oauthTokenErrors } from './oauth-token.ts';
import { smartcarApiErrors } from './smartcar-api.ts';
import { teslaErrors, teslaSuccess } from './tesla.ts';
import { textureErrors } from './texture.ts';

/** Points at one row of one table. */
export interface ErrorRef {
  readonly family: ErrorFamily;
  /** The row's name as the documents spell it: `PERMISSION:null`, `access_denied`. */
  readonly code: string;
}

/** Families whose rows stand in the tables of this folder. */
type TableFamily = Exclude<ErrorFamily, 'connect-cli' | 'finding'>;

type Table = Readonly<Record<string, ErrorEntry & { readonly status?: number | undefined }>>;

const tables: Readonly<Record<TableFamily, Table>> = {
  'smartcar-api': smartcarApiErrors,
  'connect-redirect': { ...connectRedirectErrors, none: noError },
  'oauth-token': oauthTokenErrors,
  'hosted-page': hostedPageErrors,
  texture: textureErrors,
  tesla: { ...teslaErrors, none: teslaSuccess },
};

/** Tables whose rows are found by words. The order decides which row is named first. */
const phraseTables = {
  texture: textureErrors,
  tesla: teslaErrors,
  'hosted-page': hostedPageErrors,
} as const satisfies Partial<Record<ErrorFamily, Readonly<Record<string, PhraseEntry>>>>;

/** Families whose codes are single words; a bare word is looked up in these, too. */
const wordFamilies = ['connect-redirect', 'oauth-token', 'texture', 'tesla', 'hosted-page'] as const;

/** @returns the row, or `undefined` if there is none. */
export function findEntry(ref: ErrorRef): (ErrorEntry & { readonly status?: number | undefined }) | undefined {
  if (ref.family === 'connect-cli') return ownEntry(ref.code);
  if (ref.family === 'finding') return undefined;
  const table = tables[ref.family];
  return Object.hasOwn(table, ref.code) ? table[ref.code] : undefined;
}

function ownEntry(code: string): ErrorEntry | undefined {
  if (!isOwnCode(code)) return undefined;
  const { meaning, fix, exitCode } = errorCodes[code];
  const docs = errorDocs(code);
  return {
    cause: meaning,
    who: 'developer',
    fix,
    docs,
    next: [],
    note: `The command ends with exit code ${exitCode}. The line below the error names the next step for the case at hand.`,
    source: { url: docs, asOf: '2026-11' },
  };
}

function isOwnCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code);
}

const apiNames = Object.keys(smartcarApiErrors);

/** @returns the API error of that type and code, in any case; a code of `null`, `none`, `nil` or nothing is JSON null. */
export function findApiError(type: string, code: string | null): ErrorRef | undefined {
  const isNull = code === null || /^(?:null|none|nil|undefined|)$/i.test(code);
  const wanted = `${type.toUpperCase()}:${isNull ? 'null' : code.toUpperCase()}`;
  return apiNames.includes(wanted) ? { family: 'smartcar-api', code: wanted } : undefined;
}

/** @returns every row that a bare word can mean: `VIRTUAL_KEY_REQUIRED`, `permission`, `invalid_grant`. */
export function findBareCode(word: string): readonly ErrorRef[] {
  const wanted = word
    .trim()
    .replace(/[\s-]+/g, '_')
    .toUpperCase();
  const api = apiNames
    .filter((name) => name.endsWith(`:${wanted}`) || name === `${wanted}:null`)
    .map((code) => ({ family: 'smartcar-api' as const, code }));
  const own = isOwnCode(wanted) && api.length === 0 ? [{ family: 'connect-cli' as const, code: wanted }] : [];
  const words = wordFamilies.flatMap((family) =>
    Object.hasOwn(tables[family], wanted.toLowerCase()) ? [{ family, code: wanted.toLowerCase() }] : [],
  );
  return [...api, ...words, ...own];
}

/** @returns rows of one word-coded family, for values whose place is known: the `error` of a redirect. */
export function findWord(family: 'connect-redirect' | 'oauth-token', word: string): ErrorRef | undefined {
  const code = word.trim().toLowerCase();
  return Object.hasOwn(tables[family], code) ? { family, code } : undefined;
}

// The keys of phraseTables are families; Object.entries forgets it.
const phraseRows = Object.entries(phraseTables).flatMap(([family, table]) =>
  Object.entries(table).map(([code, row]: [string, PhraseEntry]) => ({
    ref: { family: family as keyof typeof phraseTables, code },
    phrases: row.phrases,
    words: row.words ?? [],
  })),
);

/** @returns rows whose words stand in the text, or whose single word is the text. */
export function findPhrases(text: string): readonly ErrorRef[] {
  const flat = text.toLowerCase().replace(/\s+/g, ' ').trim();
  return phraseRows
    .filter(({ phrases, words }) => words.includes(flat) || phrases.some((phrase) => flat.includes(phrase)))
    .map(({ ref }) => ref);
}

/** @returns the API errors that come with an HTTP status. */
export function findStatus(status: number): readonly ErrorRef[] {
  return apiNames
    .filter((name) => findEntry({ family: 'smartcar-api', code: name })?.status === status)
    .map((code) => ({ family: 'smartcar-api', code }));
}

/** Every name that can be asked for, for suggestions. */
export function errorNames(): readonly string[] {
  return [
    ...apiNames,
    ...Object.keys(connectRedirectErrors),
    ...Object.keys(oauthTokenErrors),
    ...Object.keys(teslaErrors),
    ...Object.keys(errorCodes),
  ];
}
