import { rect } from '../svg.ts';

/** Size of a drawn phone. */
export const phone = { width: 200, height: 360, inset: 16 };

/** The outline of a phone; what is on its screen goes inside `inset`. */
export function drawPhone(content: string): string {
  const { width, height } = phone;
  return rect(1, 1, width - 2, height - 2, 'frame', 28) + rect(width / 2 - 26, 12, 52, 6, 'line', 3) + content;
}

/** Bars in place of text that does not matter. */
export function drawBars(x: number, y: number, widths: readonly number[], gap = 16): string {
  return widths.map((width, index) => rect(x, y + index * gap, width, 8, 'line', 4)).join('');
}
