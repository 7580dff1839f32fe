import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rasterizer } from '../../../src/io/rasterizer.ts';
import { createQrCode, renderQrSvg, renderTerminalQr } from '../../../src/report/terminal/qr-code.ts';
import { createStyle, loadColors } from '../../../src/report/terminal/style.ts';
import { asciiToBlocks, readQrPng, readQrText } from '../../support/qr.ts';

const links = [
  'https://www.tesla.com/_ak/smartcar.com',
  'https://www.tesla.com/_ak/cdn.texturehq.com',
  'https://tesla.com/_ak/some.domain.com?vin=5YJ3E1EA7HF000001',
  `https://www.tesla.com/_ak/${'long-label.'.repeat(20)}example.com`,
];

await loadColors([{ colorLevel: 3 }]);

describe.each(links)('%s', (link) => {
  const code = createQrCode(link);

  it('can be scanned from a terminal with colours', () => {
    const drawn = renderTerminalQr(code, createStyle({ colorLevel: 3, columns: 200, unicode: true })) ?? '';
    expect(drawn).toContain('\u001b[48;2;255;255;255m');
    expect(readQrText(stripVTControlCharacters(drawn), 'light')).toBe(link);
  });

  it('can be scanned from a dark terminal without colours', () => {
    const drawn = renderTerminalQr(code, createStyle({ colorLevel: 0, columns: 200, unicode: true })) ?? '';
    expect(readQrText(drawn, 'dark')).toBe(link);
  });

  it('can be scanned from a terminal without Unicode', () => {
    const drawn = renderTerminalQr(code, createStyle({ colorLevel: 0, columns: 200, unicode: false })) ?? '';
    expect(drawn).toMatch(/^[# \n]+$/);
    expect(readQrText(asciiToBlocks(drawn), 'dark')).toBe(link);
  });

  it('can be scanned from SVG and PNG', async () => {
    expect(readQrPng(await rasterizer.rasterize(renderQrSvg(code, link), 600))).toBe(link);
  });
});

it('fits eighty columns for every usual link', () => {
  for (const link of links.slice(0, 3)) {
    for (const unicode of [true, false]) {
      const drawn = renderTerminalQr(createQrCode(link), createStyle({ colorLevel: 0, columns: 80, unicode }));
      expect(Math.max(...(drawn ?? '').split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
      expect(drawn).toBeDefined();
    }
  }
});

it('is left out where the terminal is too narrow', () => {
  const code = createQrCode(links[3] ?? '');
  expect(renderTerminalQr(code, createStyle({ colorLevel: 0, columns: 40, unicode: true }))).toBeUndefined();
});

it('every domain and VIN decodes to itself', () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
  fc.assert(
    fc.property(fc.array(label, { minLength: 2, maxLength: 4 }), (labels) => {
      const link = `https://www.tesla.com/_ak/${labels.join('.')}`;
      const drawn = renderTerminalQr(createQrCode(link), createStyle({ colorLevel: 0, columns: 200, unicode: true }));
      expect(readQrText(drawn ?? '', 'dark')).toBe(link);
    }),
    { numRuns: 30 },
  );
});
