import { finding } from '../finding.ts';
import { parseKeyDomain } from '../../tesla/key-domain.ts';
import { buildVirtualKeyLink } from '../../tesla/virtual-key.ts';
import type { KeyCheck } from './check.ts';

/** What the owner opens once the key is in place. */
export const keyLinkCheck: KeyCheck = {
  id: 'K15',
  title: 'the link that owners open',
  check: ({ domain }) =>
    parseKeyDomain(domain).ok ? [finding('key-link', buildVirtualKeyLink(domain).forms)] : undefined,
};
