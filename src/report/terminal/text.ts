import { cellWidth } from './cells.ts';
import type { Style } from './style.ts';

/** Wraps a paragraph to the width, with a hanging indent. Words longer than the line (URLs) stay whole. */
export function paragraph(style: Style, text: string, indent = ''): string {
  const width = Math.max(20, Math.min(style.width, 100) - indent.length);
  return wrap(text, width)
    .map((line) => indent + line)
    .join('\n');
}

/** Blanks, and between two characters of a script that is written without blanks. */
const breaks = /(?= )|(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])(?=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])/u;

/** Breaks a text into lines of the width. Words longer than that stay whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const part of text.replace(/\s+/g, ' ').trim().split(breaks)) {
    const cells = cellWidth(part);
    if (line !== '' && used + cells > width) {
      lines.push(line);
      line = part.trimStart();
      used = cellWidth(line);
    } else {
      line += part;
      used += cells;
    }
  }
  return [...lines, line];
}

/**
 * A paragraph whose first line carries a marker and whose other lines hang under its text. Blanks before the marker
 * indent the whole.
 */
export function item(style: Style, marker: string, text: string): string {
  const hang = ' '.repeat(cellWidth(marker) + 1);
  return `${marker} ${paragraph(style, text, hang).slice(hang.length)}`;
}
