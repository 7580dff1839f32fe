import { errorDocs } from '../cli-error.ts';
import { errorCodes, type ErrorCode } from '../codes.ts';
import type { ErrorEntry, ErrorFamily, Issuer } from './entry.ts';
import { apiNames, apiRef } from './api-lookup.ts';
import type { ErrorRef } from './ref.ts';
import { errorTables, type AnyEntry, type ErrorTable } from './tables.ts';
import { ownValue } from '../../text/keys.ts';

/** Families whose codes are single words; a bare word is looked up in these, too. */
const wordFamilies: ReadonlySet<ErrorFamily> = new Set(['connect-redirect', 'oauth-token', 'tesla', 'texture']);

/** @returns the row, or `undefined` if there is none. */
export function findEntry(ref: ErrorRef): AnyEntry | undefined {
  return ref.family === 'connect-cli' ? ownEntry(ref.code) : ownValue(findTable(ref)?.rows, ref.code);
}

/** @returns the service that says the words of a row. */
export function issuerOf(ref: ErrorRef): Issuer {
  return findTable(ref)?.issuer ?? 'connect-cli';
}

function findTable({ family, code }: ErrorRef): ErrorTable | undefined {
  return errorTables.find((table) => table.family === family && Object.hasOwn(table.rows, code));
}

function ownEntry(code: string): ErrorEntry | undefined {
  if (!isOwnCode(code)) return undefined;
  const { meaning, fix, exitCode } = errorCodes()[code];
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
  return Object.hasOwn(errorCodes(), code);
}

/** @returns every row that a bare word can mean: `VIRTUAL_KEY_REQUIRED`, `permission`, `invalid_grant`. */
export function findBareCode(word: string): readonly ErrorRef[] {
  const wanted = word
    .trim()
    .replace(/[\s-]+/g, '_')
    .toUpperCase();
  const api = apiNames.filter((name) => name.endsWith(`:${wanted}`) || name === `${wanted}:null`).map(apiRef);
  const own = isOwnCode(wanted) && api.length === 0 ? [{ family: 'connect-cli' as const, code: wanted }] : [];
  return [...api, ...findWords(wanted), ...own];
}

/** @returns the rows of that name in every table of single words. */
export function findWords(word: string): readonly ErrorRef[] {
  const code = word.trim().toLowerCase();
  return errorTables.flatMap(({ family, rows }) =>
    wordFamilies.has(family) && Object.hasOwn(rows, code) ? [{ family, code }] : [],
  );
}

/** @returns the rows that an HTTP status stands for where nothing else is said. */
export function findStatus(status: number): readonly ErrorRef[] {
  return errorTables.flatMap(({ family, rows }) =>
    Object.entries(rows)
      .filter(([, row]) => row.status === status && (family === 'smartcar-api' || row.isStatusReading === true))
      .map(([code]) => ({ family, code })),
  );
}

/** @returns the rows of one service that come with an HTTP status */
export function findStatusOf(status: number, issuer: Issuer | undefined): readonly ErrorRef[] {
  return errorTables
    .filter((table) => table.issuer === issuer)
    .flatMap(({ family, rows }) =>
      Object.entries(rows).flatMap(([code, row]) => (row.status === status ? [{ family, code }] : [])),
    );
}

/** Every name that can be asked for, for suggestions. */
export function errorNames(): readonly string[] {
  const ofTables = errorTables
    .filter(({ family }) => family === 'smartcar-api' || wordFamilies.has(family))
    .flatMap(({ rows }) => Object.keys(rows).filter((code) => code !== 'none'));
  return [...ofTables, ...Object.keys(errorCodes())];
}
