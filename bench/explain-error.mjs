// `explain-error` with large and hostile input: the work is to stay under 100 ms, and to grow no faster than its input.
//
//   npm run build && node bench/explain-error.mjs
//
// Whole processes, stdin as a pipe; the work is the time of the processor that a run takes beyond one that explains a
// short text, so that a busy machine does not count. Medians of the rounds.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../bin/connect-cli.cjs', import.meta.url));
const rounds = 7;
const goal = 100;
const mebibyte = 1024 * 1024;
const home = mkdtempSync(join(tmpdir(), 'connect-cli-explain-'));

const hook = join(home, 'hook.cjs');
writeFileSync(
  hook,
  `process.on('exit', () => {
     const { user, system } = process.cpuUsage();
     require('node:fs').writeSync(3, String(user + system));
   });`,
);

const error = '{"type":"PERMISSION","code":null,"description":"Your application has insufficient permissions"}';
const bundle = 'function a(b,c){return b.map(d=>({code:d.code||"403",type:"x"})).filter(Boolean)}var e={"a":[1,2,3]};';
const inputs = {
  'one long line': (size) => `${'x'.repeat(size - error.length)}${error}`,
  'a minified bundle, an error behind it': (size) => `${filled(bundle, size)}\n${error}`,
  'a log with many lines': (size) => filled(`2026-11-26T07:00:00Z INFO GET /vehicles 200 12ms\n`, size) + error,
  'open brackets': (size) => '{['.repeat(size / 2),
  'open quotes': (size) => '"\\'.repeat(size / 2),
  'backslashes and percent signs': (size) => '\\%2'.repeat(size / 3),
  addresses: (size) => filled('https://connect.smartcar.com/oauth/authorize?scope=', size),
  binary: (size) => randomBytes(size),
};

function filled(text, size) {
  return text.repeat(Math.ceil(size / text.length));
}

try {
  const floor = median(() => explain(error));
  console.log(
    `Node ${process.version}, ${rounds} rounds; an error of ${error.length} bytes takes ${floor.toFixed(0)} ms\n`,
  );
  console.log('| input | 1 MiB, ms of work | 10 MiB, ms of work | goal |');
  console.log('| --- | --- | --- | --- |');
  for (const [name, make] of Object.entries(inputs)) {
    const [small, large] = [1, 10].map((size) => {
      const input = make(size * mebibyte);
      return Math.max(0, median(() => explain(input)) - floor);
    });
    const isOver = large > goal;
    console.log(`| ${name} | ${small.toFixed(0)} | ${large.toFixed(0)}${isOver ? ' (over)' : ''} | ≤ ${goal} |`);
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}

function median(measure) {
  const times = Array.from({ length: rounds }, measure).toSorted((a, b) => a - b);
  return times[Math.floor(times.length / 2)];
}

/** Milliseconds of the processor of one run that reads the text from standard input. */
function explain(input) {
  const env = { PATH: process.env.PATH, HOME: home };
  const args = ['--require', hook, bin, 'explain-error', '-'];
  const stdio = ['pipe', 'pipe', 'pipe', 'pipe'];
  const { status, stderr, output } = spawnSync(process.execPath, args, { input, env, stdio });
  if (status !== 0 && status !== 2 && status !== 5) throw new Error(`ended with ${status}: ${stderr}`);
  return Number(output[3]) / 1000;
}
