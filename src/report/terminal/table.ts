import { cellWidth, cutCells } from './cells.ts';
import type { Style } from './style.ts';
import { item } from './text.ts';

export interface Column {
  readonly title: string;
  /** Gives way only when the other columns have. */
  readonly keep?: boolean | undefined;
  /** Colours a finished line of a cell. */
  readonly paint?: ((text: string) => string) | undefined;
}

const narrowest = 6;

/**
 * Lays out rows in columns that fit the width. Cells that are too long go on below, broken after
 * spaces, `-`, `_` and `/`; the widest columns give way first. Read aloud, each row is a sentence of titles and cells.
 */
export function renderTable(style: Style, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  if (style.plain) return rows.map((row) => readRow(row, columns, style)).join('\n');
  const layout = fitColumns(columns, rows, style.width);
  const head = columns.map(({ title }) => title);
  const rule = layout.widths.map((width) => style.glyphs.line.repeat(width)).join(layout.gap);
  const lines = [
    ...layRow(
      head,
      layout,
      columns.map(() => style.color.bold),
    ),
    style.color.dim(rule),
    ...rows.flatMap((row) =>
      layRow(
        row,
        layout,
        columns.map(({ paint }) => paint ?? plain),
      ),
    ),
  ];
  return lines.map((line) => line.trimEnd()).join('\n');
}

function plain(text: string): string {
  return text;
}

/** A column without a title is the mark before the rest. */
function readRow(row: readonly string[], columns: readonly Column[], style: Style): string {
  const cells = row.map((text, index) => ({ title: columns[index]?.title ?? '', text }));
  const mark = cells.find(({ title, text }) => title === '' && text !== '')?.text ?? style.glyphs.bullet;
  const facts = cells.filter(({ title, text }) => title !== '' && text !== '');
  return item(style, mark, facts.map(({ title, text }) => `${title}: ${text}`).join('; '));
}

interface Layout {
  readonly widths: readonly number[];
  /** Blanks between two columns. */
  readonly gap: string;
}

/** Widths that, together with the gaps, fit if that is possible at all. */
function fitColumns(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): Layout {
  const cells = columns.map(({ title }, index) => [title, ...rows.map((row) => row[index] ?? '')]);
  const widths = cells.map((column) => widest(column));
  const unbroken = cells.map((column) => widest(column.flatMap(breakable).map((part) => part.trimEnd())));
  const kept = unbroken.map((floor, index) => (columns[index]?.keep === true ? (widths[index] ?? floor) : floor));
  const gap = sum(unbroken) + 2 * (columns.length - 1) > width ? ' ' : '  ';
  const room = width - gap.length * (columns.length - 1);
  // Words stay whole while that is possible.
  const leastWidths = widths.map(() => narrowest);
  for (const floors of [kept, unbroken, leastWidths]) shrink(widths, floors, room);
  return { widths, gap };
}

/** A table may have more cells than a function takes arguments. */
function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, cellWidth(text)), 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Takes from the widest column that is above its floor, until the sum fits. */
function shrink(widths: number[], floors: readonly number[], room: number): void {
  while (sum(widths) > room) {
    const spare = widths.map((width, index) => (width > (floors[index] ?? narrowest) ? width : 0));
    const most = Math.max(...spare);
    if (most === 0) return;
    widths[spare.indexOf(most)] = most - 1;
  }
}

/** The parts between which a cell may be broken. */
function breakable(text: string): string[] {
  return text.match(/[^\s\-_/]*[\s\-_/]|[^\s\-_/]+$/g) ?? [];
}

function layRow(
  cells: readonly string[],
  { widths, gap }: Layout,
  paints: readonly ((text: string) => string)[],
): string[] {
  const wrapped = widths.map((width, index) => wrapCell(cells[index] ?? '', width));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    widths
      .map((width, index) => {
        const text = wrapped[index]?.[line] ?? '';
        const padding = ' '.repeat(index === widths.length - 1 ? 0 : Math.max(0, width - cellWidth(text)));
        return (text === '' ? '' : (paints[index] ?? plain)(text)) + padding;
      })
      .join(gap),
  );
}

/** Breaks a cell after spaces, `-`, `_` and `/`, and in the middle of a word only where nothing else helps. */
function wrapCell(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of breakable(text)) {
    const word = part.trimEnd();
    if (cellWidth(line + word) <= width) {
      line += part;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    const [last = '', ...above] = cutCells(word, width).toReversed();
    for (const piece of above.toReversed()) lines.push(piece);
    line = last + part.slice(word.length);
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}
