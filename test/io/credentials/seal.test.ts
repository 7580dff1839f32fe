import { randomBytes, webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seal, sealKeyBytes, unseal } from '../../../src/io/credentials/seal.ts';

const key = Buffer.alloc(32, 7);
const text = '{"token":"Zürich 😀"}';

/** Another implementation of the same algorithm. */
async function openElsewhere(sealed: string, name: string): Promise<string> {
  const bytes = Buffer.from(sealed, 'base64');
  const imported = await webcrypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const content = await webcrypto.subtle.decrypt(
    { name: 'AES-GCM', iv: bytes.subarray(0, 12), additionalData: Buffer.from(name), tagLength: 128 },
    imported,
    Buffer.concat([bytes.subarray(28), bytes.subarray(12, 28)]),
  );
  return Buffer.from(content).toString('utf8');
}

describe('a sealed entry', () => {
  it('opens with the key and the name that sealed it', () => {
    expect(unseal(key, 'smartcar/a', seal(key, 'smartcar/a', text))).toBe(text);
    expect(unseal(key, 'smartcar/a', seal(key, 'smartcar/a', ''))).toBe('');
  });

  it('is AES-256-GCM with nonce, tag and ciphertext in this order, bound to the name', async () => {
    expect(sealKeyBytes).toBe(32);
    const sealed = seal(key, 'smartcar/ä', text);
    expect(Buffer.from(sealed, 'base64')).toHaveLength(12 + 16 + Buffer.byteLength(text));
    await expect(openElsewhere(sealed, 'smartcar/ä')).resolves.toBe(text);
    await expect(openElsewhere(sealed, 'smartcar/a')).rejects.toThrow('operation failed');
  });

  it('never uses a nonce twice', () => {
    const nonces = Array.from({ length: 200 }, () => seal(key, 'n', text).slice(0, 16));
    expect(new Set(nonces).size).toBe(200);
  });

  it('stays shut for another key and another name', () => {
    const sealed = seal(key, 'smartcar/a', text);
    expect(unseal(randomBytes(32), 'smartcar/a', sealed)).toBeUndefined();
    expect(unseal(key, 'smartcar/b', sealed)).toBeUndefined();
    expect(unseal(key, '', sealed)).toBeUndefined();
  });

  it('stays shut when one bit of it has changed, wherever', () => {
    const bytes = Buffer.from(seal(key, 'smartcar/a', text), 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(unseal(key, 'smartcar/a', changed.toString('base64'))).toBeUndefined();
    }
  });

  it('stays shut when it was cut', () => {
    const bytes = Buffer.from(seal(key, 'smartcar/a', text), 'base64');
    for (let length = 0; length < bytes.length; length += 1) {
      expect(unseal(key, 'smartcar/a', bytes.subarray(0, length).toString('base64'))).toBeUndefined();
    }
  });
});
