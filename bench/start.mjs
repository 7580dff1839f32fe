// Start-up of the packed package against the floor, `node -e 0`, on every supported line of Node in one run.
//
//   npm run bench [-- --rounds 31]
//
// The tarball is packed and installed into an empty folder, the Nodes come from the registry. Every command runs as a
// whole process, in shuffled rounds, with stdout as a pipe, a home of its own and without NODE_EXTRA_CA_CERTS (which
// alone costs Node 20 some 30 ms a start). The first two rounds are not counted: they fill the compile cache of Node.
// What counts is the median of the ratios of one round: milliseconds differ from machine to machine.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rehearsal, shortCommands } from '../scripts/frequent-commands.mjs';
import { installNodes } from '../scripts/node-versions.mjs';
import { withInstalledPackage } from '../scripts/packed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1]) || 31;

/** Goals: times `node -e 0`, on Node 20 and from Node 22 on. */
const commands = [
  ...shortCommands.map((args) => ({ args, goal: { 20: 1.5, later: 1.3 } })),
  { args: rehearsal, goal: { 20: 3.5, later: 3.5 } },
];

await withInstalledPackage(root, (folder) => {
  const bin = join(folder, 'node_modules/connect-cli/bin/connect-cli.cjs');
  const nodes = installNodes(join(folder, 'nodes')).map((node) => ({
    ...node,
    version: spawnSync(node.program, ['--version'], { encoding: 'utf8' }).stdout.trim(),
    home: join(folder, `home-${node.line}`),
    floor: { args: ['-e', '0'], times: [] },
    runs: commands.map(({ args }) => ({ args: [bin, ...args], times: [] })),
  }));
  for (const { home } of nodes) mkdirSync(home);
  const runs = nodes.flatMap((node) => [node.floor, ...node.runs].map((run) => ({ node, run })));
  for (let round = -2; round < rounds; round += 1) {
    for (const { node, run } of shuffled(runs)) {
      const took = time(node, run.args, folder);
      if (round >= 0) run.times.push(took);
    }
  }
  report(nodes);
});

/** Milliseconds of one whole process. */
function time({ program, home }, args, cwd) {
  const env = { PATH: process.env.PATH, HOME: home };
  const started = process.hrtime.bigint();
  const result = spawnSync(program, args, { cwd, env, input: '' });
  const took = Number(process.hrtime.bigint() - started) / 1e6;
  if (result.status !== 0) throw new Error(`${args.join(' ')} ended with ${result.status}: ${result.stderr}`);
  return took;
}

function report(nodes) {
  console.log(`${rounds} rounds; times \`node -e 0\` of the same Node, medians of the rounds\n`);
  console.log(row(['connect-cli', ...nodes.map(({ version }) => `Node ${version.slice(1)}`), 'goal']));
  console.log(row(['---', ...nodes.map(() => '---'), '---']));
  for (const [index, { args, goal }] of commands.entries()) {
    const name = args.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' ');
    const ratios = nodes.map(({ line, floor, runs }) => {
      const ratio = median(runs[index].times.map((took, round) => took / floor.times[round]));
      return `${ratio.toFixed(2)}${ratio > (goal[line] ?? goal.later) ? ' (over)' : ''}`;
    });
    console.log(row([`\`${name}\``, ...ratios, goalText(goal)]));
  }
  console.log(row(['`node -e 0`, ms', ...nodes.map(({ floor }) => median(floor.times).toFixed(1)), '']));
}

function goalText(goal) {
  return goal[20] === goal.later ? `≤ ${goal.later}` : `≤ ${goal.later}; Node 20 ≤ ${goal[20]}`;
}

function row(cells) {
  return `| ${cells.join(' | ')} |`;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function shuffled(values) {
  return values
    .map((value) => [Math.random(), value])
    .toSorted((a, b) => a[0] - b[0])
    .map(([, value]) => value);
}
