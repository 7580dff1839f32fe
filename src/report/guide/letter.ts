import type { CampaignKind } from '../../core/campaign/kinds.ts';
import { languages, type Language } from './messages/languages.ts';
import { keysOf } from '../../core/text/keys.ts';

/** What a letter is about. */
export interface LetterInput {
  readonly kind: CampaignKind;
  readonly language: Language;
  /** The name that owners know; absent: the language's words for it. */
  readonly app: string | undefined;
  readonly provider: string;
  readonly missingBoxes: readonly string[];
  readonly keyDomain: string;
}

/** A letter to the owner of a car, around the link that each of them gets. Plain text, no line breaks in paragraphs. */
export interface Letter {
  readonly subject: string;
  text(link: string): string;
  /** The short message, link included. */
  sms(link: string): string;
}

/** Writes to an owner what to do, in the words of one language. */
export function buildLetter({ kind, language, app: name, provider, missingBoxes, keyDomain }: LetterInput): Letter {
  const { letter, someApp, and } = languages[language];
  const app = name ?? someApp;
  const context = { app, provider, boxes: enumerateBoxes(missingBoxes, and), keyDomain };
  const before = [letter.greeting, letter.before[kind](context)].join('\n\n');
  const after = letter.after[kind](context).join('\n\n');
  const sms = capitalize(letter.sms[kind](app));
  return {
    subject: letter.subject[kind](app),
    text: (link) => `${before}\n\n${link}\n\n${after}\n`,
    sms: (link) => `${sms} ${link}`,
  };
}

function enumerateBoxes(labels: readonly string[], and: string): string {
  const last = labels.at(-1) ?? '';
  return labels.length < 2 ? last : `${labels.slice(0, -1).join(', ')} ${and} ${last}`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @returns the language that a tag such as `de-AT` names, if the letters speak it. */
export function findLanguage(tag: string | null): Language | undefined {
  const [primary] = (tag ?? '').toLowerCase().split(/[-_]/);
  return keysOf(languages).find((language) => language === primary);
}
