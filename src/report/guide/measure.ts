import { interWidths } from './inter-widths.ts';

export type Weight = 'regular' | 'semibold';

/** How a text is set. */
interface Font {
  readonly size: number;
  /** `regular` where nothing is said. */
  readonly weight?: Weight | undefined;
}

/**
 * Where Inter is missing, viewers use another sans serif; the widest common one, DejaVu Sans, runs this much wider.
 * Measured with it, no line leaves its frame anywhere.
 */
const spareRoom: Readonly<Record<Weight, number>> = { regular: 1.08, semibold: 1.2 };

/** @returns width of a text in the unit of `size`, with room to spare for other fonts. */
export function measureText(text: string, size: number, weight: Weight = 'regular'): number {
  let thousandths = 0;
  for (const character of text) thousandths += characterWidth(character, weight);
  return (thousandths / 1000) * size * spareRoom[weight];
}

function characterWidth(character: string, weight: Weight): number {
  const code = character.codePointAt(0) ?? 0;
  for (const { from, widths } of interWidths[weight]) {
    const width = widths[code - from];
    if (width !== undefined) return width;
  }
  // Far Eastern characters and pictographs fill their square; other scripts are about as wide as Latin capitals.
  return code >= 0x1100 ? 1000 : 750;
}

/**
 * Breaks a text into lines that fit. Words longer than a line, such as addresses, are broken inside.
 * @returns at least one line
 */
export function wrapText(text: string, width: number, { size, weight }: Font): readonly string[] {
  const fits = (line: string) => measureText(line, size, weight) <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, fits);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** Breaks behind dots, slashes and hyphens where that is enough, else anywhere. */
function breakWord(word: string, fits: (text: string) => boolean): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  const add = (part: string) => {
    if (piece !== '' && !fits(piece + part)) {
      pieces.push(piece);
      piece = '';
    }
    piece += part;
  };
  for (const part of word.split(/(?<=[./-])/)) {
    if (fits(part)) add(part);
    else for (const character of part) add(character);
  }
  return [...pieces, piece];
}

/** Cuts a text that has to stay on one line, with an ellipsis. */
export function fitText(text: string, width: number, { size, weight }: Font): string {
  if (measureText(text, size, weight) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && measureText(`${characters.join('')}…`, size, weight) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
