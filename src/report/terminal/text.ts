import { cellWidth } from './cells.ts';
import type { Style } from './style.ts';

/** Wraps a paragraph to the width, with a hanging indent. Words longer than the line (URLs) stay whole. */
export function paragraph(style: Style, text: string, indent = ''): string {
  const width = Math.max(20, Math.min(style.width, 100) - indent.length);
  return wrap(shownAs(text, style), width)
    .map((line) => indent + line)
    .join('\n');
}

/** Sentences name places in the Dashboard with arrows, and cut ids with an ellipsis. */
function shownAs(text: string, { glyphs }: Style): string {
  return text.replaceAll('→', glyphs.arrow).replaceAll('…', glyphs.ellipsis);
}

/** Breaks a text into lines of the width. Words longer than that stay whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const { blank, piece } of pieces(text)) {
    const cells = cellWidth(piece);
    if (line !== '' && used + blank.length + cells > width) {
      lines.push(line);
      line = piece;
      used = cells;
    } else {
      line += blank + piece;
      used += blank.length + cells;
    }
  }
  return [...lines, line];
}

interface Piece {
  /** What stands before it where the line is not broken there. */
  readonly blank: string;
  readonly piece: string;
}

/** The parts between which a line may be broken. */
function pieces(text: string): readonly Piece[] {
  const words = text.trim().split(/\s+/);
  if (!unspaced.test(text)) return words.map((piece, index) => ({ blank: index > 0 ? ' ' : '', piece }));
  return words.flatMap((word, index) =>
    charactersOrWord(word).map((piece, place) => ({ blank: index > 0 && place === 0 ? ' ' : '', piece })),
  );
}

/** All scripts that are written without blanks lie here, behind those of Europe, Africa and the Near East. */
const unspaced = /[\u2e80-\uffff]/;

/**
 * Scripts that are written without blanks are broken between two characters. Their classes take half a millisecond to
 * load, already where a literal is parsed.
 */
function charactersOrWord(word: string): readonly string[] {
  if (!unspaced.test(word)) return [word];
  const character = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]`;
  return word.split(new RegExp(`(?<=${character})(?=${character})`, 'u'));
}

/**
 * A paragraph whose first line carries a marker and whose other lines hang under its text. Blanks before the marker
 * indent the whole.
 */
export function item(style: Style, marker: string, text: string): string {
  const hang = ' '.repeat(cellWidth(marker) + 1);
  return `${marker} ${paragraph(style, text, hang).slice(hang.length)}`;
}
