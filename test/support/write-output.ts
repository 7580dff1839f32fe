import { createOutput } from '../../src/io/streams.ts';

/** Writes through the real stdout, as told by the command line, and exits at once. */
const output = createOutput({
  fd: 1,
  env: process.env,
  platform: process.platform,
  stream: () => process.stdout,
  onBrokenPipe: () => process.exit(0),
});

if (process.argv[2] === 'lines') {
  for (let line = 0; line < Number(process.argv[3]); line += 1) output.write(`line ${line}\n`);
} else if (process.argv[2] === 'soon') {
  const lines = Array.from({ length: Number(process.argv[3]) }, (_, line) => output.writeSoon(`line ${line}\n`));
  process.stderr.write('went on\n');
  await Promise.all(lines);
} else {
  const { isTTY, columns, colorLevel, unicode } = output;
  output.write(`${JSON.stringify({ isTTY, columns, colorLevel, unicode })}\n`);
}
process.exit(0);
