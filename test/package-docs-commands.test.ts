import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSandbox, type Sandbox } from '../src/sandbox/library.ts';
import { readCurl } from './independent/curl.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** One command line of a page, as it is written there. */
interface Documented {
  readonly page: string;
  readonly line: string;
  /** As the block says it, `exit=5`, or as the comment above the line does; else 0. */
  readonly exit: number;
  /** Marked as in need of an account: it is run in the sandbox. */
  readonly account: boolean;
}

/** Blocks of `console` are whole dialogues: test/questions.test.ts holds them to the letter. */
function documentedIn(page: string): readonly Documented[] {
  const blocks = readFileSync(join(root, page), 'utf8').matchAll(/^```(?:sh|bash|shell)\b(.*)\n([^]*?)^```/gm);
  return [...blocks].flatMap(([, info = '', body = '']) =>
    linesOf(body).map((line) => ({ page, ...line, ...markOf(info, line.said) })),
  );
}

/** Command lines with the comments above them; a backslash at the end joins the next line. */
function linesOf(body: string): readonly { readonly line: string; readonly said: string }[] {
  let said = '';
  return body
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .flatMap((text) => {
      if (text.startsWith('#')) said = text;
      if (text.trim() === '' || text.startsWith('#')) return [];
      const found = { line: text.replace(/\s{2,}#.*$/, '').trim(), said };
      said = '';
      return [found];
    });
}

function markOf(info: string, said: string): Pick<Documented, 'exit' | 'account'> {
  const exit = /exit(?:=| code )(\d+)/.exec(`${info} ${said}`)?.[1];
  return { exit: Number(exit ?? 0), account: /\baccount\b/.test(info) };
}

const token = 'a-management-token-of-this-test';
const event = JSON.stringify({ eventId: 'e', eventType: 'VERIFY', data: { challenge: 'c' } });
let folder: string;
let receiver: Server;
let target: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'connect-cli-docs-'));
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'parts'));
  const shim = (name: string, body: string) => {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, 'bin', name), 0o755);
  };
  shim('connect-cli', `exec "${process.execPath}" "${root}bin/connect-cli.cjs" "$@"`);
  // The package is not on a registry: npx would look there. What it would start is started.
  shim('npx', 'exec "$@"');
  const row = {
    userId: 'u',
    vehicleId: 'v',
    make: 'TESLA',
    model: 'Model 3',
    year: 2023,
    permissions: ['read_odometer'],
  };
  writeFileSync(join(folder, 'connections.jsonl'), `${JSON.stringify(row)}\n`);
  writeFileSync(join(folder, 'body.json'), event);
  writeFileSync(
    join(folder, 'headers.txt'),
    `SC-Signature: ${createHmac('sha256', token).update(event).digest('hex')}\n`,
  );
  sandbox = await createSandbox({ port: 0 });
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as { readonly data?: { readonly challenge?: string } };
      const challenge = createHmac('sha256', token)
        .update(body.data?.challenge ?? '')
        .digest('hex');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ challenge }));
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, 'localhost', resolve));
  target = `http://localhost:${(receiver.address() as AddressInfo).port}/webhook`;
});

afterAll(async () => {
  await sandbox.close();
  receiver.closeAllConnections();
  receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What this machine has in the place of the one on the page: other ports, an owner in place of a person. */
function onThisMachine({ line, account }: Documented): string {
  const here = line
    .replace(/^npm ci && /, '')
    .replaceAll('http://localhost:3000/webhook', target)
    .replace('--port 4040', '--port 0')
    // One part of the input instead of as many as the machine has processors.
    .replace(/^parallel .*?'(.*)\{#\}(.*?)'/, '$11$2')
    .replace('--cars 100000', '--cars 100 --port 0')
    .replace(/authorize --sandbox$/, 'authorize --sandbox --owner select-all')
    .replace('--from-code .', `--from-code "${root}examples"`);
  const owner = /connect-cli authorize\b/.test(here) ? ' --owner select-all' : '';
  return account ? `${here} --sandbox=${sandbox.url}${owner}` : here;
}

interface Ended {
  readonly exit: number | null;
  readonly said: string;
}

/** Runs a line in a shell, and ends it with Ctrl-C once it serves. */
async function run(line: string): Promise<Ended> {
  const env = {
    PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
    HOME: folder,
    SMARTCAR_APP_MANAGEMENT_TOKEN: token,
    SMARTCAR_APPLICATION_ID: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07',
  };
  const child = spawn('bash', ['-c', line.includes('&&') || line.includes('|') ? line : `exec ${line}`], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const serves = /^(?:npx )?connect-cli (?:sandbox(?! exec)|webhook listen)\b/.test(line);
  const hear = (text: string) => {
    said += text;
    if (serves && /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.test(said)) child.kill('SIGINT');
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const [exit] = (await once(child, 'close')) as [number | null];
  return { exit: serves && exit === 130 ? 0 : exit, said };
}

/**
 * Lines that stand for what only the reader has, each with the reason and with what is looked at in their place: how the
 * command takes them.
 */
const readersOwn: Readonly<Record<string, readonly [why: string, instead: string]>> = {
  'npx connect-cli init': ['asks at a terminal; test/pty answers it', 'connect-cli init --help'],
  'npx connect-cli authorize': ['needs credentials', 'connect-cli authorize --sandbox --owner select-all'],
  'npx connect-cli diagnose --all': [
    'needs a connection',
    'connect-cli diagnose --all --sandbox --scenario all-granted',
  ],
  'npm install --save-dev connect-cli': ['asks the registry; bench/stranger.mjs installs', 'connect-cli --version'],
  'npm ci && npm test': ['runs this test', 'node --version'],
  'connect-cli webhook replay 3f2a9c01b7de --to http://localhost:3000/webhook': [
    'the id of a delivery of the reader',
    'connect-cli webhook replay --help',
  ],
  'connect-cli audit --scope "read_odometer control_security" --out audit.csv --checkpoint audit.state': [
    'needs credentials',
    'connect-cli audit --help',
  ],
  'connect-cli campaign verify "$STATE" --key-file campaign.key': [
    'the state of a link that an owner followed',
    'connect-cli campaign verify --help',
  ],
};

/** Requests to the sandbox are sent by ourselves, and of Spark, which few machines have, the example is looked for. */
async function runForeign(line: string): Promise<Ended | undefined> {
  if (line.startsWith('spark-submit')) {
    const [script = ''] = /examples\/\S+/.exec(line) ?? [];
    return { exit: existsSync(join(root, script)) ? 0 : 1, said: script };
  }
  if (!line.startsWith('curl')) return undefined;
  const { method, url, headers, body } = readCurl(line);
  const address = url.replace(/^localhost:\d+/, sandbox.url ?? '');
  const response = await fetch(address, { method, headers, ...(body === undefined ? {} : { body }) });
  return { exit: response.ok ? 0 : 22, said: await response.text() };
}

describe.each(pages.map((page) => [page, documentedIn(page)] as const).filter(([, lines]) => lines.length > 0))(
  'the command lines of %s',
  (_, lines) => {
    it('run as they are written', { timeout: 240_000 }, async () => {
      for (const documented of lines) {
        const [, instead] = readersOwn[documented.line] ?? [];
        const line = instead ?? onThisMachine(documented);
        const { exit, said } = (await runForeign(line)) ?? (await run(line));
        expect({ line, exit }, said.slice(-2000)).toEqual({ line, exit: instead === undefined ? documented.exit : 0 });
      }
    });
  },
);

it('finds the command lines that stand in the pages', () => {
  const all = pages.flatMap(documentedIn);
  expect(all.length).toBeGreaterThan(20);
  expect(Object.keys(readersOwn).filter((line) => !all.some((documented) => documented.line === line))).toEqual([]);
});
