import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createKeyTools } from '../../src/io/virtual-key/node-key-tools.ts';
import { createAuthority, type TestCertificate } from '../support/certificates.ts';
import { serveBody, startKeyServer, type KeyHandler } from '../support/key-server.ts';
import { publicKeyPem } from '../support/keys.ts';
import { createMemoryFiles } from '../support/memory-files.ts';
import { runCli, type RunResult } from '../support/run.ts';
import type { FieldReport } from './report.ts';

const authority = createAuthority();

/** How the hosts of the reports behave. */
const hosts: Readonly<Record<string, KeyHandler>> = {
  login: serveBody('', { 'www-authenticate': 'Basic realm="home"' }, 401),
  'bad-gateway': serveBody('<html>502 Bad Gateway</html>', { 'content-type': 'text/html' }, 502),
  challenge: serveBody('', { 'cf-mitigated': 'challenge', server: 'cloudflare' }, 403),
  'browsers-only': (request, response) => {
    const isProgram = !/Mozilla/.test(request.headers['user-agent'] ?? '');
    response.writeHead(isProgram ? 403 : 200, { 'content-type': 'application/x-pem-file' });
    response.end(isProgram ? '' : publicKeyPem);
  },
  escaped: serveBody(publicKeyPem.trimEnd().replaceAll('\n', String.raw`\n`)),
  'one-line': serveBody(publicKeyPem.replaceAll('\n', ' ')),
  openssh: serveBody('ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBA== me@host\n'),
  gzip: serveBody(gzipSync(publicKeyPem), { 'content-encoding': 'gzip' }),
  'gzip-undeclared': serveBody(gzipSync(publicKeyPem)),
  'utf-16': serveBody(Buffer.from(publicKeyPem, 'utf16le')),
  'lfs-pointer': serveBody('version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 178\n'),
  dashes: serveBody(publicKeyPem.replaceAll('-----', '—–')),
  indented: serveBody(publicKeyPem.replaceAll(/^(?=.)/gm, '    ')),
  quoted: serveBody(`"${publicKeyPem.trim()}"`),
  'json-string': serveBody(JSON.stringify(publicKeyPem)),
  empty: serveBody(''),
  'login-elsewhere': serveBody('', { location: 'https://team.cloudflareaccess.com/login' }, 302),
  gone: serveBody('', {}, 410),
};

/** Checks a host that behaves as the report says, or a sound one under the domain of the report. */
export async function answerKey({ run, input }: FieldReport): Promise<RunResult> {
  const domain = run === 'domain' ? input : 'key.example.com';
  const handler = run === 'domain' ? serveBody(publicKeyPem) : hosts[input];
  const certificate = authority.issue(domain);
  await using server =
    input === 'client-certificate'
      ? await startClosedServer(certificate)
      : await startKeyServer(certificate, handler ?? serveBody('', {}, 404));
  const route = ['--connect-to', `127.0.0.1:${server.port}`, '--ca', 'ca.pem', '--allow-private', '--json'];
  const files = createMemoryFiles({ 'ca.pem': authority.ca });
  const keys = createKeyTools({ now: () => Date.now() });
  // Awaited here: the host closes with this block.
  return await runCli(['virtual-key', 'check', domain, ...route], { files, keys });
}

/** A host that talks to nobody without a certificate of their own. */
async function startClosedServer({ key, cert }: TestCertificate): Promise<{ readonly port: number } & AsyncDisposable> {
  const options = { key, cert, ca: authority.ca, requestCert: true, rejectUnauthorized: true };
  const server = createServer(options, (_request, response) => response.end(publicKeyPem));
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
