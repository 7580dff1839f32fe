import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** A script that separate processes can run. */
export interface BundledScript {
  readonly path: string;
  remove(): Promise<void>;
}

/** Bundles a TypeScript file with everything it imports, as the build does, so that plain Node can run it. */
export async function bundleScript(entry: URL): Promise<BundledScript> {
  const directory = await mkdtemp(join(tmpdir(), 'connect-cli-script-'));
  const bundle = await rolldown({
    input: entry.pathname,
    platform: 'node',
    // Native and WebAssembly packages are loaded on first use only: scripts run without them.
    external: ['@napi-rs/keyring', '@resvg/resvg-wasm'],
    logLevel: 'silent',
  });
  const path = join(directory, 'script.mjs');
  await bundle.write({
    dir: directory,
    format: 'esm',
    entryFileNames: 'script.mjs',
    chunkFileNames: '[name]-[hash].mjs',
  });
  await bundle.close();
  return { path, remove: () => rm(directory, { recursive: true, force: true }) };
}
