import { escapeMarkup } from '../../core/text/markup.ts';
import { measureText, type Weight } from './measure.ts';
import type { Palette } from './palette.ts';

/** A picture of one screen or device; its parts carry the class names of {@link drawingStyle}. */
export interface Drawing {
  /** Unique within a guide. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** What is to be seen, for those who cannot see it. */
  readonly alt: string;
  /** A line under the picture. */
  readonly caption?: string | undefined;
  /** SVG elements in the box `0 0 width height`. */
  readonly body: string;
}

/** Escapes text for XML and HTML and drops characters that XML does not know. */
export function escapeXml(text: string): string {
  return escapeMarkup(text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd'));
}

/** One class for each role that a colour plays. */
type ShapeRole = 'page' | 'surface' | 'line' | 'accent' | 'tint' | 'frame' | 'stroke' | 'none';
type TextRole = 'ink' | 'quiet' | 'accent-ink' | 'on-accent';

/** Where something is drawn, from the left and from the top. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box of a drawing. */
interface Frame extends Point {
  readonly width: number;
  readonly height: number;
}

export function rect({ x, y, width, height }: Frame, role: ShapeRole, radius = 0): string {
  const corners = radius === 0 ? '' : ` rx="${round(radius)}"`;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${corners} class="guide-${role}"/>`;
}

export interface TextStyle {
  readonly size: number;
  readonly role?: TextRole | undefined;
  readonly weight?: Weight | undefined;
  readonly anchor?: 'start' | 'middle' | undefined;
  readonly underline?: boolean | undefined;
}

/** A line of text; `y` is its base line. */
export function text({ x, y }: Point, content: string, style: TextStyle): string {
  const { size, role = 'ink', weight = 'regular', anchor = 'start', underline = false } = style;
  const extra = [
    weight === 'semibold' ? ' font-weight="600"' : '',
    anchor === 'middle' ? ' text-anchor="middle"' : '',
    underline ? ' text-decoration="underline"' : '',
  ].join('');
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" class="guide-${role}"${extra}>${escapeXml(content)}</text>`;
}

/** A tick, inside a square of the given size. */
export function tick(x: number, y: number, size: number): string {
  const at = (dx: number, dy: number) => `${round(x + dx * size)} ${round(y + dy * size)}`;
  return `<path d="M${at(0.22, 0.52)} L${at(0.42, 0.72)} L${at(0.78, 0.3)}" class="guide-tick" stroke-width="${round(size * 0.12)}"/>`;
}

/** A button as wide as its label wants. */
export function button({ x, y, width }: Omit<Frame, 'height'>, label: string, filled: boolean): string {
  const height = 36;
  const size = Math.min(14, (14 * (width - 16)) / Math.max(1, measureText(label, 14, 'semibold')));
  return (
    rect({ x, y, width, height }, filled ? 'accent' : 'stroke', 8) +
    text({ x: x + width / 2, y: y + 23 }, label, {
      size: round(size),
      role: filled ? 'on-accent' : 'ink',
      weight: 'semibold',
      anchor: 'middle',
    })
  );
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Presentation attributes by class name: what a `guide-…` class looks like. */
export type DrawingRules = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What every class name looks like in one palette. */
export function drawingRules(palette: Palette): DrawingRules {
  const { page, surface, ink, quiet, line, accent, onAccent, tint } = palette;
  const rounded = { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
  return {
    'guide-page': { fill: page },
    'guide-surface': { fill: surface },
    'guide-line': { fill: line },
    'guide-accent': { fill: accent },
    'guide-tint': { fill: tint, stroke: accent, 'stroke-width': '2' },
    'guide-frame': { fill: page, stroke: line, 'stroke-width': '2' },
    'guide-stroke': { fill: page, stroke: quiet, 'stroke-width': '1.5' },
    'guide-none': { fill: 'none' },
    'guide-tick': { fill: 'none', stroke: onAccent, ...rounded },
    'guide-arrow': { fill: 'none', stroke: accent, 'stroke-width': '3', ...rounded },
    'guide-ink': { fill: ink },
    'guide-quiet': { fill: quiet },
    'guide-accent-ink': { fill: accent },
    'guide-on-accent': { fill: onAccent },
    // A QR code stays dark on light in every theme: scanners expect it.
    'guide-qr-ground': { fill: '#ffffff' },
    'guide-qr': { fill: '#000000' },
  };
}

/** CSS of the class names for one palette. */
export function drawingStyle(palette: Palette): string {
  return Object.entries(drawingRules(palette))
    .map(([name, rules]) => `.${name}{${declarations(rules)}}`)
    .join('');
}

/** Presentation attributes as CSS writes them. */
export function declarations(rules: DrawingRules[string]): string {
  return Object.entries(rules)
    .map(([property, value]) => `${property}:${value}`)
    .join(';');
}

/** Font of all drawings and pages; PNG output always draws with Inter. */
export const fontFamily = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
