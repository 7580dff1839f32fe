import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { Secret } from '../../core/secret.ts';

/** Makes a pair on P-256, the only curve that cars take. */
export async function createKeyPair(): Promise<{ readonly publicKey: string; readonly privateKey: Secret }> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('ec', {
    namedCurve: 'prime256v1',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { publicKey, privateKey: new Secret(privateKey) };
}
