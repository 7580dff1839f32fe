// The sandbox beside oauth2-mock-server, oidc-provider and a bare node:http server, in one run.
//
//   node bench/sandbox.mjs            BENCH_ROUNDS=7 BENCH_SECONDS=2.5 for a long one
//
// One flow is GET authorize, answered with a redirect that carries a fresh code, and POST token. The sandbox plays its
// owner by itself (`owner: select-all`), as the others answer without asking anybody. The bare node:http server gets
// the sandbox's requests and answers what the sandbox answered once: what it costs is HTTP alone.
// Generator and server are separate processes; sixteen keep-alive sockets; contenders are shuffled in every round.
// Compare ratios, never milliseconds.
//
// What the ratios mean: oauth2-mock-server signs its tokens (two JWTs a flow), oidc-provider signs an ID token and
// keeps sessions. The sandbox hands out opaque tokens, as Smartcar does, and so saves the signature.
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { connect } from './sandbox/connection.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const seconds = Number(process.env.BENCH_SECONDS ?? 1);
const sockets = 16;

const names = {
  floor: 'node:http, fixed answers',
  sandbox: 'connect-cli sandbox',
  'sandbox-100k': 'connect-cli sandbox, 100,000 cars',
  'mock:RS256': 'oauth2-mock-server, RS256 (its default)',
  'mock:ES256': 'oauth2-mock-server, ES256',
  oidc: 'oidc-provider, Map adapter, prompt=none',
};
const kinds = Object.keys(names);

// The variable costs Node 20 tens of milliseconds at every start and concerns none of the contenders.
const env = { ...process.env };
delete env.NODE_EXTRA_CA_CERTS;

const children = new Set();
const scratch = mkdtempSync(path.join(tmpdir(), 'sandbox-bench-'));
const bundle = path.join(scratch, 'entry.cjs');
await buildBundle();
try {
  const starts = await measureStarts();
  const loads = await measureLoads();
  print(starts, loads);
  printMemory(await measureMemory());
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
}

async function buildBundle() {
  const build = await rolldown({
    input: path.join(here, 'sandbox/entry.ts'),
    platform: 'node',
    external: [/^node:/],
    logLevel: 'warn',
  });
  await build.write({
    dir: scratch,
    format: 'cjs',
    entryFileNames: 'entry.cjs',
    minify: true,
    exports: 'named',
    codeSplitting: false,
  });
  await build.close();
}

async function measureStarts() {
  const commands = {
    floor: (port) => ['-e', `require('node:http').createServer((q,s)=>s.end('{}')).listen(${port},'127.0.0.1')`],
    sandbox: (port) => [
      '-e',
      `const {createSandboxCore:c,serveSandbox:s}=require(${JSON.stringify(bundle)});s(c().handle,{port:${port},host:'127.0.0.1'})`,
    ],
    'mock:RS256': (port) => [
      fileURLToPath(import.meta.resolve('oauth2-mock-server')).replace(/index\.m?js$/, 'oauth2-mock-server.mjs'),
      '-p',
      String(port),
      '-a',
      '127.0.0.1',
    ],
  };
  const times = new Map(Object.keys(commands).map((kind) => [kind, []]));
  for (let round = 0; round < rounds * 3; round += 1)
    for (const kind of shuffle([...times.keys()])) times.get(kind).push(await startTime(commands[kind]));
  return times;
}

async function startTime(command) {
  const port = await freePort();
  const started = performance.now();
  const server = spawn(process.execPath, command(port), { stdio: 'ignore', env });
  try {
    for (;;) {
      const answered = await firstAnswer(port);
      if (answered) return performance.now() - started;
      if (server.exitCode !== null) throw new Error(`server ended with ${server.exitCode}`);
    }
  } finally {
    if (server.exitCode === null) {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGKILL');
      await gone;
    }
  }
}

async function firstAnswer(port) {
  try {
    const connection = await connect(port);
    await connection.send('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    connection.close();
    return true;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return false;
  }
}

async function measureLoads() {
  const results = new Map(kinds.map((kind) => [kind, { flows: [], reads: [], rss: 0 }]));
  for (let round = 0; round < rounds; round += 1) {
    // A process keeps the luck of its start for life (where its memory lies, what V8 inlined): a tenth and more.
    const servers = await startServers();
    for (const kind of shuffle(kinds)) {
      const server = servers.get(kind);
      const result = results.get(kind);
      result.flows.push(await load(server, flow));
      result.reads.push(await load(server, read));
      result.rss = (await ask(server)).rss;
    }
    for (const { child } of servers.values()) await stop(child);
  }
  return results;
}

async function startServers() {
  const servers = new Map();
  // The floor answers what the sandbox answered, so the sandbox starts first.
  for (const kind of kinds.filter((one) => one !== 'floor')) servers.set(kind, await startServer(kind));
  const { facts, readPath, answers } = servers.get('sandbox');
  servers.set('floor', await startServer('floor', { facts: { ...facts, read: { path: readPath } }, answers }));
  return servers;
}

/** Lets a sandbox of its own live through a million flows in which codes and tokens expire. */
function measureMemory() {
  const child = fork(path.join(here, 'sandbox/memory.mjs'), [bundle], { env, execArgv: ['--expose-gc'] });
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the memory run ended with ${code}`)));
  });
}

async function stop(child) {
  children.delete(child);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

async function startServer(kind, told) {
  const port = await freePort();
  const child = fork(path.join(here, 'sandbox/server.mjs'), [kind, String(port), bundle], {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.add(child);
  if (told !== undefined) child.send(told);
  const { ready } = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error(`${kind} did not start`)));
  });
  const server = { kind, port, child, facts: ready };
  Object.assign(server, await prepare(server));
  // Warm-up, not measured.
  await load(server, flow);
  await load(server, read);
  return server;
}

/** Writes out the requests once, and reads the answers to them. A token and the car's address come from the server itself. */
async function prepare({ facts, port }) {
  const host = `host: localhost:${port}\r\n`;
  const cookie = facts.authorize.cookie === undefined ? '' : `cookie: ${facts.authorize.cookie}\r\n`;
  const authorize = `GET ${facts.authorize.path} HTTP/1.1\r\n${host}${cookie}\r\n`;
  const token = (code) => {
    const body = facts.token.body + code;
    return `POST ${facts.token.path} HTTP/1.1\r\n${host}authorization: ${facts.token.authorization}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  };
  const connection = await connect(port);
  const redirect = await connection.send(authorize);
  const granted = await connection.send(token(codeOf(redirect)));
  const accessToken = /"access_token":\s*"([^"]+)"/.exec(granted)?.[1];
  if (accessToken === undefined) throw new Error(`no token: ${granted}`);
  const bearer = `authorization: Bearer ${accessToken}\r\n`;
  const readPath = facts.read.list === undefined ? facts.read.path : await carPath(connection, facts, host, bearer);
  const read = `GET ${readPath} HTTP/1.1\r\n${host}${bearer}\r\n`;
  const answers = { authorize: redirect, token: granted, read: await connection.send(read) };
  connection.close();
  const parsed = Object.fromEntries(Object.entries(answers).map(([name, text]) => [name, parseAnswer(text)]));
  return { requests: { authorize, token, read }, readPath, answers: parsed };
}

/** @returns status, headers as a flat list and body, without the headers that node:http writes by itself */
function parseAnswer(text) {
  const end = text.indexOf('\r\n\r\n');
  const [first, ...lines] = text.slice(0, end).split('\r\n');
  const headers = lines
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()])
    .filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name.toLowerCase()));
  return { status: Number(first.split(' ')[1]), headers: headers.flat(), body: text.slice(end + 4) };
}

async function carPath(connection, { read }, host, bearer) {
  const list = await connection.send(`GET ${read.list} HTTP/1.1\r\n${host}${bearer}\r\n`);
  const id = /"vehicles":\["([^"]+)"/.exec(list)?.[1];
  if (id === undefined) throw new Error(`no car: ${list}`);
  return read.path.replace('{id}', id);
}

function codeOf(answer) {
  const at = answer.indexOf('code=');
  if (at < 0) throw new Error(`no code: ${answer.slice(0, 500)}`);
  const end = answer.slice(at + 5, at + 200).search(/[&\r]/);
  return answer.slice(at + 5, at + 5 + end);
}

async function flow(connection, { authorize, token }) {
  const answer = await connection.send(token(codeOf(await connection.send(authorize))));
  if (!answer.startsWith('HTTP/1.1 200')) throw new Error(answer.slice(0, 500));
}

async function read(connection, { read: request }) {
  const answer = await connection.send(request);
  if (!answer.startsWith('HTTP/1.1 200')) throw new Error(answer.slice(0, 500));
}

/** Keeps all sockets busy for the time. @returns work per second and CPU of the server per piece of work */
async function load(server, work) {
  // New sockets each time: servers close those that were idle while another contender had its turn.
  const connections = await Promise.all(Array.from({ length: sockets }, () => connect(server.port)));
  const before = await ask(server);
  const started = performance.now();
  const until = started + seconds * 1000;
  let done = 0;
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < until) {
        await work(connection, server.requests);
        done += 1;
      }
    }),
  );
  const elapsed = (performance.now() - started) / 1000;
  const after = await ask(server);
  for (const connection of connections) connection.close();
  const cpu = after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system;
  return { perSecond: done / elapsed, cpu: cpu / done };
}

function ask({ child }) {
  return new Promise((resolve) => {
    child.once('message', resolve);
    child.send('cpu');
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function shuffle(list) {
  return list
    .map((value) => [Math.random(), value])
    .toSorted(([a], [b]) => a - b)
    .map(([, value]) => value);
}

function median(list) {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function print(starts, loads) {
  console.log(
    `Node ${process.version}, ${rounds} rounds of ${seconds} s, ${sockets} sockets. Medians; ratios are medians of paired rounds.\n`,
  );
  console.log('start → first answer');
  for (const [kind, times] of starts)
    console.log(`  ${names[kind].padEnd(42)} ${median(times).toFixed(0).padStart(6)} ms`);
  for (const work of ['flows', 'reads']) {
    console.log(`\n${work}${' '.repeat(41)}per second   CPU µs each${work === 'flows' ? '   RSS MiB' : ''}`);
    for (const [kind, result] of loads) {
      const rate = median(result[work].map(({ perSecond }) => perSecond));
      const cpu = median(result[work].map((one) => one.cpu));
      const rss = work === 'flows' ? (result.rss / 1048576).toFixed(0).padStart(10) : '';
      console.log(`  ${names[kind].padEnd(42)} ${rate.toFixed(0).padStart(10)} ${cpu.toFixed(1).padStart(13)}${rss}`);
    }
  }
  const ratio = (a, b) => median(a.map((value, index) => value / b[index]));
  const rates = (kind, work = 'flows') => loads.get(kind)[work].map(({ perSecond }) => perSecond);
  const cpus = (kind, work = 'flows') => loads.get(kind)[work].map(({ cpu }) => cpu);
  const ratios = [
    ['flows/s against oauth2-mock-server, RS256', ratio(rates('sandbox'), rates('mock:RS256')), '>=', 5],
    ['flows/s against oauth2-mock-server, ES256', ratio(rates('sandbox'), rates('mock:ES256'))],
    ['flows/s against oidc-provider', ratio(rates('sandbox'), rates('oidc'))],
    ['CPU per flow against node:http', ratio(cpus('sandbox'), cpus('floor'))],
    ['start against oauth2-mock-server', ratio(starts.get('sandbox'), starts.get('mock:RS256')), '<=', 0.4],
    [
      'CPU per read, 100,000 cars against two',
      ratio(cpus('sandbox-100k', 'reads'), cpus('sandbox', 'reads')),
      '<=',
      1.25,
    ],
  ];
  console.log('\nratios');
  for (const row of ratios) printRatio(...row);
  console.log(
    '\nThe peers sign their tokens; the sandbox’s are opaque, as Smartcar’s are. That is most of the difference.',
  );
}

function printRatio(what, value, sign, goal) {
  const met = sign === '>=' ? value >= goal : value <= goal;
  const judged = sign === undefined ? '' : `  goal ${sign} ${goal}  ${met ? 'met' : 'MISSED'}`;
  console.log(`  ${what.padEnd(44)} ${value.toFixed(2).padStart(7)}${judged}`);
}

function printMemory({ flows, requests }) {
  for (const [what, heaps] of Object.entries({ flows, requests })) {
    console.log(`\nheap over a million ${what} with expiry, in process, after a collection`);
    for (const { flows: done, heap } of heaps)
      console.log(`  after ${String(done).padStart(9)} ${what} ${(heap / 1048576).toFixed(1).padStart(8)} MiB`);
    const sizes = heaps.map(({ heap }) => heap);
    printRatio('heap, largest against smallest', Math.max(...sizes) / Math.min(...sizes), '<=', 1.5);
  }
}
