/**
 * @returns true for an address of plain HTTP on this machine. The address is read as browsers read it, so that a name
 *   in front of an `@` does not pass for the host.
 */
export function isLoopbackUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return (
    protocol === 'http:' && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname) && username + password === ''
  );
}
