import { finding } from '../finding.ts';
import type { KeyFindingKind } from './kinds.ts';
import { servedFile, type KeyCheck } from './check.ts';

/** Bytes. A P-256 public key in PEM has 178; an RSA-2048 certificate, about 1100, was refused by Tesla. */
const usual = 400;
const tooLarge = 1000;

const endings = {
  'too-long': 'key-endless',
  'too-slow': 'key-slow',
  'cut-off': 'key-cut-off',
} as const satisfies Record<string, KeyFindingKind>;

/** Reads no further than a key can be long. */
export const keySizeCheck: KeyCheck = {
  id: 'K5',
  title: 'the answer has the size of a public key and ends',
  check: (facts) => {
    const file = servedFile(facts);
    if (file === undefined) return undefined;
    const inside = file.body.length;
    const seen = [`${file.size} bytes`, ...(inside === file.size ? [] : [`${inside} bytes unpacked`])];
    // Whether Tesla measures before or after unpacking is not known: both must fit.
    const largest = Math.max(file.size, inside);
    if (file.ended !== 'complete') return [finding(endings[file.ended], [`${file.size} bytes until then`])];
    if (largest > tooLarge) return [finding('key-too-large', seen)];
    return largest > usual ? [finding('key-larger-than-usual', seen)] : [];
  },
};
