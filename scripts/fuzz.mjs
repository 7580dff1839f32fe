// Hands hostile texts to everything that reads text of strangers, for as long as one likes.
//
//   npm run fuzz [-- --seed 7 --reader errors --minutes 10]
//
// The first input has the seed that is printed first, each further one the next; a fault names its own. Without
// --minutes the number of inputs is that of `npm test`. The readers stand in test/fuzz/readers.ts.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { seed: { type: 'string' }, reader: { type: 'string' }, minutes: { type: 'string' } },
});
const seed = values.seed ?? String(randomInt(2 ** 31));
for (const [name, value] of [
  ['seed', seed],
  ['minutes', values.minutes ?? '1'],
]) {
  if (!Number.isFinite(Number(value)) || Number(value) < 0) throw new Error(`--${name} "${value}" is no number.`);
}
console.log(`seed ${seed}`);

const { reader, minutes } = values;
const chosen = {
  FUZZ_SEED: seed,
  ...(reader === undefined ? {} : { FUZZ_READER: reader }),
  ...(minutes === undefined ? {} : { FUZZ_MINUTES: minutes }),
};
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const notes = mkdtempSync(join(tmpdir(), 'fuzz-'));
const current = join(notes, 'current');
const child = spawn(
  process.execPath,
  [vitest, 'run', 'test/fuzz/fuzz.test.ts', '--project', 'sources', '--retry', '0'],
  {
    cwd: root,
    env: { ...process.env, ...chosen, FUZZ_CURRENT: current },
    stdio: 'inherit',
    // A group of its own: vitest's workers, one of which may loop, are ended with it.
    detached: process.platform !== 'win32',
  },
);

/** No input takes a second on a quiet machine. */
const timeoutMs = 60_000;
const watch = setInterval(() => {
  const since = statSync(current, { throwIfNoEntry: false })?.mtimeMs;
  if (since === undefined || Date.now() - since < timeoutMs) return;
  console.error(`\nA reader does not end. Again: ${readFileSync(current, 'utf8')}`);
  end('SIGKILL');
}, 1_000);

/** @param {NodeJS.Signals} signal */
function end(signal) {
  if (child.pid !== undefined) process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end('SIGKILL'));

child.once('close', (status) => {
  clearInterval(watch);
  rmSync(notes, { recursive: true, force: true });
  process.exitCode = status ?? 1;
});
