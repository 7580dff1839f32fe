import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, createPalette, parseColor } from '../../../src/report/guide/palette.ts';

describe('parseColor', () => {
  it.each([
    ['#0b6e4f', '#0b6e4f'],
    ['0B6E4F', '#0b6e4f'],
    ['#0af', '#00aaff'],
    [' #fff ', '#ffffff'],
  ])('reads "%s"', (text, color) => {
    expect(parseColor(text)).toBe(color);
  });

  it.each(['', 'red', '#12', '#12345', 'url(#a)', '#fff;}</style>', '#ggg', 'rgb(0,0,0)'])('refuses "%s"', (text) => {
    expect(parseColor(text)).toBeUndefined();
  });
});

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

it('makes every colour readable on page, surface and tint, and text on it readable', () => {
  const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
  fc.assert(
    fc.property(color, fc.constantFrom('light' as const, 'dark' as const), (accent, theme) => {
      const palette = createPalette(theme, accent);
      for (const ground of [palette.page, palette.surface, palette.tint]) {
        expect(contrast(palette.accent, ground)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(palette.ink, ground)).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(palette.quiet, palette.page)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});
