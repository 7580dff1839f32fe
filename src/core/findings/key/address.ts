import { finding, type FindingKind } from '../finding.ts';
import type { KeyCheck } from './check.ts';

/** Tesla has to reach the host from the internet. */
export const keyAddressCheck: KeyCheck = {
  id: 'K2',
  title: 'the domain resolves to public addresses',
  check: ({ route }) => {
    if (route.failure !== null) return [finding(nameKind(route.failure), [route.failure])];
    const { privateAddresses, privateAllowed, connectTo } = route;
    if (privateAddresses.length > 0 && !privateAllowed) return [finding('key-address-private', privateAddresses)];
    // Nothing was asked about the domain itself where another host was named.
    if (route.addresses.length === 0 || connectTo !== null) return undefined;
    const isIpv6Only = route.addresses.every((address) => address.includes(':'));
    return [
      ...(privateAddresses.length === 0 ? [] : [finding('key-address-unreachable', privateAddresses)]),
      ...(isIpv6Only ? [finding('key-ipv6-only', route.addresses)] : []),
    ];
  },
};

/** A resolver that says that there is no such name, and one that says nothing, are two things to mend. */
function nameKind(failure: string): FindingKind {
  return /EAI_AGAIN|ETIMEOUT|ETIMEDOUT|ESERVFAIL|ECONNREFUSED/.test(failure)
    ? 'key-name-unanswered'
    : 'key-name-unresolved';
}
