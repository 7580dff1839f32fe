import { finding } from '../finding.ts';
import { slipOf } from './slips.ts';
import { servedFile, type KeyCheck } from './check.ts';

/** Tesla takes keys on the curve prime256v1 alone. */
export const keyCurveCheck: KeyCheck = {
  id: 'K8',
  title: 'the key is a point on P-256',
  check: (facts) => {
    const { key } = facts;
    if (key === null) return undefined;
    if (!key.readable) return [finding('key-unreadable', [key.reason], slipOf(servedFile(facts)?.body ?? '-'))];
    if (key.type !== 'ec') return [finding('key-not-elliptic', [`type ${key.type}`])];
    if (key.curve !== 'prime256v1') return [finding('key-curve', [`curve ${key.curve ?? 'without a name'}`])];
    return (key.unusual ?? []).length === 0 ? [] : [finding('key-unusual-encoding', key.unusual ?? [])];
  },
};
