import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { ImageTools } from './image-tools.ts';

const here = fileURLToPath(import.meta.url);

/** The package's own folder: the bundle and the sources lie at different depths below it. */
function packageFolder(): string {
  let folder = dirname(here);
  while (!existsSync(join(folder, 'assets/fonts')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

let loading: Promise<readonly Uint8Array[]> | undefined;

/** Starts the WebAssembly once for the process and reads the fonts. */
async function load(): Promise<readonly Uint8Array[]> {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await initWasm(await readFile(wasm));
  const fonts = join(packageFolder(), 'assets/fonts');
  return Promise.all(['Inter-Regular.ttf', 'Inter-SemiBold.ttf'].map((name) => readFile(join(fonts, name))));
}

/** Draws with resvg, which reads no font and no file but ours. */
export const rasterizer: ImageTools = {
  async rasterize(svg, width) {
    loading ??= load();
    const fontBuffers = [...(await loading)];
    const drawing = new Resvg(svg, {
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
