import { describe, expect, it } from 'vitest';
import { judgeKeyHost } from '../../../../src/core/findings/key/judge.ts';
import { untouchedFacts, type KeyAnswer, type KeyHostFacts } from '../../../../src/core/findings/key/facts.ts';

const pem = ['-----BEGIN PUBLIC KEY-----', 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE', '-----END PUBLIC KEY-----', ''].join(
  '\n',
);

function answer(parts: Partial<KeyAnswer>): KeyAnswer {
  const body = parts.body ?? pem;
  return {
    status: 200,
    location: null,
    contentType: 'application/x-pem-file',
    cacheControl: null,
    setsCookie: false,
    size: body.length,
    body,
    digest: body,
    ended: 'complete',
    ...parts,
  };
}

function kinds(facts: Partial<KeyHostFacts>, domain = 'key.example.com'): string[] {
  const all = { ...untouchedFacts(domain, 0), ...facts };
  return judgeKeyHost(all, null).findings.map(({ kind }) => kind);
}

const served = (parts: Partial<KeyAnswer>) => kinds({ first: { answered: true, answer: answer(parts) } });

describe('a status has its own remedy', () => {
  it.each([
    [{ status: 401 }, 'key-status-login'],
    [{ status: 403, authenticate: 'Basic realm="x"' }, 'key-status-login'],
    [{ status: 407 }, 'key-status-login'],
    [{ status: 403 }, 'key-status-forbidden'],
    [{ status: 429 }, 'key-status-forbidden'],
    [{ status: 503, mitigated: 'challenge' }, 'key-status-forbidden'],
    [{ status: 404 }, 'key-status'],
    [{ status: 410 }, 'key-status'],
    [{ status: 204 }, 'key-status'],
    [{ status: 500 }, 'key-status-upstream'],
    [{ status: 502 }, 'key-status-upstream'],
    [{ status: 504 }, 'key-status-upstream'],
    [{ status: 301, location: 'https://example.com/' }, 'key-redirect'],
  ])('%j', (parts, kind) => {
    expect(served(parts)).toEqual([kind, 'key-link']);
  });

  it.each([
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'key-client-certificate'],
    ['no answer within 5 s', 'key-no-answer'],
    ['ECONNRESET', 'key-no-answer'],
  ])('no answer, %s', (failure, kind) => {
    expect(kinds({ first: { answered: false, failure } })).toEqual([kind, 'key-link']);
  });
});

describe('a key in another form is told as that', () => {
  it.each([
    ['escaped line ends', pem.replaceAll('\n', String.raw`\n`), 'key-escaped-lines'],
    ['line ends escaped twice', pem.replaceAll('\n', String.raw`\\n`), 'key-escaped-lines'],
    ['one line', pem.replaceAll('\n', ' ').trim(), 'key-one-line'],
    ['one line without blanks', pem.replaceAll('\n', ''), 'key-one-line'],
    ['OpenSSH', 'ecdsa-sha2-nistp256 AAAAE2VjZHNh me@host\n', 'key-is-openssh'],
    ['OpenSSH of another kind', 'ssh-ed25519 AAAAC3Nz me@host\n', 'key-is-openssh'],
    ['RFC 4716', '---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----\n', 'key-is-openssh'],
    ['JWK', '{"kty":"EC","crv":"P-256","x":"a","y":"b"}', 'key-is-jwk'],
    ['a set of JWK', '{ "keys": [] }', 'key-is-jwk'],
    ['DER', '\u0030\u0006\u0030\u0001\u0006\u0003\u0001\u0000', 'key-is-der'],
    ['a certificate in DER', '\u0030\u0008\u0030\u0001\u0002\u0030\u0000\u0003\u0001\u0000', 'key-is-certificate'],
  ])('%s', (_, body, kind) => {
    const found = served({ body });
    expect(found).toContain(kind);
    expect(found).not.toContain('key-missing');
  });

  it.each(['gzip', 'br', 'deflate', 'zstd'])('walk B10.9: compressed with %s', (contentEncoding) => {
    const found = served({ contentEncoding });
    expect(found).toContain('key-compressed');
    expect(found).not.toContain('key-missing');
    expect(served({ body: 'hello', contentEncoding })).toEqual(
      expect.arrayContaining(['key-compressed', 'key-missing']),
    );
  });

  it('a compression that cannot be undone is told once, as that', () => {
    const body = '\u0028\u00b5\u002f\u00fd';
    expect(served({ body, contentEncoding: 'zstd', notUnpacked: 'zstd is not known here' })).toEqual([
      'key-link',
      'key-not-unpacked',
    ]);
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['zeros', '0'.repeat(400)],
    ['JWK', '{"kty":"EC","crv":"P-256","x":"a","y":"b"}'],
    ['OpenSSH', 'ssh-ed25519 AAAAC3Nz me@host\n'],
    ['DER', '\u0030\u0006\u0030\u0001\u0006\u0003\u0001\u0000'],
  ])('%s is never praised as one PUBLIC KEY block in the lines of PEM', (_, body) => {
    const facts = {
      ...untouchedFacts('key.example.com', 0),
      first: { answered: true, answer: answer({ body }) } as const,
    };
    const { checks } = judgeKeyHost(facts, null);
    expect(checks.find(({ id }) => id === 'K7')?.outcome).toBe('failed');
    expect(checks.find(({ id }) => id === 'K16')?.outcome).not.toBe('passed');
  });

  it('an ordinary file gets none of them', () => {
    const found = served({ contentEncoding: 'identity' }).join(' ');
    expect(found).not.toMatch(/compressed|escaped|one-line|openssh|jwk|der/);
  });
});

describe('a file that is no key is told by what it is', () => {
  const point = `04${'e8'.repeat(64)}`;
  const told = (body: string) => {
    const facts = {
      ...untouchedFacts('key.example.com', 0),
      first: { answered: true, answer: answer({ body }) } as const,
    };
    return judgeKeyHost(facts, null).findings.map(({ kind, title }) => `${kind}: ${title}`)[0];
  };

  it.each([
    ['the point of the key', point, /^key-missing: The file is the point of a key in hexadecimal/],
    ['the point with 0x and a line end', `0x${point.toUpperCase()}\n`, /^key-missing: The file is the point of a key/],
    ['zeros', '0'.repeat(400), /^key-missing: There is no PEM block/],
    [
      'base64 alone',
      'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE6JC8\n',
      /^key-missing: The file is the base64 of a public key/,
    ],
    ['PHP', `<?php echo '${pem}';`, /^key-is-source: /],
    ['PHP that prints at once', `<?= $key ?>`, /^key-is-source: /],
    ['a template', `<%= key %>`, /^key-is-source: /],
    ['a page', '<!doctype html><title>App</title>', /^key-is-html: /],
    ['a page with a capital tag', '\n<HTML></HTML>', /^key-is-html: /],
    ['XML', '<?xml version="1.0"?><Error/>', /^key-is-html: /],
    ['a conflict', `<<<<<<< HEAD\n${pem}=======\n${pem}>>>>>>> new-key\n`, /^key-several-blocks: /],
    ['a conflict inside the block', pem.replace('\n', '\n<<<<<<< HEAD\n'), /^key-conflict-marks: /],
    ['a conflict whose other side is empty', `<<<<<<< HEAD\n${pem}=======\n>>>>>>> b\n`, /^key-conflict-marks: /],
  ])('%s', (_, body, expected) => {
    expect(told(body)).toMatch(expected);
  });

  it('conflict markers are no web page, and are told beside two blocks', () => {
    const body = `<<<<<<< HEAD\n${pem}=======\n${pem}>>>>>>> new-key\n`;
    expect(served({ body })).toEqual(['key-several-blocks', 'key-conflict-marks', 'key-link']);
  });

  it.each([
    ['a blank before BEGIN', ` ${pem}`],
    ['a tab before BEGIN', `\t${pem}`],
    ['a blank before END', pem.replace('-----END', ' -----END')],
  ])('%s is a warning with what is known of parsers', (_, body) => {
    const facts = {
      ...untouchedFacts('key.example.com', 0),
      first: { answered: true, answer: answer({ body }) } as const,
    };
    const [found] = judgeKeyHost(facts, null).findings;
    expect([found?.kind, found?.severity]).toEqual(['key-text-around', 'warning']);
    expect(found?.title).toContain("Go's encoding/pem");
    expect(found?.title).toContain('unconfirmed');
  });

  it('blanks after a line, and empty lines before the block, are nothing to warn of', () => {
    expect(served({ body: `\n\n${pem.replace('KEY-----\n', 'KEY----- \n')}` })).toEqual(['key-link']);
  });
});

describe('a domain that will not do', () => {
  it.each([
    ['mytesla.example.com', ['key-domain-tesla']],
    ['tesla-key.example.com', ['key-domain-tesla']],
    ['abc.ui.nabu.casa', ['key-domain-shared']],
    ['abc.ngrok-free.app', ['key-domain-shared']],
    ['abc.trycloudflare.com', ['key-domain-shared']],
    ['home.duckdns.org', ['key-domain-shared']],
    ['fleetkey.cc', ['key-domain-shared']],
    ['me.github.io', []],
    ['notngrok.io.example.com', []],
    ['myngrok.io', []],
    ['key.example.com', []],
  ])('%s', (domain, expected) => {
    expect(kinds({}, domain).filter((kind) => kind.startsWith('key-domain'))).toEqual(expected);
  });

  it('says which evidence there is', () => {
    const { findings } = judgeKeyHost(untouchedFacts('x.trycloudflare.com', 0), null);
    expect(findings.flatMap(({ evidence }) => evidence).join(' ')).toContain('inferred: https://');
  });

  it.each([
    [['2001:db8::1'], true],
    [['2001:db8::1', '192.0.2.1'], false],
    [['192.0.2.1'], false],
  ])('%j leads over IPv6 alone: %s', (addresses, isIpv6Only) => {
    const { route } = untouchedFacts('key.example.com', 0);
    expect(kinds({ route: { ...route, addresses } }).includes('key-ipv6-only')).toBe(isIpv6Only);
  });
});
