/**
 * The one rule of what is this machine: for redirects, origins, links and proxies alike. The sandbox has code of its own.
 * @param hostname as a URL has it: lower case, IPv6 in brackets
 */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
