import { finding } from '../finding.ts';
import type { KeyCheck } from './check.ts';

/** Tells one key from another: cars keep the key that they were paired with. */
export const keyIdentityCheck: KeyCheck = {
  id: 'K13',
  title: 'the fingerprint, compared with the expected key if one is given',
  check: ({ key }, expected) => {
    if (key?.readable !== true) return undefined;
    const seen = [`SHA-256 ${key.fingerprint}`, ...(key.point === null ? [] : [`point ${key.point}`])];
    const shown = finding('key-fingerprint', seen);
    if (expected?.readable !== true || expected.fingerprint === key.fingerprint) return [shown];
    return [finding('key-differs', [`served ${key.fingerprint}`, `expected ${expected.fingerprint}`]), shown];
  },
};
