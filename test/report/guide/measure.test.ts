import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interWidths } from '../../../src/report/guide/inter-widths.ts';
import { uncoveredCharacters } from '../../../src/report/guide/font-coverage.ts';
import { fitText, measureText, wrapText } from '../../../src/report/guide/measure.ts';

/** Reads advance widths straight from a TrueType file: tables head, hhea, hmtx and the cmap of format 4. */
function readFont(name: string): Record<'advance' | 'glyphOf', (codePoint: number) => number> {
  const font = brotliDecompressSync(readFileSync(new URL(`../../../assets/fonts/${name}.br`, import.meta.url)));
  const tables = new Map(
    Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
      const at = 12 + index * 16;
      return [font.toString('latin1', at, at + 4), font.readUInt32BE(at + 8)] as const;
    }),
  );
  const table = (tag: string) => tables.get(tag) ?? 0;
  const unitsPerEm = font.readUInt16BE(table('head') + 18);
  const metrics = font.readUInt16BE(table('hhea') + 34);
  const glyphOf = readCmap(font, table('cmap'));
  const advance = (codePoint: number) => {
    const row = Math.min(glyphOf(codePoint), metrics - 1);
    return Math.round((font.readUInt16BE(table('hmtx') + row * 4) * 1000) / unitsPerEm);
  };
  return { advance, glyphOf };
}

function readCmap(font: Buffer, cmap: number): (codePoint: number) => number {
  const count = font.readUInt16BE(cmap + 2);
  const offsets = Array.from({ length: count }, (_, index) => cmap + font.readUInt32BE(cmap + 8 + index * 8));
  const start = offsets.find((offset) => font.readUInt16BE(offset) === 4) ?? 0;
  const segments = font.readUInt16BE(start + 6) / 2;
  return (codePoint) => {
    for (let index = 0; index < segments; index += 1) {
      const end = font.readUInt16BE(start + 14 + index * 2);
      if (codePoint > end) continue;
      const begin = font.readUInt16BE(start + 16 + segments * 2 + index * 2);
      if (codePoint < begin) return 0;
      const delta = font.readInt16BE(start + 16 + segments * 4 + index * 2);
      const rangeAt = start + 16 + segments * 6 + index * 2;
      const range = font.readUInt16BE(rangeAt);
      if (range === 0) return (codePoint + delta) & 0xffff;
      return font.readUInt16BE(rangeAt + range + (codePoint - begin) * 2);
    }
    return 0;
  };
}

describe.each([
  ['regular', 'Inter-Regular.ttf'],
  ['semibold', 'Inter-SemiBold.ttf'],
] as const)('the widths of %s', (weight, file) => {
  it('are those of the font file', () => {
    const { advance } = readFont(file);
    for (const { from, widths } of interWidths[weight]) {
      expect(widths.map((_, index) => advance(from + index))).toEqual([...widths]);
    }
  });

  it('has shapes for the characters that it is said to cover, and for no other', () => {
    const { glyphOf } = readFont(file);
    const points = Array.from({ length: 0x2fff }, (_, index) => index + 0x20);
    const told = points.filter((point) => uncoveredCharacters(String.fromCodePoint(point)) === '');
    expect(told).toEqual(points.filter((point) => glyphOf(point) !== 0));
  });
});

describe('wrapText', () => {
  it('keeps every line within the width and every character of the text', () => {
    const words = fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { maxLength: 20 });
    fc.assert(
      fc.property(words, fc.integer({ min: 60, max: 600 }), (parts, width) => {
        const text = parts.join(' ');
        const lines = wrapText(text, width, { size: 16 });
        // A single character may be wider than the line: it cannot be broken.
        const breakable = lines.filter((line) => [...line].length > 1);
        expect(breakable.filter((line) => measureText(line, 16) > width)).toEqual([]);
        expect(lines.join('').replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
      }),
    );
  });

  it('gives one empty line for nothing', () => {
    expect(wrapText('', 100, { size: 16 })).toEqual(['']);
  });
});

describe('fitText', () => {
  it('cuts with an ellipsis', () => {
    expect(fitText('Vehicle Charging Management', 1000, { size: 15 })).toBe('Vehicle Charging Management');
    expect(fitText('Vehicle Charging Management', 90, { size: 15 })).toMatch(/^Vehicle.*…$/);
  });
});

it('names the characters that the font has no shapes for', () => {
  expect(uncoveredCharacters('Größe Ładowanie Île Țară')).toBe('');
  expect(uncoveredCharacters('充电充 Ж')).toBe('充电Ж');
});
