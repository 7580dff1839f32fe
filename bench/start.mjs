// Start-up of the packed package against the floor, `node -e 0`.
//
//   npm run bench [-- --rounds 31]
//
// The tarball is packed and installed into an empty folder; every command runs as a whole process, in shuffled rounds,
// with stdout as a pipe, an empty HOME and without NODE_EXTRA_CA_CERTS (which alone costs Node 20 some 30 ms a start).
// What counts is the median of the ratios of one round: milliseconds differ from machine to machine.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withInstalledPackage } from '../scripts/packed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1] || 31) || 31;
const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';

const commands = [
  { name: 'explain-scopes read_odometer control_security', goal: 1.4 },
  { name: `revoke --make TESLA --scope "read_odometer control_security" --client-id ${id} --print-url`, goal: 1.4 },
  { name: '--help', goal: 1.5 },
  { name: 'authorize --sandbox --owner select-all --json', goal: 4 },
];

await withInstalledPackage(root, (folder) => {
  const home = join(folder, 'home');
  mkdirSync(home);
  const bin = join(folder, 'node_modules/connect-cli/bin/connect-cli.cjs');
  const env = { PATH: process.env.PATH, HOME: home };
  const words = (line) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]);
  const runs = [{ args: ['-e', '0'] }, ...commands.map(({ name }) => ({ args: [bin, ...words(name)] }))].map((run) => ({
    ...run,
    times: [],
  }));

  for (let round = -2; round < rounds; round += 1) {
    for (const run of shuffled(runs)) {
      const started = process.hrtime.bigint();
      const result = spawnSync(process.execPath, run.args, { cwd: folder, env, input: '' });
      const took = Number(process.hrtime.bigint() - started) / 1e6;
      if (result.status !== 0) throw new Error(`${run.args.join(' ')} ended with ${result.status}: ${result.stderr}`);
      if (round >= 0) run.times.push(took);
    }
  }

  const [floor, ...measured] = runs;
  console.log(`node ${process.version}, ${rounds} rounds; node -e 0: median ${median(floor.times).toFixed(1)} ms\n`);
  console.log('| connect-cli | × node -e 0 (median of rounds) | goal |\n| --- | --- | --- |');
  for (const [index, { name, goal }] of commands.entries()) {
    const ratio = median(measured[index].times.map((time, round) => time / floor.times[round]));
    console.log(`| \`${name}\` | ${ratio.toFixed(2)} | ≤ ${goal} |`);
  }
});

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function shuffled(values) {
  return values
    .map((value) => [Math.random(), value])
    .toSorted((a, b) => a[0] - b[0])
    .map(([, value]) => value);
}
