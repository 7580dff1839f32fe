import { checkFilled, checkOneOf } from './input.ts';

const offered: readonly Language[] = ['en', 'de'];

/** A language in which this library speaks to owners. */
export type Language = 'en' | 'de';

/** In which language and for which app something is said. */
export interface WordOptions {
  /** `en` by default. */
  readonly language?: Language | undefined;
  /** Name of the app as its users know it. */
  readonly app?: string | undefined;
}

const longestName = 100;

/** @throws ConsentError INVALID_VALUE */
export function chooseLanguage({ language = 'en' }: WordOptions): Language {
  return checkOneOf(language, 'language', offered);
}

/** @throws ConsentError INVALID_VALUE, INPUT_REQUIRED */
export function chooseAppName({ app }: WordOptions, otherwise: string): string {
  return app === undefined ? otherwise : checkFilled(app, 'app', longestName);
}
