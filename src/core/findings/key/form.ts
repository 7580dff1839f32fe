import { parsePem } from '../../tesla/pem.ts';
import { finding, type FindingKind } from '../finding.ts';
import { servedFile, type KeyCheck } from './check.ts';
import type { KeyAnswer } from './facts.ts';

const begin = /-----BEGIN [A-Z ]{1,40}-----/;

/** Keys in other forms than the lines of a PEM file, the first that fits; what each is told by. */
const forms: readonly { readonly kind: FindingKind; readonly fits: (answer: KeyAnswer) => boolean }[] = [
  { kind: 'key-compressed', fits: ({ contentEncoding }) => isCompression(contentEncoding ?? '') },
  { kind: 'key-escaped-lines', fits: ({ body }) => /-----BEGIN [A-Z ]{1,40}-----\\+[nr]/.test(body) },
  { kind: 'key-one-line', fits: ({ body }) => begin.test(body) && !/[\r\n]/.test(body.trim()) },
  { kind: 'key-is-openssh', fits: ({ body }) => /^\s*(?:ecdsa-sha2-|ssh-(?:rsa|ed25519|dss) |sk-)/.test(body) },
  { kind: 'key-is-openssh', fits: ({ body }) => body.includes('---- BEGIN SSH2 PUBLIC KEY ----') },
  {
    kind: 'key-is-jwk',
    fits: ({ body }) => /^\s*\{/.test(body) && /"(?:kty|keys|crv)"\s*:/.test(body.slice(0, 20_000)),
  },
  // SEQUENCE, its length, then the SEQUENCE of the algorithm: a SubjectPublicKeyInfo in DER.
  { kind: 'key-is-der', fits: ({ body }) => /^\u0030(?:[\u0000-\u007f]|\u0081[^]|\u0082[^]{2})\u0030/.test(body) },
];

function isCompression(encoding: string): boolean {
  return /\b(?:gzip|x-gzip|br|deflate|zstd|compress)\b/i.test(encoding);
}

/** @returns how a key is written that is no PEM file, or `undefined`. */
export function keyFormOf(answer: KeyAnswer): FindingKind | undefined {
  return forms.find(({ fits }) => fits(answer))?.kind;
}

/** The right key in the wrong form: each form has its own way back. */
export const keyFormCheck: KeyCheck = {
  id: 'K16',
  title: 'the key is written as the lines of a PEM file',
  check: (facts) => {
    const file = servedFile(facts);
    if (file === undefined) return undefined;
    const kind = keyFormOf(file);
    if (kind === undefined) return [];
    const { blocks } = parsePem(file.body);
    const seen = kind === 'key-compressed' ? `Content-Encoding: ${file.contentEncoding ?? ''}` : `${file.size} bytes`;
    return [finding(kind, [seen, `${blocks.length} PEM blocks in the body`])];
  },
};
