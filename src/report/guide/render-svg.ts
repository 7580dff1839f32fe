import type { Guide, GuideBlock, GuideItem, GuideSection } from './guide.ts';
import { wrapText, type Weight } from './measure.ts';
import { createPalette } from './palette.ts';
import { drawingStyle, escapeXml, fontFamily, rect, round, text, tick, type Drawing, type TextStyle } from './svg.ts';

export type Theme = 'auto' | 'light' | 'dark';

/** Width of the picture in its own units; everything is laid out in one column. */
export const pictureWidth = 720;
const margin = 40;
const column = pictureWidth - 2 * margin;

/** A piece of the picture that has been laid out: how high it is, and its elements at a given height. */
interface Piece {
  readonly height: number;
  readonly draw: (y: number) => string;
}

/**
 * A guide as one SVG. With `auto` it follows the viewer's light or dark mode.
 * @param accent `#rrggbb`
 */
export function renderGuideSvg(guide: Guide, accent: string, theme: Theme): string {
  const pieces = [
    gap(margin),
    textPiece(guide.title, { size: 30, weight: 'semibold' }, { leading: 38 }),
    gap(12),
    textPiece(guide.lead, { size: 17 }, { leading: 26 }),
    ...guide.sections.flatMap(sectionPieces),
    gap(margin),
  ];
  const { height, body } = stack(pieces);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${pictureWidth} ${height}" width="${pictureWidth}" height="${height}" ` +
    `role="img" lang="${escapeXml(guide.language)}" aria-labelledby="guide-${guide.name}-title guide-${guide.name}-text" font-family="${escapeXml(fontFamily)}">` +
    `<title id="guide-${guide.name}-title">${escapeXml(guide.title)}</title>` +
    `<desc id="guide-${guide.name}-text">${escapeXml(describe(guide))}</desc>` +
    `<style>${themeStyle(accent, theme)}</style>` +
    `${rect({ x: 0, y: 0, width: pictureWidth, height }, 'page')}${body}</svg>\n`
  );
}

/** Colours for a theme; `auto` adds the dark ones behind a media query. */
export function themeStyle(accent: string, theme: Theme): string {
  if (theme !== 'auto') return drawingStyle(createPalette(theme, accent));
  const dark = drawingStyle(createPalette('dark', accent));
  return `${drawingStyle(createPalette('light', accent))}@media (prefers-color-scheme:dark){${dark}}`;
}

/** Everything that the picture says, for those who cannot see it. */
function describe(guide: Guide): string {
  const blocks = guide.sections.flatMap((section) => [section.heading, ...section.blocks.flatMap(blockWords)]);
  return [guide.lead, ...blocks].join(' ');
}

function blockWords(block: GuideBlock): readonly string[] {
  if (block.kind === 'paragraph') return [block.text];
  if (block.kind === 'link') return [block.url];
  if (block.kind === 'drawings') return block.drawings.map(({ alt }) => alt);
  return block.items.map((item) => (item.strong === undefined ? item.text : `${item.strong}: ${item.text}`));
}

function stack(pieces: readonly Piece[]): { readonly height: number; readonly body: string } {
  let y = 0;
  let body = '';
  for (const piece of pieces) {
    body += piece.draw(y);
    y += piece.height;
  }
  return { height: Math.ceil(y), body };
}

function gap(height: number): Piece {
  return { height, draw: () => '' };
}

/** Distances of a piece of text. */
interface Spacing {
  /** From one line to the next. */
  readonly leading: number;
  /** From the margin. */
  readonly indent?: number | undefined;
}

function textPiece(content: string, style: TextStyle, { leading, indent = 0 }: Spacing): Piece {
  const lines = wrapText(content, column - indent, style);
  return {
    height: lines.length * leading,
    draw: (y) =>
      lines
        .map((line, index) => text({ x: margin + indent, y: y + index * leading + style.size }, line, style))
        .join(''),
  };
}

function sectionPieces(section: GuideSection): readonly Piece[] {
  return [
    gap(28),
    textPiece(section.heading, { size: 20, weight: 'semibold', role: 'accent-ink' }, { leading: 28 }),
    ...section.blocks.flatMap((block) => [gap(10), ...blockPieces(block)]),
  ];
}

function blockPieces(block: GuideBlock): readonly Piece[] {
  if (block.kind === 'paragraph') return [textPiece(block.text, { size: 16 }, { leading: 24 })];
  if (block.kind === 'link')
    return [textPiece(block.url, { size: 16, weight: 'semibold', role: 'accent-ink' }, { leading: 24 })];
  if (block.kind === 'drawings') return drawingRows(block.drawings);
  return block.items.flatMap((item, index) => [itemPiece(item, index, block.style), gap(10)]);
}

const indent = 36;

function itemPiece(item: GuideItem, index: number, style: 'plain' | 'numbered' | 'ticked'): Piece {
  const part = (content: string, weight: Weight) => textPiece(content, { size: 16, weight }, { leading: 24, indent });
  const strong = item.strong === undefined ? gap(0) : part(item.strong, 'semibold');
  const words = part(item.text, 'regular');
  return {
    height: strong.height + words.height,
    draw: (y) => marker(index, style, y) + strong.draw(y) + words.draw(y + strong.height),
  };
}

function marker(index: number, style: 'plain' | 'numbered' | 'ticked', y: number): string {
  if (style === 'numbered') return numeral(margin + 12, y + 10, index + 1);
  if (style === 'ticked')
    return rect({ x: margin, y: y - 1, width: 22, height: 22 }, 'accent', 5) + tick(margin, y - 1, 22);
  return `<circle cx="${margin + 12}" cy="${round(y + 10)}" r="4" class="guide-accent"/>`;
}

/** Puts drawings side by side as far as they fit, then below each other. */
function drawingRows(drawings: readonly Drawing[]): readonly Piece[] {
  const rows: Drawing[][] = [];
  for (const drawing of drawings) {
    const row = rows.at(-1);
    if (row !== undefined && rowWidth([...row, drawing]) <= column) row.push(drawing);
    else rows.push([drawing]);
  }
  return rows.flatMap((row) => [rowPiece(row), gap(16)]);
}

const between = 20;

function rowWidth(row: readonly Drawing[]): number {
  return row.reduce((sum, { width }) => sum + width, 0) + between * (row.length - 1);
}

function rowPiece(row: readonly Drawing[]): Piece {
  const highest = Math.max(...row.map(({ height }) => height));
  const captions = row.map(({ caption, width }) => wrapText(caption ?? '', width, { size: 14 }));
  const captionLines = Math.max(...captions.map((lines) => lines.length));
  return {
    height: highest + 8 + captionLines * 20,
    draw: (y) => {
      let x = margin + (column - rowWidth(row)) / 2;
      return row
        .map((drawing, index) => {
          const centre = x + drawing.width / 2;
          const lines = (captions[index] ?? []).map((line, at) =>
            text({ x: centre, y: y + highest + 22 + at * 20 }, line, { size: 14, role: 'quiet', anchor: 'middle' }),
          );
          const placed = `<g transform="translate(${round(x)} ${round(y + highest - drawing.height)})">${drawing.body}</g>`;
          x += drawing.width + between;
          return placed + lines.join('');
        })
        .join('');
    },
  };
}

/** A numbered disc. */
function numeral(x: number, y: number, number: number): string {
  const radius = 12;
  const label = String(number);
  return (
    `<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" class="guide-accent"/>` +
    text({ x, y: y + radius * 0.42 }, label, {
      size: radius * 1.15,
      role: 'on-accent',
      weight: 'semibold',
      anchor: 'middle',
    })
  );
}
