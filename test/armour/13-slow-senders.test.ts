import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import type { Server } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLoopbackServer, loopbackLimits } from '../../src/io/loopback/server.ts';
import { createSandboxServer, sandboxLimits } from '../../src/sandbox/http/serve.ts';

/** Answers everything, and counts requests that never came to an end. */
const servers: readonly (readonly [string, (counted: string[]) => Server, readonly string[]])[] = [
  [
    'the callback server',
    (counted) =>
      createLoopbackServer(
        (_, response) => void response.end('answered'),
        (reason) => void counted.push(reason),
      ),
    Array.from({ length: 5 }, () => 'unfinished'),
  ],
  ['the sandbox', () => createSandboxServer(() => ({ status: 200, headers: {}, body: 'answered' }), true), []],
];

/** Listens with limits that are shortened from seconds: what is tried is who is cut off, not when. */
async function listen(create: () => Server): Promise<{ readonly server: Server; readonly port: number }> {
  const server = create();
  server.headersTimeout = 250;
  server.requestTimeout = 500;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** Sends the beginning, then a byte for every chance; resolves with what came back once the server hangs up. */
function trickle(
  port: number,
  begin: string,
  drop: string,
): { readonly socket: Socket; readonly ended: Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => (received += text));
  socket.write(begin);
  const drip = drop === '' ? undefined : setInterval(() => socket.writable && socket.write(drop), 40);
  const ended = new Promise<string>((resolve) => {
    socket.once('error', () => {});
    socket.once('close', () => {
      clearInterval(drip);
      resolve(received);
    });
  });
  onTestFinished(() => void socket.destroy());
  return { socket, ended };
}

const host = (port: number): string => `Host: localhost:${port}\r\n`;

const slowWays: Readonly<Record<string, (port: number) => readonly [begin: string, drop: string]>> = {
  'says nothing at all': () => ['', ''],
  'begins a head and stops': (port) => [`GET / HTTP/1.1\r\n${host(port)}`, ''],
  'sends a head byte by byte': (port) => [`GET / HTTP/1.1\r\n${host(port)}X-Slow: `, 'a'],
  'sends headers without end': (port) => [`GET / HTTP/1.1\r\n${host(port)}`, 'X-A: b\r\n'],
  'sends the request line byte by byte': () => ['GET /', 'a'],
};

describe.each(servers)('13. Whoever sends slowly to %s', (name, create, expected) => {
  it('is hung up on, whatever comes slowly', async () => {
    const counted: string[] = [];
    const { port } = await listen(() => create(counted));
    const answers = Object.entries(slowWays).map(async ([way, begin]) => {
      return [way, (await trickle(port, ...begin(port)).ended).split('\r\n')[0]];
    });
    expect(await Promise.all(answers)).toEqual(
      Object.keys(slowWays).map((way) => [way, 'HTTP/1.1 408 Request Timeout']),
    );
    expect(counted).toEqual(expected);
  });

  it('keeps nobody out meanwhile', async () => {
    const { port } = await listen(() => create([]));
    const slow = Array.from({ length: 150 }, () => trickle(port, `GET / HTTP/1.1\r\nX: `, 'a'));
    await Promise.all(slow.map(({ socket }) => new Promise((resolve) => socket.once('connect', resolve))));
    const answered = await fetch(`http://localhost:${port}/`, { headers: { connection: 'close' } });
    expect([answered.status, await answered.text()]).toEqual([200, 'answered']);
    await Promise.all(slow.map(({ ended }) => ended));
  });

  it('has seconds for a head, less than a minute for all, and both are looked at often', () => {
    const server = create([]);
    const limits = name === 'the sandbox' ? sandboxLimits : loopbackLimits;
    expect([server.headersTimeout, limits.connectionsCheckingInterval]).toEqual([10_000, 2_000]);
    expect(server.requestTimeout).toBeLessThanOrEqual(30_000);
  });
});

it('13. Whoever sends a body byte by byte to the sandbox is hung up on, and nothing is done of it', async () => {
  const asked: string[] = [];
  const { port } = await listen(() =>
    createSandboxServer(({ path }) => (asked.push(path), { status: 200, headers: {}, body: '' }), true),
  );
  const head = `POST /_sandbox/reset HTTP/1.1\r\n${host(port)}Content-Length: 100000\r\n\r\n`;
  expect(await trickle(port, head, 'a').ended).toMatch(/^HTTP\/1\.1 408 /);
  expect(asked).toEqual([]);
});
