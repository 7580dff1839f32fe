// `scopes --from-code` over a hundred thousand files against `grep -r` over the same files.
//
//   node bench/from-code.mjs [--files 100000] [--rounds 5]
//
// The tree is made of real source text: the JavaScript, TypeScript, JSON and Markdown files of the installed packages,
// dealt out over a thousand folders, with a small Smartcar app among them. Both programs run as whole processes on a warm
// file cache, in turns; what counts is the median of the ratios of one round. `grep -r` looks for one word, which is the
// least that it can be asked; `grep -rE` for the words that the scan looks for first.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const option = (name, otherwise) => Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) || otherwise;
const files = option('files', 100_000);
const rounds = option('rounds', 5);
const goal = 3;

execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
const tree = mkdtempSync(join(tmpdir(), 'connect-cli-from-code-'));
try {
  const bytes = plant(tree, files);
  const contestants = [
    {
      name: 'connect-cli scopes --from-code',
      command: [process.execPath, join(root, 'bin/connect-cli.cjs'), 'scopes', '--from-code', tree, '--json'],
    },
    { name: 'grep -r smartcar', command: ['grep', '-r', 'smartcar', tree] },
    {
      name: 'grep -rE, the words of the scan',
      command: ['grep', '-rE', 'smartcar|vehicle|(read|control)_[a-z]', tree],
    },
  ].map((one) => ({ ...one, times: [] }));
  for (let round = -1; round < rounds; round += 1) {
    for (const one of contestants) {
      const took = time(one.command);
      if (round >= 0) one.times.push(took);
    }
  }
  report(contestants, bytes);
} finally {
  rmSync(tree, { recursive: true, force: true });
}

/** Writes the tree; returns its size in bytes. */
function plant(tree, count) {
  const texts = sourceTexts(join(root, 'node_modules'), 3_000);
  let bytes = 0;
  for (let index = 0; index < count; index += 1) {
    const folder = join(tree, `part${index % 50}`, `folder${index % 1_000}`);
    if (index < 1_000) mkdirSync(folder, { recursive: true });
    const text = texts[(index * 7) % texts.length];
    bytes += text.length;
    writeFileSync(join(folder, `file${index}.${['ts', 'js', 'py'][index % 3]}`), text);
  }
  writeFileSync(
    join(tree, 'app.js'),
    "import smartcar from 'smartcar';\nconst scope = ['read_odometer', 'read_location'];\nvehicle.odometer();\n",
  );
  return bytes;
}

function sourceTexts(folder, limit, found = []) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (found.length >= limit) return found;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sourceTexts(path, limit, found);
    else if (/\.(?:[cm]?[jt]s|json|md)$/.test(entry.name)) {
      const text = readFileSync(path);
      if (text.length < 20_000) found.push(text);
    }
  }
  return found;
}

/** Milliseconds of one whole process. 0, 1 (grep found nothing) and 5 (findings) are fine ends. */
function time([program, ...args]) {
  const started = process.hrtime.bigint();
  const result = spawnSync(program, args, { input: '', maxBuffer: 2 ** 28 });
  const took = Number(process.hrtime.bigint() - started) / 1e6;
  if (![0, 1, 5].includes(result.status)) throw new Error(`${program} ended with ${result.status}: ${result.stderr}`);
  return took;
}

function report([scan, ...greps], bytes) {
  console.log(
    `node ${process.version}, ${files} files, ${(bytes / 1e6).toFixed(0)} MB, ${rounds} rounds, warm cache\n`,
  );
  console.log('| | median ms | scan ÷ it (median of rounds) | goal |\n| --- | --- | --- | --- |');
  console.log(`| ${scan.name} | ${median(scan.times).toFixed(0)} | | |`);
  for (const { name, times } of greps) {
    const ratio = median(scan.times.map((took, round) => took / times[round]));
    console.log(`| ${name} | ${median(times).toFixed(0)} | ${ratio.toFixed(2)} | ≤ ${goal} |`);
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
