// What `audit` costs beside tools that do the same mapping. Prints ratios of medians from interleaved rounds.
//
//   node bench/audit.mjs [rows] [rounds] [--flat]     after `npm run build`; needs jq on the PATH
//
// --flat also compares the time for each row and the memory of 10^5 and 10^7 rows (4 GB in the temporary folder).
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const numbers = process.argv.slice(2).filter((word) => /^\d+$/.test(word));
const rows = Number(numbers[0] ?? 1_000_000);
const rounds = Number(numbers[1] ?? 3);
const cli = fileURLToPath(new URL('../bin/connect-cli.cjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-audit-'));
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

const scope = [
  'read_vehicle_info',
  'read_odometer',
  'read_location',
  'read_battery',
  'read_charge',
  'control_charge',
  'control_security',
];
const models = ['Model 3', 'Model Y', 'Model S', 'Model X', 'Cybertruck'];
const keys = ['paired', 'missing', 'not-needed', 'unknown'];

/** The mapping of `audit`, as far as jq's language goes, with the boxes of the edition 2026-02. */
const jq = `
def box: {read_location: "Vehicle Location", control_charge: "Vehicle Charging Management", control_security: "Vehicle Commands"};
def proved: [.permissions[] | box[.] // empty];
. as $row | (${JSON.stringify(scope)} - (.permissions // [])) as $missing
| (([$missing[] | box[.] // empty] | unique) - ($row | proved)) as $boxes
| (if .status == "disconnected" then "revoked"
   elif (.permissions | length) == 0 then "unknown"
   elif ($missing | length) > 0 then "missing-boxes"
   elif .virtualKey == "missing" and any(.permissions[]; startswith("control_")) then "key-needed"
   elif .era == "v2" then "migrate" else "fine" end) as $verdict
| {line: input_line_number, userId, vehicleId, connectionId, verdict: $verdict, missing: $missing, missingBoxes: $boxes, virtualKey,
   link: (if $verdict == "missing-boxes" then "https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=x&scope=${scope.join('%20')}" else null end)}`;

/** Mulberry32: a simple remainder would let the fields of a row follow from each other, and few rows be different. */
function createRandom() {
  let seed = 7;
  return (below) => {
    seed = (seed + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function writeRows(path, count) {
  const random = createRandom();
  const uuid = (prefix, index) => `${prefix}${index.toString(16).padStart(7, '0')}-fd9d-4455-823a-ce30af709ffc`;
  const file = openSync(path, 'w');
  let text = '';
  for (let index = 0; index < count; index += 1) {
    const row = {
      userId: uuid('3', index),
      vehicleId: uuid('4', index),
      connectionId: uuid('5', index),
      make: 'TESLA',
      model: models[random(5)],
      year: 2014 + random(12),
      permissions: scope.filter(() => random(10) > 0),
      virtualKey: keys[random(4)],
      status: random(50) === 0 ? 'disconnected' : 'connected',
      era: random(4) === 0 ? 'v2' : 'v3',
    };
    text += `${JSON.stringify(row)}\n`;
    if (text.length > 1_000_000) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
}

/** @returns seconds and, from GNU time, those of the processor (all processes of the command) and MiB */
function measure(command) {
  const report = join(folder, 'time');
  const started = performance.now();
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%M %U %S', '-o', report, 'sh', '-c', command], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command}: ${stderr.slice(0, 500)}`);
  const seconds = (performance.now() - started) / 1000;
  const [kibibytes, user, system] = readFileSync(report, 'utf8').trim().split('\n').at(-1).split(' ').map(Number);
  return { seconds, processor: user + system, mebibytes: kibibytes / 1024 };
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const audit = (path) =>
  `exec '${process.execPath}' '${cli}' audit '${path}' --scope '${scope.join(' ')}' --client-id x --format jsonl --json >/dev/null`;

try {
  const input = join(folder, 'rows.jsonl');
  const program = join(folder, 'mapping.jq');
  writeRows(input, rows);
  writeFileSync(program, jq);
  const commands = {
    audit: audit(input),
    jq: `exec jq -c -f '${program}' '${input}' >/dev/null`,
    cat: `cat '${input}' | cat | cat >/dev/null`,
  };
  const results = { audit: [], jq: [], cat: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, command] of Object.entries(commands)) results[name].push(measure(command));
  }
  const seconds = (name) => median(results[name].map((one) => one.seconds));
  const ratio = (a, b, of = 'seconds') => median(results[a].map((one, index) => one[of] / results[b][index][of]));
  for (const name of Object.keys(commands)) {
    const mebibytes = Math.max(...results[name].map((one) => one.mebibytes));
    const processor = median(results[name].map((one) => one.processor));
    console.log(
      `${name.padEnd(6)} ${seconds(name).toFixed(2)} s, ${processor.toFixed(2)} s of a processor  ${mebibytes.toFixed(0)} MiB`,
    );
  }
  console.log(`faster than jq -c: ${ratio('jq', 'audit').toFixed(1)} x (goal: at least 6)`);
  console.log(`slower than cat | cat | cat: ${ratio('audit', 'cat').toFixed(1)} x (goal: at most 12)`);
  // On a machine with other work the processor's time says more.
  console.log(
    `by processor time: ${ratio('jq', 'audit', 'processor').toFixed(1)} x and ${ratio('audit', 'cat', 'processor').toFixed(1)} x`,
  );
  if (process.argv.includes('--flat')) compareSizes();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function compareSizes() {
  const [small, large] = [100_000, 10_000_000].map((count) => {
    const path = join(folder, `${count}.jsonl`);
    writeRows(path, count);
    const runs = Array.from({ length: rounds }, () => measure(audit(path)));
    rmSync(path);
    return {
      rate: median(runs.map(({ seconds }) => seconds)) / count,
      mebibytes: Math.max(...runs.map(({ mebibytes }) => mebibytes)),
    };
  });
  console.log(`memory, 10^7 rows to 10^5: ${(large.mebibytes / small.mebibytes).toFixed(2)} x (goal: at most 1.15)`);
  console.log(`time for a row, 10^7 rows to 10^5: ${(large.rate / small.rate).toFixed(2)} x`);
}
