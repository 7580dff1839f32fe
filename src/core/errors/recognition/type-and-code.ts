import { findApiError, findCutCode } from '../knowledge/api-lookup.ts';
import type { ErrorRef } from '../knowledge/ref.ts';
import { apiErrorTypes } from '../knowledge/smartcar-api.ts';
import type { Words } from './words.ts';

/** A type of Smartcar's API beside one of its codes, in whatever form: `TYPE:CODE`, fields, cells of a table. */
export interface TypeAndCode {
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly name: string;
  /** None: a type with a code that nobody documents. */
  readonly ref: ErrorRef | undefined;
}

const types: ReadonlySet<string> = new Set(Object.keys(apiErrorTypes).map((type) => type.toLowerCase()));
/** Words that stand between a type and its code where people and programs label both. */
const labels: ReadonlySet<string> = new Set(
  'code error errorcode error_code errortype error_type type status statuscode status_code is and the of smartcar'.split(
    ' ',
  ),
);
const nulls: ReadonlySet<string> = new Set(['null', 'none', 'nil', 'undefined']);
/** Words looked at behind a type, and before it. */
const reach = 6;

/** @returns every type that stands with its code. */
export function findTypesAndCodes(words: Words): readonly TypeAndCode[] {
  const pairs: TypeAndCode[] = [];
  for (const [at, word] of words.list.entries()) {
    const pair = types.has(word) ? (codeBehind(words, at) ?? codeBefore(words, at)) : undefined;
    if (pair !== undefined) pairs.push(pair);
  }
  return pairs;
}

function codeBehind(words: Words, at: number): TypeAndCode | undefined {
  const type = words.list[at] ?? '';
  const isClear = isClearType(words, at);
  for (let next = at + 1; next <= at + reach; next += 1) {
    const word = words.list[next];
    if (word === undefined) return undefined;
    const isJoined = next === at + 1 && /^:\s?$/.test(between(words, at));
    const ref = isClear || isJoined ? findApiError(type, word) : undefined;
    if (ref !== undefined && (!nulls.has(word) || isJoined || isClear))
      return named(words, { start: at, end: next + 1, ref });
    if (isJoined && isUpper(words, at) && isUpper(words, next))
      return named(words, {
        start: at,
        end: next + 1,
        ref: isCutOff(words, next) ? findCutCode(type, word) : undefined,
      });
    if (!labels.has(word)) {
      // A cell or a word between them may be anything but null, which belongs to what stands directly before it.
      if (next > at + 2 || !isClear) return undefined;
    }
  }
  return undefined;
}

/** The text, or the column of a table, ends within the word. */
function isCutOff({ text, ends }: Words, at: number): boolean {
  return /^(?:…|\.\.|\s*$)/.test(text.slice(ends[at], (ends[at] ?? 0) + 40));
}

/** `code: X type: Y`, as Go and logfmt order fields by name. */
function codeBefore(words: Words, at: number): TypeAndCode | undefined {
  const type = words.list[at] ?? '';
  for (let label = at - 2; label >= Math.max(0, at - reach); label -= 1) {
    const name = words.list[label] ?? '';
    const code = words.list[label + 1] ?? '';
    if (name !== 'code' && name !== 'error_code') continue;
    const ref = isClearType(words, at) ? findApiError(type, code) : undefined;
    if (ref !== undefined) return { start: label, end: at + 1, name: `${type}:${code}`.toUpperCase(), ref };
  }
  return undefined;
}

function named(words: Words, { start, end, ref }: Omit<TypeAndCode, 'name'>): TypeAndCode {
  return { start, end, name: `${written(words, start)}:${written(words, end - 1)}`, ref };
}

/** In prose "permission" and "server" are words; a type is written large, has an underscore or is labelled as one. */
function isClearType(words: Words, at: number): boolean {
  const before = words.list[at - 1] ?? '';
  return isUpper(words, at) || (words.list[at] ?? '').includes('_') || /^(?:error)?_?type$/.test(before);
}

function isUpper(words: Words, at: number): boolean {
  const text = written(words, at);
  return text === text.toUpperCase() && /^[A-Z_]{2,}$/.test(text);
}

function written(words: Words, at: number): string {
  return words.text.slice(words.starts[at], words.ends[at]);
}

function between(words: Words, at: number): string {
  return words.text.slice(words.ends[at], words.starts[at + 1]);
}
