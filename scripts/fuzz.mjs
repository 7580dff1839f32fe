// Hands hostile texts to everything that reads text of strangers, for as long as one likes.
//
//   npm run fuzz [-- --seed 7 --reader errors --minutes 10]
//
// The first input has the seed that is printed first, each further one the next; a fault names its own. Without
// --minutes the number of inputs is that of `npm test`. The readers stand in test/fuzz/readers.ts.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
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
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', 'test/fuzz/fuzz.test.ts', '--project', 'sources', '--retry', '0'],
  {
    cwd: root,
    env: { ...process.env, ...chosen },
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
