import { CliError } from '../core/errors/cli-error.ts';
import { didYouMean } from './nearest.ts';

/** Taken as `.option(...languageOption)` by commands that write letters to owners. */
export const languageOption = [
  '--lang <language>',
  'language of texts for rows that name none: en (default) or de',
] as const;

export const appNameOption = ['--app-name <name>', 'the name owners know your app by'] as const;

/** Longest name of an app, in characters: a longer one is a mistake, and fits no drawing. */
const longestName = 60;

/** Reads `--app-name`. @throws CliError INVALID_VALUE */
export function resolveAppName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const trimmed = name.trim();
  const isSeen = /[^\p{C}\p{Z}]/u.test(trimmed);
  const plain = !/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(trimmed);
  if (isSeen && plain && [...trimmed].length <= longestName) return trimmed;
  throw new CliError('INVALID_VALUE', `"${trimmed.slice(0, longestName)}" cannot be used as the name of an app.`, {
    hint: `Pass 1 to ${longestName} characters without control characters.`,
  });
}

/** Reads the value of a flag that takes one of several words, in any case. @throws CliError INVALID_VALUE */
export function pickChoice<T extends string>(text: string, known: readonly T[], flag: string): T {
  const choice = known.find((one) => one === text.toLowerCase());
  if (choice !== undefined) return choice;
  throw new CliError('INVALID_VALUE', `"${text}" is not a value of ${flag}.${didYouMean(text, known)}`, {
    hint: `Pass ${flag} ${known.join('|')}.`,
  });
}
