import ipaddr from 'ipaddr.js';

const uniqueLocal = ipaddr.parseCIDR('fd00::/8');
/** Once meant for IPv4 in IPv6; nothing is routed there. */
const compatible = ipaddr.parseCIDR('::/96');

/** @returns true for an address of this machine. IPv4 inside IPv6 is judged as IPv4. */
export function isLoopbackAddress(address: string): boolean {
  return ipaddr.process(address).range() === 'loopback';
}

/** @returns true within 10/8, 172.16/12, 192.168/16 and fd00::/8 alone: link-local and shared addresses are no private network */
export function isPrivateNetwork(address: string): boolean {
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv6' ? parsed.match(uniqueLocal) : parsed.range() === 'private';
}

/** @returns true for an address that the public internet reaches and that is nobody's translation of another one */
export function isPublicAddress(address: string): boolean {
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv6' && parsed.match(compatible)) return false;
  return ipaddr.process(address).range() === 'unicast';
}
