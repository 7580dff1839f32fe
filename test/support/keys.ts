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
