import { brotliCompressSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { judgeKeyHost } from '../../../src/core/findings/key/judge.ts';
import { probeKeyHost } from '../../../src/io/virtual-key/key-host.ts';
import { readPublicKey } from '../../../src/io/virtual-key/public-key.ts';
import type { KeyHostRequest } from '../../../src/io/key-tools.ts';
import {
  createAuthority,
  createRsaCertificate,
  type TestAuthority,
  type TestCertificate,
} from '../../support/certificates.ts';
import { serveBody, startKeyServer, type KeyHandler } from '../../support/key-server.ts';
import {
  compressedKeyPem,
  newExplicitPublicKey,
  newKeyPair,
  newRsaPublicKey,
  newSec1PrivateKey,
  privateKeyForms,
  publicKeyFingerprint,
  publicKeyPem,
  publicKeyPoint,
} from '../../support/keys.ts';

const domain = 'key.example.com';
const path = '/.well-known/appspecific/com.tesla.3p.public-key.pem';

let authority: TestAuthority;
let good: TestCertificate;

beforeAll(() => {
  authority = createAuthority();
  good = authority.issue(domain, { names: [domain, `www.${domain}`] });
});

interface CheckOptions extends Partial<KeyHostRequest> {
  readonly certificate?: TestCertificate;
  readonly expected?: string;
  readonly timeMs?: number;
  readonly takenAt?: number;
}

async function checkHost(handler: KeyHandler, options: CheckOptions = {}) {
  await using server = await startKeyServer(options.certificate ?? good, handler);
  const facts = await probeKeyHost(
    {
      domain,
      connectTo: { host: '127.0.0.1', port: server.port },
      ca: authority.ca,
      allowPrivate: true,
      lookForPrivateKey: false,
      ...options,
    },
    options.takenAt ?? Date.now(),
    { bytes: 4096, timeMs: options.timeMs ?? 15_000 },
  );
  const judgement = judgeKeyHost(facts, options.expected === undefined ? null : readPublicKey(options.expected));
  const kinds = judgement.findings.map(({ kind }) => kind);
  return {
    ...judgement,
    kinds,
    facts,
    requests: server.requests,
    finding: (kind: string) => judgement.findings.find((one) => one.kind === kind),
  };
}

/** A private key in forms that are no PEM, and what the form is called. */
const { JWK: jwk = '', 'PKCS #8 in DER': der = '' } = privateKeyForms();
const otherForms = [
  ['JWK', jwk, 'JSON (JWK)'],
  ['DER', der, 'DER'],
  ['an undeclared gzip file', gzipSync(newKeyPair().privateKey), 'PEM'],
] as const;

const redirectTo =
  (location: string, status = 301): KeyHandler =>
  (_request, response) => {
    response.writeHead(status, { location }).end();
  };

describe('a host that serves the key well', () => {
  it('seed 45: is asked for exactly one path, under its own name, and passes', async () => {
    const { requests, checks, kinds } = await checkHost(serveBody(publicKeyPem));
    expect(new Set(requests.map(({ line }) => line))).toEqual(new Set([`GET ${path}`]));
    expect(new Set(requests.map(({ host }) => host))).toEqual(new Set([domain, `www.${domain}`]));
    expect(kinds).toEqual(['key-fingerprint', 'key-link']);
    // The domain itself is not looked up when another host is named.
    const others = checks.filter(({ outcome }) => outcome !== 'passed');
    expect(others.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['K2', 'skipped'],
      ['K12', 'skipped'],
    ]);
    expect(checks.map(({ id }) => id)).toEqual(checks.map((_, place) => `K${place + 1}`));
    expect(checks.length).toBeGreaterThan(others.length);
  });

  it('gets the fingerprint and the point that openssl gives', async () => {
    const { finding } = await checkHost(serveBody(publicKeyPem));
    expect(finding('key-fingerprint')?.evidence).toEqual([
      `SHA-256 ${publicKeyFingerprint}`,
      `point ${publicKeyPoint}`,
    ]);
  });

  it('may use any content type but HTML, and CRLF', async () => {
    const { kinds } = await checkHost(
      serveBody(publicKeyPem.replaceAll('\n', '\r\n'), { 'content-type': 'application/octet-stream' }),
    );
    expect(kinds).toEqual(['key-fingerprint', 'key-link']);
  });

  it('seed 44: matches the key that was expected', async () => {
    const { kinds } = await checkHost(serveBody(publicKeyPem), { expected: publicKeyPem });
    expect(kinds).not.toContain('key-differs');
  });
});

describe('status', () => {
  it.each([
    [404, 'key-status'],
    [204, 'key-status'],
    [401, 'key-status-login'],
    [403, 'key-status-forbidden'],
    [500, 'key-status-upstream'],
  ] as const)('seed 46: %i is not the file', async (status, kind) => {
    const { finding, kinds } = await checkHost(serveBody('', {}, status));
    expect(finding(kind)?.severity).toBe('error');
    expect(finding(kind)?.evidence[0]).toBe(`status ${status}`);
    expect(kinds).not.toContain('key-missing');
  });

  it.each([301, 302, 307, 308])('seed 47: %i is shown with its Location and not followed', async (status) => {
    const { finding, requests } = await checkHost(redirectTo('/elsewhere.pem', status));
    expect(finding('key-redirect')?.evidence).toEqual([`status ${status}`, 'Location: "/elsewhere.pem"']);
    expect(requests.map(({ line }) => line)).not.toContain('GET /elsewhere.pem');
  });

  it('a redirect to another host names the check of that host', async () => {
    const { finding } = await checkHost(redirectTo(`https://other.example.com${path}`));
    expect(finding('key-redirect')?.next?.command).toBe('connect-cli virtual-key check other.example.com');
  });

  it('a Location with control characters reaches no terminal', async () => {
    const { finding } = await checkHost(redirectTo('/x\u00851m'));
    expect(finding('key-redirect')?.evidence.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });
});

describe('what is served in place of the key', () => {
  it('an RSA certificate', async () => {
    const { kinds, finding } = await checkHost(serveBody(createRsaCertificate('proxy.example.com').cert));
    expect(kinds).toEqual(expect.arrayContaining(['key-too-large', 'key-is-certificate']));
    expect(finding('key-is-certificate')?.evidence).toEqual([
      '"CERTIFICATE"',
      'RSA 2048 key',
      'for "CN=proxy.example.com"',
    ]);
  });

  it.each([
    ['PKCS #8', () => newKeyPair().privateKey],
    ['SEC 1', newSec1PrivateKey],
    ['behind its public half', () => publicKeyPem + newKeyPair().privateKey],
    ['cut off', () => newKeyPair().privateKey.slice(0, 60)],
    ['in UTF-16', () => Buffer.from(newKeyPair().privateKey, 'utf16le')],
  ])('a private key (%s) is critical, and no part of it is repeated', async (_form, createBody) => {
    const body = createBody();
    const { finding, findings } = await checkHost(serveBody(body));
    expect(finding('key-private-served')?.severity).toBe('critical');
    const secret = body.toString().replaceAll('\0', '').split('\n')[1] ?? '';
    expect(JSON.stringify(findings)).not.toContain(secret.slice(0, 30));
  });

  it.each(otherForms)(
    'a private key (%s) is critical, and how to export it is no advice',
    async (_form, body, seen) => {
      const { finding, kinds, checks } = await checkHost(serveBody(body));
      expect(finding('key-private-served')?.severity).toBe('critical');
      expect(finding('key-private-served')?.evidence[0]).toBe(`a private key in ${seen}`);
      expect(checks.find(({ id }) => id === 'K7')?.outcome).toBe('failed');
      expect(kinds).not.toContain('key-is-jwk');
      expect(kinds).not.toContain('key-missing');
    },
  );

  it('a web page with status 200', async () => {
    const page = '<!doctype html><title>App</title>';
    const { kinds } = await checkHost(serveBody(page, { 'content-type': 'text/html; charset=utf-8' }));
    expect(kinds).toEqual(expect.arrayContaining(['key-is-html', 'key-missing']));
    expect((await checkHost(serveBody(page))).kinds).toContain('key-is-html');
  });

  it('a key on P-384', async () => {
    const { finding } = await checkHost(serveBody(newKeyPair('secp384r1').publicKey));
    expect(finding('key-curve')?.evidence).toEqual(['curve secp384r1']);
  });

  it('an RSA key', async () => {
    const { finding } = await checkHost(serveBody(newRsaPublicKey()));
    expect(finding('key-not-elliptic')?.evidence).toEqual(['type rsa']);
  });

  it('a point that is not on the curve', async () => {
    const { kinds } = await checkHost(serveBody(publicKeyPem.replace('DIIm2w==', 'DIIm2g==')));
    expect(kinds).toContain('key-unreadable');
  });

  it('two blocks', async () => {
    const { finding } = await checkHost(serveBody(publicKeyPem + newKeyPair().publicKey));
    expect(finding('key-several-blocks')?.evidence).toEqual(['"PUBLIC KEY"', '"PUBLIC KEY"']);
  });

  it('another label', async () => {
    const { finding } = await checkHost(serveBody(publicKeyPem.replaceAll('PUBLIC KEY', 'EC PUBLIC KEY')));
    expect(finding('key-label')?.evidence).toEqual(['"EC PUBLIC KEY"']);
  });

  it('nothing', async () => {
    expect((await checkHost(serveBody(''))).kinds).toContain('key-missing');
  });
});

describe('what is sent compressed', () => {
  const secret = newKeyPair().privateKey;
  const packed = { gzip: gzipSync, br: brotliCompressSync };
  const encoded = (name: string) => ({ 'content-encoding': name });

  it.each(Object.entries(packed))('%s: the public key inside is read, with a warning', async (name, pack) => {
    const { kinds, finding, facts } = await checkHost(serveBody(pack(publicKeyPem), encoded(name)));
    expect(kinds).toEqual(['key-fingerprint', 'key-link', 'key-compressed']);
    expect(finding('key-fingerprint')?.evidence[0]).toBe(`SHA-256 ${publicKeyFingerprint}`);
    expect(facts.first?.answered === true && facts.first.answer.body).toBe(publicKeyPem);
  });

  it.each(Object.entries(packed))('%s: a private key inside is critical', async (name, pack) => {
    const { finding, checks } = await checkHost(serveBody(pack(secret), encoded(name)));
    expect(finding('key-private-served')?.severity).toBe('critical');
    expect(checks.find(({ id }) => id === 'K7')?.outcome).toBe('failed');
  });

  it.each(Object.entries(packed))('%s: anything else inside is no key', async (name, pack) => {
    const { finding, checks } = await checkHost(serveBody(pack('hello'), encoded(name)));
    expect(finding('key-missing')?.severity).toBe('error');
    expect(checks.find(({ id }) => id === 'K7')?.outcome).toBe('failed');
  });

  it.each([
    ['gzip', Buffer.from('no gzip at all'), 'the data is broken: incorrect header check'],
    ['compress', Buffer.from([0x1f, 0x9d, 0x90]), 'compress cannot be unpacked by this version of Node.js'],
  ])('%s that cannot be undone is told as that', async (name, body, reason) => {
    const { finding, kinds, checks } = await checkHost(serveBody(body, encoded(name)));
    expect(finding('key-not-unpacked')?.severity).toBe('error');
    expect(finding('key-not-unpacked')?.evidence).toEqual([`Content-Encoding: ${name}`, reason]);
    expect(kinds).not.toContain('key-missing');
    expect(checks.find(({ id }) => id === 'K7')?.outcome).toBe('failed');
  });

  it.each([
    ['that is not compressed at all', Buffer.from(secret)],
    ['that is broken behind the key', gzipSync(secret).subarray(0, -8)],
  ])('a private key under a false header, %s, is still found', async (_, body) => {
    const { finding } = await checkHost(serveBody(body, encoded('gzip')));
    expect(finding('key-private-served')?.severity).toBe('critical');
  });

  it('an encoding that is no compression changes nothing', async () => {
    const { kinds } = await checkHost(serveBody(publicKeyPem, encoded('aws-chunked')));
    expect(kinds).toEqual(['key-fingerprint', 'key-link']);
  });

  it('what is small on the way and large inside is too large', async () => {
    const { finding } = await checkHost(serveBody(gzipSync(publicKeyPem + '\n'.repeat(100_000)), encoded('gzip')));
    expect(finding('key-too-large')?.evidence[1]).toBe('4096 bytes unpacked');
  });
});

describe('a key on P-256 in an encoding of its own', () => {
  it.each([
    ['a compressed point', compressedKeyPem, 'the point is not in its uncompressed form (04 and both coordinates)'],
    ['explicit parameters', newExplicitPublicKey(), 'the parameters of the curve in place of its name'],
  ])('%s is a warning', async (_what, body, evidence) => {
    const { finding } = await checkHost(serveBody(body));
    expect(finding('key-unusual-encoding')?.severity).toBe('warning');
    expect(finding('key-unusual-encoding')?.evidence).toEqual([evidence]);
  });
});

describe('bytes', () => {
  it.each([
    ['text before the block', `# our key\n${publicKeyPem}`, 'key-text-around'],
    ['no final line end', publicKeyPem.trimEnd(), 'key-line-ends'],
    ['mixed line ends', publicKeyPem.replace('\n', '\r\n'), 'key-line-ends'],
    ['blanks up to 500 bytes', publicKeyPem + '\n'.repeat(322), 'key-larger-than-usual'],
  ])('%s is a warning', async (_what, body, kind) => {
    const { finding, kinds } = await checkHost(serveBody(body));
    expect(finding(kind)?.severity).toBe('warning');
    expect(kinds).not.toContain('key-missing');
  });

  it('walk B10.9: a byte order mark is an error, and its bytes are shown', async () => {
    const { finding, kinds } = await checkHost(serveBody(`\ufeff${publicKeyPem}`));
    expect(finding('key-byte-order-mark')?.severity).toBe('error');
    expect(kinds).not.toContain('key-missing');
    expect(finding('key-byte-order-mark')?.evidence).toEqual(['begins with EF BB BF']);
  });
});

describe('bodies that do not end', () => {
  it('an endless body is read up to the limit and no further', async () => {
    const { finding, facts, requests } = await checkHost((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const pour = () => {
        while (response.write('x'.repeat(1024)));
      };
      response.on('drain', pour);
      pour();
    });
    expect(finding('key-endless')?.evidence).toEqual(['4096 bytes until then']);
    expect(facts.first?.answered === true && facts.first.answer.size).toBe(4096);
    expect(requests.filter(({ host }) => host === domain)).toHaveLength(1);
  });

  it('a slow body is given up at the time limit', async () => {
    const { finding } = await checkHost(
      (_request, response) => {
        response.writeHead(200);
        response.write(publicKeyPem.slice(0, 20));
      },
      { timeMs: 2500 },
    );
    expect(finding('key-slow')?.evidence).toEqual(['20 bytes until then']);
  });

  it('a host that never answers is given up at the time limit', async () => {
    const { finding } = await checkHost(() => {}, { timeMs: 400 });
    expect(finding('key-no-answer')?.evidence).toEqual(['no answer within 0.4 s']);
  });

  it('a body shorter than announced is cut off', async () => {
    const { kinds } = await checkHost((_request, response) => {
      response.writeHead(200, { 'content-length': '178' });
      response.write(publicKeyPem.slice(0, 50), () => response.destroy());
    });
    expect(kinds).toContain('key-cut-off');
  });
});

describe('certificates of the host', () => {
  it('one of an unknown authority is not trusted, and the file is not asked for', async () => {
    const certificate = createAuthority().issue(domain);
    const { finding, requests } = await checkHost(serveBody(publicKeyPem), { certificate });
    expect(finding('key-certificate-untrusted')?.evidence).toContain('issued by "Authority of the tests"');
    expect(requests).toEqual([]);
  });

  it('a chain without its intermediate is not trusted; with it, it is', async () => {
    const { key, cert, chain } = authority.issueThroughIntermediate(domain);
    const without = await checkHost(serveBody(publicKeyPem), { certificate: { key, cert } });
    expect(without.finding('key-certificate-untrusted')?.evidence).toEqual([
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'issued by "Intermediate of the tests"',
      'the host sent one certificate',
    ]);
    const complete = await checkHost(serveBody(publicKeyPem), { certificate: { key, cert: chain } });
    expect(complete.kinds).toEqual(['key-fingerprint', 'key-link']);
  });

  it('one that has ended', async () => {
    const { kinds } = await checkHost(serveBody(publicKeyPem), { certificate: authority.issue(domain, { days: -1 }) });
    expect(kinds).toContain('key-certificate-expired');
  });

  it('one that ends within 14 days is a warning', async () => {
    const { finding } = await checkHost(serveBody(publicKeyPem), {
      certificate: authority.issue(domain, { days: 13 }),
    });
    expect(finding('key-certificate-expires-soon')?.severity).toBe('warning');
  });

  it('one for another name', async () => {
    const { finding } = await checkHost(serveBody(publicKeyPem), { certificate: authority.issue('other.example.com') });
    expect(finding('key-certificate-name')?.evidence).toEqual([
      'wanted key.example.com',
      'the certificate names "other.example.com"',
    ]);
  });
});

describe('what depends on who asks, and when', () => {
  it('a firewall that lets browsers pass only', async () => {
    const { finding, kinds } = await checkHost((request, response, count) => {
      const browser = String(request.headers['user-agent']).startsWith('Mozilla/');
      serveBody(browser ? publicKeyPem : 'no', {}, browser ? 200 : 403)(request, response, count);
    });
    expect(finding('key-agent-dependent')?.evidence).toEqual([
      'turned away: connect-cli, curl, Go, Python requests, no User-Agent',
      'connect-cli: status 403, 2 bytes',
      'curl: status 403, 2 bytes',
      'Go: status 403, 2 bytes',
      'Python requests: status 403, 2 bytes',
      'no User-Agent: status 403, 2 bytes',
      'browser: status 200, 178 bytes',
    ]);
    expect(kinds).toContain('key-status-forbidden');
  });

  it.each([
    ['curl', /^curl\//],
    ['Go', /^Go-http-client\//],
    ['Python requests', /^python-requests\//],
    ['no User-Agent', /^$/],
    ['browser', /^Mozilla\//],
  ])('a firewall that turns %s away', async (client, pattern) => {
    const { finding, kinds } = await checkHost((request, response, count) => {
      const isRefused = pattern.test(request.headers['user-agent'] ?? '');
      serveBody(isRefused ? 'no' : publicKeyPem, {}, isRefused ? 403 : 200)(request, response, count);
    });
    expect(finding('key-agent-dependent')?.evidence[0]).toBe(`turned away: ${client}`);
    expect(finding('key-agent-dependent')?.severity).toBe('warning');
    expect(kinds).not.toContain('key-status-forbidden');
  });

  it('a host that serves one client another key', async () => {
    const other = newKeyPair().publicKey;
    const { finding } = await checkHost((request, response, count) => {
      const isGo = request.headers['user-agent']?.startsWith('Go-') === true;
      serveBody(isGo ? other : publicKeyPem)(request, response, count);
    });
    expect(finding('key-agent-dependent')?.evidence).toHaveLength(6);
  });

  it('a challenge with a cookie', async () => {
    const { kinds } = await checkHost(
      serveBody('<html>wait</html>', { 'set-cookie': 'challenge=1', 'content-type': 'text/html' }),
    );
    expect(kinds).toEqual(expect.arrayContaining(['key-cookie-challenge', 'key-is-html']));
  });

  it('nodes that serve different keys', async () => {
    const other = newKeyPair().publicKey;
    const { finding } = await checkHost((request, response, count) => {
      serveBody(count % 2 === 0 ? publicKeyPem : other)(request, response, count);
    });
    expect(finding('key-unstable')?.severity).toBe('warning');
  });

  it('caches that keep the file for long', async () => {
    const { finding } = await checkHost(serveBody(publicKeyPem, { 'cache-control': 'public, max-age=31536000' }));
    expect(finding('key-cached-long')?.severity).toBe('info');
  });
});

describe('the key itself', () => {
  it('seed 44: differs from the expected one', async () => {
    const { finding } = await checkHost(serveBody(newKeyPair().publicKey), { expected: publicKeyPem });
    expect(finding('key-differs')?.severity).toBe('error');
    expect(finding('key-differs')?.evidence[1]).toBe(`expected ${publicKeyFingerprint}`);
  });

  it('a private key beside it is looked for only on request', async () => {
    const secret = newKeyPair().privateKey;
    const handler: KeyHandler = (request, response, count) => {
      serveBody(request.url === '/private-key.pem' ? secret : publicKeyPem)(request, response, count);
    };
    expect((await checkHost(handler)).kinds).not.toContain('key-private-beside');
    const { finding } = await checkHost(handler, { lookForPrivateKey: true });
    expect(finding('key-private-beside')?.evidence).toEqual(['https://key.example.com/private-key.pem']);
    expect(finding('key-private-beside')?.severity).toBe('critical');
  });

  const beside =
    (body: string | Uint8Array, headers: Record<string, string> = {}): KeyHandler =>
    (request, response, count) => {
      const isBeside = request.url === '/private-key.pem';
      serveBody(isBeside ? body : publicKeyPem, isBeside ? headers : {})(request, response, count);
    };

  it.each(otherForms)('a private key beside it is found (%s)', async (_form, body) => {
    const { finding } = await checkHost(beside(body), { lookForPrivateKey: true });
    expect(finding('key-private-beside')?.severity).toBe('critical');
  });

  it('a private key beside it is found under gzip, and a file that nobody can look into is told', async () => {
    const headers = { 'content-encoding': 'gzip' };
    const found = await checkHost(beside(gzipSync(newKeyPair().privateKey), headers), { lookForPrivateKey: true });
    expect(found.kinds).toContain('key-private-beside');
    const hidden = await checkHost(beside('no gzip', headers), { lookForPrivateKey: true });
    expect(hidden.finding('key-hidden-beside')?.evidence).toEqual([
      'https://key.example.com/private-key.pem',
      'Content-Encoding: gzip',
      'the data is broken: incorrect header check',
    ]);
    expect(hidden.kinds).not.toContain('key-private-beside');
  });
});

describe('the host beside it', () => {
  const byHost =
    (bodies: Record<string, KeyHandler>): KeyHandler =>
    (request, response, count) => {
      (bodies[request.headers.host ?? ''] ?? serveBody('', {}, 404))(request, response, count);
    };

  it('serves the key that this one redirects to', async () => {
    const { finding } = await checkHost(
      byHost({ [domain]: redirectTo(`https://www.${domain}${path}`), [`www.${domain}`]: serveBody(publicKeyPem) }),
    );
    expect(finding('key-on-twin')?.evidence).toEqual(['www.key.example.com serves a key', 'key.example.com does not']);
  });

  it('serves another key', async () => {
    const { kinds } = await checkHost(
      byHost({ [domain]: serveBody(publicKeyPem), [`www.${domain}`]: serveBody(newKeyPair().publicKey) }),
    );
    expect(kinds).toContain('key-twin-differs');
  });
});

describe('the way to the host', () => {
  it('refuses a private address that was not allowed, without a connection', async () => {
    const { finding, requests } = await checkHost(serveBody(publicKeyPem), { allowPrivate: false });
    expect(finding('key-address-private')?.evidence).toEqual(['127.0.0.1']);
    expect(requests).toEqual([]);
  });

  it('says when a name leads nowhere', async () => {
    const { finding, checks } = await checkHost(serveBody(publicKeyPem), {
      connectTo: { host: 'nowhere.invalid', port: 443 },
    });
    // A machine without a network has no resolver that could deny the name.
    const found = finding('key-name-unresolved') ?? finding('key-name-unanswered');
    expect(found?.evidence[0]).toContain('nowhere.invalid');
    expect(checks.find(({ id }) => id === 'K4')?.outcome).toBe('skipped');
  });

  it('says when nobody listens', async () => {
    await using server = await startKeyServer(good, serveBody(''));
    const { port } = server;
    await server[Symbol.asyncDispose]();
    const { finding } = await checkHost(serveBody(publicKeyPem), { connectTo: { host: '127.0.0.1', port } });
    expect(finding('key-host-unreachable')?.evidence).toEqual(['ECONNREFUSED']);
  });
});

describe('a hostile host', () => {
  /** The file was asked for a bounded number of times, and nothing else was. */
  const paths = (requests: readonly { readonly line: string }[]) => new Set(requests.map(({ line }) => line));

  it('that redirects to itself for ever is not followed', async () => {
    const { finding, requests } = await checkHost(redirectTo(`https://${domain}${path}`));
    expect(finding('key-redirect')?.evidence[0]).toBe('status 301');
    expect(paths(requests)).toEqual(new Set([`GET ${path}`]));
    expect(requests.length).toBeLessThan(12);
  });

  it.each(['http://127.0.0.1/admin', 'https://169.254.169.254/latest/meta-data', 'file:///etc/passwd', '//[::1]:22/'])(
    'that redirects to %s is not followed, and no step leads there',
    async (location) => {
      const { finding, requests } = await checkHost(redirectTo(location));
      expect(finding('key-redirect')).toMatchObject({ severity: 'error' });
      expect(finding('key-redirect')?.next).toBeUndefined();
      expect(paths(requests)).toEqual(new Set([`GET ${path}`]));
    },
  );

  it('that sends without end is cut', async () => {
    const { facts } = await checkHost((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write('A'.repeat(1_000)));
      };
      response.on('drain', more);
      more();
    });
    expect(facts.first).toMatchObject({ answered: true, answer: { ended: 'too-long', size: 4096 } });
    expect(facts.clients).toEqual([]);
  });

  it.each([
    ['its body', (write: (text: string) => void) => void write('HTTP/1.1 200 OK\r\n\r\n')],
    ['its headers', (write: (text: string) => void) => void write('HTTP/1.1 200 OK\r\n')],
    ['hints before the answer', () => undefined],
  ])('that drips %s is left at the time limit', async (_, begin) => {
    const { facts } = await checkHost(
      (_request, response) => {
        const { socket } = response;
        begin((text) => socket?.write(text));
        const drip = (): void => {
          if (socket?.writable === true) socket.write('X', () => setTimeout(drip, 20));
        };
        drip();
      },
      { timeMs: 300 },
    );
    const ended = facts.first?.answered === true ? facts.first.answer.ended : facts.first?.failure;
    expect(ended).toMatch(/^too-slow$|^no answer within 0\.3 s$|^HPE_/);
    expect(facts.clients.every(({ fetch }) => !fetch.answered)).toBe(true);
  });

  it('that sends headers without measure is left', async () => {
    const { finding } = await checkHost((_request, response) => {
      response.socket?.write(`HTTP/1.1 200 OK\r\n${`x-long: ${'a'.repeat(1_000)}\r\n`.repeat(100)}`);
    });
    expect(finding('key-no-answer')?.evidence).toEqual(['HPE_HEADER_OVERFLOW']);
  });
});
