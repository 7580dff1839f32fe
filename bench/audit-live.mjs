// A live audit of 100,000 sandbox connections: requests, time and memory of an undisturbed run; then one behind an API
// in trouble, killed ten times at seeded moments, whose result must be the same to the byte.
//
//   node bench/audit-live.mjs [cars] [seed]     after `npm run build`
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [cars = 100_000, seed = 7] = process.argv.slice(2).map(Number);
const cli = fileURLToPath(new URL('../bin/connect-cli.cjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-audit-live-'));
const { NODE_EXTRA_CA_CERTS: _, ...outer } = process.env;
const env = { ...outer, HOME: folder, XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
const path = '/v3/connections';
const troubles = [
  { status: 429, headers: { 'retry-after': '1' }, rate: 0.02, seed: 1, path },
  { status: 502, rate: 0.02, seed: 2, path },
  { cutAfterBytes: 3000, rate: 0.02, seed: 3, path },
  { delaySeconds: 0.5, rate: 0.02, seed: 4, path },
];

let requests = 0;
const started = performance.now();
const sandbox = spawn(process.execPath, [cli, 'sandbox', '--json', '--cars', String(cars)], { env });
sandbox.stderr.on('data', (bytes) => {
  requests += String(bytes).split(path).length - 1;
});
const { url } = JSON.parse(await new Promise((resolve) => sandbox.stdout.once('data', resolve)));
console.log(`sandbox with ${cars} cars: ready after ${((performance.now() - started) / 1000).toFixed(2)} s`);

/** @returns exit code (null when killed), seconds and MiB from GNU time */
function audit(flags, killAfter) {
  const words = [cli, 'audit', `--sandbox=${url}`, '--scope', 'read_odometer read_location control_security', ...flags];
  const begun = performance.now();
  const report = join(folder, 'time');
  const measured = killAfter === undefined ? ['/usr/bin/time', '-f', '%M', '-o', report] : [];
  const [program, ...rest] = [...measured, process.execPath, ...words];
  const child = spawn(program, rest, { env, stdio: 'ignore' });
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise((resolve) =>
    child.once('close', (code) => {
      clearTimeout(timer);
      const mebibytes = killAfter === undefined ? Number(readFileSync(report, 'utf8').trim()) / 1024 : undefined;
      resolve({ code, seconds: (performance.now() - begun) / 1000, mebibytes });
    }),
  );
}

const digest = (name) =>
  createHash('sha256')
    .update(readFileSync(join(folder, name)))
    .digest('hex');
const files = (name) => ['--out', join(folder, `${name}.jsonl`), '--summary', join(folder, `${name}.json`)];

try {
  const whole = await audit(files('whole'));
  if (whole.code !== 0) throw new Error(`the undisturbed run ended with ${whole.code}`);
  console.log(
    `undisturbed: ${requests} requests of the list (fewest: ${Math.ceil(cars / 100)}), ${whole.seconds.toFixed(1)} s, ${whole.mebibytes.toFixed(0)} MiB`,
  );

  for (const body of troubles) {
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/_sandbox/faults`, { method: 'POST', headers, body: JSON.stringify(body) });
  }
  requests = 0;
  const state = join(folder, 'state');
  const flags = [...files('killed'), '--checkpoint', state];
  let [kills, random] = [0, seed];
  while (kills < 10) {
    random = (random * 48_271) % 2_147_483_647;
    if ((await audit(flags, 300 + (random % 2500))).code === null) kills += 1;
  }
  const last = await audit(flags);
  const isSame = ['jsonl', 'json'].every((ending) => digest(`whole.${ending}`) === digest(`killed.${ending}`));
  console.log(
    `killed ${kills} times behind 429, 502, cut and slow answers: exit ${last.code}, ${requests} requests, last run ${last.seconds.toFixed(1)} s, ${last.mebibytes.toFixed(0)} MiB`,
  );
  console.log(`rows and summary equal those of the undisturbed run: ${isSame ? 'yes' : 'NO'}`);
  if (!isSame || existsSync(state)) process.exitCode = 1;
} finally {
  sandbox.kill();
  rmSync(folder, { recursive: true, force: true });
}
