import { keyFinding } from '../key-findings.ts';
import type { KeyCheck } from './key-check.ts';

export const keyAddressCheck: KeyCheck = {
  id: 'K2',
  title: 'the domain leads to public addresses',
  check: ({ route }) => {
    if (route.failure !== null) return [keyFinding('key-name-unresolved', [route.failure])];
    if (route.addresses.length === 0) return undefined;
    if (route.privateAddresses.length === 0 || route.privateAllowed) return [];
    return [keyFinding('key-address-private', route.privateAddresses)];
  },
};
