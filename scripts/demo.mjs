// Records the demo of the README: `npm run build && node scripts/demo.mjs`. The real program runs in a pseudo-terminal;
// what its screen shows is drawn as an SVG whose lines appear one after the other. With --words it prints the words
// alone, which a test compares with those of the picture.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const program = fileURLToPath(new URL('../bin/connect-cli.cjs', import.meta.url));
const picture = fileURLToPath(new URL('../docs/pictures/demo.svg', import.meta.url));
const scope = ['--scope', 'read_odometer control_security'];

/** What is typed, and the part of the answer that is shown: ids and ports are of one run. */
const scenes = [
  {
    words: ['authorize', '--sandbox', ...scope, '--owner', 'Vehicle Information'],
    from: /^✗ Incomplete/,
    to: /^Vehicles/,
  },
  {
    words: ['revoke', '--make', 'TESLA', '--sandbox', ...scope, '--owner', 'select-all'],
    from: /^✓ The owner granted/,
    to: /^⚠/,
  },
];
const columns = 80;

/** Runs the program and returns the lines of its screen: runs of characters of one look. */
async function record({ words, from, to }) {
  const terminal = new xterm.Terminal({ cols: columns, rows: 24, scrollback: 500, allowProposedApi: true });
  const child = spawn(process.execPath, [program, ...words], {
    cols: columns,
    rows: 24,
    name: 'xterm-256color',
    env: { PATH: process.env.PATH, HOME: '/nonexistent', LANG: 'C.UTF-8', TERM: 'xterm-256color', NO_BROWSER: '1' },
  });
  let written = '';
  child.onData((text) => (written += text));
  await new Promise((resolve) => child.onExit(resolve));
  await new Promise((resolve) => terminal.write(written, resolve));
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, index) => readLine(active.getLine(index)));
  const text = lines.map((runs) => runs.map((run) => run.text).join(''));
  const start = text.findIndex((line) => from.test(line));
  const end = text.findIndex((line, index) => index > start && to.test(line));
  if (start === -1 || end === -1) throw new Error(`${words[0]} does not say what is shown: ${text.join('\n')}`);
  const shown = lines.slice(start, end);
  while (shown.at(-1)?.length === 0) shown.pop();
  return shown;
}

function readLine(line) {
  const runs = [];
  for (let column = 0; column < columns; column += 1) {
    const cell = line.getCell(column);
    const look = lookOf(cell);
    const last = runs.at(-1);
    if (last?.look === look) last.text += cell.getChars() || ' ';
    else runs.push({ look, text: cell.getChars() || ' ' });
  }
  const end = runs.findLastIndex(({ text }) => text.trim() !== '');
  return runs.slice(0, end + 1).map((run, index) => (index === end ? { ...run, text: run.text.trimEnd() } : run));
}

const colors = { 1: 'r', 2: 'g', 3: 'y', 6: 'c' };

function lookOf(cell) {
  const color = cell.isFgDefault() ? '' : (colors[cell.getFgColor()] ?? '');
  return [color, cell.isBold() ? 'b' : '', cell.isDim() ? 'd' : ''].filter(Boolean).join(' ');
}

function typed(words) {
  const quoted = words.map((word) => (word.includes(' ') ? `"${word}"` : word));
  const lines = [`$ npx connect-cli`];
  for (const word of quoted) {
    if (`${lines.at(-1)} ${word}`.length > columns - 2) {
      lines[lines.length - 1] += ' \\';
      lines.push(`    ${word}`);
    } else lines[lines.length - 1] += ` ${word}`;
  }
  return lines.map((text) => [{ look: 'b', text }]);
}

const recorded = [];
for (const scene of scenes) recorded.push(...typed(scene.words), [], ...(await record(scene)), []);
const lines = recorded.slice(0, -1);
const words = lines.map((runs) => runs.map(({ text }) => text).join('')).join('\n');

if (process.argv.includes('--words')) process.stdout.write(`${words}\n`);
else {
  writeFileSync(picture, draw());
  console.log(`${picture}: ${readFileSync(picture).length} bytes`);
}

function draw() {
  const size = { left: 22, top: 56, line: 19, width: 760 };
  const height = size.top + lines.length * size.line + 14;
  const step = 0.12;
  const rows = lines.flatMap((runs, index) => {
    if (runs.length === 0) return [];
    const spans = runs.map(
      ({ look, text }) => `<tspan${look === '' ? '' : ` class="${look}"`}>${escape(text)}</tspan>`,
    );
    const delay = `${(index * step).toFixed(2)}s`;
    return [
      `<text x="${size.left}" y="${size.top + index * size.line + 14}" xml:space="preserve" style="animation-delay:${delay}">${spans.join('')}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" width="${size.width}" height="${height}" role="img">`,
    '<title>A terminal: authorize finds the box that the owner missed, revoke repairs the consent.</title>',
    '<style>',
    'text{font:14px/1 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#d7dee6;animation:show .3s both}',
    '.r{fill:#ff8078}.g{fill:#7ee787}.y{fill:#e3b341}.c{fill:#79c0ff}.b{font-weight:600}.d{opacity:.75}',
    '@keyframes show{from{opacity:0}}@media (prefers-reduced-motion:reduce){text{animation:none}}',
    '</style>',
    `<rect width="${size.width}" height="${height}" rx="10" fill="#10151c"/>`,
    '<circle cx="24" cy="24" r="6" fill="#ff6159"/><circle cx="44" cy="24" r="6" fill="#ffbd2e"/><circle cx="64" cy="24" r="6" fill="#28c941"/>',
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
