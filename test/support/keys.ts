import { generateKeyPairSync } from 'node:crypto';

/** A public key on P-256. Fingerprint and point below were computed by the openssl program. */
export const publicKeyPem = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE6JC8eTWB9ffehYiNtUpEeS9lUTjG
WW7kAlxB3+l71FwDt1zL986VfaQz1021B94Tlg7wFq+iq/qVrlWADIIm2w==
-----END PUBLIC KEY-----
`;

/** SHA-256 of its SubjectPublicKeyInfo. */
export const publicKeyFingerprint = '511625fcf64a08a8f4aac1945ef87758fa64eb9b49550dd9036b58dab851650f';

/** Its uncompressed point. */
export const publicKeyPoint =
  '04e890bc793581f5f7de85888db54a44792f655138c6596ee4025c41dfe97bd45c' +
  '03b75ccbf7ce957da433d74db507de13960ef016afa2abfa95ae55800c8226db';

const spki = { type: 'spki', format: 'pem' } as const;
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;

export function newKeyPair(namedCurve: 'prime256v1' | 'secp384r1' = 'prime256v1') {
  return generateKeyPairSync('ec', { namedCurve, publicKeyEncoding: spki, privateKeyEncoding: pkcs8 });
}

/** A private key in the older form, under the label EC PRIVATE KEY. */
export function newSec1PrivateKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return privateKey.export({ type: 'sec1', format: 'pem' }).toString();
}

export function newRsaPublicKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: spki, privateKeyEncoding: pkcs8 })
    .publicKey;
}

/** The public key above with a compressed point, by the openssl program. */
export const compressedKeyPem = `-----BEGIN PUBLIC KEY-----
MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgAD6JC8eTWB9ffehYiNtUpEeS9lUTjG
WW7kAlxB3+l71Fw=
-----END PUBLIC KEY-----
`;

/** The public key above, packed by the zstd program. */
export const zstdKey = Buffer.from(
  'KLUv/QRYzQQAEkkiISClzgPI8athhdM3MkAlpPK34OiP9VMVKLtWYSUKMETBgba68Xn60sDYUs0BsC/wcckX9Wbj1mBWuSgyzAoN' +
    'Y5xJhRK0PZINTwQ1gFOv0TpKnXXxicju4wIrbjMyTZtVW5kDFZhLt2wXmVq8M4WULsQJx0TY/XYvMsTfd0IgTNXrgFRYuvX//wME' +
    'ABqbMx6MMF/ysoAYNUexYw==',
  'base64',
);

/** A public key on P-256 that has the parameters of the curve in place of its name. */
export function newExplicitPublicKey(): string {
  const { publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    paramEncoding: 'explicit',
    publicKeyEncoding: spki,
    privateKeyEncoding: pkcs8,
  });
  return publicKey;
}

/** One private key in each form that is no PEM file under its own label. */
export function privateKeyForms(): Readonly<Record<string, string | Buffer>> {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const pem = key.export(pkcs8).toString();
  const der = key.export({ type: 'pkcs8', format: 'der' });
  const sec1 = key.export({ type: 'sec1', format: 'der' });
  const jwk = JSON.stringify(key.export({ format: 'jwk' }));
  const encrypted = key.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'secret' });
  return {
    JWK: jwk,
    'a set of JWK': `{"keys": [${jwk}]}`,
    'a JWK in a string of JSON': JSON.stringify(jwk),
    'PKCS #8 in DER': der,
    'SEC 1 in DER': sec1,
    'encrypted PKCS #8 in DER': encrypted,
    'PKCS #1 in DER': generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs1',
      format: 'der',
    }),
    'DER that is cut off': der.subarray(0, 60),
    'hexadecimal of PKCS #8': der.toString('hex'),
    'hexadecimal of SEC 1 with colons': sec1.toString('hex').replaceAll(/(..)(?=.)/g, '$1:'),
    'base64 of PKCS #8': der.toString('base64'),
    'base64url of SEC 1': sec1.toString('base64url'),
    'base64 in a string of JSON': JSON.stringify({ key: der.toString('base64') }),
    'base64 of PEM': Buffer.from(pem).toString('base64'),
    'a block labelled PUBLIC KEY': pem.replaceAll('PRIVATE KEY', 'PUBLIC KEY'),
    'PEM with typographic dashes': pem.replaceAll('-----', '—–'),
    'the format of PuTTY': 'PuTTY-User-Key-File-3: ecdsa-sha2-nistp256\r\nEncryption: none\r\nPrivate-Lines: 1\r\n',
    'the words of openssl -text': 'Private-Key: (256 bit)\npriv:\n    5f:3a:11:c0\npub:\n    04:e8\n',
  };
}
