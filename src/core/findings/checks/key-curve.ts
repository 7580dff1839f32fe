import { keyFinding } from '../key-findings.ts';
import type { KeyCheck } from './key-check.ts';

/** Tesla takes keys on the curve prime256v1 alone. */
export const keyCurveCheck: KeyCheck = {
  id: 'K8',
  title: 'the key is a point on P-256',
  check: ({ key }) => {
    if (key === null) return undefined;
    if (!key.readable) return [keyFinding('key-unreadable', [key.reason])];
    if (key.type !== 'ec') return [keyFinding('key-not-elliptic', [`type ${key.type}`])];
    return key.curve === 'prime256v1' ? [] : [keyFinding('key-curve', [`curve ${key.curve ?? 'without a name'}`])];
  },
};
