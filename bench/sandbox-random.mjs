// Random calls of owners, clock, APIs, webhooks and control in as many steps as one likes: what a token may do is held
// against rules of its own, and nothing may fail that nobody ordered. The test takes a hundred thousand steps.
//
//   node bench/sandbox-random.mjs [steps] [seed] [lives]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const [steps = 1_000_000, seed = Date.now(), lives = 1] = process.argv.slice(2).map(Number);
const scratch = mkdtempSync(path.join(tmpdir(), 'sandbox-random-'));
try {
  const build = await rolldown({
    input: fileURLToPath(new URL('../test/sandbox/random-life.ts', import.meta.url)),
    platform: 'node',
    external: [/^node:/],
    logLevel: 'silent',
  });
  await build.write({ dir: scratch, format: 'esm', entryFileNames: 'life.mjs' });
  await build.close();
  const { liveRandomly } = await import(pathToFileURL(path.join(scratch, 'life.mjs')).href);
  for (let life = 0; life < lives; life += 1) {
    const started = performance.now();
    const { faults, successes } = await liveRandomly(steps, seed + life);
    const seconds = (performance.now() - started) / 1000;
    const calls = [...successes].map(([kind, count]) => `${kind} ${count}`).join(', ');
    console.log(`${steps} steps, seed ${seed + life}, ${seconds.toFixed(1)} s; successes: ${calls}`);
    for (const fault of faults) console.log(`  ${fault}`);
    console.log(faults.length === 0 ? '  no fault' : `  ${faults.length} faults or more`);
    if (faults.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
