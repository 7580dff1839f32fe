import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createFiles } from '../../src/io/files.ts';
import { systemClock } from '../../src/io/clock.ts';
import { probeKeyHost } from '../../src/io/virtual-key/key-host.ts';
import { createKeyTools } from '../../src/io/virtual-key/node-key-tools.ts';
import { createAuthority, type TestAuthority, type TestCertificate } from '../support/certificates.ts';
import { serveBody, startKeyServer, type KeyHandler } from '../support/key-server.ts';
import { publicKeyPem } from '../support/keys.ts';
import { runCli } from '../support/run.ts';

const domain = 'key.example.com';
const path = '/.well-known/appspecific/com.tesla.3p.public-key.pem';

let authority: TestAuthority;
let good: TestCertificate;
let folder = '';
beforeAll(async () => {
  authority = createAuthority();
  good = authority.issue(domain, { names: [domain, `www.${domain}`] });
  folder = await mkdtemp(join(tmpdir(), 'armour-key-'));
  writeFileSync(join(folder, 'ca.pem'), authority.ca);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Check {
  readonly findings: readonly {
    readonly kind: string;
    readonly severity: string;
    readonly evidence: readonly string[];
  }[];
  readonly next: readonly { readonly command?: string }[];
}

/** Runs the command itself against a server on loopback, with the edges of the program. */
async function check(handler: KeyHandler, ...flags: readonly string[]) {
  await using server = await startKeyServer(good, handler);
  const words = ['virtual-key', 'check', domain, '--connect-to', `127.0.0.1:${server.port}`];
  const ended = await runCli([...words, '--ca', join(folder, 'ca.pem'), '--json', ...flags], {
    files: createFiles(process),
    keys: createKeyTools(systemClock),
    clock: systemClock,
  });
  const document = ended.json() as unknown as Check;
  return {
    ...ended,
    document,
    kinds: document.findings.map(({ kind }) => kind),
    asked: [...new Set(server.requests.map(({ line }) => line))],
    requests: server.requests.length,
  };
}
const allow = '--allow-private';
const onlyTheKey = [`GET ${path}`];

function redirectTo(location: string, status = 302): KeyHandler {
  return (_, response) => {
    response.writeHead(status, { location });
    response.end();
  };
}

describe('13. `virtual-key check` against a host that', () => {
  it.each([
    ['redirects to itself for ever', `https://${domain}${path}`],
    ['redirects to another host', 'https://elsewhere.example/key.pem'],
    ['redirects down to HTTP', `http://${domain}${path}`],
    ['redirects into this machine', 'https://127.0.0.1:22/'],
    ['redirects into the local network', 'https://192.168.0.1/admin'],
    ['redirects to the metadata service', 'http://169.254.169.254/latest/meta-data'],
    ['redirects to a file', 'file:///etc/passwd'],
    ['redirects to an address of another form', '//[::ffff:10.0.0.1]/'],
    ['redirects with an address that is none', 'https://[::'],
    ['redirects with words that a terminal obeys', 'https://a.example/\u009b2J'],
    ['redirects to an address of 12 KB', `https://a.example/${'a'.repeat(12_000)}`],
  ])('%s is told, and followed nowhere', async (_, location) => {
    const ended = await check(redirectTo(location), allow);
    expect(ended.exitCode).toBe(5);
    expect(ended.kinds).toContain('key-redirect');
    expect(ended.asked).toEqual(onlyTheKey);
    expect(ended.requests).toBeLessThan(12);
    expect(ended.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(ended.stdout.length).toBeLessThan(60_000);
  });

  it('stands on a private address is not called at all, unless that is allowed', async () => {
    const handler = serveBody(publicKeyPem);
    const refused = await check(handler);
    expect([refused.exitCode, refused.requests]).toEqual([5, 0]);
    const allowed = await check(handler, allow);
    expect(allowed.asked).toEqual(onlyTheKey);
  });

  it('sends without end is read up to the limit, once', async () => {
    const ended = await check((_, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write('A'.repeat(16_000)));
      };
      response.on('drain', more);
      more();
    }, allow);
    expect([ended.exitCode, ended.requests]).toEqual([5, 2]);
    expect(ended.stdout.length).toBeLessThan(60_000);
  });

  it('switches to another protocol has sent no key, and is not waited for', async () => {
    const ended = await check((_, response) => {
      response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: a\r\n\r\n');
    }, allow);
    expect(ended.exitCode).toBe(5);
    expect(ended.stdout).toContain('SWITCHED_PROTOCOL');
  });

  it('sends a bomb of gzip is read up to the limit, inside as well', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    const ended = await check((request, response) => {
      expect(request.headers['accept-encoding'] ?? 'identity').toBe('identity');
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/x-pem-file' });
      response.end(bomb);
    }, allow);
    expect(ended.exitCode).toBe(5);
    const large = ended.document.findings.find(({ kind }) => kind === 'key-too-large');
    expect(large?.evidence.join(' ')).toContain(String(bomb.length));
    expect(large?.evidence).toContain('65536 bytes unpacked');
  });

  it('sends headers without measure is left', async () => {
    const ended = await check((_, response) => {
      response.socket?.write(`HTTP/1.1 200 OK\r\n${`x-long: ${'a'.repeat(1_000)}\r\n`.repeat(1_000)}`);
    }, allow);
    expect(ended.exitCode).toBe(5);
    expect(ended.document.findings.find(({ kind }) => kind === 'key-no-answer')?.evidence).toEqual([
      'HPE_HEADER_OVERFLOW',
    ]);
  });

  it.each([
    ['accepts and says nothing', () => {}],
    ['speaks another protocol', (socket: Socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n')],
    ['hangs up at once', (socket: Socket) => void socket.destroy()],
    [
      'drips in place of a handshake',
      (socket: Socket) => {
        const drip = (): void => void (socket.writable && socket.write('\u0016', () => setTimeout(drip, 20)));
        drip();
      },
    ],
  ])('%s instead of TLS is left at the time limit', async (_, answer) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket.on('error', () => {}).resume());
      answer(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const connectTo = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    const request = { domain, connectTo, ca: authority.ca, allowPrivate: true, lookForPrivateKey: true };
    const facts = await probeKeyHost(request, 0, { bytes: 4_096, timeMs: 250 });
    expect(facts.connectFailure).not.toBeNull();
    expect([facts.first, facts.clients]).toEqual([null, []]);
  });
});
