// `webhook listen` under load: 10,000 events in bursts, one in a hundred wrongly signed, half-open connections beside
// them, and a dead app behind. None may be lost; VERIFY is asked all the while.
//
//   npm run build && node bench/webhook.mjs [-- --events 10000 --burst 500]
//
// Goals: every event printed and answered, at most 100 MiB of resident memory, VERIFY within 100 ms in 99 of 100 cases.
// The probe of VERIFY runs in a thread of its own, so that a busy sender does not count. Where other programs have the
// processors, all of them wait; the second figure of VERIFY (Linux) is what the listener itself computed meanwhile.
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const token = '3f1c7a52-6f0d-4c6b-9a43-0d8b7d1e2f90';
const halfOpen = 300;

if (isMainThread) await main();
else await probe(workerData);

async function main() {
  const [events, burst] = [option('--events', 10_000), option('--burst', 500)];
  const home = mkdtempSync(join(tmpdir(), 'connect-cli-webhook-'));
  const listener = await listen(home, await deadPort());
  try {
    const held = await Promise.all(Array.from({ length: halfOpen }, () => holdOpen(listener.port)));
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const prober = new Worker(new URL(import.meta.url), {
      workerData: { port: listener.port, pid: listener.child.pid, stop },
    });
    const started = performance.now();
    const statuses = await sendAll(listener.port, { events, burst });
    const seconds = (performance.now() - started) / 1000;
    Atomics.store(stop, 0, 1);
    const [latencies] = await once(prober, 'message');
    for (const socket of held) socket.destroy();
    await listener.settled(events);
    report({ events, burst, seconds, statuses, latencies, printed: listener.printed, memory: listener.memory() });
  } finally {
    listener.child.kill('SIGINT');
    await once(listener.child, 'exit');
    rmSync(home, { recursive: true, force: true });
  }
}

function option(name, fallback) {
  const index = process.argv.indexOf(name);
  return index === -1 ? fallback : Number(process.argv[index + 1]);
}

/** A port that nobody listens on: the app is dead. */
async function deadPort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function listen(home, appPort) {
  const bin = fileURLToPath(new URL('../bin/connect-cli.cjs', import.meta.url));
  const args = [bin, 'webhook', 'listen', '--json', '--forward-to', `http://127.0.0.1:${appPort}/events`];
  const env = { PATH: process.env.PATH, HOME: home, SMARTCAR_APP_MANAGEMENT_TOKEN: token };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const printed = { valid: 0, invalid: 0, verify: 0 };
  const lines = createInterface({ input: child.stdout });
  const [first] = await once(lines, 'line');
  lines.on('line', (line) => {
    const { eventType, signature } = JSON.parse(line);
    printed[eventType === 'VERIFY' ? 'verify' : signature] += 1;
  });
  return {
    child,
    printed,
    port: Number(new URL(JSON.parse(first).url).port),
    async settled(events) {
      const deadline = performance.now() + 30_000;
      while (printed.valid + printed.invalid < events && performance.now() < deadline) await once(lines, 'line');
    },
    /** The most that was resident, in MiB, as Linux tells it. */
    memory: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
  };
}

/** A connection that begins a request and never ends it. */
async function holdOpen(port) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write('POST /webhook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n');
  return socket;
}

async function sendAll(port, { events, burst }) {
  const statuses = {};
  for (let sent = 0; sent < events; sent += burst) {
    const numbers = Array.from({ length: Math.min(burst, events - sent) }, (_, index) => sent + index);
    for (const status of await Promise.all(numbers.map((number) => post(port, requestOf(number))))) {
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  }
  return statuses;
}

/** An event of the published form with four signals; every hundredth one is signed with another key. */
function requestOf(number) {
  const body = JSON.stringify({
    eventId: `evt-${number}`,
    eventType: 'VEHICLE_STATE',
    data: {
      user: { id: `user-${number % 500}` },
      vehicle: { id: `vehicle-${number % 500}`, make: 'TESLA', model: 'Model 3', year: 2023 },
      signals: ['charge-ischarging', 'location-preciselocation', 'odometer-traveleddistance', 'closure-islocked'].map(
        (code) => ({
          code,
          name: code,
          group: code.split('-')[0],
          status: { value: 'SUCCESS' },
          body: { value: number, unit: 'km' },
          meta: { oemUpdatedAt: 1_764_000_000_000 + number, retrievedAt: 1_764_000_000_000 + number },
        }),
      ),
    },
    meta: { deliveryId: `delivery-${number}`, version: '4.0', mode: 'LIVE' },
  });
  return request(body, number % 100 === 0 ? 'another key' : token);
}

function request(body, key) {
  const signature = createHmac('sha256', key).update(body).digest('hex');
  return `POST /webhook HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nSC-Signature: ${signature}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
}

/** @returns the status of the answer, or why there is none */
function post(port, text) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk));
    socket.on('error', (error) => resolve(error.code));
    socket.on('close', () => resolve(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 'no answer'));
  });
}

/** Asks VERIFY every 20 ms and measures from the connection to the whole answer. */
async function probe({ port, pid, stop }) {
  const latencies = [];
  while (Atomics.load(stop, 0) === 0) {
    const body = JSON.stringify({ eventType: 'VERIFY', data: { challenge: `challenge-${latencies.length}` } });
    const [started, computed] = [performance.now(), computedBy(pid)];
    const status = await post(port, request(body, token));
    if (status !== '200') throw new Error(`VERIFY was answered with ${status}`);
    latencies.push({ waited: performance.now() - started, computed: computedBy(pid) - computed });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  // A port of a thread has no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort.postMessage(latencies);
}

/** Milliseconds that the main thread of a process has had a processor. */
function computedBy(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ', 1)[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}

function report({ events, burst, seconds, statuses, latencies, printed, memory }) {
  const at = (share, field) => {
    const sorted = latencies.map((one) => one[field]).toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(0);
  };
  console.log(`Node ${process.version}, ${events} events in bursts of ${burst}, ${halfOpen} half-open connections\n`);
  console.log(`answers        ${JSON.stringify(statuses)}`);
  console.log(`printed        ${JSON.stringify(printed)}`);
  console.log(`lost           ${events - printed.valid - printed.invalid}`);
  console.log(`events/s       ${Math.round(events / seconds)}`);
  const figures = (field) => `median ${at(0.5, field)} ms, 99 % ${at(0.99, field)} ms, most ${at(1, field)} ms`;
  console.log(`VERIFY         ${latencies.length} asked; ${figures('waited')} (goal: 100)`);
  console.log(`  listener ran ${figures('computed')}`);
  console.log(`resident       ${memory.toFixed(0)} MiB at most (goal: 100)`);
}
