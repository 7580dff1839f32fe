/** A text as the words that it consists of. */
export interface Words {
  /** The text without escapes: what patterns look at. */
  readonly text: string;
  /** Lower case, without apostrophes. */
  readonly list: readonly string[];
  /** Where each word begins in `text`. */
  readonly starts: readonly number[];
  /** Where each word ends in `text`. */
  readonly ends: readonly number[];
}

/** Letters, digits and underscores; an apostrophe between letters belongs to the word. */
const word = /[\p{L}\p{N}_]+(?:['’`´][\p{L}]+)*/gu;
const apostrophe = /['’`´]/;
const apostrophes = /['’`´]/g;

/**
 * Takes a text apart so that quotes, brackets, line ends, wrapping and escaping make no difference to what it says.
 * Linear in the length of the text.
 */
export function splitWords(input: string): Words {
  const text = unescape(input);
  const list: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const hasApostrophes = apostrophe.test(text);
  for (const match of text.matchAll(word)) {
    const [written] = match;
    list.push((hasApostrophes && apostrophe.test(written) ? written.replace(apostrophes, '') : written).toLowerCase());
    starts.push(match.index);
    ends.push(match.index + written.length);
  }
  return { text, list, starts, ends };
}

/** @returns the words of a phrase, spelled as `splitWords` spells them; `*` is kept. */
export function phraseWords(phrase: string): readonly string[] {
  return phrase.split(/\s+/).flatMap((part) => (part === '*' ? ['*'] : splitWords(part).list));
}

const entities: ReadonlyMap<string, string> = new Map([
  ['quot', '"'],
  ['apos', "'"],
  ['amp', '&'],
]);

/** Undoes what JSON, HTML, percent encoding and terminals put between the words, however often it was done. */
function unescape(text: string): string {
  let plain = text;
  if (plain.includes('\u001b')) plain = plain.replace(/\u001b\[[0-9;?]*[@-~]/g, '');
  if (plain.includes('\\')) plain = plain.replace(/\\+(?:u([0-9a-f]{4})|[nrt])?/gi, withoutEscape);
  // A code that was wrapped at an underscore; the line end moves behind it, so that lines keep their numbers.
  if (/_\r?\n/.test(plain)) plain = plain.replace(/_\r?\n[ \t]{0,40}([A-Z][A-Z_]*)/g, '_$1\n');
  if (plain.includes('&'))
    plain = plain.replace(/&(?:#\d{1,3}|#x[0-9a-f]{1,2}|quot|apos|amp|lt|gt|nbsp);/gi, withoutEntity);
  if (plain.includes('%'))
    plain = plain.replace(/%(?:25)*([2-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return plain;
}

/** A line end inside a string is a blank, so that lines keep their numbers. */
function withoutEscape(_: string, unicode: string | undefined): string {
  return unicode === undefined ? ' ' : String.fromCharCode(Number.parseInt(unicode, 16));
}

/** `&#58;` and `&#x3A;` are a colon; of the names, those that stand for a letter or a sign that words hang on. */
function withoutEntity(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase();
  if (!name.startsWith('#')) return entities.get(name) ?? ' ';
  return String.fromCharCode(name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
}
