import { de } from './de.ts';
import { en } from './en.ts';
import type { GuideMessages } from './messages.ts';

/** Every language of the guides. A new one is a file beside these and a line here. */
export const languages = { en, de } as const satisfies Record<string, GuideMessages>;

export type Language = keyof typeof languages;
