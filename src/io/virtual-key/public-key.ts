import { createHash, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { KeyHostFacts, PublicKeyReading } from '../../core/findings/key/facts.ts';
import { isPrivateLabel, parsePem } from '../../core/tesla/pem.ts';

/** Reads the text's first block as a public key. A private key is refused, not turned into its public half. */
export function readPublicKey(pem: string): PublicKeyReading {
  const block = parsePem(pem).blocks[0];
  if (block === undefined) return { readable: false, reason: 'no PEM block' };
  if (isPrivateLabel(block.label)) return { readable: false, reason: `the block is a "${block.label}"` };
  try {
    return describeKey(createPublicKey(block.text));
  } catch (error) {
    return { readable: false, reason: opensslReason(error) };
  }
}

function describeKey(key: KeyObject): PublicKeyReading {
  const der = key.export({ type: 'spki', format: 'der' });
  const curve = key.asymmetricKeyDetails?.namedCurve ?? null;
  const point = uncompressedPoint(key);
  return {
    readable: true,
    type: key.asymmetricKeyType ?? 'unknown',
    curve,
    fingerprint: createHash('sha256').update(der).digest('hex'),
    point,
    unusual: curve === 'prime256v1' && point !== null ? unusualParts(der.toString('hex'), point) : [],
  };
}

/** The object identifier of P-256, which stands in a key that names its curve. */
const namedP256 = '06082a8648ce3d030107';

/** What OpenSSL reads and other programs may not: it keeps the form in which a key came. */
function unusualParts(der: string, point: string): readonly string[] {
  return [
    ...(der.includes(namedP256) ? [] : ['the parameters of the curve in place of its name']),
    ...(der.endsWith(point) ? [] : ['the point is not in its uncompressed form (04 and both coordinates)']),
  ];
}

function uncompressedPoint(key: KeyObject): string | null {
  if (key.asymmetricKeyType !== 'ec') return null;
  try {
    const { x, y } = key.export({ format: 'jwk' });
    return x === undefined || y === undefined ? null : `04${hex(x)}${hex(y)}`;
  } catch {
    // Curves without a JWK name, such as brainpool: the curve check reports them.
    return null;
  }
}

function hex(base64url: string): string {
  return Buffer.from(base64url, 'base64url').toString('hex');
}

/** OpenSSL's sentence without its code. */
function opensslReason(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^error:[0-9A-F]+:/i, '') : 'unreadable';
}

/** @returns whom a served certificate is for and which kind of key it holds, or null. */
export function readServedCertificate(body: string): KeyHostFacts['servedCertificate'] {
  const block = parsePem(body).blocks.find(({ label }) => label === 'CERTIFICATE');
  if (block === undefined) return null;
  try {
    const { subject, publicKey } = new X509Certificate(block.text);
    const bits = publicKey.asymmetricKeyDetails?.modulusLength;
    const type = (publicKey.asymmetricKeyType ?? 'unknown').toUpperCase();
    return { subject: subject.replaceAll('\n', ', '), keyType: bits === undefined ? type : `${type} ${bits}` };
  } catch {
    return null;
  }
}
