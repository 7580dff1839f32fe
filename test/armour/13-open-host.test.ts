import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHome, type Home } from '../support/home.ts';
import { runNode } from '../support/process.ts';
import { spawn, type ChildProcess } from 'node:child_process';

const bin = fileURLToPath(new URL('../../bin/connect-cli.cjs', import.meta.url));

/** An address of this machine that is not loopback, in a list; a machine without a network has none. */
const outside = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal, family }) => !internal && family === 'IPv4')
  .map(({ address }) => address)
  .slice(0, 1);

let home: Home;
beforeAll(async () => {
  home = await makeHome();
});
afterAll(() => home.remove());

interface Open {
  readonly document: { url: string; inspector: string; warnings: string[]; next: { command?: string; url?: string }[] };
  readonly port: number;
  readonly child: ChildProcess;
}

/** The real program with `--host`, as somebody starts it for a phone in the same network. */
async function open(host: string): Promise<Open> {
  const child = spawn(process.execPath, [bin, 'sandbox', '--host', host, '--json'], {
    env: { ...home.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let text = '';
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('close', () => reject(new Error('it ended')));
  });
  const document = JSON.parse(line) as Open['document'];
  return { document, port: Number(new URL(document.url).port), child };
}

interface Ask {
  readonly at: string;
  readonly port: number;
  readonly path: string;
  readonly host?: string;
  readonly method?: string;
}

/** The status of an answer; a Host may be claimed, as a rebound name does it. */
function ask({ at, port, path, host, method = 'GET' }: Ask): Promise<number | string> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', ...(host === undefined ? {} : { host }) };
    const outgoing = request({ host: at, port, path, method, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'));
    outgoing.end(method === 'POST' ? '{}' : undefined);
  });
}

describe.each(['0.0.0.0', ...outside])('13. A sandbox that is open to the network with --host %s', (host) => {
  let running: Open;
  beforeAll(async () => {
    running = await open(host);
  });
  afterAll(() => void running.child.kill('SIGKILL'));

  it('says so, and who can do what', () => {
    expect(running.document.warnings).toEqual([
      `The sandbox listens on "${host}": anyone who can reach that address can use it. Its control interface still answers only on this machine.`,
    ]);
  });

  it('plays Smartcar for everyone who reaches it', async () => {
    const { port } = running;
    for (const at of [...outside, '127.0.0.1', '::1'])
      expect([at, await ask({ at, port, path: '/v2.0/vehicles' })]).toEqual([at, 401]);
  });

  it.each(['/_sandbox', '/_sandbox/state', '/_sandbox/log'])('shows %s on its own machine alone', async (path) => {
    const { port } = running;
    expect(await ask({ at: '127.0.0.1', port, path, host: `localhost:${port}` })).toBe(200);
    expect(await ask({ at: '::1', port, path, host: `[::1]:${port}` })).toBe(200);
    for (const at of outside) expect(await ask({ at, port, path })).toBe(403);
    expect(await ask({ at: '127.0.0.1', port, path, host: 'rebound.example' })).not.toBe(200);
    for (const name of outside)
      expect(await ask({ at: '127.0.0.1', port, path, host: `${name}:${port}` })).not.toBe(200);
  });

  it('does nothing for those who ask from the network under the name of loopback', async () => {
    const { port } = running;
    const asked = { port, path: '/_sandbox/reset', method: 'POST', host: `localhost:${port}` };
    for (const at of outside) expect(await ask({ ...asked, at })).toBe(403);
    expect(await ask({ ...asked, at: '127.0.0.1' })).toBe(200);
  });

  it('names an inspector and a command that answer', async () => {
    const { document, port } = running;
    expect(document.inspector).toBe(`http://localhost:${port}/_sandbox`);
    expect(document.next[0]?.command).toBe(`connect-cli authorize --sandbox=http://localhost:${port}`);
    const words = [bin, 'authorize', `--sandbox=http://localhost:${port}`, '--owner', 'select-all', '--json'];
    const ended = await runNode(words, { env: home.env });
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ verdict: 'complete' });
  });
});

describe('13. A sandbox without --host', () => {
  it('is reached by nobody outside, and warns of nothing', async () => {
    const running = await open('localhost');
    try {
      expect(running.document.warnings).toEqual([]);
      const { port } = running;
      expect(await ask({ at: '127.0.0.1', port, path: '/v2.0/vehicles' })).toBe(401);
      expect(await ask({ at: '127.0.0.1', port, path: '/v2.0/vehicles', host: 'rebound.example' })).toBe(421);
      for (const at of outside) expect(await ask({ at, port, path: '/v2.0/vehicles' })).toBe('ECONNREFUSED');
    } finally {
      running.child.kill('SIGKILL');
    }
  });
});

describe('13. A sandbox on another address of loopback', () => {
  it('answers under it, the control interface included', async () => {
    const running = await open('127.0.0.2');
    try {
      const { document, port } = running;
      expect(document.inspector).toBe(`http://127.0.0.2:${port}/_sandbox`);
      expect(await ask({ at: '127.0.0.2', port, path: '/_sandbox' })).toBe(200);
      expect(await ask({ at: '127.0.0.2', port, path: '/v2.0/vehicles' })).toBe(401);
      expect(await ask({ at: '127.0.0.2', port, path: '/_sandbox', host: `rebound.example:${port}` })).not.toBe(200);
    } finally {
      running.child.kill('SIGKILL');
    }
  });
});
