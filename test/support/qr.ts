import { createRequire } from 'node:module';
import type jsqr from 'jsqr';
import { PNG } from 'pngjs';

// CommonJS whose export is the function itself, although its types say `default`.
const decode = createRequire(import.meta.url)('jsqr') as typeof jsqr.default;

/** Reads the QR code of a picture with a decoder that shares nothing with the encoder. */
export function readQrPng(png: Uint8Array): string | undefined {
  const { data, width, height } = PNG.sync.read(Buffer.from(png));
  return decode(new Uint8ClampedArray(data), width, height)?.data;
}

/** Reads a QR code drawn with characters, as a camera would see them on the given ground. */
export function readQrText(text: string, ground: 'dark' | 'light'): string | undefined {
  const rows = text.split('\n').flatMap((line) => halves([...line]));
  const [scale, columns] = [4, Math.max(...rows.map((row) => row.length))];
  const [width, height] = [columns * scale, rows.length * scale];
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const inked = rows[Math.floor(y / scale)]?.[Math.floor(x / scale)] ?? false;
      const bright = inked === (ground === 'dark');
      pixels.set([...Array.from({ length: 3 }, () => (bright ? 255 : 0)), 255], (y * width + x) * 4);
    }
  }
  return decode(pixels, width, height, { inversionAttempts: 'dontInvert' })?.data;
}

/** Upper and lower half of a line of block characters. */
function halves(line: readonly string[]): readonly (readonly boolean[])[] {
  return [line.map((sign) => '█▀'.includes(sign)), line.map((sign) => '█▄'.includes(sign))];
}

/** Turns the ASCII form, two signs a module, into block characters of two rows each. */
export function asciiToBlocks(text: string): string {
  const rows = text
    .split('\n')
    .map((line) => Array.from({ length: line.length / 2 }, (_, index) => line[index * 2] === '#'));
  const lines: string[] = [];
  for (let y = 0; y < rows.length; y += 2) {
    lines.push((rows[y] ?? []).map((upper, x) => blocks[`${upper}${rows[y + 1]?.[x] ?? false}`] ?? ' ').join(''));
  }
  return lines.join('\n');
}

const blocks: Readonly<Record<string, string>> = { truetrue: '█', truefalse: '▀', falsetrue: '▄', falsefalse: ' ' };
