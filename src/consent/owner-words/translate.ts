import type { ErrorExplanation } from '../../core/errors/explanation/explanation.ts';
import type { Language } from '../language.ts';
import { germanOwnerWords } from './de.ts';
import { ownValue } from '../../core/text/keys.ts';

/** Words for the owner in languages other than English, by family and code of the error. */
const translations: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = { de: germanOwnerWords };

/** @returns what to tell the owner in that language; null where there is nothing to tell */
export function translateOwnerWords(
  { family, code, owner }: Pick<ErrorExplanation, 'family' | 'code' | 'owner'>,
  language: Language,
): string | null {
  if (owner === null) return null;
  const words = translations[language];
  const row = `${family} ${code}`;
  return words !== undefined && Object.hasOwn(words, row) ? (ownValue(words, row) ?? owner) : owner;
}
