import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { rasterizer } from '../../src/io/rasterizer.ts';

const frame = (body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><rect width="100" height="40" fill="#fff"/>${body}</svg>`;

async function darkPixels(body: string): Promise<number> {
  const { data } = PNG.sync.read(Buffer.from(await rasterizer.rasterize(frame(body), 200)));
  return data.filter((value, index) => index % 4 === 0 && value < 128).length;
}

it('draws at the asked width', async () => {
  const { width, height } = PNG.sync.read(Buffer.from(await rasterizer.rasterize(frame(''), 200)));
  expect([width, height]).toEqual([200, 80]);
});

it('brings its own font, umlauts and both weights included', async () => {
  const text = (weight: number) =>
    `<text x="4" y="30" font-family="Inter" font-weight="${weight}" font-size="20">Größe</text>`;
  const regular = await darkPixels(text(400));
  expect(regular).toBeGreaterThan(200);
  expect(await darkPixels(text(600))).toBeGreaterThan(regular);
});

it('falls back to its own font where another one is named', async () => {
  expect(
    await darkPixels('<text x="4" y="30" font-family="Nobody\'s Font, sans-serif" font-size="20">Abc</text>'),
  ).toBeGreaterThan(100);
});

it('reads no file and no address that a drawing names', async () => {
  expect(
    await darkPixels(
      '<image href="/etc/hostname" width="9" height="9"/><image href="http://127.0.0.1:1/x.png" width="9" height="9"/>',
    ),
  ).toBe(0);
});
