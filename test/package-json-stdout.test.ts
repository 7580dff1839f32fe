import type { Command } from 'commander';
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { SandboxHandle } from '../src/io/sandbox-control.ts';
import { createSandbox } from '../src/sandbox/library.ts';
import { createSandboxControl } from '../src/sandbox/client/sandbox-control.ts';
import { commandTree } from './support/commands.ts';
import { makeHome, type Home } from './support/home.ts';
import type { Ended } from './support/process.ts';
import { builtProgram, startInTerminal } from './support/pty.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const vehicle = '36ab27d0-fd9d-4455-823a-ce30af709ffc';

/** A command line and the code with which it ends. `{url}` is a running sandbox, `{rows}` a file of connections. */
type Run = readonly [line: string, exitCode: number, input?: string];

/**
 * Every command of the tree: runs that succeed, warn, find something, and fail. With --json all of stdout parses, and a
 * run that prints no document says why in one line of JSON at the end of stderr.
 */
const matrix: Readonly<Record<string, readonly Run[]>> = {
  authorize: [
    ['authorize --sandbox --owner select-all read_odometer read_odometer', 0],
    ['authorize --sandbox={url} --owner deny control_security', 3],
    ['authorize --sandbox --owner select-all --events read_vin', 0],
    [`authorize --start --client-id ${id} --redirect-uri http://127.0.0.1:8000/x --make TELSA`, 0],
    ['authorize --sandbox read_milage', 2],
    ['authorize', 2],
  ],
  revoke: [
    [`revoke --make TESLA --client-id ${id} read_vin`, 0],
    ['revoke --make TESLA --sandbox --owner select-all control_security', 0],
    ['revoke --make BMW read_vin', 2],
  ],
  'explain-scopes': [
    ['explain-scopes read_vin required:read_vin', 0],
    ['explain-scopes --boxes "Vehicle Information" control_security', 0],
    ['explain-scopes read_milage', 2],
  ],
  scopes: [
    ['scopes --list', 0],
    ['scopes --signals no-such-signal', 2],
  ],
  url: [['url', 0]],
  'url authorize': [
    [`url authorize --client-id ${id} --make BRANDNEW`, 0],
    ['url authorize', 2],
  ],
  'url revoke': [
    [`url revoke --make TESLA --client-id ${id} read_vin`, 0],
    ['url revoke', 2],
  ],
  'url lint': [
    ['url lint "https://connect.smartcar.com/oauth/authorize?scope=read_vin"', 5],
    ['url lint nonsense', 2],
  ],
  diagnose: [
    ['diagnose --sandbox --scenario missing-commands-box --scope control_security', 5],
    [
      'diagnose --sandbox --scenario missing-commands-box --scope control_security --watch --interval 1s --timeout 1s',
      7,
    ],
    ['diagnose', 4],
  ],
  audit: [
    ['audit {rows} --scope read_odometer', 0],
    ['audit {rows} --scope read_odometer --format jsonl', 0],
    ['audit --sandbox --scenario all-granted --scope read_odometer', 0],
    ['audit no-such-file --scope read_odometer', 2],
  ],
  'audit merge': [
    ['audit merge {summary} {summary}', 0],
    ['audit merge {rows}', 2],
  ],
  campaign: [
    [
      `campaign {audited} --out {home}/campaign --key-file {key} --application-id ${id} --scope read_odometer --redirect-uri http://localhost:8000/exchange`,
      0,
    ],
    ['campaign no-such-file --out {home}/none --key-file {key}', 2],
  ],
  'campaign verify': [['campaign verify c1.forged --key-file {key}', 9]],
  'campaign progress': [
    ['campaign progress {audited} {audited}', 0],
    ['campaign progress {audited} no-such-file', 2],
  ],
  'campaign key': [
    ['campaign key {home}/other.key', 0],
    ['campaign key {home}/other.key', 2],
  ],
  'migration-status': [
    ['migration-status --sandbox --scenario legacy-connection', 0],
    ['migration-status', 4],
  ],
  migrate: [['migrate', 4]],
  'migrate plan': [
    ['migrate plan --sandbox --scenario all-granted', 0],
    ['migrate plan --limit none', 2],
  ],
  vehicles: [
    ['vehicles --sandbox --scenario all-granted', 0],
    ['vehicles', 4],
  ],
  permissions: [
    ['permissions --sandbox --scenario all-granted', 0],
    ['permissions --sandbox --scenario all-granted nobody', 2],
  ],
  user: [
    ['user --sandbox --scenario all-granted', 0],
    ['user', 4],
  ],
  disconnect: [
    [`disconnect --sandbox --scenario all-granted nobody --yes`, 2],
    ['disconnect', 2],
  ],
  'explain-error': [
    ['explain-error PERMISSION:NULL', 0],
    ['explain-error "nothing that anybody knows"', 5],
    ['explain-error', 2, ''],
  ],
  'virtual-key': [['virtual-key', 0]],
  'virtual-key show': [
    ['virtual-key show', 0],
    ['virtual-key show --domain "a b"', 2],
  ],
  'virtual-key needed': [
    ['virtual-key needed 5YJ3E1EA7KF317760 nonsense', 0],
    ['virtual-key needed --model Roadmaster', 2],
  ],
  'virtual-key check': [
    ['virtual-key check key.example.com --connect-to 127.0.0.1:1 --allow-private', 5],
    ['virtual-key check', 2],
  ],
  'virtual-key keygen': [
    ['virtual-key keygen --private-key {home}/private.pem --public-key {home}/public.pem', 0],
    ['virtual-key keygen --private-key {home}/private.pem --public-key {home}/public.pem', 2],
  ],
  guide: [['guide', 0]],
  'guide consent': [
    ['guide consent', 0],
    ['guide consent read_vin --output {home}/guide.html', 0],
    ['guide consent --lang xx', 2],
  ],
  'guide virtual-key': [
    ['guide virtual-key', 0],
    ['guide virtual-key --vin x', 2],
  ],
  'guide revoke': [
    ['guide revoke', 0],
    ['guide revoke --format gif', 2],
  ],
  webhook: [['webhook', 0]],
  'webhook verify': [
    ['webhook verify - --signature 00 --token-file {token}', 5, '{"eventType":"VEHICLE_STATE"}'],
    ['webhook verify - --token-file {token}', 2, '{}'],
  ],
  'webhook listen': [
    ['webhook listen --token-file {token}', 130],
    ['webhook listen --port 70000 --token-file {token}', 2],
  ],
  'webhook replay': [
    ['webhook replay', 0],
    ['webhook replay nothing', 2],
  ],
  'webhook trigger': [
    ['webhook trigger vehicle-state --to http://127.0.0.1:1/ --token-file {token}', 6],
    ['webhook trigger verify', 2],
  ],
  sandbox: [
    ['sandbox --scenario all-granted', 130],
    ['sandbox --scenario no-such-scenario', 2],
  ],
  'sandbox scenarios': [['sandbox scenarios', 0]],
  'sandbox env': [
    ['sandbox env {url} --for node', 0],
    ['sandbox env http://127.0.0.1:1', 6],
  ],
  'sandbox exec': [
    ['sandbox exec -- node -e "process.exit(3)"', 3],
    ['sandbox exec', 2],
  ],
  init: [
    [`init --application-id ${id}`, 0],
    ['init --name other', 2],
  ],
  profile: [['profile', 0]],
  'profile list': [['profile list', 0]],
  'profile use': [
    ['profile use default', 0],
    ['profile use nobody', 2],
  ],
  doctor: [
    ['doctor --sandbox={url} --no-browser', 0],
    ['doctor --provider nobody', 2],
  ],
  config: [['config', 0]],
  'config explain': [['config explain', 0]],
  'config get': [
    ['config get scope', 0],
    ['config get scpoe', 2],
  ],
  'config set': [
    ['config set scope read_vin', 0],
    ['config set scope read_milage', 2],
  ],
  'config path': [['config path', 0]],
  token: [['token', 0]],
  'token list': [['token list', 0]],
  'token show': [['token show nobody', 2]],
  'token refresh': [['token refresh nobody', 2]],
  'token env': [['token env nobody', 2]],
  'token remove': [['token remove nobody', 2]],
  'profile remove': [
    ['profile remove default', 0],
    ['profile remove default', 2],
  ],
  completion: [
    ['completion bash', 0],
    ['completion tcsh', 2],
  ],
  schema: [
    ['schema', 0],
    ['schema audit', 0],
    ['schema nothing', 2],
  ],
  help: [
    ['help', 0],
    ['help json', 0],
    ['help environment', 0],
    ['help nothing', 2],
  ],
};

let home: Home;
let sandbox: SandboxHandle;
let places: Readonly<Record<string, string>>;

beforeAll(async () => {
  home = await makeHome();
  sandbox = await createSandboxControl().start({ registration: {}, scenario: 'all-granted' });
  const write = async (name: string, text: string): Promise<string> => {
    await mkdir(join(home.path, 'files'), { recursive: true });
    const path = join(home.path, 'files', name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  };
  const row = { userId: 'u', vehicleId: vehicle, make: 'TESLA', permissions: ['read_vin'] };
  places = {
    url: sandbox.url,
    home: home.path,
    rows: await write('rows.jsonl', `${JSON.stringify(row)}\nno JSON\n`),
    key: await write('states.key', '0sG8sVvO0Q2m8b4n7Jk5c1D6e9F2canaryKeyOfStates\n'),
    token: await write('token', 'management-token\n'),
  };
  const audited = await run('audit {rows} --scope read_odometer --format jsonl');
  const summary = await run('audit {rows} --scope read_odometer --json');
  places = {
    ...places,
    audited: await write('audited.jsonl', audited.stdout),
    summary: await write('summary.json', summary.stdout),
  };
});
afterAll(async () => {
  await sandbox.close();
  await home.remove();
});

/** Splits a line as a shell does that knows double quotes alone. */
function wordsOf(line: string): readonly string[] {
  const filled = line.replace(/\{(\w+)\}/g, (_, name: string) => places[name] ?? name);
  return [...filled.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
}

/** A process whose streams end by themselves are interrupted, once they said something. */
const lasting = new Set(['sandbox', 'webhook listen']);

function run(line: string, input = '', isLasting = false): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builtProgram, ...wordsOf(line)], {
      env: { ...home.env, HOME: home.path, PATH: process.env['PATH'] ?? '', FORCE_COLOR: '3' },
      cwd: home.path,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (isLasting && stdout.endsWith('\n')) child.kill('SIGINT');
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** Every command and every group, as one types them. */
function paths(command: Command, before: readonly string[] = []): readonly string[] {
  return command.commands.flatMap((one) => {
    const path = [...before, one.name()];
    return [path.join(' '), ...paths(one, path)];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return `no JSON: ${text.slice(0, 300)}`;
  }
}

it('every command of the tree is in the matrix, and nothing else', async () => {
  expect(Object.keys(matrix).toSorted()).toEqual(paths(await commandTree()).toSorted());
});

describe.each(Object.entries(matrix))('%s --json', (name, runs) => {
  it.each(runs.map((one) => ({ one, line: one[0] })))('$line', async ({ one: [line, exitCode, input] }) => {
    const [command = '', ...inner] = line.split(' -- ');
    const whole = [`${command} --json --verbose --no-input`, ...inner].join(' -- ');
    const { code, stdout, stderr } = await run(whole, input, lasting.has(name) && exitCode === 130);
    expect(code, `${stdout}\n${stderr}`).toBe(exitCode);
    expect(faultyLines(stdout), whole).toEqual([]);
    const says = stdout === '' && name !== 'sandbox exec' ? errorOf(stderr) : { error: { exitCode } };
    expect(says, stderr).toMatchObject({ error: { exitCode } });
  });
});

/** The error document, which is the last line. */
function errorOf(stderr: string): unknown {
  return parsed(stderr.trimEnd().split('\n').at(-1) ?? '');
}

/** One document, in one line or in many, or a document a line. */
function faultyLines(stdout: string): readonly string[] {
  if (stdout === '' || isDocument(stdout)) return [];
  return stdout.split('\n').filter((text) => text !== '' && !isDocument(text));
}

function isDocument(text: string): boolean {
  const value = parsed(text);
  return typeof value === 'object' && value !== null;
}

it('stdout parses while progress is drawn on a terminal beside it', async () => {
  const fleet = { name: 'fleet', story: 'Many cars.', fleet: { cars: 300, carsPerAccount: 1 } };
  const slow = await createSandbox({ scenario: fleet, port: 0 });
  onTestFinished(() => slow.close());
  await fetch(`${slow.url}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ delaySeconds: 0.25, path: '/v3/connections', times: 3 }),
  });
  const [words, out] = [
    ['audit', `--sandbox=${slow.url}`, '--scope', 'read_odometer', '--json'],
    join(home.path, 'out'),
  ];
  const terminal = startInTerminal(
    ['sh', '-c', 'out=$1; shift; exec "$@" >"$out"', 'sh', out, process.execPath, builtProgram, ...words],
    { env: home.env },
  );
  const { exitCode } = await terminal.exit();
  expect([exitCode, terminal.raw()]).toEqual([0, expect.stringContaining('\u001b[2K')]);
  expect(parsed(await readFile(out, 'utf8'))).toMatchObject({ kind: 'audit', total: 300 });
});
