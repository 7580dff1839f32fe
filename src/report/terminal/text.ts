import { Help } from 'commander';
import type { Style } from './style.ts';

// commander wraps its help with this; it knows colours, and is loaded anyway. A library with full Unicode widths would
// cost every start several milliseconds for Intl.Segmenter.
const help = new Help();
// commander leaves texts alone that would be narrower than 40 columns: an indented one on a narrow terminal.
help.minWidthToWrap = 20;

/** Wraps a paragraph to the width, with a hanging indent. Words longer than the line (URLs) stay whole. */
export function paragraph(style: Style, text: string, indent = ''): string {
  const width = Math.max(20, Math.min(style.width, 100) - indent.length);
  return wrap(text, width)
    .map((line) => indent + line)
    .join('\n');
}

/** Breaks a text into lines of the width. Words longer than that stay whole. */
export function wrap(text: string, width: number): readonly string[] {
  return help.boxWrap(text.replace(/\s+/g, ' ').trim(), width).split('\n');
}

/** A paragraph whose first line carries a marker and whose other lines hang under its text. */
export function item(style: Style, marker: string, text: string, indent = ''): string {
  const hang = ' '.repeat(help.displayWidth(marker) + 1);
  const body = paragraph(style, text, indent + hang);
  return `${indent}${marker} ${body.slice((indent + hang).length)}`;
}
