import { showInvisible } from '../core/text/invisible.ts';
import { ConsentError } from './consent-error.ts';

/** Of a value that is refused no more than this is repeated. */
const longestEcho = 80;

/** A value in quotes for a message, without what a terminal obeys and without its end where it is long. */
export function quote(value: unknown): string {
  if (typeof value !== 'string') return `a value of type ${value === null ? 'null' : typeof value}`;
  const cut = value.length > longestEcho ? `${value.slice(0, longestEcho)}…` : value;
  return showInvisible(JSON.stringify(cut));
}

/**
 * @param limit characters
 * @throws ConsentError INVALID_VALUE unless the value is a text that is not longer
 */
export function checkText(value: unknown, name: string, limit: number): string {
  if (typeof value !== 'string') throw new ConsentError('INVALID_VALUE', `${name} is ${quote(value)}, not a text.`);
  if (value.length > limit) {
    throw new ConsentError('INVALID_VALUE', `${name} has ${value.length} characters; ${limit} are the most.`);
  }
  return value;
}

/** @throws ConsentError INVALID_VALUE as `checkText`, INPUT_REQUIRED for an empty text */
export function checkFilled(value: unknown, name: string, limit: number): string {
  const text = checkText(value, name, limit);
  if (text.trim() === '') throw new ConsentError('INPUT_REQUIRED', `${name} is empty.`);
  return text;
}

/** @returns undefined where nothing was given, else what `checkFilled` says of it */
export function checkOptional(value: unknown, name: string, limit: number): string | undefined {
  return value === undefined ? undefined : checkFilled(value, name, limit);
}

const mostWords = 1000;

/**
 * One text or a list of texts.
 * @throws ConsentError INVALID_VALUE
 */
export function checkTexts(value: unknown, name: string, limit: number): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length > mostWords) {
    throw new ConsentError('INVALID_VALUE', `${name} has ${list.length} entries; ${mostWords} are the most.`);
  }
  return list.map((entry) => checkText(entry, name, limit));
}

/**
 * One of a few words.
 * @throws ConsentError INVALID_VALUE
 */
export function checkOneOf<T extends string>(value: unknown, name: string, words: readonly T[]): T {
  const match = words.find((word) => word === value);
  if (match === undefined) {
    throw new ConsentError('INVALID_VALUE', `${name} is ${quote(value)}; it can be ${words.join(', ')}.`);
  }
  return match;
}
