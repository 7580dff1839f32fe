import { eastAsianWidth } from 'get-east-asian-width';

/**
 * All but European letters, punctuation, and the arrows, lines and ticks that we draw, each of which takes one cell.
 * Most texts hold nothing else and need no classes of Unicode. Those below take two milliseconds to load, already where
 * a literal is parsed; so they are written as strings.
 */
const unusual =
  /[^\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u257f\u2610-\u2612\u2713\u2717\u26a0]/;
/** Characters that change the width of the ones before them: only texts with these need to be split into graphemes. */
const joining = onDemand(String.raw`\p{Mark}|\u200d|\p{Regional_Indicator}|\p{Emoji_Modifier}|[\u1160-\u11ff]`);
const colours = /\u001b\[[0-9;]*m/g;
const invisible = onDemand(String.raw`^[\p{Default_Ignorable_Code_Point}\p{Mark}\p{Control}\p{Format}]$`);
const emoji = onDemand(String.raw`\ufe0f|^\p{Regional_Indicator}{2}$`);

function onDemand(source: string): () => RegExp {
  let made: RegExp | undefined;
  return () => (made ??= new RegExp(source, 'u'));
}

let segmenter: Intl.Segmenter | undefined;

/** Code units that are split at a time: ICU goes through all that lie before a character to reach it. */
const stretch = 256;

/** @returns what a reader takes for characters: an emoji or a letter with its marks is one. */
function graphemes(text: string): readonly string[] {
  if (!unusual.test(text) || !joining().test(text)) return [...text];
  const all: string[] = [];
  for (let from = 0; from < text.length;) {
    const parts = segments(text.slice(from, from + stretch));
    // The last one may go on behind the stretch.
    const whole = from + stretch >= text.length || parts.length === 1 ? parts : parts.slice(0, -1);
    all.push(...whole);
    from += whole.reduce((length, grapheme) => length + grapheme.length, 0);
  }
  return all;
}

function segments(text: string): readonly string[] {
  // It takes milliseconds to make, and most output never needs it.
  segmenter ??= new Intl.Segmenter('en');
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function graphemeWidth(grapheme: string): number {
  if (!unusual.test(grapheme)) return grapheme.length;
  if (emoji().test(grapheme)) return 2;
  const first = [...grapheme].find((character) => !invisible().test(character));
  return first === undefined ? 0 : eastAsianWidth(first.codePointAt(0) ?? 0);
}

/** Fills a text up with blanks to a number of cells, as `padEnd` does with letters. */
export function padCells(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cellWidth(text)));
}

/** @returns the cells of a terminal that a text takes; colours take none. */
export function cellWidth(text: string): number {
  const shown = text.includes('\u001b') ? text.replace(colours, '') : text;
  if (!unusual.test(shown)) return shown.length;
  return graphemes(shown).reduce((width, grapheme) => width + graphemeWidth(grapheme), 0);
}

/** Cuts a text into the longest pieces that fit, each of one character at least. */
export function cutCells(text: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const grapheme of graphemes(text)) {
    const cells = graphemeWidth(grapheme);
    if (used + cells > width && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += grapheme;
    used += cells;
  }
  return [...pieces, piece];
}
