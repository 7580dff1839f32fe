import { rect } from '../svg.ts';

/** Size of a drawn phone. */
export const phone = { width: 200, height: 360, inset: 16 };

/** The outline of a phone; what is on its screen goes inside `inset`. */
export function drawPhone(content: string): string {
  const { width, height } = phone;
  return (
    rect({ x: 1, y: 1, width: width - 2, height: height - 2 }, 'frame', 28) +
    rect({ x: width / 2 - 26, y: 12, width: 52, height: 6 }, 'line', 3) +
    content
  );
}

/** Bars in place of text that does not matter. */
export function drawBars(
  { x, y }: { readonly x: number; readonly y: number },
  widths: readonly number[],
  gap = 16,
): string {
  return widths.map((width, index) => rect({ x, y: y + index * gap, width, height: 8 }, 'line', 4)).join('');
}
