import { finding } from '../finding.ts';
import type { KeyCheck } from './check.ts';

/** Key pairs are often copied to the host as a whole. */
export const keyStrayCheck: KeyCheck = {
  id: 'K12',
  title: 'there is no private key beside the public one',
  check: ({ strayPaths, domain }) => {
    if (strayPaths === null) return undefined;
    const exposed = strayPaths.filter(({ holdsPrivateKey }) => holdsPrivateKey);
    const addresses = exposed.map(({ path }) => `https://${domain}${path}`);
    return addresses.length === 0 ? [] : [finding('key-private-beside', addresses)];
  },
};
