import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { admitCallback } from '../../../src/core/connect/admission.ts';
import { bindTarget } from '../../../src/io/loopback/bind.ts';
import { listenLoopback } from '../../../src/io/loopback/listen.ts';
import { parseRedirectTarget, withPort } from '../../../src/io/loopback/redirect-target.ts';
import { deadPort } from '../../support/doctor.ts';
import { state, trueQuery, waitForCallback } from '../../support/loopback.ts';
import { get, sendRaw } from '../../support/raw-http.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some((one) => one.address === '::1'));

/** Holds a port as another program would. */
async function occupy(host: string, port = 0): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, ipv6Only: host.includes(':') }, resolve);
  });
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const options = { accept: (query: string) => admitCallback(query, state) };

/** The tests themselves hold the ports: Linux tells who that is. */
const self = process.platform === 'linux' ? `.+ \\(process ${process.pid}\\)` : '.+';

describe('the port of the redirect URI', () => {
  it('is held on 127.0.0.1', async () => {
    const { port } = await waitForCallback();
    await expect(occupy('127.0.0.1', port)).rejects.toThrow('EADDRINUSE');
    expect((await get(port, '/favicon.ico')).status).toBe(204);
  });

  it.runIf(hasIpv6)('is held on ::1 too, and answers there', async () => {
    const { port } = await waitForCallback();
    await expect(occupy('::1', port)).rejects.toThrow('EADDRINUSE');
    const response = await sendRaw(
      port,
      `GET /exchange?${trueQuery} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`,
      '::1',
    );
    expect(response.status).toBe(303);
  });

  it('counts as taken when another program holds IPv4', async () => {
    const port = await occupy('127.0.0.1');
    const attempt = listenLoopback({ ...options, redirectUris: [`http://localhost:${port}/exchange`] });
    await expect(attempt).rejects.toMatchObject({
      code: 'PORT_UNAVAILABLE',
      exitCode: 8,
      message: expect.stringMatching(
        new RegExp(
          `^connect-cli cannot wait for the answer of Connect: 127\\.0\\.0\\.1:${port} is taken by ${self}\\.$`,
        ),
      ),
    });
  });

  it.runIf(hasIpv6)('counts as taken when another program holds IPv6 alone, and IPv4 is let go', async () => {
    const port = await occupy('::1');
    const attempt = listenLoopback({ ...options, redirectUris: [`http://localhost:${port}/exchange`] });
    await expect(attempt).rejects.toMatchObject({
      code: 'PORT_UNAVAILABLE',
      message: expect.stringMatching(new RegExp(`: \\[::1\\]:${port} is taken by ${self}\\.$`)),
    });
    expect(await occupy('127.0.0.1', port)).toBe(port);
  });

  it('falls back to the next registered redirect URI, in order', async () => {
    const taken = await occupy('127.0.0.1');
    const { loopback } = await waitForCallback({
      redirectUris: [`http://localhost:${taken}/exchange`, 'http://127.0.0.1:0/second', 'http://localhost:0/third'],
    });
    expect(loopback.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/second$/);
  });

  it('names every port when all are taken', async () => {
    const [one, two] = [await occupy('127.0.0.1'), await occupy('127.0.0.1')];
    const redirectUris = [`http://localhost:${one}/exchange`, `http://127.0.0.1:${two}/exchange`];
    await expect(listenLoopback({ ...options, redirectUris })).rejects.toThrow(
      new RegExp(`127\\.0\\.0\\.1:${one} is taken by ${self}; 127\\.0\\.0\\.1:${two} is taken by ${self}\\.`),
    );
  });

  it('is free again once close() has resolved', async () => {
    const { loopback, port } = await waitForCallback();
    await loopback.close();
    expect(await occupy('127.0.0.1', port)).toBe(port);
  });

  it.runIf(hasIpv6)('may be on ::1 alone if the redirect URI says so', async () => {
    const { loopback, port } = await waitForCallback({ redirectUris: ['http://[::1]:0/exchange'] });
    expect(loopback.entryUrl).toMatch(new RegExp(`^http://\\[::1\\]:${port}/[a-z2-9]{10}$`));
    expect((await sendRaw(port, `GET /favicon.ico HTTP/1.1\r\nHost: [::1]:${port}\r\n\r\n`, '::1')).status).toBe(204);
  });
});

describe('parseRedirectTarget', () => {
  it.each([
    ['http://localhost:8000/exchange', 8000, '/exchange', ['127.0.0.1', '::1']],
    ['http://127.0.0.1:9876/', 9876, '/', ['127.0.0.1']],
    ['http://[::1]:1410/a/b', 1410, '/a/b', ['::1']],
    ['http://localhost/exchange', 80, '/exchange', ['127.0.0.1', '::1']],
  ])('%s', (uri, port, path, addresses) => {
    expect(parseRedirectTarget(uri)).toMatchObject({ uri, port, path, addresses });
  });

  it.each([
    'https://localhost:8000/exchange',
    'http://example.com/home',
    'http://localhost.evil.test/',
    'http://128.0.0.1/',
    'nonsense',
  ])('%s is no loopback http address', (uri) => {
    expect(() => parseRedirectTarget(uri)).toThrow(`The redirect URI "${uri}" is not an http address on this machine.`);
  });

  it('puts the held port into the URI and leaves the rest as registered', () => {
    expect(withPort(parseRedirectTarget('http://localhost:0/Exchange?a=%41'), 8123)).toBe(
      'http://localhost:8123/Exchange?a=%41',
    );
    expect(withPort(parseRedirectTarget('http://[::1]:0'), 8123)).toBe('http://[::1]:8123');
    expect(withPort(parseRedirectTarget('http://localhost:8000/x'), 8000)).toBe('http://localhost:8000/x');
  });
});

describe('a machine without IPv6', () => {
  /** A server that fails on ::1 as the kernel says it, and listens elsewhere. */
  function serverWithout(code: string): HttpServer {
    const server = createHttpServer();
    const listen = server.listen.bind(server);
    server.listen = ((options: { host: string }, listening: () => void) => {
      if (options.host !== '::1') return listen(options, listening);
      setImmediate(() => server.emit('error', Object.assign(new Error(code), { code })));
      return server;
    }) as HttpServer['listen'];
    return server;
  }

  it.each(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])('%s on ::1 is no taken port', async (code) => {
    const binding = await bindTarget(parseRedirectTarget('http://localhost:0/exchange'), () => serverWithout(code));
    expect(binding).toMatchObject({ bound: true });
    if (!binding.bound) return;
    expect(binding.servers).toHaveLength(1);
    await Promise.all(binding.servers.map((server) => new Promise((resolve) => server.close(resolve))));
  });

  it('EADDRINUSE on ::1 is one', async () => {
    const target = parseRedirectTarget('http://localhost:0/exchange');
    const binding = await bindTarget(target, () => serverWithout('EADDRINUSE'));
    expect(binding).toMatchObject({ bound: false, reason: expect.stringContaining('taken') as string });
  });
});

describe('behind a Codespace', () => {
  const codespace = { name: 'octo-waffle-7q9', portDomain: 'app.github.dev' };

  it('the address that it forwards is listened for on its port, under its name and as localhost', async () => {
    const free = await deadPort();
    const uri = `https://octo-waffle-7q9-${free}.app.github.dev/exchange`;
    const loopback = await listenLoopback({ ...options, redirectUris: [uri], codespace });
    onTestFinished(() => loopback.close());
    expect(loopback.redirectUri).toBe(uri);
    expect(loopback.entryUrl).toMatch(
      new RegExp(`^https://octo-waffle-7q9-${free}\\.app\\.github\\.dev/[a-z2-9]{10}$`),
    );
    const host = `octo-waffle-7q9-${free}.app.github.dev`;
    expect((await get(free, '/exchange', { Host: host })).status).toBe(400);
    expect((await get(free, `/exchange?${trueQuery}`, { Host: `x-${host}` })).status).toBe(421);
    expect((await get(free, `/exchange?${trueQuery}`, { Host: host })).status).toBe(303);
    expect((await get(free, `/exchange?${trueQuery}`, { Host: `localhost:${free}` })).status).toBe(409);
  });

  it('the address of another one is refused', async () => {
    const redirectUris = ['https://other-8000.app.github.dev/exchange'];
    await expect(listenLoopback({ ...options, redirectUris, codespace })).rejects.toMatchObject({
      code: 'INVALID_VALUE',
    });
  });
});
