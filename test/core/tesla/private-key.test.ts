import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { privateKeyForm } from '../../../src/core/tesla/private-key.ts';
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
import { createRsaCertificate } from '../../support/certificates.ts';

const bytesOf = (file: string | Buffer) => Buffer.from(file).toString('latin1');

describe('a private key is found', () => {
  it.each(['PRIVATE KEY', 'EC PRIVATE KEY', 'RSA PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'OPENSSH PRIVATE KEY'])(
    'by the beginning of a %s',
    (label) => {
      expect(privateKeyForm(`x\n-----BEGIN ${label}-----`)).toBe('PEM');
    },
  );

  it.each(Object.entries(privateKeyForms()))('as %s', (_form, file) => {
    expect(privateKeyForm(bytesOf(file))).toBeDefined();
  });

  it.each([
    ['PEM', newSec1PrivateKey()],
    ['PEM', newKeyPair().privateKey.replaceAll('\n', String.raw`\n`)],
    ['JSON (JWK)', '{"crv":"P-256","d":"c"}'],
    ['the format of PuTTY', 'PuTTY-User-Key-File-2: ssh-rsa\n'],
    ['DER', '\u0030\u0077\u0002\u0001\u0001\u0004\u0020'],
    ['base64', 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg'],
    ['hexadecimal', '308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420'],
  ])('and called %s', (form, text) => {
    expect(privateKeyForm(text)).toBe(form);
    expect(privateKeyForm([...text].join('\0'))).toBe(form === 'DER' ? undefined : form);
  });
});

describe('no private key is seen', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;

  it.each<[string, string | Buffer]>([
    ['a public key', publicKeyPem],
    ['one with explicit parameters', newExplicitPublicKey()],
    ['one with a compressed point', compressedKeyPem],
    ['one of RSA', newRsaPublicKey()],
    ['one in DER', der],
    ['one in hexadecimal', der.toString('hex')],
    ['one in base64', der.toString('base64')],
    ['one of RSA in PKCS #1', rsa.export({ type: 'pkcs1', format: 'der' })],
    ['a public JWK', JSON.stringify(publicKey.export({ format: 'jwk' }))],
    ['a certificate', createRsaCertificate('proxy.example.com').cert],
    ['a point', publicKeyPoint],
    ['a fingerprint', publicKeyFingerprint],
    ['zeros', '0'.repeat(400)],
    ['a page about private keys', '<p>Never publish your PRIVATE KEY</p>'],
    ['JSON with a field d', '{"d":"m 1 1"}'],
    ['nothing', ''],
  ])('in %s', (_what, file) => {
    expect(privateKeyForm(bytesOf(file))).toBeUndefined();
  });

  it.each(['BEGIN ', 'A', '0a', '"d"', '"d" ', '\\', '0\u0080', 'priv: ', '-'])(
    'in 64 KiB of %j, within a moment',
    (piece) => {
      const started = performance.now();
      expect(privateKeyForm(piece.repeat(65_536 / piece.length))).toBeUndefined();
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );
});
