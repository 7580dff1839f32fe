import { keyFinding } from '../key-findings.ts';
import type { KeyCheck } from './key-check.ts';

/** Key pairs are often copied to the host as a whole. */
export const keyStrayCheck: KeyCheck = {
  id: 'K12',
  title: 'no private key lies beside the public one',
  check: ({ strayPaths, domain }) => {
    if (strayPaths === null) return undefined;
    const found = strayPaths.filter((one) => one.holdsPrivateKey).map(({ path }) => `https://${domain}${path}`);
    return found.length === 0 ? [] : [keyFinding('key-private-beside', found)];
  },
};
