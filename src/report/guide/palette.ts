/** Colours of a guide, all `#rrggbb`. */
export interface Palette {
  readonly page: string;
  /** Cards and drawn screens. */
  readonly surface: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  /** The app's colour, moved until text in it can be read on page and surface. */
  readonly accent: string;
  /** Text on the accent. */
  readonly onAccent: string;
  /** Behind what is marked. */
  readonly tint: string;
}

/** Taken where the app names no colour of its own. */
export const defaultAccent = '#0b6e4f';

const form = /^#?(?:([0-9a-f]{3})|([0-9a-f]{6}))$/i;

/**
 * Reads `#rgb` or `#rrggbb`, with or without the hash.
 * @returns `#rrggbb` in lower case, or `undefined`
 */
export function parseColor(text: string): string | undefined {
  const match = form.exec(text.trim());
  const [, short, long] = match ?? [];
  if (short !== undefined) return `#${[...short].map((digit) => digit + digit).join('')}`.toLowerCase();
  return long === undefined ? undefined : `#${long}`.toLowerCase();
}

const light = { page: '#ffffff', surface: '#f6f7f9', ink: '#14171c', quiet: '#555c69', line: '#ccd1d9' };
const dark = { page: '#14171c', surface: '#20252d', ink: '#f2f4f7', quiet: '#aab2bf', line: '#4a525f' };

/** @param accent `#rrggbb` */
export function createPalette(theme: 'light' | 'dark', accent: string): Palette {
  const base = theme === 'light' ? light : dark;
  const readable = makeReadable(accent, [base.page, base.surface], theme === 'light' ? '#000000' : '#ffffff');
  const onAccent = contrast(readable, '#ffffff') >= contrast(readable, '#000000') ? '#ffffff' : '#000000';
  return { ...base, accent: readable, onAccent, tint: mix(base.surface, readable, 0.12) };
}

/** Moves a colour towards black or white until its contrast on every ground is that of readable text (WCAG AA, 4.5). */
function makeReadable(color: string, grounds: readonly string[], towards: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mix(color, towards, share);
    const tinted = grounds.map((ground) => mix(ground, candidate, 0.12));
    if ([...grounds, ...tinted].every((ground) => contrast(candidate, ground) >= 4.5)) return candidate;
  }
  return towards;
}

function channels(color: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

function mix(from: string, to: string, share: number): string {
  const target = channels(to);
  const mixed = channels(from).map((value, index) => Math.round(value + ((target[index] ?? value) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Contrast of two colours, 1 to 21, as WCAG 2 defines it. */
export function contrast(color: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(color), luminance(other)].toSorted((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
