import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import type { Resvg } from '@resvg/resvg-wasm';
import type { ImageTools } from './image-tools.ts';

const here = fileURLToPath(import.meta.url);

/** The package's own folder: the bundle and the sources lie at different depths below it. */
function packageFolder(): string {
  let folder = dirname(here);
  while (!existsSync(join(folder, 'assets/fonts')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

interface Loaded {
  readonly Resvg: typeof Resvg;
  readonly fontBuffers: Uint8Array[];
}

let loading: Promise<Loaded> | undefined;

/** Starts the WebAssembly once for the process and reads the fonts. */
async function load(): Promise<Loaded> {
  const resvg = await import('@resvg/resvg-wasm');
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await resvg.initWasm(await readFile(wasm));
  const fonts = join(packageFolder(), 'assets/fonts');
  const files = ['Inter-Regular.ttf.br', 'Inter-SemiBold.ttf.br'].map((name) => readFont(join(fonts, name)));
  return { Resvg: resvg.Resvg, fontBuffers: await Promise.all(files) };
}

/** Fonts lie in the package at less than half their size. */
async function readFont(path: string): Promise<Uint8Array> {
  return brotliDecompressSync(await readFile(path));
}

/** Draws with resvg, which reads no font and no file but ours. */
export const rasterizer: ImageTools = {
  async rasterize(svg, width) {
    loading ??= load();
    const { Resvg: Drawing, fontBuffers } = await loading;
    const drawing = new Drawing(svg, {
      fitTo: { mode: 'width', value: width },
      font: { fontBuffers, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
    });
    const image = drawing.render();
    const png = image.asPng();
    image.free();
    drawing.free();
    return png;
  },
};
