/** @returns true for the three names under which a program on this machine listens. */
export function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]' || hostname === '::1';
}

/** @returns true for a redirect URI that a server on this machine can catch. */
export function isLoopbackRedirect(redirectUri: string): boolean {
  const { protocol, hostname } = new URL(redirectUri);
  return protocol === 'http:' && isLoopbackName(hostname);
}

// Both cases are spelt out: where a class ignores case, V8 asks ICU for the cases of each letter first.
const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//;

/** @returns what is wrong with a redirect URI, one sentence, or `undefined`. */
export function redirectUriProblem(redirectUri: string): string | undefined {
  if (!URL.canParse(redirectUri) || !scheme.test(redirectUri)) {
    return `"${redirectUri}" is not an absolute address.`;
  }
  if (redirectUri.includes('#')) return `"${redirectUri}" carries a fragment, which a redirect URI must not have.`;
  const { username, password } = new URL(redirectUri);
  return username === '' && password === '' ? undefined : 'A redirect URI must not carry a user name or password.';
}
