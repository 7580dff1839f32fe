import { keyFinding } from '../key-findings.ts';
import type { KeyCheck } from './key-check.ts';

/** Tells one key from another: cars keep the key that they were paired with. */
export const keyIdentityCheck: KeyCheck = {
  id: 'K13',
  title: 'the fingerprint, compared with the expected key if one is given',
  check: ({ key }, expected) => {
    if (key?.readable !== true) return undefined;
    const seen = [`SHA-256 ${key.fingerprint}`, ...(key.point === null ? [] : [`point ${key.point}`])];
    const shown = keyFinding('key-fingerprint', seen);
    if (expected?.readable !== true || expected.fingerprint === key.fingerprint) return [shown];
    return [keyFinding('key-differs', [`served ${key.fingerprint}`, `expected ${expected.fingerprint}`]), shown];
  },
};
