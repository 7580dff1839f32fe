import { finding, type Finding } from '../finding.ts';
import type { KeyCheck } from './check.ts';
import { declaredEncoding } from './encoding.ts';
import type { StrayPath } from './facts.ts';

/** Key pairs are often copied to the host as a whole. */
export const keyStrayCheck: KeyCheck = {
  id: 'K12',
  title: 'there is no private key beside the public one',
  check: ({ strayPaths, domain }) => {
    if (strayPaths === null) return undefined;
    const exposed = strayPaths.filter(({ holdsPrivateKey }) => holdsPrivateKey);
    const addresses = exposed.map(({ path }) => `https://${domain}${path}`);
    const hidden = strayPaths.flatMap((stray) =>
      stray.holdsPrivateKey || stray.hidden === undefined
        ? []
        : [tellHidden(stray.hidden, `https://${domain}${stray.path}`)],
    );
    return [...(addresses.length === 0 ? [] : [finding('key-private-beside', addresses)]), ...hidden];
  },
};

/** A file that nobody could look into is not known to be harmless. */
function tellHidden(hidden: NonNullable<StrayPath['hidden']>, address: string): Finding {
  return finding('key-hidden-beside', [address, declaredEncoding(hidden), hidden.notUnpacked ?? '']);
}
